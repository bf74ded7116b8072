// Two lanes of four floats, computed side by side, for long formulas.
//
// In a polynomial each operation waits for the one before it; the processor does something else meanwhile only if that
// is near in the code: the same operation on another lane. Every lane has the bits that it has alone.
#pragma once

#include "engine/core/lanes.h"

namespace deltarule {

struct Pair4 {
  Float4 a, b;
};
inline Pair4 operator+(Pair4 x, Pair4 y) { return {x.a + y.a, x.b + y.b}; }
inline Pair4 operator-(Pair4 x, Pair4 y) { return {x.a - y.a, x.b - y.b}; }
inline Pair4 operator*(Pair4 x, Pair4 y) { return {x.a * y.a, x.b * y.b}; }
inline Pair4 operator+(Pair4 x, float y) { return {x.a + y, x.b + y}; }
inline Pair4 operator-(Pair4 x, float y) { return {x.a - y, x.b - y}; }
inline Pair4 operator*(Pair4 x, float y) { return {x.a * y, x.b * y}; }
inline Pair4 operator-(float x, Pair4 y) { return {x - y.a, x - y.b}; }
inline Pair4 operator/(float x, Pair4 y) { return {x / y.a, x / y.b}; }
inline Pair4 abs(Pair4 x) { return {abs(x.a), abs(x.b)}; }

}  // namespace deltarule

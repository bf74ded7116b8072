// Our own exp, log, tanh, ...: libm differs between machines and compilers, these do not, and they vectorize.
//
// Each is a fixed sequence of IEEE operations on four floats at once (no fused multiply-add, no branch), after Cephes
// (Moshier) where noted; the scalar overload runs the same sequence. Infinities, NaN, signed zeros and denormals behave
// as in C's <cmath>. Worst error over all floats, in units in the last place (measured by test_core_math.cpp):
//   exp 1.1   expm1 1.9   log 0.9   log1p 1.6   softplus 2.5   tanh 1.4   sigmoid 2.5   erf 1.5   sin, cos 0.51
// In the double build (gradient checks only) the names stand for <cmath>. Not for data or drawing that needs double.
#pragma once

#ifdef DELTARULE_SCALAR_DOUBLE
#include <cmath>
#endif

#include "engine/core/lanes.h"

namespace deltarule::math {

inline constexpr double kPi = 3.14159265358979323846;

Float4 exp(Float4 x);
Float4 expm1(Float4 x);  // exp(x) - 1 without cancellation
Float4 log(Float4 x);
Float4 log1p(Float4 x);     // log(1 + x) without cancellation
Float4 softplus(Float4 x);  // log(1 + exp(x)); x itself above 20, as torch.nn.Softplus
Float4 tanh(Float4 x);
Float4 sigmoid(Float4 x);  // 1 / (1 + exp(-x))
Float4 erf(Float4 x);
Float4 sin(Float4 x);  // any size of x
Float4 cos(Float4 x);

float exp(float x);
float expm1(float x);
float log(float x);
float log1p(float x);
float softplus(float x);
float tanh(float x);
float sigmoid(float x);
float erf(float x);
float sin(float x);
float cos(float x);
inline float sqrt(float x) { return square_root(splat4(x))[0]; }

/// cos(pi * x) in double, for schedules; error below 1e-15. x in [0, 2^31].
double cos_pi(double x);
/// base^exponent by repeated squaring: a fixed order of products.
double integer_power(double base, std::uint64_t exponent);

#ifdef DELTARULE_SCALAR_DOUBLE
inline double exp(double x) { return std::exp(x); }
inline double expm1(double x) { return std::expm1(x); }
inline double log(double x) { return std::log(x); }
inline double log1p(double x) { return std::log1p(x); }
inline double softplus(double x) { return x > 20 ? x : std::log1p(std::exp(x)); }
inline double tanh(double x) { return std::tanh(x); }
inline double sigmoid(double x) {
  const double e = std::exp(-std::fabs(x));
  return x >= 0 ? 1 / (1 + e) : e / (1 + e);
}
inline double erf(double x) { return std::erf(x); }
inline double sin(double x) { return std::sin(x); }
inline double cos(double x) { return std::cos(x); }
inline double sqrt(double x) { return __builtin_sqrt(x); }
#else
// A double argument would be narrowed without a word; say float(x) and mean it.
void exp(double) = delete;
void expm1(double) = delete;
void log(double) = delete;
void log1p(double) = delete;
void softplus(double) = delete;
void tanh(double) = delete;
void sigmoid(double) = delete;
void erf(double) = delete;
void sin(double) = delete;
void cos(double) = delete;
void sqrt(double) = delete;
#endif

}  // namespace deltarule::math

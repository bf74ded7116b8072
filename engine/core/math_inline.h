// tanh as the layers' inner loop wants it: inline, on one lane or two side by side; and the reduction of exp that it
// and math.cpp share. The same function as in math.h, which says what it promises; call that one unless a loop is hot.
//
// Rounding to an integer is done by adding and subtracting 1.5 * 2^23, never by a conversion: conversions of large
// numbers and NaN differ between machines. Powers of two are built from bits, in two factors where one could overflow.
#pragma once

#include "engine/core/math.h"
#include "engine/core/pair.h"

namespace deltarule::math {

inline constexpr float kRound = 12582912.0f;  // 1.5 * 2^23: adding it leaves the nearest integer in the low bits
inline constexpr std::int32_t kRoundBits = 0x4b400000;  // its bits
inline constexpr float kLog2e = 1.44269504088896341f;
inline constexpr float kLn2High = 0.693359375f;  // ln 2 in two parts; n * kLn2High is exact for |n| < 2^15
inline constexpr float kLn2Low = -2.12194440e-4f;

// 2^n as a float, for n in [-126, 127].
inline Float4 power_of_two(Int4 n) { return from_bits((n + 127) << 23); }

// x = n ln 2 + r with |r| <= ln(2)/2.
struct Reduced {
  Int4 n;
  Float4 n_float, r;
};
inline Reduced reduce(Float4 x) {
  const Float4 shifted = x * kLog2e + kRound;
  const Float4 n_float = shifted - kRound;
  return {bits(shifted) - kRoundBits, n_float, (x - n_float * kLn2High) - n_float * kLn2Low};
}

// exp(r) - 1 - r for |r| <= ln(2)/2 (Cephes expf).
template <class V>  // Float4 or Pair4
inline V exp_tail(V r) {
  V p = r * 1.9875691500e-4f + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  return p * (r * r);
}

// 2^n for the integer that reduce() has left in the low bits of n + kRound.
inline Float4 rounded_power(Float4 shifted) { return power_of_two(bits(shifted) - kRoundBits); }
inline Pair4 rounded_power(Pair4 shifted) { return {rounded_power(shifted.a), rounded_power(shifted.b)}; }
inline Float4 at_most(float limit, Float4 x) { return smaller(splat4(limit), x); }  // NaN stays
inline Pair4 at_most(float limit, Pair4 x) { return {at_most(limit, x.a), at_most(limit, x.b)}; }
// magnitude < limit ? below : above, both positive, with the sign of x.
inline Float4 joined(Float4 x, Float4 magnitude, float limit, Float4 below, Float4 above) {
  return from_bits(bits(select(magnitude < limit, below, above)) | (bits(x) ^ bits(magnitude)));
}
inline Pair4 joined(Pair4 x, Pair4 magnitude, float limit, Pair4 below, Pair4 above) {
  return {joined(x.a, magnitude.a, limit, below.a, above.a), joined(x.b, magnitude.b, limit, below.b, above.b)};
}

template <class V>  // Float4 or Pair4
inline V tanh_inline(V x) {
  const V magnitude = abs(x);
  // Near zero an odd polynomial (Cephes tanhf), elsewhere 1 - 2 / (exp(2|x|) + 1).
  const V z = x * x;
  V p = z * -5.70498872745e-3f + 2.06390887954e-2f;
  p = p * z - 5.37397155531e-2f;
  p = p * z + 1.33314422036e-1f;
  p = p * z - 3.33332819422e-1f;
  const V small = p * z * magnitude + magnitude;
  // Beyond 2|x| = 40 all is 1. From 0 to there the exponent needs one factor only; NaN goes through on its own.
  const V twice = at_most(40.0f, magnitude + magnitude);
  const V shifted = twice * kLog2e + kRound;
  const V n = shifted - kRound;
  const V r = (twice - n * kLn2High) - n * kLn2Low;
  const V e = ((exp_tail(r) + r) + 1.0f) * rounded_power(shifted);
  const V large = 1.0f - 2.0f / (e + 1.0f);
  return joined(x, magnitude, 0.625f, small, large);
}

}  // namespace deltarule::math

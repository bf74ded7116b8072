// The polynomials behind math.h: all but tanh (math_inline.h), sine and cosine (math_trig.cpp).
#include "engine/core/math.h"

#include "engine/core/math_inline.h"

namespace deltarule::math {
namespace {

constexpr float kInfinity = __builtin_inff();

}  // namespace

Float4 exp(Float4 x) {
  const Reduced reduced = reduce(smaller(larger(x, splat4(-104.0f)), splat4(89.0f)));
  const Float4 y = (exp_tail(reduced.r) + reduced.r) + 1.0f;
  // n reaches from -150 to 128: two factors, of which the first is exact and the second rounds a denormal once.
  const Int4 half = reduced.n >> 1;
  const Float4 scaled = (y * power_of_two(half)) * power_of_two(reduced.n - half);
  return select(x == x, scaled, x);
}

Float4 expm1(Float4 x) {
  const Reduced reduced = reduce(smaller(larger(x, splat4(-30.0f)), splat4(89.0f)));
  // exp(x) - 1 = 2^n (exp(r) - 1) + (2^n - 1); for n = 0 it is the polynomial alone, so that tiny x keep all digits.
  const Float4 p = exp_tail(reduced.r) + reduced.r;
  const Int4 half = reduced.n >> 1;
  const Float4 a = power_of_two(half), b = power_of_two(reduced.n - half);
  const Float4 large = ((p * a + (a - 1.0f / b)) * b);
  Float4 y = select(reduced.n == splat4(std::int32_t{0}), p, large);
  y = select(abs(x) < 1e-8f, x, y);  // also keeps -0 and denormals
  return select(x == x, y, x);
}

Float4 log(Float4 x) {
  // Denormals are scaled into the normal range first.
  const Float4 magnitude = abs(x);
  const Int4 denormal = magnitude < 1.17549435e-38f;
  const Float4 scaled = select(denormal, magnitude * 8388608.0f, magnitude);
  // scaled = m 2^e with m in [sqrt(1/2), sqrt(2)).
  const Int4 raw = bits(scaled) - 0x3f3504f3;
  const Int4 exponent = (raw >> 23) - (denormal & 23);
  const Float4 m = from_bits((raw & 0x007fffff) + 0x3f3504f3);
  const Float4 e = __builtin_convertvector(exponent, Float4);  // exact: small integers
  // log(1 + f) = f - f^2/2 + f^3 P(f) (Cephes logf).
  const Float4 f = m - 1.0f;
  const Float4 z = f * f;
  Float4 p = 7.0376836292e-2f * f - 1.1514610310e-1f;
  p = p * f + 1.1676998740e-1f;
  p = p * f - 1.2420140846e-1f;
  p = p * f + 1.4249322787e-1f;
  p = p * f - 1.6668057665e-1f;
  p = p * f + 2.0000714765e-1f;
  p = p * f - 2.4999993993e-1f;
  p = p * f + 3.3333331174e-1f;
  Float4 y = p * f * z + e * kLn2Low;
  y = y - 0.5f * z;
  y = (f + y) + e * kLn2High;
  y = select(x == kInfinity, x, y);
  y = select(x == 0.0f, splat4(-kInfinity), y);
  y = select(x < 0.0f, splat4(__builtin_nanf("")), y);
  return select(x == x, y, x);
}

Float4 log1p(Float4 x) {
  // With u = 1 + x rounded, log(1 + x) = log(u) + (what the rounding lost) / u, to first order.
  const Float4 u = 1.0f + x;
  const Float4 lost = select(x < 1.0f, x - (u - 1.0f), 1.0f - (u - x));
  Float4 y = log(u) + lost / u;
  y = select(u == kInfinity, u, y);
  y = select(u == 0.0f, splat4(-kInfinity), y);
  return select(abs(x) < 1e-8f, x, y);
}

Float4 softplus(Float4 x) { return select(x > 20.0f, x, log1p(exp(x))); }

Float4 tanh(Float4 x) { return tanh_inline(x); }

Float4 sigmoid(Float4 x) {
  const Float4 e = exp(-abs(x));  // never overflows
  const Float4 numerator = select(x < 0.0f, e, splat4(1.0f));
  return numerator / (1.0f + e);
}

Float4 erf(Float4 x) {
  const Float4 t = abs(x);
  const Float4 s = x * x;
  // Both after N. Juffa: x + x P(x^2) near zero, 1 - exp(-t + t Q(t)) beyond.
  Float4 p = -5.96761703e-4f * s + 4.99119423e-3f;
  p = p * s - 2.67681349e-2f;
  p = p * s + 1.12819925e-1f;
  p = p * s - 3.76125336e-1f;
  p = p * s + 1.28379166e-1f;
  const Float4 small = p * x + x;
  const Float4 u = select(t < 4.0f, t, splat4(4.0f));  // beyond, erf rounds to 1
  Float4 q = -1.72853470e-5f * u + 3.83197126e-4f;
  q = q * u - 3.88396438e-3f;
  q = q * u + 2.42546219e-2f;
  q = q * u - 1.06777877e-1f;
  q = q * u - 6.34846687e-1f;
  q = q * u - 1.28717512e-1f;
  q = q * u - u;
  const Float4 large = copy_sign(1.0f - exp(q), x);
  return select(t > 0.927734375f, large, select(x == x, small, x));
}

float exp(float x) { return exp(splat4(x))[0]; }
float expm1(float x) { return expm1(splat4(x))[0]; }
float log(float x) { return log(splat4(x))[0]; }
float log1p(float x) { return log1p(splat4(x))[0]; }
float softplus(float x) { return softplus(splat4(x))[0]; }
float tanh(float x) { return tanh(splat4(x))[0]; }
float sigmoid(float x) { return sigmoid(splat4(x))[0]; }
float erf(float x) { return erf(splat4(x))[0]; }

double integer_power(double base, std::uint64_t exponent) {
  double result = 1;
  for (; exponent != 0; exponent >>= 1) {
    if (exponent & 1) result *= base;
    base *= base;
  }
  return result;
}

}  // namespace deltarule::math

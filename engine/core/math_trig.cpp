// Sine and cosine for floats of any size, and cos_pi for schedules.
//
// The argument is reduced in double, where a float times 2/pi loses nothing that a float result could show; only
// beyond 2^28 are the needed bits of 2/pi multiplied as integers (Payne and Hanek). One element at a time.
#include "engine/core/math.h"

namespace deltarule::math {
namespace {

// x = n pi/2 + r with |r| <= pi/4 (a hair more); only n mod 4 matters.
struct Quadrant {
  unsigned n;
  double r;
};

constexpr double kRound = 6755399441055744.0;  // 1.5 * 2^52
constexpr double kTwoOverPi = 0.63661977236758134308;
constexpr double kHalfPi = 1.57079632679489661923;

template <class To, class From>
To bit_copy(From from) {
  static_assert(sizeof(To) == sizeof(From));
  To to;
  __builtin_memcpy(&to, &from, sizeof(To));
  return to;
}

// The binary digits of 2/pi behind the point, led by 32 zeros.
constexpr std::uint32_t kTwoOverPiBits[] = {0,           0xa2f9836eu, 0x4e441529u, 0xfc2757d1u, 0xf534ddc0u,
                                            0xdb629599u, 0x3c439041u, 0xfe5163abu, 0xdebbc561u};

std::uint64_t window(int first_bit) {  // 64 digits from first_bit on
  const auto word = static_cast<unsigned>(first_bit) / 32, shift = static_cast<unsigned>(first_bit) % 32;
  const std::uint64_t high = (std::uint64_t{kTwoOverPiBits[word]} << 32) | kTwoOverPiBits[word + 1];
  return shift == 0 ? high : (high << shift) | (kTwoOverPiBits[word + 2] >> (32 - shift));
}

// For finite x of 2^28 and more: x = m 2^e, m an integer of 24 bits, e from 5 to 104.
Quadrant reduce_huge(float x) {
  const auto pattern = bit_copy<std::uint32_t>(x);
  const int e = static_cast<int>((pattern >> 23) & 255) - 150;
  const std::uint64_t m = (pattern & 0x7fffff) | 0x800000;
  // m 2^e 2/pi mod 4: digits of 2/pi above weight 2^(1-e) only make multiples of 4. Take 96 from there on: as
  // a fraction of 4, the product mod 2^64 of m with the first 64, and the carry from the next 32.
  const int first = 32 + e - 2;
  const std::uint64_t fraction = m * window(first) + ((m * (window(first + 64) >> 32)) >> 32);
  const std::uint64_t n = (fraction + (std::uint64_t{1} << 61)) >> 62;
  const auto rest = static_cast<std::int64_t>(fraction - (n << 62));
  const double r = static_cast<double>(rest) * (kHalfPi / 4611686018427387904.0);  // 2^62 of them in a quarter turn
  if (pattern >> 31) return {static_cast<unsigned>((4 - n) & 3), -r};
  return {static_cast<unsigned>(n & 3), r};
}

Quadrant reduce(float x) {
  const double wide = static_cast<double>(x);
  if (!(__builtin_fabs(wide) < 268435456.0)) return reduce_huge(x);
  const double shifted = wide * kTwoOverPi + kRound;
  const double n = shifted - kRound;
  // pi/2 in two parts (fdlibm): n times the first, of 25 bits, is exact.
  const double r = (wide - n * 1.57079631090164184570) - n * 1.58932547735281966916e-8;
  return {static_cast<unsigned>(bit_copy<std::uint64_t>(shifted) & 3), r};
}

// On [-pi/4, pi/4]; error below 2^-34 (fdlibm's k_sinf and k_cosf).
double sine(double r) {
  const double z = r * r;
  const double p = (-0.166666666416265235595 + z * 0.0083333293858894631756) +
                   (z * z) * (-0.000198393348360966317347 + z * 0.0000027183114939898219064);
  return r + r * z * p;
}
double cosine(double r) {
  const double z = r * r;
  return ((1.0 + z * -0.499999997251031003120) + (z * z) * 0.0416666233237390631894) +
         ((z * z) * z) * (-0.00138867637746099294692 + z * 0.0000243904487962774090654);
}

double turn(unsigned n, double r) {  // sin(n pi/2 + r)
  const double value = (n & 1) ? cosine(r) : sine(r);
  return (n & 2) ? -value : value;
}

bool finite(float x) { return (bit_copy<std::uint32_t>(x) & 0x7f800000u) != 0x7f800000u; }

}  // namespace

float sin(float x) {
  if (!finite(x)) return x - x;
  if (__builtin_fabsf(x) < 2.44140625e-4f) return x;  // also keeps -0 and denormals
  const Quadrant q = reduce(x);
  return static_cast<float>(turn(q.n, q.r));
}

float cos(float x) {
  if (!finite(x)) return x - x;
  const Quadrant q = reduce(x);
  return static_cast<float>(turn(q.n + 1, q.r));
}

Float4 sin(Float4 x) { return Float4{sin(x[0]), sin(x[1]), sin(x[2]), sin(x[3])}; }
Float4 cos(Float4 x) { return Float4{cos(x[0]), cos(x[1]), cos(x[2]), cos(x[3])}; }

double cos_pi(double x) {
  // Fold into [0, 1/2], where the Taylor series of cosine needs eleven terms.
  double f = x - 2.0 * static_cast<double>(static_cast<std::int64_t>(x / 2.0));
  if (f > 1.0) f = 2.0 - f;
  double sign = 1;
  if (f > 0.5) {
    f = 1.0 - f;
    sign = -1;
  }
  const double z = (f * kPi) * (f * kPi);
  double p = 1.0;
  for (int k = 20; k >= 2; k -= 2) p = 1.0 - p * z / static_cast<double>(k * (k - 1));
  return sign * p;
}

}  // namespace deltarule::math

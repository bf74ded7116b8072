// How far our own functions are from the truth (libm in double) over all magnitudes; special values; pinned bits.
#include <catch2/catch_test_macros.hpp>

#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>

#include "engine/core/math.h"

using namespace deltarule;

namespace {

constexpr float kInf = std::numeric_limits<float>::infinity();
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr float kTiny = std::numeric_limits<float>::denorm_min();

std::uint32_t pattern(float x) {
  std::uint32_t bits;
  std::memcpy(&bits, &x, sizeof bits);
  return bits;
}
float from_pattern(std::uint32_t bits) {
  float x;
  std::memcpy(&x, &bits, sizeof x);
  return x;
}

// Distance of `got` from the exact value, in units in the last place of a float there.
double ulps(float got, double exact) {
  if (std::isnan(exact)) return std::isnan(got) ? 0 : 1e9;
  const float nearest = static_cast<float>(exact);
  if (std::isinf(nearest) || std::isinf(got)) {
    const bool edge = std::isinf(nearest) && std::fabs(got) >= std::numeric_limits<float>::max();
    return nearest == got ? 0 : edge ? 1 : 1e9;
  }
  int exponent = 0;
  std::frexp(exact, &exponent);
  return std::fabs(static_cast<double>(got) - exact) / std::ldexp(1.0, std::max(exponent - 24, -149));
}

// The worst error over every 4,099th of all 2^32 patterns (a prime: all exponents, signs, infinities' neighbours, NaN).
template <class F, class Reference>
double worst(F function, Reference reference) {
  double result = 0;
  for (std::uint64_t bits = 0; bits < (std::uint64_t{1} << 32); bits += 4099) {
    const float x = from_pattern(static_cast<std::uint32_t>(bits));
    result = std::max(result, ulps(function(x), reference(static_cast<double>(x))));
  }
  return result;
}

}  // namespace

TEST_CASE("math: error in units in the last place, over all floats", "[core]") {
  CHECK(worst([](float x) { return math::exp(x); }, [](double x) { return std::exp(x); }) < 1.1);
  CHECK(worst([](float x) { return math::expm1(x); }, [](double x) { return std::expm1(x); }) < 1.9);
  CHECK(worst([](float x) { return math::log(x); }, [](double x) { return std::log(x); }) < 0.9);
  CHECK(worst([](float x) { return math::log1p(x); }, [](double x) { return std::log1p(x); }) < 1.6);
  CHECK(worst([](float x) { return math::softplus(x); },
              [](double x) { return x > 20 ? x : std::log1p(std::exp(x)); }) < 2.5);
  CHECK(worst([](float x) { return math::tanh(x); }, [](double x) { return std::tanh(x); }) < 1.4);
  CHECK(worst([](float x) { return math::sigmoid(x); },
              [](double x) { return x >= 0 ? 1 / (1 + std::exp(-x)) : std::exp(x) / (1 + std::exp(x)); }) < 2.5);
  CHECK(worst([](float x) { return math::erf(x); }, [](double x) { return std::erf(x); }) < 1.5);
  CHECK(worst([](float x) { return math::sin(x); }, [](double x) { return std::sin(x); }) < 0.51);
  CHECK(worst([](float x) { return math::cos(x); }, [](double x) { return std::cos(x); }) < 0.51);
}

TEST_CASE("math: special values", "[core]") {
  CHECK(math::exp(0.0f) == 1.0f);
  CHECK(math::exp(kTiny) == 1.0f);
  CHECK(math::exp(kInf) == kInf);
  CHECK(math::exp(-kInf) == 0.0f);
  CHECK(math::exp(89.0f) == kInf);
  CHECK(math::exp(-103.0f) == kTiny);  // a denormal result, not flushed
  CHECK(math::exp(-105.0f) == 0.0f);
  CHECK(pattern(math::expm1(-0.0f)) == pattern(-0.0f));
  CHECK(math::expm1(-kInf) == -1.0f);
  CHECK(math::expm1(kTiny) == kTiny);
  CHECK(math::log(0.0f) == -kInf);
  CHECK(math::log(-0.0f) == -kInf);
  CHECK(math::log(1.0f) == 0.0f);
  CHECK(math::log(kInf) == kInf);
  CHECK(std::isnan(math::log(-1.0f)));
  CHECK(ulps(math::log(kTiny), std::log(static_cast<double>(kTiny))) < 1);
  CHECK(math::log1p(-1.0f) == -kInf);
  CHECK(std::isnan(math::log1p(-2.0f)));
  CHECK(pattern(math::log1p(-0.0f)) == pattern(-0.0f));
  CHECK(math::softplus(-kInf) == 0.0f);
  CHECK(math::softplus(kInf) == kInf);
  CHECK(math::tanh(kInf) == 1.0f);
  CHECK(math::tanh(-kInf) == -1.0f);
  CHECK(pattern(math::tanh(-0.0f)) == pattern(-0.0f));
  CHECK(math::sigmoid(kInf) == 1.0f);
  CHECK(math::sigmoid(-kInf) == 0.0f);
  CHECK(math::sigmoid(0.0f) == 0.5f);
  CHECK(math::sigmoid(-100.0f) > 0.0f);  // a denormal again
  CHECK(math::erf(kInf) == 1.0f);
  CHECK(math::erf(-kInf) == -1.0f);
  CHECK(pattern(math::erf(-0.0f)) == pattern(-0.0f));
  CHECK(pattern(math::sin(-0.0f)) == pattern(-0.0f));
  CHECK(math::cos(0.0f) == 1.0f);
  CHECK(std::isnan(math::sin(kInf)));
  CHECK(std::isnan(math::cos(-kInf)));
  CHECK(math::sqrt(2.0f) == std::sqrt(2.0f));
  for (const float x : {kNan, -kNan}) {
    CHECK(std::isnan(math::exp(x)));
    CHECK(std::isnan(math::expm1(x)));
    CHECK(std::isnan(math::log(x)));
    CHECK(std::isnan(math::log1p(x)));
    CHECK(std::isnan(math::softplus(x)));
    CHECK(std::isnan(math::tanh(x)));
    CHECK(std::isnan(math::sigmoid(x)));
    CHECK(std::isnan(math::erf(x)));
    CHECK(std::isnan(math::sin(x)));
    CHECK(std::isnan(math::cos(x)));
  }
}

TEST_CASE("math: the same bits as on the day they were written, on every machine", "[core][bits]") {
  // A digest of 100,000 results of each function: a compiler that contracts, reorders or approximates changes it.
  std::uint64_t digest = 1469598103934665603u;
  const auto add = [&](float y) { digest = (digest ^ (std::isnan(y) ? 0x7fc00000u : pattern(y))) * 1099511628211u; };
  for (std::uint64_t bits = 0; bits < (std::uint64_t{1} << 32); bits += 42949) {
    const float x = from_pattern(static_cast<std::uint32_t>(bits));
    add(math::exp(x));
    add(math::expm1(x));
    add(math::log(x));
    add(math::log1p(x));
    add(math::softplus(x));
    add(math::tanh(x));
    add(math::sigmoid(x));
    add(math::erf(x));
    add(math::sin(x));
    add(math::cos(x));
    add(math::sqrt(x));
  }
  CHECK(digest == 0x20289f48b269cac5u);
}

TEST_CASE("math: double helpers of the schedules", "[core]") {
  for (int i = 0; i <= 4000; ++i) {
    const double x = i / 1000.0;
    CHECK(std::fabs(math::cos_pi(x) - std::cos(x * math::kPi)) < 2e-15);
  }
  CHECK(math::cos_pi(0) == 1);
  CHECK(math::cos_pi(1) == -1);
  CHECK(math::cos_pi(2) == 1);
  CHECK(math::integer_power(2, 10) == 1024);
  CHECK(math::integer_power(0.5, 0) == 1);
  CHECK(math::integer_power(0.9, 1) == 0.9);
  CHECK(std::fabs(math::integer_power(0.97, 123) / std::pow(0.97, 123) - 1) < 1e-13);
}

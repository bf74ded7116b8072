// Functions of one number on [-1, 1], as the user says them: which one, how many samples, how noisy. What a network
// with one hidden layer can approximate as well as one likes (Cybenko 1989, Hornik 1991), and how well with few units.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace deltarule {

enum class TargetFunction : std::uint8_t {
  sine,        // sin(2 pi x)
  square,      // 1 and -1 in turn, two periods
  sawtooth,    // from -1 up to 1, two periods
  step,        // 0 below 0, then 1
  gaussian,    // a bump of height 1 and deviation 0.2 in the middle
  gaussians,   // three bumps of different heights and widths, one of them downwards
  polynomial,  // 16 x^5 - 20 x^3 + 5 x, Chebyshev's fifth
  absolute,    // |x|
  sinc,        // sin(4 pi x) / (4 pi x)
  chirp        // sin(1.5 pi (x + 1)^2): three turns, faster and faster
};
/// In the order of the enum.
std::span<const std::string_view> target_function_names();

struct FunctionSpec {
  TargetFunction name = TargetFunction::sine;
  int samples = 400;   // at random places
  double noise = 0;    // deviation of what is added to the targets, of training and test alike
  double train = 0.5;  // share of the samples that train
  friend bool operator==(const FunctionSpec&, const FunctionSpec&) = default;
};

inline constexpr double kFunctionLow = -1, kFunctionHigh = 1;  // where it is learned and drawn
inline constexpr int kMaxFunctionSamples = 100'000;
inline constexpr double kMaxFunctionNoise = 1;

}  // namespace deltarule

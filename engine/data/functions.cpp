// The functions, and samples of them at random places. The engine's own sine and exponential: the same bits anywhere.
#include "engine/data/functions.h"

#include <algorithm>
#include <array>
#include <string>

#include "engine/core/math.h"
#include "engine/core/rng.h"

namespace deltarule {

namespace {

constexpr auto kPi = static_cast<Scalar>(math::kPi);

/// How far x has come in its period of length 1.
Scalar phase(Scalar x) { return x < 0 ? x + 1 : x < 1 ? x : x - 1; }

Scalar bump(Scalar x, Scalar middle, Scalar deviation) {
  const Scalar z = (x - middle) / deviation;
  return math::exp(-z * z / 2);
}

Status check(const FunctionSpec& spec) {
  if (static_cast<std::size_t>(spec.name) >= target_function_names().size())
    return Error{"data.name", "there is no such function"};
  if (spec.samples < 2 || spec.samples > kMaxFunctionSamples)
    return Error{"data.samples",
                 std::to_string(spec.samples) + " is out of range; use 2 to " + std::to_string(kMaxFunctionSamples)};
  if (!(spec.noise >= 0 && spec.noise <= kMaxFunctionNoise)) return Error{"data.noise", "must be 0 to 1"};
  if (!(spec.train > 0 && spec.train <= 1)) return Error{"data.train", "must be more than 0 and at most 1"};
  return success();
}

}  // namespace

Scalar function_value(TargetFunction name, Scalar x) {
  switch (name) {
    case TargetFunction::sine: return math::sin(2 * kPi * x);
    case TargetFunction::square: return phase(x) < Scalar(0.5) ? Scalar{1} : Scalar{-1};
    case TargetFunction::sawtooth: return 2 * phase(x) - 1;
    case TargetFunction::step: return x < 0 ? Scalar{0} : Scalar{1};
    case TargetFunction::gaussian: return bump(x, 0, Scalar(0.2));
    case TargetFunction::gaussians:
      return Scalar(0.8) * bump(x, Scalar(-0.6), Scalar(0.1)) - Scalar(0.6) * bump(x, Scalar(0.05), Scalar(0.15)) +
             bump(x, Scalar(0.55), Scalar(0.08));
    case TargetFunction::polynomial: return x * (5 + x * x * (-20 + 16 * x * x));
    case TargetFunction::absolute: return x < 0 ? -x : x;
    case TargetFunction::sinc: return x == 0 ? Scalar{1} : math::sin(4 * kPi * x) / (4 * kPi * x);
    case TargetFunction::chirp: return math::sin(Scalar(1.5) * kPi * (x + 1) * (x + 1));
  }
  return 0;
}

Scalar function_place(int i, int places) {
  return static_cast<Scalar>(kFunctionLow + (kFunctionHigh - kFunctionLow) * i / (places - 1));
}

std::vector<Scalar> function_grid(TargetFunction name, int places) {
  std::vector<Scalar> values;
  for (int i = 0; i < places; ++i) values.push_back(function_value(name, function_place(i, places)));
  return values;
}

Result<FunctionData> make_functions(const FunctionSpec& spec, std::uint32_t seed) {
  if (Status status = check(spec); !status) return status.error();
  FunctionData made;
  made.train.shape = made.test.shape = vector_shape(1);
  made.train.targets = made.test.targets = 1;
  const int training = std::clamp(static_cast<int>(spec.samples * spec.train + 0.5), 1, spec.samples);
  for (int i = 0; i < spec.samples; ++i) {
    Rng rng(seed, Purpose::data, static_cast<std::uint64_t>(i));  // each on its own: more of them change none
    Dataset& to = i < training ? made.train : made.test;
    const auto x = static_cast<Scalar>(rng.uniform(kFunctionLow, kFunctionHigh));
    const auto noise = static_cast<Scalar>(spec.noise * rng.normal());
    to.input.push_back(x);
    to.target.push_back(function_value(spec.name, x) + noise);
    ++to.samples;
  }
  return made;
}

}  // namespace deltarule

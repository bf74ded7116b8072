// Two distributions and the widths that the names stand for. Drawn in double and rounded once.
#include "engine/train/initializer.h"

namespace deltarule {
namespace {

void fill(std::span<Scalar> weights, double value) {
  for (Scalar& w : weights) w = static_cast<Scalar>(value);
}
void fill_uniform(std::span<Scalar> weights, double half_width, Rng& rng) {
  for (Scalar& w : weights) w = static_cast<Scalar>(rng.uniform(-half_width, half_width));
}
void fill_normal(std::span<Scalar> weights, double deviation, Rng& rng) {
  for (Scalar& w : weights) w = static_cast<Scalar>(rng.normal() * deviation);
}

}  // namespace

Status check_initializer(const InitializerSpec& spec) {
  if (static_cast<std::size_t>(spec.name) >= initializer_names().size())
    return Error{"initializer.name", "there is no such initializer"};
  if (!(spec.scale >= -1e6 && spec.scale <= 1e6)) return Error{"initializer.scale", "must be a number below a million"};
  return success();
}

void initialize(const InitializerSpec& spec, Fans fans, Rng& rng, std::span<Scalar> weights) {
  const double in = fans.in, both = static_cast<double>(fans.in) + fans.out;
  switch (spec.name) {
    case Initializer::zeros: return fill(weights, 0);
    case Initializer::constant: return fill(weights, spec.scale);
    case Initializer::uniform: return fill_uniform(weights, spec.scale, rng);
    case Initializer::normal: return fill_normal(weights, spec.scale, rng);
    case Initializer::xavier_uniform: return fill_uniform(weights, __builtin_sqrt(6 / both), rng);
    case Initializer::xavier_normal: return fill_normal(weights, __builtin_sqrt(2 / both), rng);
    case Initializer::he_uniform: return fill_uniform(weights, __builtin_sqrt(6 / in), rng);
    case Initializer::he_normal: return fill_normal(weights, __builtin_sqrt(2 / in), rng);
  }
}

}  // namespace deltarule

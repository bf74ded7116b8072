// Forward and backward of dropout. Scratch keeps the factor of each element, 0 or 1 / (1 - rate): y = m x, dx = m dy.
#include "engine/layers/dropout.h"

#include "engine/core/lanes.h"

namespace deltarule {

Result<Shape> Dropout::plan(const Shape& input) {
  if (!(rate_ >= 0 && rate_ < 1)) return Error{"rate", "the share of inputs set to zero is at least 0 and less than 1"};
  features_ = static_cast<std::size_t>(input.features());
  return input;
}

void Dropout::forward(const ForwardPass& pass) {
  const std::size_t n = features_ * pass.columns;
  Scalar* m = pass.scratch;
  if (pass.rng == nullptr || rate_ == 0) {
    for (std::size_t i = 0; i < n; ++i) m[i] = 1;
  } else {
    const auto keep = static_cast<Scalar>(1 / (1 - rate_));
    const auto threshold = static_cast<std::uint32_t>(rate_ * 4294967296.0);
    for (std::size_t i = 0; i < n; ++i) m[i] = pass.rng->next32() < threshold ? Scalar{0} : keep;
  }
  for_lanes(n, [&](auto at) { at.store(pass.y, at.load(m) * at.load(pass.x)); });
}

void Dropout::backward(const BackwardPass& pass) {
  if (pass.dx == nullptr) return;
  const std::size_t n = features_ * pass.columns;
  for_lanes(n, [&](auto at) { at.store(pass.dx, at.load(pass.scratch) * at.load(pass.dy)); });
}

}  // namespace deltarule

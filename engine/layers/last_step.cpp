// Forward and backward of the last step: y = x_T; dx_T = dy, and the steps before it have no part in the loss.
#include "engine/layers/last_step.h"

#include <algorithm>

#include "engine/core/kernels/vector_ops.h"

namespace deltarule {

Result<Shape> LastStep::plan(const Shape& input) {
  features_ = static_cast<std::size_t>(input.features());
  steps_ = static_cast<std::size_t>(input.steps);
  return Shape{input.channels, input.height, input.width, 1};
}

void LastStep::forward(const ForwardPass& pass) {
  const std::size_t all = features_ * pass.columns, n = last(pass.columns);
  copy(n, pass.x + (all - n), pass.y);
}

void LastStep::backward(const BackwardPass& pass) {
  if (pass.dx == nullptr) return;
  const std::size_t all = features_ * pass.columns, n = last(pass.columns);
  std::fill_n(pass.dx, all - n, Scalar{0});
  copy(n, pass.dy, pass.dx + (all - n));
}

}  // namespace deltarule

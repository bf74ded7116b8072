// Forward and backward of flattening: y = x, dx = dy.
#include "engine/layers/flatten.h"

#include "engine/core/kernels/vector_ops.h"

namespace deltarule {

Result<Shape> Flatten::plan(const Shape& input) {
  features_ = static_cast<std::size_t>(input.features());
  return Shape{static_cast<int>(input.features()), 1, 1, input.steps};
}

void Flatten::forward(const ForwardPass& pass) { copy(features_ * pass.columns, pass.x, pass.y); }

void Flatten::backward(const BackwardPass& pass) {
  if (pass.dx != nullptr) copy(features_ * pass.columns, pass.dy, pass.dx);
}

}  // namespace deltarule

// Forward and backward of the embedding.
//
//   y_n = W[code_n]        dW[c] = sum of dy_n over the columns n with code c
//
// A code is a name, not a quantity: there is no derivative by it, and dx is zero.
#include "engine/layers/embedding.h"

#include <algorithm>
#include <cassert>
#include <string>

#include "engine/core/kernels/vector_ops.h"

namespace deltarule {

Result<Shape> Embedding::plan(const Shape& input) {
  if (vocabulary_ < 1)
    return Error{"vocabulary", "an embedding needs at least 1 code, not " + std::to_string(vocabulary_)};
  if (units_ < 1) return Error{"units", "an embedding needs at least 1 unit, not " + std::to_string(units_)};
  if (input.features() != 1)
    return Error{"layer", "an embedding reads one code per step, not " + std::to_string(input.features()) +
                              " numbers; put it first, behind data that are codes"};
  return Shape{units_, 1, 1, input.steps};
}

std::vector<Parameter> Embedding::parameters() const {
  return {{.name = "weight", .dims = {vocabulary_, units_}, .fans = {vocabulary_, units_}}};
}

void Embedding::bind(const Scalar* parameters, Scalar* gradients, Scalar*) {
  W_ = parameters;
  dW_ = gradients;
}

std::size_t Embedding::row(Scalar code) const {
  assert(code >= 0 && code < static_cast<Scalar>(vocabulary_));
  const auto index = static_cast<std::size_t>(code);
  assert(static_cast<Scalar>(index) == code);
  return index * static_cast<std::size_t>(units_);
}

void Embedding::forward(const ForwardPass& pass) {
  const auto H = static_cast<std::size_t>(units_);
  for (std::size_t n = 0; n < pass.columns; ++n) copy(H, W_ + row(pass.x[n]), pass.y + n * H);
}

void Embedding::backward(const BackwardPass& pass) {
  const auto H = static_cast<std::size_t>(units_);
  for (std::size_t n = 0; n < pass.columns; ++n) axpy(H, 1, pass.dy + n * H, dW_ + row(pass.x[n]));
  if (pass.dx != nullptr) std::fill_n(pass.dx, pass.columns, Scalar{0});
}

}  // namespace deltarule

// Forward and backward of the dense layer.
//
//   z = W x + b                      [H, N] = [H, I] [I, N]
//   y = f(z)
//
// The chain rule, with L the loss and everything summed over the N columns:
//   dz = f'(z) dy                    (softmax: its Jacobian)
//   dW = dz x^T                      z_j = sum_i W_ji x_i, so dL/dW_ji = sum_n dz_jn x_in
//   db = sum_n dz_n
//   dx = W^T dz                      x_i reaches L through every z_j, with weight W_ji
#include "engine/layers/dense.h"

#include <string>

#include "engine/core/kernels/gemm.h"
#include "engine/core/kernels/vector_ops.h"
#include "engine/layers/activation.h"

namespace deltarule {
namespace {

// Scratch: z [H, N], dz [H, N].
struct Scratch {
  Scalar *z, *dz;
  Scratch(Scalar* start, std::size_t H, std::size_t N) : z(start), dz(start + H * N) {}
};

}  // namespace

Result<Shape> Dense::plan(const Shape& input) {
  if (units_ < 1) return Error{"units", "a dense layer needs at least 1 unit, not " + std::to_string(units_)};
  inputs_ = static_cast<int>(input.features());
  return Shape{units_, 1, 1, input.steps};
}

std::vector<Parameter> Dense::parameters() const {
  return {{.name = "weight", .dims = {units_, inputs_}, .fans = {inputs_, units_}},
          {.name = "bias", .dims = {units_}, .role = ParameterRole::bias}};
}

std::size_t Dense::scratch(std::size_t columns) const { return 2 * static_cast<std::size_t>(units_) * columns; }

void Dense::bind(const Scalar* parameters, Scalar* gradients, Scalar*) {
  const std::size_t weights = static_cast<std::size_t>(units_) * static_cast<std::size_t>(inputs_);
  W_ = parameters;
  b_ = parameters + weights;
  dW_ = gradients;
  db_ = gradients + weights;
}

void Dense::forward(const ForwardPass& pass) {
  const auto H = static_cast<std::size_t>(units_), I = static_cast<std::size_t>(inputs_);
  const std::size_t N = pass.columns;
  const Scratch scratch(pass.scratch, H, N);
  // In row-major terms z is [N, H] = x [N, I] (W [H, I])^T + b.
  gemm_nt(N, H, I, pass.x, W_, scratch.z, Write::overwrite, b_);
  activate(activation_, H, N, scratch.z, pass.y);
}

void Dense::backward(const BackwardPass& pass) {
  const auto H = static_cast<std::size_t>(units_), I = static_cast<std::size_t>(inputs_);
  const std::size_t N = pass.columns;
  const Scratch scratch(pass.scratch, H, N);
  const Scalar* dz = pass.dy;
  if (!pass.from_logits && activation_ != Activation::linear) {
    activate_backward(activation_, H, N, scratch.z, pass.y, pass.dy, scratch.dz);
    dz = scratch.dz;
  }
  gemm_tn(H, I, N, dz, pass.x, dW_, Write::add);  // dW [H, I] += (dz [N, H])^T x [N, I]
  add_rows(N, H, dz, db_);
  if (pass.dx != nullptr) gemm_nn(N, I, H, dz, W_, pass.dx, Write::overwrite);  // dx [N, I] = dz [N, H] W [H, I]
}

const Scalar* Dense::logits(const Scalar* scratch, std::size_t) const { return scratch; }  // z lies first

}  // namespace deltarule

// Forward and backward of layer normalization. Per column, over its I features:
//
//   m = 1/I sum x_i      v = 1/I sum (x_i - m)^2      r = 1 / sqrt(v + epsilon)
//   u_i = r (x_i - m)    y_i = g_i u_i + b_i
//
//   dg = sum_n dy u      db = sum_n dy                du = g dy
//   dx = r (du - mean(du) - u mean(u du))
// because x_i also moves m (by 1/I), and r: dr/dx_i = -r^2 u_i / I, so that du_j/dx_i = r ([i = j] - 1/I - u_i u_j /
// I).
#include "engine/layers/layer_norm.h"

#include "engine/core/kernels/vector_ops.h"

namespace deltarule {
namespace {

// Scratch: u [I, N], r [N].
struct Scratch {
  Scalar *u, *r;
  Scratch(Scalar* start, std::size_t I, std::size_t N) : u(start), r(start + I * N) {}
};

}  // namespace

Result<Shape> LayerNorm::plan(const Shape& input) {
  if (!(epsilon_ > 0)) return Error{"epsilon", "what is added to the variance must be greater than 0"};
  features_ = static_cast<std::size_t>(input.features());
  return input;
}

std::vector<Parameter> LayerNorm::parameters() const {
  const int I = static_cast<int>(features_);
  return {{.name = "weight", .dims = {I}, .role = ParameterRole::scale, .start = 1},
          {.name = "bias", .dims = {I}, .role = ParameterRole::bias}};
}

void LayerNorm::bind(const Scalar* parameters, Scalar* gradients, Scalar*) {
  g_ = parameters;
  b_ = parameters + features_;
  dg_ = gradients;
  db_ = gradients + features_;
}

void LayerNorm::forward(const ForwardPass& pass) {
  const std::size_t I = features_;
  const auto count = static_cast<double>(I);
  const Scratch scratch(pass.scratch, I, pass.columns);
  for (std::size_t n = 0; n < pass.columns; ++n) {
    const Scalar* x = pass.x + n * I;
    Scalar* u = scratch.u + n * I;
    const Lane m = splat(static_cast<Scalar>(sum(I, x) / count));
    for_lanes(I, [&](auto at) { at.store(u, at.load(x) - m); });
    scratch.r[n] = static_cast<Scalar>(1 / square_root(sum_of_squares(I, u) / count + epsilon_));
    scale(I, scratch.r[n], u);
    for_lanes(I, [&](auto at) { at.store(pass.y + n * I, at.load(g_) * at.load(u) + at.load(b_)); });
  }
}

void LayerNorm::backward(const BackwardPass& pass) {
  const std::size_t I = features_;
  const auto count = static_cast<double>(I);
  const Scratch scratch(pass.scratch, I, pass.columns);
  add_rows(pass.columns, I, pass.dy, db_);
  for (std::size_t n = 0; n < pass.columns; ++n) {
    const Scalar* dy = pass.dy + n * I;
    const Scalar* u = scratch.u + n * I;
    for_lanes(I, [&](auto at) { at.store(dg_, at.load(dg_) + at.load(dy) * at.load(u)); });
    if (pass.dx == nullptr) continue;
    Scalar* dx = pass.dx + n * I;  // holds du first
    for_lanes(I, [&](auto at) { at.store(dx, at.load(g_) * at.load(dy)); });
    const Lane mean = splat(static_cast<Scalar>(sum(I, dx) / count));
    const Lane along = splat(static_cast<Scalar>(dot(I, dx, u) / count));
    const Lane r = splat(scratch.r[n]);
    for_lanes(I, [&](auto at) { at.store(dx, r * (at.load(dx) - mean - at.load(u) * along)); });
  }
}

}  // namespace deltarule

// Forward and backward of batch normalization. Per channel, over the M = N P numbers that it has in the batch:
//
//   m = 1/M sum x        v = 1/M sum (x - m)^2        r = 1 / sqrt(v + epsilon)
//   u = r (x - m)        y = g u + b
//
//   dg = sum dy u        db = sum dy
//   dx = g r (dy - db/M - u dg/M)        as in layer_norm.cpp: x also moves m and v
//   dx = g r dy                          at inference, where m and v are the running ones and constant
//
// The loops run over the pixels of a channel, which lie together. Vectors have one each: there the batch is turned
// first, so that the numbers of a channel from all columns lie together, as if it were one image of N pixels.
#include "engine/layers/batch_norm.h"

#include "engine/core/kernels/vector_ops.h"

namespace deltarule {
namespace {

// Scratch: u [C P, N], r [C], whether m and v are the batch's (1 or 0), and for vectors what is turned, [C, N].
struct Scratch {
  Scalar *u, *r, *from_batch, *turned;
  Scratch(Scalar* start, std::size_t C, std::size_t CPN)
      : u(start), r(start + CPN), from_batch(start + CPN + C), turned(start + CPN + C + 1) {}
};

// running moves towards now by the share `momentum`.
void follow(double momentum, double now, Scalar& running) {
  running = static_cast<Scalar>((1 - momentum) * static_cast<double>(running) + momentum * now);
}

}  // namespace

Result<Shape> BatchNorm::plan(const Shape& input) {
  if (!(epsilon_ > 0)) return Error{"epsilon", "what is added to the variance must be greater than 0"};
  if (!(momentum_ >= 0 && momentum_ <= 1))
    return Error{"momentum", "the new batch's share of the running statistics is from 0 to 1"};
  C_ = static_cast<std::size_t>(input.channels);
  P_ = static_cast<std::size_t>(input.height) * static_cast<std::size_t>(input.width);
  return input;
}

std::vector<Parameter> BatchNorm::parameters() const {
  const int C = static_cast<int>(C_);
  return {{.name = "weight", .dims = {C}, .role = ParameterRole::scale, .start = 1},
          {.name = "bias", .dims = {C}, .role = ParameterRole::bias}};
}

std::vector<Parameter> BatchNorm::buffers() const {
  const int C = static_cast<int>(C_);
  return {{.name = "running_mean", .dims = {C}, .role = ParameterRole::bias},
          {.name = "running_var", .dims = {C}, .role = ParameterRole::bias, .start = 1}};
}

void BatchNorm::bind(const Scalar* parameters, Scalar* gradients, Scalar* buffers) {
  g_ = parameters;
  b_ = parameters + C_;
  dg_ = gradients;
  db_ = gradients + C_;
  running_mean_ = buffers;
  running_variance_ = buffers + C_;
}

void BatchNorm::forward(const ForwardPass& pass) {
  const std::size_t N = pass.columns, size = C_ * P_ * N;
  const std::size_t P = turned() ? N : P_;
  const auto M = static_cast<double>(N * P_);
  const Scratch scratch(pass.scratch, C_, size);
  if (turned()) transpose(N, C_, pass.x, scratch.turned);
  const Scalar* x = turned() ? scratch.turned : pass.x;
  Scalar* y = turned() ? scratch.turned : pass.y;
  const bool training = pass.rng != nullptr;
  *scratch.from_batch = training ? Scalar{1} : Scalar{0};
  for (std::size_t c = 0; c < C_; ++c) {
    // The channel's pixels of a column lie together, at i; the next column's are C P further on.
    double mean = static_cast<double>(running_mean_[c]), variance = static_cast<double>(running_variance_[c]);
    if (training) {
      mean = 0;
      for (std::size_t i = c * P; i < size; i += C_ * P) mean += sum(P, x + i);
      mean /= M;
    }
    const Lane m = splat(static_cast<Scalar>(mean));
    for (std::size_t i = c * P; i < size; i += C_ * P)
      for_lanes(P, [&](auto at) { at.store(scratch.u + i, at.load(x + i) - m); });
    if (training) {
      double squares = 0;
      for (std::size_t i = c * P; i < size; i += C_ * P) squares += sum_of_squares(P, scratch.u + i);
      variance = squares / M;
      follow(momentum_, mean, running_mean_[c]);
      if (M > 1) follow(momentum_, squares / (M - 1), running_variance_[c]);  // of one number it says nothing
    }
    scratch.r[c] = static_cast<Scalar>(1 / square_root(variance + epsilon_));
    const Lane r = splat(scratch.r[c]), g = splat(g_[c]), b = splat(b_[c]);
    for (std::size_t i = c * P; i < size; i += C_ * P)
      for_lanes(P, [&](auto at) {
        const Lane u = r * at.load(scratch.u + i);
        at.store(scratch.u + i, u);
        at.store(y + i, g * u + b);
      });
  }
  if (turned()) transpose(C_, N, y, pass.y);
}

void BatchNorm::backward(const BackwardPass& pass) {
  const std::size_t N = pass.columns, size = C_ * P_ * N;
  const std::size_t P = turned() ? N : P_;
  const Scratch scratch(pass.scratch, C_, size);
  if (turned()) transpose(N, C_, pass.dy, scratch.turned);
  const Scalar* dy = turned() ? scratch.turned : pass.dy;
  Scalar* dx = turned() ? scratch.turned : pass.dx;
  const double share = *scratch.from_batch != 0 ? 1 / static_cast<double>(N * P_) : 0;  // 1/M, or none
  for (std::size_t c = 0; c < C_; ++c) {
    double dg = 0, db = 0;
    for (std::size_t i = c * P; i < size; i += C_ * P) {
      dg += dot(P, dy + i, scratch.u + i);
      db += sum(P, dy + i);
    }
    dg_[c] += static_cast<Scalar>(dg);
    db_[c] += static_cast<Scalar>(db);
    if (pass.dx == nullptr) continue;
    const Lane factor = splat(g_[c] * scratch.r[c]);
    const Lane mean = splat(static_cast<Scalar>(db * share)), along = splat(static_cast<Scalar>(dg * share));
    for (std::size_t i = c * P; i < size; i += C_ * P)
      for_lanes(P,
                [&](auto at) { at.store(dx + i, factor * (at.load(dy + i) - mean - at.load(scratch.u + i) * along)); });
  }
  if (turned() && pass.dx != nullptr) transpose(C_, N, dx, pass.dx);
}

}  // namespace deltarule

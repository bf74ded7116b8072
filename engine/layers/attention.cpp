// Forward and backward of attention. Inside, the columns are in the order of the samples, so that each sample's steps
// lie together and are matrices: Q [Q, H], K and V [T, H] row-major, with T steps and Q = T or 1 queries.
//
//   S = Q K^T / sqrt(H), or S_tu = w . tanh(q_t + k_u)    [Q, T]
//   A = softmax of each row of S                           [Q, T]
//   Y = A V                                                [Q, H]
//
// Backward:
//   dA = dY V^T   dV = A^T dY   dS from dA by softmax's Jacobian
//   scaled_dot:  dQ = dS K / sqrt(H)   dK = dS^T Q / sqrt(H)
//   additive:    with e_tu = tanh(q_t + k_u): dw = sum of dS_tu e_tu, de = dS_tu w (1 - e^2),
//                dq_t = sum over u of de_tu, dk_u = sum over t of de_tu
//   dW_q = sum of dq x^T and so on; dx = W_q^T dq + W_k^T dk + W_v^T dv
#include "engine/layers/attention.h"

#include <cstdint>
#include <string>
#include <utility>

#include "engine/core/kernels/gemm.h"
#include "engine/core/kernels/vector_ops.h"
#include "engine/core/math.h"
#include "engine/layers/activation.h"

namespace deltarule {
namespace {

constexpr std::uint64_t kMaxPairs = std::uint64_t{1} << 28;  // of one sample: a gigabyte of floats

// Between the orders of columns: [rows, T*B] as batches are, and [rows, B*T] with each sample's steps together.
void to_samples(std::size_t rows, std::size_t T, std::size_t B, const Scalar* batch, Scalar* samples) {
  for (std::size_t b = 0; b < B; ++b)
    for (std::size_t t = 0; t < T; ++t) copy(rows, batch + (t * B + b) * rows, samples + (b * T + t) * rows);
}
void to_batch(std::size_t rows, std::size_t T, std::size_t B, const Scalar* samples, Scalar* batch) {
  for (std::size_t b = 0; b < B; ++b)
    for (std::size_t t = 0; t < T; ++t) copy(rows, samples + (b * T + t) * rows, batch + (t * B + b) * rows);
}

}  // namespace

// Everything [..., B*T] or [..., B*Q] in the order of the samples.
struct Attention::Scratch {
  std::size_t B;
  Scalar *x, *x_queries;                // [I, B*T], [I, B*Q]
  Scalar *q, *k, *v, *a, *y;            // [H, B*Q], [H, B*T] twice, [T, B*Q], [H, B*Q]
  Scalar *dq, *dk, *dv, *da, *ds, *dy;  // as those without d; ds as da
  Scalar *dx, *dx_queries;              // as x
  Scalar* pairs;                        // [H, T]: tanh(q + k) of one query
};

struct Attention::Sample {
  Scalar *q, *k, *v, *a, *y, *dq, *dk, *dv, *da, *ds, *dy;
};

Result<Shape> Attention::plan(const Shape& input) {
  if (units_ < 1) return Error{"units", "attention needs at least 1 unit, not " + std::to_string(units_)};
  inputs_ = static_cast<std::size_t>(input.features());
  steps_ = static_cast<std::size_t>(input.steps);
  if (std::uint64_t{steps_} * queries() > kMaxPairs)
    return Error{"layer", "attention compares every step with every other, and " + std::to_string(input.steps) +
                              " steps are too many for that; use shorter sequences"};
  return Shape{units_, 1, 1, static_cast<int>(queries())};
}

std::vector<Parameter> Attention::parameters() const {
  const int I = static_cast<int>(inputs_);
  std::vector<Parameter> all;
  for (const char* name : {"q_proj_weight", "k_proj_weight", "v_proj_weight"})
    all.push_back({.name = name, .dims = {units_, I}, .fans = {I, units_}});
  if (score_ == Score::additive) all.push_back({.name = "weight_score", .dims = {1, units_}, .fans = {units_, 1}});
  return all;
}

void Attention::bind(const Scalar* parameters, Scalar* gradients, Scalar*) {
  W_ = parameters;
  dW_ = gradients;
}

Attention::Scratch Attention::parts(Scalar* start, std::size_t columns) const {
  const auto H = static_cast<std::size_t>(units_);
  const std::size_t T = steps_, I = inputs_, N = columns, B = columns / T, Q = B * queries();
  const auto take = [&start](std::size_t n) { return std::exchange(start, start + n); };
  Scratch s{};
  s.B = B;
  s.x = take(I * N), s.x_queries = take(I * Q);
  s.q = take(H * Q), s.k = take(H * N), s.v = take(H * N), s.a = take(T * Q), s.y = take(H * Q);
  s.dq = take(H * Q), s.dk = take(H * N), s.dv = take(H * N), s.da = take(T * Q), s.ds = take(T * Q);
  s.dy = take(H * Q);
  s.dx = take(I * N), s.dx_queries = take(I * Q);
  s.pairs = start;
  return s;
}

std::size_t Attention::scratch(std::size_t columns) const {
  const auto H = static_cast<std::size_t>(units_);
  const std::size_t T = steps_, I = inputs_, N = columns, Q = columns / T * queries();
  return 2 * I * (N + Q) + 4 * H * (N + Q) + 3 * T * Q + H * T;
}

Attention::Sample Attention::sample(const Scratch& s, std::size_t b) const {
  const std::size_t keys = b * steps_ * static_cast<std::size_t>(units_), T = steps_ * queries() * b;
  const std::size_t queried = b * queries() * static_cast<std::size_t>(units_);
  return {s.q + queried, s.k + keys,  s.v + keys, s.a + T,  s.y + queried, s.dq + queried,
          s.dk + keys,   s.dv + keys, s.da + T,   s.ds + T, s.dy + queried};
}

void Attention::forward(const ForwardPass& pass) {
  const auto H = static_cast<std::size_t>(units_);
  const std::size_t T = steps_, I = inputs_, N = pass.columns, Q = queries();
  const Scratch s = parts(pass.scratch, N);
  to_samples(I, T, s.B, pass.x, s.x);
  to_samples(I, Q, s.B, pass.x + (N - Q * s.B) * I, s.x_queries);
  gemm_nt(s.B * Q, H, I, s.x_queries, W_, s.q, Write::overwrite);
  gemm_nt(N, H, I, s.x, W_ + H * I, s.k, Write::overwrite);
  gemm_nt(N, H, I, s.x, W_ + 2 * H * I, s.v, Write::overwrite);
  for (std::size_t b = 0; b < s.B; ++b) {
    const Sample at = sample(s, b);
    scores(at, s);
    activate(Activation::softmax, T, Q, at.a, at.a);
    gemm_nn(Q, H, T, at.a, at.v, at.y, Write::overwrite);  // Y [Q, H] = A [Q, T] V [T, H]
  }
  to_batch(H, Q, s.B, s.y, pass.y);
}

namespace {

// e [T, H] = tanh(q + k_u) for one q [H] and all T keys.
void pair_up(std::size_t T, std::size_t H, const Scalar* q, const Scalar* k, Scalar* e) {
  for (std::size_t u = 0; u < T; ++u, k += H, e += H)
    for_lanes(H, [=](auto at) { at.store(e, math::tanh(at.load(q) + at.load(k))); });
}

Scalar inverse_root(std::size_t n) { return 1 / math::sqrt(static_cast<Scalar>(n)); }

}  // namespace

// S into the place of A.
void Attention::scores(const Sample& at, const Scratch& s) const {
  const auto H = static_cast<std::size_t>(units_);
  const std::size_t T = steps_, Q = queries();
  if (score_ == Score::scaled_dot) {
    gemm_nt(Q, T, H, at.q, at.k, at.a, Write::overwrite);
    scale(Q * T, inverse_root(H), at.a);
    return;
  }
  const Scalar* w = W_ + 3 * H * inputs_;
  for (std::size_t t = 0; t < Q; ++t) {
    pair_up(T, H, at.q + t * H, at.k, s.pairs);
    gemm_nn(T, 1, H, s.pairs, w, at.a + t * T, Write::overwrite);  // s_t [T, 1] = e_t [T, H] w [H, 1]
  }
}

// From dS to dQ, dK and the gradient of w.
void Attention::scores_backward(const Sample& at, const Scratch& s) const {
  const auto H = static_cast<std::size_t>(units_);
  const std::size_t T = steps_, Q = queries();
  if (score_ == Score::scaled_dot) {
    scale(Q * T, inverse_root(H), at.ds);
    gemm_nn(Q, H, T, at.ds, at.k, at.dq, Write::overwrite);
    gemm_tn(T, H, Q, at.ds, at.q, at.dk, Write::overwrite);
    return;
  }
  const Scalar* w = W_ + 3 * H * inputs_;
  for (std::size_t i = 0; i < Q * H; ++i) at.dq[i] = 0;
  for (std::size_t i = 0; i < T * H; ++i) at.dk[i] = 0;
  for (std::size_t t = 0; t < Q; ++t) {
    const Scalar* ds = at.ds + t * T;
    pair_up(T, H, at.q + t * H, at.k, s.pairs);  // again: T*T*H numbers would be too many to keep
    gemm_nn(1, H, T, ds, s.pairs, dW_ + 3 * H * inputs_, Write::add);
    for (std::size_t u = 0; u < T; ++u) {
      const Lane slope = splat(ds[u]);
      Scalar *e = s.pairs + u * H, *dq = at.dq + t * H, *dk = at.dk + u * H;
      for_lanes(H, [=](auto lane) {
        const Lane value = lane.load(e), de = slope * lane.load(w) * (splat(1) - value * value);
        lane.store(dq, lane.load(dq) + de);
        lane.store(dk, lane.load(dk) + de);
      });
    }
  }
}

void Attention::backward(const BackwardPass& pass) {
  const auto H = static_cast<std::size_t>(units_);
  const std::size_t T = steps_, I = inputs_, N = pass.columns, Q = queries();
  const Scratch s = parts(pass.scratch, N);
  to_samples(H, Q, s.B, pass.dy, s.dy);
  for (std::size_t b = 0; b < s.B; ++b) {
    const Sample at = sample(s, b);
    gemm_nt(Q, T, H, at.dy, at.v, at.da, Write::overwrite);  // dA [Q, T] = dY [Q, H] (V [T, H])^T
    gemm_tn(T, H, Q, at.a, at.dy, at.dv, Write::overwrite);  // dV [T, H] = (A [Q, T])^T dY [Q, H]
    activate_backward(Activation::softmax, T, Q, nullptr, at.a, at.da, at.ds);
    scores_backward(at, s);
  }
  gemm_tn(H, I, s.B * Q, s.dq, s.x_queries, dW_, Write::add);
  gemm_tn(H, I, N, s.dk, s.x, dW_ + H * I, Write::add);
  gemm_tn(H, I, N, s.dv, s.x, dW_ + 2 * H * I, Write::add);
  if (pass.dx == nullptr) return;
  gemm_nn(N, I, H, s.dk, W_ + H * I, s.dx, Write::overwrite);
  gemm_nn(N, I, H, s.dv, W_ + 2 * H * I, s.dx, Write::add);
  gemm_nn(s.B * Q, I, H, s.dq, W_, s.dx_queries, Write::overwrite);
  for (std::size_t b = 0; b < s.B; ++b)  // the queries are those of a sample's last Q steps
    axpy(Q * I, 1, s.dx_queries + b * Q * I, s.dx + (b * T + T - Q) * I);
  to_batch(I, T, s.B, s.dx, pass.dx);
}

}  // namespace deltarule

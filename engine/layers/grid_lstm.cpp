// One step of the Grid LSTM: up the stack, at level k with h, c of time from the step before and h, c of depth from
// level k - 1 (at level 0: from z = W_ih x + b_ih, [2H]: h, then c):
//
//   J = [h_time; h_depth]                                  both LSTMs see both
//   (h_time', c_time')   = LSTM(W_time J + b_time, c_time)       gates i, f, g, o as in lstm.cpp
//   (h_depth', c_depth') = LSTM(W_depth J + b_depth, c_depth)
//
// Backward, down the stack: each LSTM as in lstm.cpp gives its dgates and dc, then
//   dJ = W_time^T dgates_time + W_depth^T dgates_depth     whose halves are dh_time and dh_depth
// W_time and W_depth of a level lie one after the other and are one matrix W [8H, 2H] here.
//
// States, as the walk hands them on: what comes out (nobody reads it at the next step), then h and c of time per level.
#include "engine/layers/grid_lstm.h"

#include <string>

#include "engine/core/kernels/gemm.h"
#include "engine/core/kernels/vector_ops.h"
#include "engine/core/math.h"
#include "engine/layers/gate_math.h"

namespace deltarule {
namespace {

// The LSTM of one dimension: gates [4H] from sums to values, c and tanh(c) and h written.
void cell_forward(std::size_t H, Scalar* gates, const Scalar* c_before, Scalar* c, Scalar* tanh_c, Scalar* h) {
  for_lanes(H, [=](auto at) {
    const Lane in = math::sigmoid(at.load(gates)), forget = math::sigmoid(at.load(gates + H));
    const Lane candidate = math::tanh(at.load(gates + 2 * H)), out = math::sigmoid(at.load(gates + 3 * H));
    const Lane memory = forget * at.load(c_before) + in * candidate;
    const Lane squashed = math::tanh(memory);
    at.store(gates, in);
    at.store(gates + H, forget);
    at.store(gates + 2 * H, candidate);
    at.store(gates + 3 * H, out);
    at.store(c, memory);
    at.store(tanh_c, squashed);
    at.store(h, out * squashed);
  });
}

// dgates [4H] from dh and dc, and dc made into that of c_before.
void cell_backward(std::size_t H, const Scalar* gates, const Scalar* c_before, const Scalar* tanh_c, const Scalar* dh,
                   Scalar* dc, Scalar* dgates) {
  for_lanes(H, [=](auto at) {
    const Lane in = at.load(gates), forget = at.load(gates + H);
    const Lane candidate = at.load(gates + 2 * H), out = at.load(gates + 3 * H);
    const Lane squashed = at.load(tanh_c), dhere = at.load(dh);
    const Lane dmemory = at.load(dc) + dhere * out * tanh_slope(squashed);
    at.store(dgates, dmemory * candidate * sigmoid_slope(in));
    at.store(dgates + H, dmemory * at.load(c_before) * sigmoid_slope(forget));
    at.store(dgates + 2 * H, dmemory * in * tanh_slope(candidate));
    at.store(dgates + 3 * H, dhere * squashed * sigmoid_slope(out));
    at.store(dc, dmemory * forget);
  });
}

}  // namespace

// Where the numbers of one level of the stack lie. Sequences [rows, T*B], as in Sweep.
struct GridLstm::Level {
  const Scalar *bias, *packed, *packed_back;  // [8H]; W^T [2H, 8H]; W [8H, 2H]
  Scalar *dW, *dbias;
  Scalar *J, *gates;                             // [2H, T*B], [8H, T*B]: time's, then depth's
  Scalar *tanh_time, *tanh_depth;                // [H, T*B]: of the cells
  Scalar* c_depth;                               // [H, T*B]: for the level above
  Scalar* dgates;                                // [8H, T*B]
  const Scalar* c_below;                         // [., T*B]: the c of depth that enters, a column every c_below_stride
  std::size_t c_below_stride, h_state, c_state;  // the indices of time's states
};

GridLstm::Level GridLstm::level(const Sweep& s, std::size_t k) const {
  const std::size_t H = s.H, N = s.columns(), weight = 1 + 2 * k, bias = bias_ih() + 1 + 2 * k;
  Scalar* kept = s.kept + k * 13 * H * N;
  return {.bias = s.p[bias],
          .packed = s.packed + k * packed_size(2 * H, 8 * H),
          .packed_back = s.packed_back + k * packed_size(8 * H, 2 * H),
          .dW = s.d[weight],
          .dbias = s.d[bias],
          .J = kept,
          .gates = kept + 2 * H * N,
          .tanh_time = kept + 10 * H * N,
          .tanh_depth = kept + 11 * H * N,
          .c_depth = kept + 12 * H * N,
          .dgates = s.dhidden + k * 8 * H * N,
          .c_below = k == 0 ? s.z + H : kept - H * N,
          .c_below_stride = k == 0 ? 2 * H : H,
          .h_state = 1 + k,
          .c_state = 1 + depth() + k};
}

Result<Recurrent::Cell> GridLstm::describe(int inputs) const {
  constexpr int kMost = 64;
  if (spec().depth < 1 || spec().depth > kMost)
    return Error{"depth", "a grid has 1 to " + std::to_string(kMost) + " cells one over the other"};
  const int U = units();
  const auto H = static_cast<std::size_t>(U);
  Cell cell{.tensors = {},
            .states = 1 + 2 * depth(),
            .kept = 13 * H * depth(),
            .hidden_rows = 8 * H * depth(),
            .work = 4 * H,
            .packed = depth() * packed_size(2 * H, 8 * H),
            .packed_back = depth() * packed_size(8 * H, 2 * H)};
  cell.tensors.push_back({.name = "weight_ih_l0", .dims = {2 * U, inputs}, .fans = {inputs, U}});
  const auto name = [](const char* what, int k) { return what + std::to_string(k); };
  for (int k = 0; k < spec().depth; ++k)
    for (const char* what : {"weight_time_l", "weight_depth_l"})
      cell.tensors.push_back({.name = name(what, k), .dims = {4 * U, 2 * U}, .fans = {2 * U, U}});
  cell.tensors.push_back({.name = "bias_ih_l0", .dims = {2 * U}, .role = ParameterRole::bias});
  for (int k = 0; k < spec().depth; ++k)
    for (const char* what : {"bias_time_l", "bias_depth_l"}) {
      cell.tensors.push_back({.name = name(what, k), .dims = {4 * U}, .role = ParameterRole::bias});
      begin_forget_gate(spec(), 1, cell.tensors.back());
    }
  return cell;
}

void GridLstm::prepare(const Sweep& s) const {
  const std::size_t H = s.H;
  for (std::size_t k = 0; k < depth(); ++k) {
    const Scalar* W = s.p[1 + 2 * k];  // [8H, 2H]: time's, then depth's
    pack_transposed(2 * H, 8 * H, W, s.packed + k * packed_size(2 * H, 8 * H));
    pack(8 * H, 2 * H, W, s.packed_back + k * packed_size(8 * H, 2 * H));
  }
}

void GridLstm::step(const Sweep& s, Moment now) const {
  const std::size_t H = s.H, first = now.t * s.B;  // the step's first column
  for (std::size_t k = 0; k < depth(); ++k) {
    const Level at = level(s, k);
    Scalar *J = at.J + first * 2 * H, *gates = at.gates + first * 8 * H;
    for (std::size_t b = 0; b < s.B; ++b) {
      copy(H, s.before(at.h_state, now.t) + b * H, J + b * 2 * H);
      if (k == 0) copy(H, s.z_at(now.t) + b * 2 * H, J + b * 2 * H + H);  // else the level below has written it
      copy(8 * H, at.bias, gates + b * 8 * H);
    }
    gemm_packed(s.B, 8 * H, 2 * H, J, at.packed, gates, Write::add);  // [B, 8H] += J [B, 2H] W^T
    for (std::size_t b = 0; b < s.B; ++b) {
      const std::size_t column = first + b;
      Scalar* h_up = k + 1 < depth() ? level(s, k + 1).J + column * 2 * H + H : s.after(0, now.t) + b * H;
      cell_forward(H, gates + b * 8 * H, s.before(at.c_state, now.t) + b * H, s.after(at.c_state, now.t) + b * H,
                   at.tanh_time + column * H, s.after(at.h_state, now.t) + b * H);
      cell_forward(H, gates + b * 8 * H + 4 * H, at.c_below + column * at.c_below_stride, at.c_depth + column * H,
                   at.tanh_depth + column * H, h_up);
    }
  }
}

void GridLstm::step_backward(const Sweep& s, Moment now) const {
  const std::size_t H = s.H, n = s.B * H, first = now.t * s.B;
  Scalar *dh_depth = s.work, *dc_depth = s.work + n, *dJ = s.work + 2 * n;
  copy(n, s.dstate(0), dh_depth);
  for (std::size_t i = 0; i < n; ++i) dc_depth[i] = s.dstate(0)[i] = 0;
  for (std::size_t k = depth(); k-- > 0;) {
    const Level at = level(s, k);
    Scalar *dh_time = s.dstate(at.h_state), *dc_time = s.dstate(at.c_state), *dgates = at.dgates + first * 8 * H;
    for (std::size_t b = 0; b < s.B; ++b) {
      const std::size_t column = first + b;
      const Scalar* gates = at.gates + column * 8 * H;
      cell_backward(H, gates, s.before(at.c_state, now.t) + b * H, at.tanh_time + column * H, dh_time + b * H,
                    dc_time + b * H, dgates + b * 8 * H);
      cell_backward(H, gates + 4 * H, at.c_below + column * at.c_below_stride, at.tanh_depth + column * H,
                    dh_depth + b * H, dc_depth + b * H, dgates + b * 8 * H + 4 * H);
    }
    gemm_packed(s.B, 2 * H, 8 * H, dgates, at.packed_back, dJ, Write::overwrite);  // dJ [B, 2H] = dgates [B, 8H] W
    for (std::size_t b = 0; b < s.B; ++b) {
      copy(H, dJ + b * 2 * H, dh_time + b * H);
      copy(H, dJ + b * 2 * H + H, dh_depth + b * H);
    }
  }
  for (std::size_t b = 0; b < s.B; ++b) {
    copy(H, dh_depth + b * H, s.dz_at(now.t) + b * 2 * H);
    copy(H, dc_depth + b * H, s.dz_at(now.t) + b * 2 * H + H);
  }
}

void GridLstm::add_gradients(const Sweep& s) const {
  const std::size_t H = s.H, N = s.columns();
  for (std::size_t k = 0; k < depth(); ++k) {
    const Level at = level(s, k);
    gemm_tn(8 * H, 2 * H, N, at.dgates, at.J, at.dW, Write::add);  // dW [8H, 2H] += (dgates [N, 8H])^T J [N, 2H]
    add_rows(N, 8 * H, at.dgates, at.dbias);
  }
}

}  // namespace deltarule

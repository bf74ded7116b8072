// The walk over the steps.
//
//   z = W_ih x + b_ih          [G, T*B]: one product for all steps
//   s_t = step(z_t, s_{t-1})   s: the cell's states, of which the first, h, comes out
//
// Backward, from the last step read to the first ("backpropagation through time", Werbos 1990):
//   dL/ds_{t-1}, dz_t = step_backward(dL/ds_t), where dL/dh_t has first got the dy of its step
//   dW_ih = dz x^T, db_ih = sum of dz, dx = W_ih^T dz     again one product each
// Through a carried state nothing flows back: that is what truncates the sequence (Williams & Peng 1990).
#include "engine/layers/recurrent.h"

#include <string>
#include <utility>

#include "engine/core/kernels/gemm.h"
#include "engine/core/kernels/vector_ops.h"

namespace deltarule {
namespace {

std::size_t size_of(const Parameter& p) { return static_cast<std::size_t>(element_count(p.dims)); }

}  // namespace

Result<Shape> Recurrent::plan(const Shape& input) {
  if (spec_.units < 1)
    return Error{"units", "a recurrent layer needs at least 1 unit, not " + std::to_string(spec_.units)};
  Result<Cell> cell = describe(static_cast<int>(input.features()));
  if (!cell) return cell.error();
  cell_ = std::move(*cell);
  inputs_ = static_cast<std::size_t>(input.features());
  steps_ = static_cast<std::size_t>(input.steps);
  weights_ = 0;
  while (weights_ < cell_.tensors.size() && cell_.tensors[weights_].role == ParameterRole::weight) ++weights_;
  const auto H = static_cast<std::size_t>(spec_.units);
  const std::size_t R = cell_.hidden_rows == 0 ? size_of(cell_.tensors[0]) / inputs_ : cell_.hidden_rows;
  if (cell_.packed == 0) cell_.packed = packed_size(H, R);
  if (cell_.packed_back == 0) cell_.packed_back = packed_size(R, H);
  return Shape{spec_.units * directions(), 1, 1, spec_.returned == Returned::all ? input.steps : 1};
}

std::vector<Parameter> Recurrent::parameters() const {
  std::vector<Parameter> all;
  for (const bool weights : {true, false})
    for (int direction = 0; direction < directions(); ++direction)
      for (const Parameter& p : cell_.tensors) {
        if ((p.role == ParameterRole::weight) != weights) continue;
        all.push_back(p);
        if (direction == 1) all.back().name += "_reverse";
      }
  return all;
}

std::vector<Parameter> Recurrent::usual_tensors(int inputs, int input_gates, int hidden_gates) const {
  const int H = spec_.units;
  return {{.name = "weight_ih_l0", .dims = {input_gates * H, inputs}, .fans = {inputs, H}},
          {.name = "weight_hh_l0", .dims = {hidden_gates * H, H}, .fans = {H, H}},
          {.name = "bias_ih_l0", .dims = {input_gates * H}, .role = ParameterRole::bias},
          {.name = "bias_hh_l0", .dims = {hidden_gates * H}, .role = ParameterRole::bias}};
}

void Recurrent::bind(const Scalar* parameters, Scalar* gradients, Scalar*) {
  for (int direction = 0; direction < directions(); ++direction) {
    p_[direction].clear();
    d_[direction].clear();
  }
  for (const bool weights : {true, false})
    for (int direction = 0; direction < directions(); ++direction)
      for (const Parameter& p : cell_.tensors) {
        if ((p.role == ParameterRole::weight) != weights) continue;
        p_[direction].push_back(parameters);
        d_[direction].push_back(gradients);
        parameters += size_of(p);
        gradients += size_of(p);
      }
}

std::size_t Recurrent::carried(std::size_t samples) const {
  if (spec_.direction != Direction::forward) return 0;
  return cell_.states * static_cast<std::size_t>(spec_.units) * samples + (cell_.period > 1 ? 1 : 0);
}

// Scratch, first the clock that the pass began with, then per direction: the members of Sweep in their order.
std::size_t Recurrent::part(std::size_t columns) const {
  const auto H = static_cast<std::size_t>(spec_.units);
  const std::size_t B = columns / steps_, G = size_of(cell_.tensors[0]) / inputs_;
  return columns * (2 * G + cell_.kept + cell_.hidden_rows) + cell_.states * H * (columns + 2 * B) + cell_.packed +
         cell_.packed_back + B * cell_.work + cell_.fixed;
}

std::size_t Recurrent::scratch(std::size_t columns) const {
  return 1 + static_cast<std::size_t>(directions()) * part(columns);
}

Recurrent::Sweep Recurrent::sweep(int direction, Scalar* scratch, std::size_t columns) const {
  const auto H = static_cast<std::size_t>(spec_.units);
  const std::size_t N = columns, B = columns / steps_, G = size_of(cell_.tensors[0]) / inputs_;
  Scalar* free = scratch + 1 + static_cast<std::size_t>(direction) * part(columns);
  const auto take = [&free](std::size_t n) { return std::exchange(free, free + n); };
  Sweep s{};
  s.B = B, s.T = steps_, s.H = H;
  s.rows = G, s.kept_rows = cell_.kept, s.hidden_rows = cell_.hidden_rows == 0 ? G : cell_.hidden_rows;
  s.reversed = direction == 1 || spec_.direction == Direction::backward;
  s.p = p_[direction].data();
  s.d = d_[direction].data();
  s.z = take(G * N);
  s.kept = take(cell_.kept * N);
  s.states = take(cell_.states * H * (N + B));
  s.dz = take(G * N);
  s.dhidden = cell_.hidden_rows == 0 ? s.dz : take(cell_.hidden_rows * N);
  s.dstates = take(cell_.states * H * B);
  s.packed = take(cell_.packed);
  s.packed_back = take(cell_.packed_back);
  s.work = take(cell_.work * B);
  s.fixed = take(cell_.fixed);
  return s;
}

void Recurrent::begin(const Sweep& s, const Scalar* carried, Scalar* clock) const {
  const std::size_t n = s.B * s.H, first = s.reversed ? s.T - 1 : 0;
  for (std::size_t k = 0; k < cell_.states; ++k) {
    Scalar* to = s.before(k, first);
    if (carried != nullptr) {
      copy(n, carried + k * n, to);
    } else {
      for (std::size_t i = 0; i < n; ++i) to[i] = 0;
    }
  }
  *clock = carried != nullptr && cell_.period > 1 ? carried[cell_.states * n] : Scalar{0};
}

void Recurrent::end(const Sweep& s, Scalar* carried, Scalar clock) const {
  const std::size_t n = s.B * s.H;
  for (std::size_t k = 0; k < cell_.states; ++k) copy(n, s.after(k, s.T - 1), carried + k * n);
  if (cell_.period > 1) carried[cell_.states * n] = static_cast<Scalar>(moment(s, s.T, clock).tick);
}

Recurrent::Moment Recurrent::moment(const Sweep& s, std::size_t read, Scalar clock) const {
  const auto period = static_cast<std::size_t>(cell_.period);
  return {s.reversed ? s.T - 1 - read : read, (static_cast<std::size_t>(clock) + read) % period};
}

void Recurrent::prepare(const Sweep& s) const {
  pack_transposed(s.H, s.hidden_rows, s.p[1], s.packed);
  pack(s.hidden_rows, s.H, s.p[1], s.packed_back);
}

void Recurrent::hidden_product(const Sweep& s, std::size_t t, Scalar* to, bool add) const {
  const std::size_t R = s.hidden_rows;
  const Scalar* bias = s.p[bias_ih() + 1];
  for (std::size_t b = 0; b < s.B; ++b) {
    Scalar* row = to + b * R;
    for_lanes(R, [=](auto at) { at.store(row, add ? at.load(row) + at.load(bias) : at.load(bias)); });
  }
  gemm_packed(s.B, R, s.H, s.before(0, t), s.packed, to, Write::add);
}

void Recurrent::hidden_product_backward(const Sweep& s, const Scalar* du, Write write) {
  gemm_packed(s.B, s.H, s.hidden_rows, du, s.packed_back, s.dstate(0), write);  // [B, H] = du [B, R] W_hh [R, H]
}

void Recurrent::forward(const ForwardPass& pass) {
  const std::size_t N = pass.columns, outputs = static_cast<std::size_t>(spec_.units * directions());
  Scalar* carried = spec_.direction == Direction::forward ? pass.carried : nullptr;
  for (int direction = 0; direction < directions(); ++direction) {
    const Sweep s = sweep(direction, pass.scratch, N);
    // In row-major terms z is [T*B, G] = x [T*B, I] (W_ih [G, I])^T + b_ih.
    gemm_nt(N, s.rows, inputs_, pass.x, s.p[0], s.z, Write::overwrite, s.p[bias_ih()]);
    prepare(s);
    Scalar& clock = pass.scratch[0];
    begin(s, carried, &clock);
    for (std::size_t read = 0; read < s.T; ++read) step(s, moment(s, read, clock));
    if (carried != nullptr) end(s, carried, clock);

    const bool all = spec_.returned == Returned::all;
    const Scalar* h = s.after(0, all || s.reversed ? 0 : s.T - 1);  // last: the last one read
    Scalar* y = pass.y + static_cast<std::size_t>(direction) * s.H;
    for (std::size_t n = 0; n < (all ? N : s.B); ++n) copy(s.H, h + n * s.H, y + n * outputs);
  }
}

void Recurrent::backward(const BackwardPass& pass) {
  const std::size_t N = pass.columns, outputs = static_cast<std::size_t>(spec_.units * directions());
  const bool all = spec_.returned == Returned::all;
  for (int direction = 0; direction < directions(); ++direction) {
    const Sweep s = sweep(direction, pass.scratch, N);
    for (std::size_t i = 0; i < cell_.states * s.B * s.H; ++i) s.dstates[i] = 0;
    for (std::size_t read = s.T; read-- > 0;) {
      const Moment now = moment(s, read, pass.scratch[0]);
      if (all || read + 1 == s.T) {
        const Scalar* dy = pass.dy + (all ? now.t * s.B * outputs : 0) + static_cast<std::size_t>(direction) * s.H;
        for (std::size_t b = 0; b < s.B; ++b) axpy(s.H, 1, dy + b * outputs, s.dstate(0) + b * s.H);
      }
      step_backward(s, now);
    }
    gemm_tn(s.rows, inputs_, N, s.dz, pass.x, s.d[0], Write::add);  // dW_ih [G, I] += (dz [N, G])^T x [N, I]
    add_rows(N, s.rows, s.dz, s.d[bias_ih()]);
    add_gradients(s);
    // dx [N, I] = dz [N, G] W_ih [G, I], of both directions
    if (pass.dx != nullptr)
      gemm_nn(N, inputs_, s.rows, s.dz, s.p[0], pass.dx, direction == 0 ? Write::overwrite : Write::add);
  }
}

void Recurrent::add_gradients(const Sweep& s) const {
  // dW_hh [R, H] += (dhidden [N, R])^T h_{t-1} [N, H]
  gemm_tn(s.hidden_rows, s.H, s.columns(), s.dhidden, s.before(0, 0), s.d[1], Write::add);
  add_rows(s.columns(), s.hidden_rows, s.dhidden, s.d[bias_ih() + 1]);
}

void add_products(std::size_t N, std::size_t M, const Scalar* x, std::size_t stride_x, const Scalar* y,
                  std::size_t stride_y, Scalar* sums) {
  for (std::size_t n = 0; n < N; ++n, x += stride_x, y += stride_y)
    for_lanes(M, [=](auto at) { at.store(sums, at.load(sums) + at.load(x) * at.load(y)); });
}

}  // namespace deltarule

// One step of the LSTM with peepholes. Gates i, f, g, o as in lstm.cpp; weight_peephole [3, H] is p_i, p_f, p_o:
//
//   i = sigmoid(z_i + p_i c')   f = sigmoid(z_f + p_f c')   g = tanh(z_g)   c = f c' + i g
//   o = sigmoid(z_o + p_o c)    h = o tanh(c)               the output gate sees the new cell
//
// Backward, besides what lstm.cpp has:
//   dc  += dz_o p_o,   dc' = dc f + dz_i p_i + dz_f p_f
//   dp_i = sum of dz_i c',   dp_f = sum of dz_f c',   dp_o = sum of dz_o c
#include "engine/layers/lstm_peephole.h"

#include "engine/core/math.h"
#include "engine/layers/gate_math.h"

namespace deltarule {

Result<Recurrent::Cell> LstmPeephole::describe(int inputs) const {
  Cell cell{.tensors = usual_tensors(inputs, 4, 4), .states = 2, .kept = static_cast<std::size_t>(units())};
  begin_forget_gate(spec(), 1, cell.tensors[2]);
  cell.tensors.insert(cell.tensors.begin() + 2,
                      {.name = "weight_peephole", .dims = {3, units()}, .fans = {units(), units()}});
  return cell;
}

void LstmPeephole::step(const Sweep& s, Moment now) const {
  const std::size_t H = s.H;
  const Scalar *p_i = s.p[2], *p_f = p_i + H, *p_o = p_f + H;
  hidden_product(s, now.t, s.z_at(now.t), true);
  for (std::size_t b = 0; b < s.B; ++b) {
    Scalar *i = s.z_at(now.t) + b * 4 * H, *f = i + H, *g = f + H, *o = g + H;
    const Scalar* c_before = s.before(1, now.t) + b * H;
    Scalar *c = s.after(1, now.t) + b * H, *h = s.after(0, now.t) + b * H, *tanh_c = s.kept_at(now.t) + b * H;
    for_lanes(H, [=](auto at) {
      const Lane previous = at.load(c_before), candidate = math::tanh(at.load(g));
      const Lane in = math::sigmoid(at.load(i) + at.load(p_i) * previous);
      const Lane forget = math::sigmoid(at.load(f) + at.load(p_f) * previous);
      const Lane memory = forget * previous + in * candidate;
      const Lane out = math::sigmoid(at.load(o) + at.load(p_o) * memory);
      const Lane squashed = math::tanh(memory);
      at.store(i, in);
      at.store(f, forget);
      at.store(g, candidate);
      at.store(o, out);
      at.store(c, memory);
      at.store(tanh_c, squashed);
      at.store(h, out * squashed);
    });
  }
}

void LstmPeephole::step_backward(const Sweep& s, Moment now) const {
  const std::size_t H = s.H;
  const Scalar *p_i = s.p[2], *p_f = p_i + H, *p_o = p_f + H;
  for (std::size_t b = 0; b < s.B; ++b) {
    const Scalar *i = s.z_at(now.t) + b * 4 * H, *f = i + H, *g = f + H, *o = g + H;
    const Scalar *c_before = s.before(1, now.t) + b * H, *tanh_c = s.kept_at(now.t) + b * H;
    const Scalar* dh = s.dstate(0) + b * H;
    Scalar *dc = s.dstate(1) + b * H, *dz = s.dz_at(now.t) + b * 4 * H;
    for_lanes(H, [=](auto at) {
      const Lane in = at.load(i), forget = at.load(f), candidate = at.load(g), out = at.load(o);
      const Lane squashed = at.load(tanh_c), dhere = at.load(dh);
      const Lane dz_o = dhere * squashed * sigmoid_slope(out);
      const Lane dmemory = at.load(dc) + dhere * out * tanh_slope(squashed) + dz_o * at.load(p_o);
      const Lane dz_i = dmemory * candidate * sigmoid_slope(in);
      const Lane dz_f = dmemory * at.load(c_before) * sigmoid_slope(forget);
      at.store(dz, dz_i);
      at.store(dz + H, dz_f);
      at.store(dz + 2 * H, dmemory * in * tanh_slope(candidate));
      at.store(dz + 3 * H, dz_o);
      at.store(dc, dmemory * forget + dz_i * at.load(p_i) + dz_f * at.load(p_f));
    });
  }
  hidden_product_backward(s, s.dz_at(now.t), Write::overwrite);
}

void LstmPeephole::add_gradients(const Sweep& s) const {
  Recurrent::add_gradients(s);
  const std::size_t H = s.H, N = s.columns();
  Scalar* dp = s.d[2];
  add_products(N, H, s.dz, 4 * H, s.before(1, 0), H, dp);
  add_products(N, H, s.dz + H, 4 * H, s.before(1, 0), H, dp + H);
  add_products(N, H, s.dz + 3 * H, 4 * H, s.after(1, 0), H, dp + 2 * H);
}

}  // namespace deltarule

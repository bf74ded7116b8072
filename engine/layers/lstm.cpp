// One step of the LSTM. Gates i, f, g, o, one after the other down a column of z and of weight_ih, weight_hh:
//
//   i = sigmoid(z_i)   f = sigmoid(z_f)   g = tanh(z_g)   o = sigmoid(z_o)   with z = W_ih x + b_ih + W_hh h' + b_hh
//   c = f c' + i g     h = o tanh(c)                      c', h': those of the step before
//
// Backward, dc being what comes from the step after:
//   dz_o = dh tanh(c) o (1 - o)
//   dc  += dh o (1 - tanh(c)^2)           h depends on c too
//   dz_i = dc g i (1 - i)   dz_f = dc c' f (1 - f)   dz_g = dc i (1 - g^2)
//   dc'  = dc f             dh' = W_hh^T dz
#include "engine/layers/lstm.h"

#include "engine/core/math.h"
#include "engine/layers/gate_math.h"

namespace deltarule {

Result<Recurrent::Cell> Lstm::describe(int inputs) const {
  Cell cell{.tensors = usual_tensors(inputs, 4, 4), .states = 2, .kept = static_cast<std::size_t>(units())};
  begin_forget_gate(spec(), 1, cell.tensors[2]);
  return cell;
}

void Lstm::step(const Sweep& s, Moment now) const {
  const std::size_t H = s.H;
  hidden_product(s, now.t, s.z_at(now.t), true);
  for (std::size_t b = 0; b < s.B; ++b) {
    Scalar *i = s.z_at(now.t) + b * 4 * H, *f = i + H, *g = f + H, *o = g + H;
    const Scalar* c_before = s.before(1, now.t) + b * H;
    Scalar *c = s.after(1, now.t) + b * H, *h = s.after(0, now.t) + b * H, *tanh_c = s.kept_at(now.t) + b * H;
    for_lanes(H, [=](auto at) {
      const Lane in = math::sigmoid(at.load(i)), forget = math::sigmoid(at.load(f));
      const Lane candidate = math::tanh(at.load(g)), out = math::sigmoid(at.load(o));
      const Lane memory = forget * at.load(c_before) + in * candidate;
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

void Lstm::step_backward(const Sweep& s, Moment now) const {
  const std::size_t H = s.H;
  for (std::size_t b = 0; b < s.B; ++b) {
    const Scalar *i = s.z_at(now.t) + b * 4 * H, *f = i + H, *g = f + H, *o = g + H;
    const Scalar *c_before = s.before(1, now.t) + b * H, *tanh_c = s.kept_at(now.t) + b * H;
    const Scalar* dh = s.dstate(0) + b * H;
    Scalar *dc = s.dstate(1) + b * H, *dz = s.dz_at(now.t) + b * 4 * H;
    for_lanes(H, [=](auto at) {
      const Lane in = at.load(i), forget = at.load(f), candidate = at.load(g), out = at.load(o);
      const Lane squashed = at.load(tanh_c), dhere = at.load(dh);
      const Lane dmemory = at.load(dc) + dhere * out * tanh_slope(squashed);
      at.store(dz, dmemory * candidate * sigmoid_slope(in));
      at.store(dz + H, dmemory * at.load(c_before) * sigmoid_slope(forget));
      at.store(dz + 2 * H, dmemory * in * tanh_slope(candidate));
      at.store(dz + 3 * H, dhere * squashed * sigmoid_slope(out));
      at.store(dc, dmemory * forget);
    });
  }
  hidden_product_backward(s, s.dz_at(now.t), Write::overwrite);
}

}  // namespace deltarule

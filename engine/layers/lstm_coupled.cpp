// One step of the LSTM with coupled gates. Gates f, g, o, otherwise as in lstm.cpp:
//
//   f = sigmoid(z_f)   g = tanh(z_g)   o = sigmoid(z_o)   c = f c' + (1 - f) g   h = o tanh(c)
//
// Backward, with dc as in lstm.cpp:
//   dz_f = dc (c' - g) f (1 - f)   dz_g = dc (1 - f) (1 - g^2)   dc' = dc f
#include "engine/layers/lstm_coupled.h"

#include "engine/core/math.h"
#include "engine/layers/gate_math.h"

namespace deltarule {

Result<Recurrent::Cell> LstmCoupled::describe(int inputs) const {
  Cell cell{.tensors = usual_tensors(inputs, 3, 3), .states = 2, .kept = static_cast<std::size_t>(units())};
  begin_forget_gate(spec(), 0, cell.tensors[2]);
  return cell;
}

void LstmCoupled::step(const Sweep& s, Moment now) const {
  const std::size_t H = s.H;
  hidden_product(s, now.t, s.z_at(now.t), true);
  for (std::size_t b = 0; b < s.B; ++b) {
    Scalar *f = s.z_at(now.t) + b * 3 * H, *g = f + H, *o = g + H;
    const Scalar* c_before = s.before(1, now.t) + b * H;
    Scalar *c = s.after(1, now.t) + b * H, *h = s.after(0, now.t) + b * H, *tanh_c = s.kept_at(now.t) + b * H;
    for_lanes(H, [=](auto at) {
      const Lane forget = math::sigmoid(at.load(f)), candidate = math::tanh(at.load(g));
      const Lane out = math::sigmoid(at.load(o));
      const Lane memory = forget * at.load(c_before) + (splat(1) - forget) * candidate;
      const Lane squashed = math::tanh(memory);
      at.store(f, forget);
      at.store(g, candidate);
      at.store(o, out);
      at.store(c, memory);
      at.store(tanh_c, squashed);
      at.store(h, out * squashed);
    });
  }
}

void LstmCoupled::step_backward(const Sweep& s, Moment now) const {
  const std::size_t H = s.H;
  for (std::size_t b = 0; b < s.B; ++b) {
    const Scalar *f = s.z_at(now.t) + b * 3 * H, *g = f + H, *o = g + H;
    const Scalar *c_before = s.before(1, now.t) + b * H, *tanh_c = s.kept_at(now.t) + b * H;
    const Scalar* dh = s.dstate(0) + b * H;
    Scalar *dc = s.dstate(1) + b * H, *dz = s.dz_at(now.t) + b * 3 * H;
    for_lanes(H, [=](auto at) {
      const Lane forget = at.load(f), candidate = at.load(g), out = at.load(o);
      const Lane squashed = at.load(tanh_c), dhere = at.load(dh);
      const Lane dmemory = at.load(dc) + dhere * out * tanh_slope(squashed);
      at.store(dz, dmemory * (at.load(c_before) - candidate) * sigmoid_slope(forget));
      at.store(dz + H, dmemory * (splat(1) - forget) * tanh_slope(candidate));
      at.store(dz + 2 * H, dhere * squashed * sigmoid_slope(out));
      at.store(dc, dmemory * forget);
    });
  }
  hidden_product_backward(s, s.dz_at(now.t), Write::overwrite);
}

}  // namespace deltarule

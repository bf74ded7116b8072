// One step of the depth-gated LSTM. weight_ih [6H, I] makes i, f, g, o as in lstm.cpp, then d and l; weight_hh [4H, H]
// reaches the first four; weight_depth [2, H] is w_c, w_l:
//
//   l = z_l   d = sigmoid(z_d + w_c c' + w_l l)   c = f c' + i g + d l   h = o tanh(c)
//
// Backward, with dc as in lstm.cpp:
//   dz_d = dc l d (1 - d)   dz_l = dc d + dz_d w_l   dc' = dc f + dz_d w_c
//   dw_c = sum of dz_d c'   dw_l = sum of dz_d l
#include "engine/layers/lstm_depth_gated.h"

#include "engine/core/math.h"
#include "engine/layers/gate_math.h"

namespace deltarule {

Result<Recurrent::Cell> LstmDepthGated::describe(int inputs) const {
  const auto H = static_cast<std::size_t>(units());
  Cell cell{.tensors = usual_tensors(inputs, 6, 4), .states = 2, .kept = H, .hidden_rows = 4 * H, .work = 4 * H};
  begin_forget_gate(spec(), 1, cell.tensors[2]);
  cell.tensors.insert(cell.tensors.begin() + 2,
                      {.name = "weight_depth", .dims = {2, units()}, .fans = {units(), units()}});
  return cell;
}

void LstmDepthGated::step(const Sweep& s, Moment now) const {
  const std::size_t H = s.H;
  const Scalar *w_c = s.p[2], *w_l = w_c + H;
  hidden_product(s, now.t, s.work, false);
  for (std::size_t b = 0; b < s.B; ++b) {
    Scalar *i = s.z_at(now.t) + b * 6 * H, *f = i + H, *g = f + H, *o = g + H, *d = o + H;
    const Scalar *l = d + H, *u = s.work + b * 4 * H, *c_before = s.before(1, now.t) + b * H;
    Scalar *c = s.after(1, now.t) + b * H, *h = s.after(0, now.t) + b * H, *tanh_c = s.kept_at(now.t) + b * H;
    for_lanes(H, [=](auto at) {
      const Lane in = math::sigmoid(at.load(i) + at.load(u)), forget = math::sigmoid(at.load(f) + at.load(u + H));
      const Lane candidate = math::tanh(at.load(g) + at.load(u + 2 * H));
      const Lane out = math::sigmoid(at.load(o) + at.load(u + 3 * H));
      const Lane previous = at.load(c_before), lower = at.load(l);
      const Lane depth = math::sigmoid(at.load(d) + at.load(w_c) * previous + at.load(w_l) * lower);
      const Lane memory = forget * previous + in * candidate + depth * lower;
      const Lane squashed = math::tanh(memory);
      at.store(i, in);
      at.store(f, forget);
      at.store(g, candidate);
      at.store(o, out);
      at.store(d, depth);
      at.store(c, memory);
      at.store(tanh_c, squashed);
      at.store(h, out * squashed);
    });
  }
}

void LstmDepthGated::step_backward(const Sweep& s, Moment now) const {
  const std::size_t H = s.H;
  const Scalar *w_c = s.p[2], *w_l = w_c + H;
  for (std::size_t b = 0; b < s.B; ++b) {
    const Scalar *i = s.z_at(now.t) + b * 6 * H, *f = i + H, *g = f + H, *o = g + H, *d = o + H, *l = d + H;
    const Scalar *c_before = s.before(1, now.t) + b * H, *tanh_c = s.kept_at(now.t) + b * H;
    const Scalar* dh = s.dstate(0) + b * H;
    Scalar *dc = s.dstate(1) + b * H, *dz = s.dz_at(now.t) + b * 6 * H, *dhidden = s.dhidden_at(now.t) + b * 4 * H;
    for_lanes(H, [=](auto at) {
      const Lane in = at.load(i), forget = at.load(f), candidate = at.load(g), out = at.load(o);
      const Lane depth = at.load(d), squashed = at.load(tanh_c), dhere = at.load(dh);
      const Lane dmemory = at.load(dc) + dhere * out * tanh_slope(squashed);
      const Lane four[4] = {dmemory * candidate * sigmoid_slope(in),
                            dmemory * at.load(c_before) * sigmoid_slope(forget), dmemory * in * tanh_slope(candidate),
                            dhere * squashed * sigmoid_slope(out)};
      for (std::size_t gate = 0; gate < 4; ++gate) {
        at.store(dz + gate * H, four[gate]);
        at.store(dhidden + gate * H, four[gate]);
      }
      const Lane dz_d = dmemory * at.load(l) * sigmoid_slope(depth);
      at.store(dz + 4 * H, dz_d);
      at.store(dz + 5 * H, dmemory * depth + dz_d * at.load(w_l));
      at.store(dc, dmemory * forget + dz_d * at.load(w_c));
    });
  }
  hidden_product_backward(s, s.dhidden_at(now.t), Write::overwrite);
}

void LstmDepthGated::add_gradients(const Sweep& s) const {
  Recurrent::add_gradients(s);
  const std::size_t H = s.H, N = s.columns();
  add_products(N, H, s.dz + 4 * H, 6 * H, s.before(1, 0), H, s.d[2]);
  add_products(N, H, s.dz + 4 * H, 6 * H, s.z + 5 * H, 6 * H, s.d[2] + H);
}

}  // namespace deltarule

// One step of PyTorch's GRU. Gates r, z, n, with v = W_ih x + b_ih and u = W_hh h' + b_hh, h' of the step before:
//
//   r = sigmoid(v_r + u_r)   z = sigmoid(v_z + u_z)   n = tanh(v_n + r u_n)   h = (1 - z) n + z h'
//
// Backward:
//   dv_n = dh (1 - z) (1 - n^2)         du_n = dv_n r
//   dv_r = dv_n u_n r (1 - r)           du_r = dv_r
//   dv_z = dh (h' - n) z (1 - z)        du_z = dv_z
//   dh'  = dh z + W_hh^T du
#include "engine/layers/gru.h"

#include "engine/core/math.h"
#include "engine/layers/gate_math.h"

namespace deltarule {

Result<Recurrent::Cell> Gru::describe(int inputs) const {
  const std::size_t rows = 3 * static_cast<std::size_t>(units());
  return Cell{.tensors = usual_tensors(inputs, 3, 3), .kept = rows, .hidden_rows = rows};
}

void Gru::step(const Sweep& s, Moment now) const {
  const std::size_t H = s.H;
  hidden_product(s, now.t, s.kept_at(now.t), false);
  for (std::size_t b = 0; b < s.B; ++b) {
    Scalar *r = s.z_at(now.t) + b * 3 * H, *z = r + H, *n = z + H;
    const Scalar *u = s.kept_at(now.t) + b * 3 * H, *h_before = s.before(0, now.t) + b * H;
    Scalar* h = s.after(0, now.t) + b * H;
    for_lanes(H, [=](auto at) {
      const Lane reset = math::sigmoid(at.load(r) + at.load(u));
      const Lane keep = math::sigmoid(at.load(z) + at.load(u + H));
      const Lane candidate = math::tanh(at.load(n) + reset * at.load(u + 2 * H));
      at.store(r, reset);
      at.store(z, keep);
      at.store(n, candidate);
      at.store(h, (splat(1) - keep) * candidate + keep * at.load(h_before));
    });
  }
}

void Gru::step_backward(const Sweep& s, Moment now) const {
  const std::size_t H = s.H;
  for (std::size_t b = 0; b < s.B; ++b) {
    const Scalar *r = s.z_at(now.t) + b * 3 * H, *z = r + H, *n = z + H;
    const Scalar *u_n = s.kept_at(now.t) + b * 3 * H + 2 * H, *h_before = s.before(0, now.t) + b * H;
    Scalar *dh = s.dstate(0) + b * H, *dv = s.dz_at(now.t) + b * 3 * H, *du = s.dhidden_at(now.t) + b * 3 * H;
    for_lanes(H, [=](auto at) {
      const Lane reset = at.load(r), keep = at.load(z), candidate = at.load(n), dhere = at.load(dh);
      const Lane dv_n = dhere * (splat(1) - keep) * tanh_slope(candidate);
      const Lane dv_r = dv_n * at.load(u_n) * sigmoid_slope(reset);
      const Lane dv_z = dhere * (at.load(h_before) - candidate) * sigmoid_slope(keep);
      at.store(dv, dv_r);
      at.store(dv + H, dv_z);
      at.store(dv + 2 * H, dv_n);
      at.store(du, dv_r);
      at.store(du + H, dv_z);
      at.store(du + 2 * H, dv_n * reset);
      at.store(dh, dhere * keep);
    });
  }
  hidden_product_backward(s, s.dhidden_at(now.t), Write::add);
}

}  // namespace deltarule

// One step of the original GRU. Gates r, z, n, with v = W_ih x + b_ih, h' of the step before and q = r h':
//
//   r = sigmoid(v_r + W_hr h' + b_hr)   z = sigmoid(v_z + W_hz h' + b_hz)   n = tanh(v_n + W_hn q + b_hn)
//   h = (1 - z) n + z h'
//
// Backward:
//   dv_n = dh (1 - z) (1 - n^2)     dq = W_hn^T dv_n
//   dv_r = dq h' r (1 - r)          dv_z = dh (h' - n) z (1 - z)
//   dh'  = dh z + dq r + W_hr^T dv_r + W_hz^T dv_z
// The two products have operands of their own, hence in two parts: W_hrz, the first 2H rows of weight_hh, and W_hn, the
// rest. In dhidden all of dv_rz [2H, N] comes first, then all of dv_n [H, N].
#include "engine/layers/gru_before.h"

#include "engine/core/kernels/gemm.h"
#include "engine/core/kernels/vector_ops.h"
#include "engine/core/math.h"
#include "engine/layers/gate_math.h"

namespace deltarule {

Result<Recurrent::Cell> GruBefore::describe(int inputs) const {
  const auto H = static_cast<std::size_t>(units());
  return Cell{.tensors = usual_tensors(inputs, 3, 3),
              .kept = H,
              .hidden_rows = 3 * H,
              .work = 2 * H,
              .packed = packed_size(H, 2 * H) + packed_size(H, H),
              .packed_back = packed_size(2 * H, H) + packed_size(H, H)};
}

void GruBefore::prepare(const Sweep& s) const {
  const std::size_t H = s.H;
  const Scalar *W_rz = s.p[1], *W_n = W_rz + 2 * H * H;
  pack_transposed(H, 2 * H, W_rz, s.packed);
  pack_transposed(H, H, W_n, s.packed + packed_size(H, 2 * H));
  pack(2 * H, H, W_rz, s.packed_back);
  pack(H, H, W_n, s.packed_back + packed_size(2 * H, H));
}

void GruBefore::step(const Sweep& s, Moment now) const {
  const std::size_t H = s.H;
  const Scalar *h_before = s.before(0, now.t), *bias = s.p[bias_ih() + 1];
  Scalar *q = s.kept_at(now.t), *product = s.work, *h = s.after(0, now.t);
  gemm_packed(s.B, 2 * H, H, h_before, s.packed, product, Write::overwrite);  // [B, 2H] = h' [B, H] W_hrz^T
  for (std::size_t b = 0; b < s.B; ++b) {
    Scalar* rz = s.z_at(now.t) + b * 3 * H;
    const Scalar* u = product + b * 2 * H;
    for_lanes(2 * H, [=](auto at) { at.store(rz, math::sigmoid(at.load(rz) + at.load(u) + at.load(bias))); });
    const Scalar* before = h_before + b * H;
    Scalar* reset = q + b * H;
    for_lanes(H, [=](auto at) { at.store(reset, at.load(rz) * at.load(before)); });
  }
  // [B, H] = q [B, H] W_hn^T
  gemm_packed(s.B, H, H, q, s.packed + packed_size(H, 2 * H), product, Write::overwrite);
  for (std::size_t b = 0; b < s.B; ++b) {
    Scalar *z = s.z_at(now.t) + b * 3 * H + H, *n = z + H, *after = h + b * H;
    const Scalar *u = product + b * H, *before = h_before + b * H;
    for_lanes(H, [=](auto at) {
      const Lane keep = at.load(z), candidate = math::tanh(at.load(n) + at.load(u) + at.load(bias + 2 * H));
      at.store(n, candidate);
      at.store(after, (splat(1) - keep) * candidate + keep * at.load(before));
    });
  }
}

void GruBefore::step_backward(const Sweep& s, Moment now) const {
  const std::size_t H = s.H;
  Scalar* dv_rz = s.dhidden + now.t * s.B * 2 * H;
  Scalar* dv_n = s.dhidden + s.columns() * 2 * H + now.t * s.B * H;
  const Scalar* h_before = s.before(0, now.t);
  for (std::size_t b = 0; b < s.B; ++b) {
    const Scalar *z = s.z_at(now.t) + b * 3 * H + H, *n = z + H, *dh = s.dstate(0) + b * H;
    Scalar* to = dv_n + b * H;
    for_lanes(H, [=](auto at) { at.store(to, at.load(dh) * (splat(1) - at.load(z)) * tanh_slope(at.load(n))); });
  }
  // dq [B, H] = dv_n [B, H] W_hn
  gemm_packed(s.B, H, H, dv_n, s.packed_back + packed_size(2 * H, H), s.work, Write::overwrite);
  for (std::size_t b = 0; b < s.B; ++b) {
    const Scalar *r = s.z_at(now.t) + b * 3 * H, *z = r + H, *n = z + H;
    const Scalar *before = h_before + b * H, *dq = s.work + b * H, *dn = dv_n + b * H;
    Scalar *dh = s.dstate(0) + b * H, *drz = dv_rz + b * 2 * H, *dv = s.dz_at(now.t) + b * 3 * H;
    for_lanes(H, [=](auto at) {
      const Lane reset = at.load(r), keep = at.load(z), dhere = at.load(dh), dproduct = at.load(dq);
      const Lane dr = dproduct * at.load(before) * sigmoid_slope(reset);
      const Lane dkeep = dhere * (at.load(before) - at.load(n)) * sigmoid_slope(keep);
      at.store(drz, dr);
      at.store(drz + H, dkeep);
      at.store(dv, dr);
      at.store(dv + H, dkeep);
      at.store(dv + 2 * H, at.load(dn));
      at.store(dh, dhere * keep + dproduct * reset);
    });
  }
  gemm_packed(s.B, H, 2 * H, dv_rz, s.packed_back, s.dstate(0), Write::add);  // dh' [B, H] += dv_rz [B, 2H] W_hrz
}

void GruBefore::add_gradients(const Sweep& s) const {
  const std::size_t H = s.H, N = s.columns();
  Scalar* dW = s.d[1];
  gemm_tn(2 * H, H, N, s.dhidden, s.before(0, 0), dW, Write::add);
  gemm_tn(H, H, N, s.dhidden + N * 2 * H, s.kept, dW + 2 * H * H, Write::add);
  add_rows(N, 3 * H, s.dz, s.d[bias_ih() + 1]);  // b_hh and b_ih are added to the same sums
}

}  // namespace deltarule

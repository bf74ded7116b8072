// One step of the clockwork RNN.
//
//   a_t = W_ih x_t + b_ih + W_hh h_{t-1} + b_hh
//   h_t = f(a_t) where the module's period divides t, else h_{t-1}
// Modules lie fastest first and every period divides the next, so those that compute at a step are the first ones: the
// first `awake` units. (The product is made for all: cutting it up would save less than it costs at our sizes.)
//
// Backward:
//   awake:  da_t = f'(a_t) dh_t, dh_{t-1} = W_hh^T da_t
//   asleep: da_t = 0,            dh_{t-1} gets dh_t besides
#include "engine/layers/clockwork_rnn.h"

#include <string>

#include "engine/core/kernels/gemm.h"
#include "engine/core/kernels/vector_ops.h"
#include "engine/layers/activation.h"
#include "engine/layers/rnn.h"

namespace deltarule {

Result<Recurrent::Cell> ClockworkRnn::describe(int inputs) const {
  if (Status checked = check_recurrent_activation(spec().activation); !checked) return checked.error();
  constexpr int kMost = 16;  // the clock is carried as a Scalar, and no sequence here is as long as 2^16
  const int modules = spec().modules;
  if (modules < 1 || modules > kMost)
    return Error{"modules", "there can be 1 to " + std::to_string(kMost) + " modules"};
  if (units() % modules != 0)
    return Error{"modules", std::to_string(units()) + " units cannot be shared out evenly among " +
                                std::to_string(modules) + " modules; take a number that divides the units"};
  const auto H = static_cast<std::size_t>(units());
  return Cell{.tensors = usual_tensors(inputs, 1, 1), .fixed = H * H, .period = 1 << (modules - 1)};
}

std::size_t ClockworkRnn::module_size() const { return static_cast<std::size_t>(units() / spec().modules); }

std::size_t ClockworkRnn::awake(std::size_t tick) const {
  std::size_t modules = 1;
  while (modules < static_cast<std::size_t>(spec().modules) && tick % (std::size_t{1} << modules) == 0) ++modules;
  return modules * module_size();
}

void ClockworkRnn::prepare(const Sweep& s) const {
  Scalar* heard = s.fixed;  // weight_hh with zeros where a faster module would be heard
  for (std::size_t to = 0; to < s.H; ++to)
    for (std::size_t from = 0; from < s.H; ++from)
      heard[to * s.H + from] = from / module_size() < to / module_size() ? Scalar{0} : s.p[1][to * s.H + from];
  pack_transposed(s.H, s.H, heard, s.packed);
  pack(s.H, s.H, heard, s.packed_back);
}

void ClockworkRnn::step(const Sweep& s, Moment now) const {
  const std::size_t H = s.H, n = awake(now.tick);
  hidden_product(s, now.t, s.z_at(now.t), true);
  for (std::size_t b = 0; b < s.B; ++b) {
    Scalar* h = s.after(0, now.t) + b * H;
    activate(spec().activation, n, 1, s.z_at(now.t) + b * H, h);
    copy(H - n, s.before(0, now.t) + b * H + n, h + n);
  }
}

void ClockworkRnn::step_backward(const Sweep& s, Moment now) const {
  const std::size_t H = s.H, n = awake(now.tick);
  for (std::size_t b = 0; b < s.B; ++b) {
    const Scalar* h = s.after(0, now.t) + b * H;
    Scalar *dh = s.dstate(0) + b * H, *da = s.dz_at(now.t) + b * H;
    activate_backward(spec().activation, n, 1, h, h, dh, da);
    for (std::size_t j = n; j < H; ++j) da[j] = 0;
    for (std::size_t j = 0; j < n; ++j) dh[j] = 0;
  }
  hidden_product_backward(s, s.dz_at(now.t), Write::add);
}

void ClockworkRnn::add_gradients(const Sweep& s) const {
  const std::size_t H = s.H;
  Scalar* dW = s.packed;  // its content was for the forward pass only
  gemm_tn(H, H, s.columns(), s.dz, s.before(0, 0), dW, Write::overwrite);
  for (std::size_t to = 0; to < H; ++to) {
    const std::size_t first = to / module_size() * module_size();
    axpy(H - first, 1, dW + to * H + first, s.d[1] + to * H + first);
  }
  add_rows(s.columns(), H, s.dz, s.d[bias_ih() + 1]);
}

}  // namespace deltarule

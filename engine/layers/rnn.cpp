// One step of the simple recurrent layer.
//
//   a_t = W_ih x_t + b_ih + W_hh h_{t-1} + b_hh,  h_t = f(a_t)
//   da_t = f'(a_t) dh_t,  dh_{t-1} = W_hh^T da_t
// f' needs only h: tanh' = 1 - h^2, and relu(a) > 0 exactly where a > 0.
#include "engine/layers/rnn.h"

#include "engine/core/kernels/gemm.h"
#include "engine/layers/activation.h"

namespace deltarule {

Status check_recurrent_activation(Activation activation) {
  if (activation == Activation::tanh || activation == Activation::relu) return success();
  return Error{"activation", "a recurrent layer's activation is tanh or relu"};
}

Result<Recurrent::Cell> Rnn::describe(int inputs) const {
  if (Status checked = check_recurrent_activation(spec().activation); !checked) return checked.error();
  return Cell{.tensors = usual_tensors(inputs, 1, 1)};
}

void Rnn::step(const Sweep& s, Moment now) const {
  hidden_product(s, now.t, s.z_at(now.t), true);
  activate(spec().activation, s.H, s.B, s.z_at(now.t), s.after(0, now.t));
}

void Rnn::step_backward(const Sweep& s, Moment now) const {
  const Scalar* h = s.after(0, now.t);
  Scalar* da = s.dz_at(now.t);
  activate_backward(spec().activation, s.H, s.B, h, h, s.dstate(0), da);
  hidden_product_backward(s, da, Write::overwrite);
}

}  // namespace deltarule

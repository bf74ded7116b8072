// The simple recurrent layer (Elman 1990), torch.nn.RNN: h_t = f(W_ih x_t + b_ih + W_hh h_{t-1} + b_hh), f tanh or
// relu.
#pragma once

#include "engine/layers/recurrent.h"

namespace deltarule {

class Rnn final : public Recurrent {
 public:
  using Recurrent::Recurrent;

 protected:
  [[nodiscard]] Result<Cell> describe(int inputs) const override;
  void step(const Sweep& sweep, Moment now) const override;
  void step_backward(const Sweep& sweep, Moment now) const override;
};

/// Refuses what is neither tanh nor relu; also for the clockwork RNN.
Status check_recurrent_activation(Activation activation);

}  // namespace deltarule

// The gated recurrent unit as PyTorch has it (torch.nn.GRU): the reset gate acts on the product W_hn h' + b_hn.
// The original, in which it acts on h' before the product, is gru_before.*.
#pragma once

#include "engine/layers/recurrent.h"

namespace deltarule {

class Gru final : public Recurrent {
 public:
  using Recurrent::Recurrent;

 protected:
  [[nodiscard]] Result<Cell> describe(int inputs) const override;
  void step(const Sweep& sweep, Moment now) const override;
  void step_backward(const Sweep& sweep, Moment now) const override;
};

}  // namespace deltarule

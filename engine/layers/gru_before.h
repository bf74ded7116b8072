// The gated recurrent unit as it was first described (Cho et al. 2014): the reset gate acts on h' before the product
// with W_hn. Parameters as torch.nn.GRU; PyTorch itself computes the other form (gru.*).
#pragma once

#include "engine/layers/recurrent.h"

namespace deltarule {

class GruBefore final : public Recurrent {
 public:
  using Recurrent::Recurrent;

 protected:
  [[nodiscard]] Result<Cell> describe(int inputs) const override;
  void step(const Sweep& sweep, Moment now) const override;
  void step_backward(const Sweep& sweep, Moment now) const override;
  void prepare(const Sweep& sweep) const override;
  void add_gradients(const Sweep& sweep) const override;
};

}  // namespace deltarule

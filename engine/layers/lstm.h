// The long short-term memory (Hochreiter & Schmidhuber 1997, with the forget gate of Gers et al. 2000), torch.nn.LSTM.
#pragma once

#include "engine/layers/recurrent.h"

namespace deltarule {

class Lstm final : public Recurrent {
 public:
  using Recurrent::Recurrent;

 protected:
  [[nodiscard]] Result<Cell> describe(int inputs) const override;
  void step(const Sweep& sweep, Moment now) const override;
  void step_backward(const Sweep& sweep, Moment now) const override;
};

}  // namespace deltarule

// The LSTM with peepholes (Gers & Schmidhuber 2000, "Recurrent nets that time and count"): the gates see the memory
// cell itself, not only what the output gate lets out. As in Graves 2013 there is one weight per unit, tanh on both
// sides of the cell, and the gradient is the whole one (the first paper cut it off).
#pragma once

#include "engine/layers/recurrent.h"

namespace deltarule {

class LstmPeephole final : public Recurrent {
 public:
  using Recurrent::Recurrent;

 protected:
  [[nodiscard]] Result<Cell> describe(int inputs) const override;
  void step(const Sweep& sweep, Moment now) const override;
  void step_backward(const Sweep& sweep, Moment now) const override;
  void add_gradients(const Sweep& sweep) const override;
};

}  // namespace deltarule

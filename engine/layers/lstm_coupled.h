// The LSTM with coupled gates: what is forgotten makes room for what comes in, i = 1 - f (Cho et al. 2014 had the idea,
// Greff et al. 2017 name it CIFG). A quarter fewer parameters than the LSTM.
#pragma once

#include "engine/layers/recurrent.h"

namespace deltarule {

class LstmCoupled final : public Recurrent {
 public:
  using Recurrent::Recurrent;

 protected:
  [[nodiscard]] Result<Cell> describe(int inputs) const override;
  void step(const Sweep& sweep, Moment now) const override;
  void step_backward(const Sweep& sweep, Moment now) const override;
};

}  // namespace deltarule

// The depth-gated LSTM (Yao et al. 2015): a further gate d lets the memory cell of the layer below into this layer's.
//
// Layers here see each other's outputs only, so this is the paper's lowest layer: below it lies the input, and the
// lower cell is the input projected to as many units, l = W_il x + b_il, without a squashing function. The depth gate
// sees what the paper's does: the input, this cell as it was, and the lower cell, of each cell its own unit only. The
// other gates are those of torch.nn.LSTM, without the paper's peepholes.
#pragma once

#include "engine/layers/recurrent.h"

namespace deltarule {

class LstmDepthGated final : public Recurrent {
 public:
  using Recurrent::Recurrent;

 protected:
  [[nodiscard]] Result<Cell> describe(int inputs) const override;
  void step(const Sweep& sweep, Moment now) const override;
  void step_backward(const Sweep& sweep, Moment now) const override;
  void add_gradients(const Sweep& sweep) const override;
};

}  // namespace deltarule

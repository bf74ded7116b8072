// The Grid LSTM in two dimensions, time and depth (Kalchbrenner et al. 2015, section 3.2): `depth` cells one over the
// other at each step. Every cell takes a state (h, c) from the step before and one from the cell below, and gives one
// to the step after and one to the cell above: depth has a memory of its own, not only time.
//
// The weights differ between the two dimensions and between the cells of the stack. The input, projected, is the (h, c)
// that enters the lowest cell from below; the h that leaves the highest one upwards comes out.
#pragma once

#include "engine/layers/recurrent.h"

namespace deltarule {

class GridLstm final : public Recurrent {
 public:
  using Recurrent::Recurrent;

 protected:
  [[nodiscard]] Result<Cell> describe(int inputs) const override;
  void step(const Sweep& sweep, Moment now) const override;
  void step_backward(const Sweep& sweep, Moment now) const override;
  void prepare(const Sweep& sweep) const override;
  void add_gradients(const Sweep& sweep) const override;

 private:
  struct Level;
  [[nodiscard]] std::size_t depth() const { return static_cast<std::size_t>(spec().depth); }
  [[nodiscard]] Level level(const Sweep& sweep, std::size_t k) const;
};

}  // namespace deltarule

// The clockwork RNN (Koutnik et al. 2014): a simple recurrent layer whose units are in groups, the modules, that run at
// different speeds. Module k has the period 2^k: it computes at every 2^k-th step and keeps its state in between.
//
// A module hears itself and the slower ones, never the faster: of weight_hh_l0 [H, H] the blocks left below the
// diagonal count as 0 and get no gradient. The paper counts steps so that all modules compute at the first one, and so
// do we; the clock goes on from one chunk of a long sequence to the next with the state.
#pragma once

#include "engine/layers/recurrent.h"

namespace deltarule {

class ClockworkRnn final : public Recurrent {
 public:
  using Recurrent::Recurrent;

 protected:
  [[nodiscard]] Result<Cell> describe(int inputs) const override;
  void step(const Sweep& sweep, Moment now) const override;
  void step_backward(const Sweep& sweep, Moment now) const override;
  void prepare(const Sweep& sweep) const override;
  void add_gradients(const Sweep& sweep) const override;

 private:
  [[nodiscard]] std::size_t module_size() const;
  [[nodiscard]] std::size_t awake(std::size_t tick) const;
};

}  // namespace deltarule

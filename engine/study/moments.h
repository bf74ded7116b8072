// The states of a run that one can go back to, and its way through the space of its parameters: whole states, so that
// training goes on from them bit for bit.
//
// The seeded start is the first; then one every so many epochs, thinned out when there are too many or they take too
// much memory.
#pragma once

#include "engine/study/thinned.h"
#include "engine/train/trainer.h"

namespace deltarule {

/// A state, the optimizer whose moments it holds, and the loss on the training data.
struct Moment {
  double epoch = 0;
  Optimizer optimizer = Optimizer::adam;
  TrainerState state;
  float loss = 0;
};

/// The trainer as it is.
Moment moment_of(const Trainer& trainer, float loss);
/// Puts the trainer there. If its optimizer has been changed since, that begins anew, as it did then;
/// so do the streams of a carried state with another batch size.
Status put_back(Trainer& trainer, const Moment& moment);

class Moments : public Thinned<Moment> {
 public:
  /// It is time for another one at this epoch.
  [[nodiscard]] bool due(double epoch) const;
  void add(Moment moment);
};

}  // namespace deltarule

// The states of a run that one can go back to: whole ones, so that training goes on from them bit for bit.
//
// The seeded start is the first; then one every so many epochs, thinned out when there are too many or they take too
// much memory. Which epochs are kept depends on nothing but the epochs gone by.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/train/trainer.h"

namespace deltarule {

/// A state, and the optimizer whose moments it holds.
struct Moment {
  double epoch = 0;
  Optimizer optimizer = Optimizer::adam;
  TrainerState state;
};

/// The trainer as it is.
Moment moment_of(const Trainer& trainer);
/// Puts the trainer there. If its optimizer has been changed since, that begins anew, as it did then.
Status put_back(Trainer& trainer, const Moment& moment);

class Moments {
 public:
  /// Keeps the trainer's state if it is time for another one.
  void offer(const Trainer& trainer);
  /// Forgets what lies after this epoch.
  void forget_after(double epoch);
  void clear();

  [[nodiscard]] const std::vector<Moment>& all() const { return moments_; }
  /// Another number after every change.
  [[nodiscard]] std::uint64_t version() const { return version_; }

 private:
  std::vector<Moment> moments_;
  double stride_ = 1;  // epochs between two moments, at least
  std::uint64_t version_ = 0;
};

}  // namespace deltarule

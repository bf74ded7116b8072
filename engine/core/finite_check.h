// Whether numbers are finite, a lane at a time: for loops that read or write them anyway.
#pragma once

#include "engine/core/lanes.h"

namespace deltarule {

class FiniteCheck {
 public:
  // x - x is +0 for a finite x, NaN otherwise: no bit of +0 is set.
#ifdef DELTARULE_SCALAR_DOUBLE
  void see(Lane value) { finite_ = finite_ && value - value == 0; }
  [[nodiscard]] bool finite() const { return finite_; }

 private:
  bool finite_ = true;
#else
  void see(Lane value) { bad_ |= bits(value - value); }
  [[nodiscard]] bool finite() const { return (bad_[0] | bad_[1] | bad_[2] | bad_[3]) == 0; }

 private:
  Int4 bad_{};
#endif
};

}  // namespace deltarule

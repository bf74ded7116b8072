// Gradient descent in its variants, on the flat parameter buffer. Definitions are torch.optim's.
//
// What an optimizer remembers is in two places that can be saved and restored: moments (numbers per parameter) and
// scalars (running products such as beta^t). Rosenblatt's rule is not gradient descent: see perceptron.h.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "engine/core/result.h"
#include "engine/core/scalar.h"
#include "engine/train/training_spec.h"

namespace deltarule {

/// Refuses numbers that make no sense, with the field's path.
Status check_optimizer(const OptimizerSpec& spec);

class Descent {
 public:
  Descent(const OptimizerSpec& spec, std::size_t parameters);

  /// One update of all parameters p from the gradient g; both [parameters]. Whether all of p is finite now. Allocates
  /// nothing.
  bool step(double learning_rate, const Scalar* g, Scalar* p);
  /// New numbers for the same optimizer; the state stays.
  void adjust(const OptimizerSpec& spec) { spec_ = spec; }
  /// Forgets everything.
  void reset();

  [[nodiscard]] const std::vector<Scalar>& moments() const { return moments_; }
  [[nodiscard]] const std::vector<double>& scalars() const { return scalars_; }
  /// False if the sizes are not this optimizer's; then nothing has changed.
  bool restore(std::span<const Scalar> moments, std::span<const double> scalars);

 private:
  OptimizerSpec spec_;
  std::size_t n_;
  std::vector<Scalar> moments_;  // one or two blocks of [parameters]
  std::vector<double> scalars_;  // adam, adamw: beta1^t, beta2^t
};

}  // namespace deltarule

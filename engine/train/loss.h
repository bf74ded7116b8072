// Losses: how wrong the outputs y [C, N] are for the targets t [C, N], and the gradient of that.
//
// PyTorch's mean reduction: mse, mae, huber, binary cross-entropy and hinge average over all C*N elements, softmax
// cross-entropy over the N columns. The cross-entropies are computed from the logits z of a last layer with sigmoid or
// softmax (stable: no log of a rounded probability), and so is their gradient, which then is dL/dz. This is where
// the loss is divided by the batch size, once. Regularization is not part of it.
#pragma once

#include <cstddef>

#include "engine/core/result.h"
#include "engine/core/scalar.h"
#include "engine/train/training_spec.h"

namespace deltarule {

/// Where the last layer left its results, and what they should have been.
struct Outcome {
  std::size_t units;     // C
  std::size_t columns;   // N
  const Scalar* y;       // [C, N]
  const Scalar* z;       // [C, N], the logits
  const Scalar* target;  // [C, N]
};

/// Refuses a loss that the last layer cannot serve.
Status check_loss(const LossSpec& loss, const LayerSpec& last);

/// True if loss_gradient() is dL/dz rather than dL/dy.
bool loss_from_logits(Loss loss);

/// By how much the sum of add_loss() is divided: N or C*N.
double loss_count(Loss loss, std::size_t units, std::size_t columns);

/// Adds the loss of every column to `sum`, column by column: how columns are cut in batches does not show.
void add_loss(const LossSpec& loss, const Outcome& outcome, double& sum);

/// gradient [C, N] = d(sum / count)/dy or dz.
void loss_gradient(const LossSpec& loss, const Outcome& outcome, Scalar* gradient);

}  // namespace deltarule

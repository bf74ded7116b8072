// Rosenblatt's rule (1958) for one layer of threshold neurons: y = 1 if w x + b >= 0, else 0.
//
//   right answer: nothing changes;  wrong: w += lr (t - y) x,  b += lr (t - y)
//
// Sample by sample, in the order of the batch, each seeing what the one before it changed. No gradient, no loss, hence
// no penalties, no clipping. If a line separates the classes, the rule finds one after finitely many mistakes.
#pragma once

#include <span>

#include "engine/core/result.h"
#include "engine/train/network.h"

namespace deltarule {

/// Refuses anything but one dense layer with `step`, trained on classes.
Status check_perceptron(std::span<const LayerSpec> model, bool classes);

/// Goes through the batch x [inputs, columns], target [units, columns]; a target above `threshold` stands for 1.
/// The network's gradients then hold -(total change) / lr, as if it had been one step of gradient descent.
void perceptron_step(Network& network, std::size_t columns, const Scalar* x, const Scalar* target, Scalar threshold,
                     double learning_rate);

}  // namespace deltarule

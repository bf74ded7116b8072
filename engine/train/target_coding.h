// How classes become target numbers, and outputs become classes again: the one rule, for data and metrics.
//
// One output, two classes: 0 and 1 where the loss or the activation lives there (cross-entropy, sigmoid, step, softmax
// and the one-sided ReLU family), -1 and +1 for hinge and for outputs symmetric about zero (linear, tanh, sine).
// Several outputs: one output per class, `high` for the right one and `low` for the others (one-hot; -1/+1 for hinge).
// Or one output for any number of classes, whose target is the class's number (Dataset::numbers).
#pragma once

#include <cstdint>

#include "engine/core/scalar.h"
#include "engine/data/dataset.h"
#include "engine/layers/layer_spec.h"
#include "engine/train/training_spec.h"

namespace deltarule {

struct TargetCoding {
  Scalar low = 0;
  Scalar high = 1;
  int numbers = 0;  // > 0: the target is the number of the class, of so many
  /// One output: above it, the class is 1.
  [[nodiscard]] Scalar threshold() const { return (low + high) / 2; }
};

TargetCoding target_coding(const LayerSpec& last, Loss loss);
/// As this data has been coded for that network.
TargetCoding target_coding(const LayerSpec& last, Loss loss, const Dataset& data);

/// The class that one column of outputs [units] stands for: beyond the threshold, the largest, or the nearest number.
std::uint8_t predicted_class(const TargetCoding& coding, const Scalar* outputs, int units);
/// How sure that is: the largest output; of one output its distance from the decision, 0.5 there and 1 at a target; of
/// a number 1 at the class and 0 halfway to the next.
Scalar sureness(const TargetCoding& coding, const Scalar* outputs, int units);

/// Writes the targets of data that has classes as this network is to give them: [1] or [classes] for each answer.
void code_targets(Dataset& data, int classes, const LayerSpec& last, Loss loss);
/// Each class as its number, [1] for each answer.
void number_targets(Dataset& data, int classes);

}  // namespace deltarule

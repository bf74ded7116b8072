// How classes become target numbers, and outputs become classes again: the one rule, for data and metrics.
//
// One output, two classes: 0 and 1 where the loss or the activation lives there (cross-entropy, sigmoid, step, softmax
// and the one-sided ReLU family), -1 and +1 for hinge and for outputs symmetric about zero (linear, tanh, sine).
// Several outputs: one output per class, `high` for the right one and `low` for the others (one-hot; -1/+1 for hinge).
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
  /// One output: above it, the class is 1.
  [[nodiscard]] Scalar threshold() const { return (low + high) / 2; }
};

TargetCoding target_coding(const LayerSpec& last, Loss loss);

/// The class that one column of outputs [units] stands for: beyond the threshold, or the largest.
std::uint8_t predicted_class(const TargetCoding& coding, const Scalar* outputs, int units);

/// Writes the targets of data that has classes as this network is to give them: [1] or [classes] for each answer.
void code_targets(Dataset& data, int classes, const LayerSpec& last, Loss loss);

}  // namespace deltarule

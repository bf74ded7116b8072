// How the network says which class an image is of: last layer, loss and targets, which only together make sense.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/experiment/experiment.h"

namespace deltarule {

enum class OutputKind : std::uint8_t {
  softmax,      // an output for each class, probabilities that add up to one; softmax cross-entropy
  one_vs_rest,  // a sigmoid for each class, each against all the others; binary cross-entropy
  single,       // of two classes: one sigmoid; binary cross-entropy
  integer,      // one linear output, whose target is the number of the class; mean squared error
  other         // something else that was written by hand
};

OutputKind output_kind(const Experiment& experiment);
/// Rewrites the last layer, the loss and the targets for so many classes; `other` only the number of outputs.
void set_output(Experiment& experiment, OutputKind kind, int classes);
/// How many classes the experiment chooses; 0: all of them, however many that are.
int chosen_class_count(const Experiment& experiment);

/// What the outputs say about each class: its share of the belief, from 0 to 1. Of a number each class has as much as
/// the number is near.
std::vector<float> class_shares(const Experiment& experiment, std::span<const float> outputs, unsigned classes);

}  // namespace deltarule

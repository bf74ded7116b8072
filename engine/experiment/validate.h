// What is wrong with an Experiment, if anything: ranges from the field table, then how the parts fit together.
#pragma once

#include "engine/core/result.h"
#include "engine/experiment/experiment.h"

namespace deltarule {

/// The first thing wrong, with its JSON path and what to do about it. Accepts nothing that Trainer::build refuses,
/// but for what only the samples decide where they come from files or tasks (how many classes there are, their shape).
Status validate(const Experiment& experiment);

/// True if the engine can go from a to b without building a new network or new data.
bool live_change(const Experiment& a, const Experiment& b);

/// Number of parameters the model will have (0 if it cannot be built).
std::size_t parameter_count(const Experiment& experiment);

/// The nearest experiment that is coherent after the user changed one thing: fits the output layer's units and
/// activation and the loss to the data (classes or regression), the batch size to the samples, the perceptron rule to
/// a single threshold layer. Changes as little as it can. The page calls it after every edit, files and links never.
Experiment made_coherent(Experiment experiment);
/// The same, knowing what the user just changed: a loss or an output activation that was chosen stays, and what
/// contradicts it gives way. The page should prefer this one.
Experiment made_coherent(Experiment edited, const Experiment& before);

/// The loss that goes with the last layer's activation and the data, where none was chosen.
Loss natural_loss(const Experiment& experiment);

}  // namespace deltarule

// Whether a TrainingSpec and its data fit together: everything that Trainer::build and adjust refuse, but for the
// planning of the layers themselves (Network::build).
#pragma once

#include "engine/core/result.h"
#include "engine/data/dataset.h"
#include "engine/train/training_spec.h"

namespace deltarule {

Status check_training(const TrainingSpec& spec, const Dataset& train, const Dataset& test);

}  // namespace deltarule

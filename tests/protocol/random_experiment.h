// Seeded random experiments for round trips and fuzzing: every field anywhere in its range, every layer, input and
// point.
#pragma once

#include "engine/core/rng.h"
#include "engine/experiment/experiment.h"

namespace deltarule::testing {

/// Passes validate(). Small enough to build in a moment unless `up_to_the_limits`.
Experiment random_experiment(Rng& rng, bool up_to_the_limits = false);

/// Every field in its range, but the parts need not fit together.
Experiment random_parts(Rng& rng, bool up_to_the_limits = false);

}  // namespace deltarule::testing

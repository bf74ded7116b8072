// From an experiment about points to something that trains: points, their encoding, the Trainer.
#pragma once

#include <memory>

#include "engine/core/result.h"
#include "engine/data/encode.h"
#include "engine/data/points.h"
#include "engine/experiment/experiment.h"
#include "engine/train/trainer.h"

namespace deltarule {

struct Prepared {
  PointCloud points;
  std::unique_ptr<Trainer> trainer;  // at its seeded start
};

/// An error as validate() has it.
Result<Prepared> prepare(const Experiment& experiment);

/// How the labels of this experiment's points become targets.
PointTargets point_targets(const Experiment& experiment, int classes);

}  // namespace deltarule

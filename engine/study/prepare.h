// From an experiment to something that trains: points or other samples, their encoding, the Trainer.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/core/result.h"
#include "engine/data/encode.h"
#include "engine/data/points.h"
#include "engine/experiment/experiment.h"
#include "engine/study/samples.h"
#include "engine/train/trainer.h"

namespace deltarule {

struct Prepared {
  PointCloud points;                 // of other kinds of data: none
  std::vector<std::string> classes;  // their names; of points and of regression: none
  std::unique_ptr<Trainer> trainer;  // at its seeded start
};

/// Of an experiment about points; an error as validate() has it.
Result<Prepared> prepare_points(const Experiment& experiment);
/// Of any experiment; an error as validate() and read_samples() have it.
Result<Prepared> prepare(const Experiment& experiment, const DataFiles& files);

/// How the labels of this experiment's points become targets.
PointTargets point_targets(const Experiment& experiment, int classes);

}  // namespace deltarule

// Data first, for the trainer is built around it.
#include "engine/study/prepare.h"

#include <utility>

#include "engine/experiment/validate.h"
#include "engine/train/target_coding.h"

namespace deltarule {

PointTargets point_targets(const Experiment& experiment, int classes) {
  const LayerSpec& last = experiment.training.model.back();
  const TargetCoding coding = target_coding(last, experiment.training.loss.name);
  return {classes, last.units, coding.low, coding.high};
}

Result<Prepared> prepare(const Experiment& experiment) {
  if (Status status = validate(experiment); !status) return status.error();
  if (experiment.kind != DataKind::points)
    return Error{"data.kind", "images, tables and sequences are trained by the command line so far: deltarule train"};
  Prepared made;
  made.points = make_points(experiment.data, experiment.training.seed);
  const PointTargets targets = point_targets(experiment, made.points.classes);
  Result<std::unique_ptr<Trainer>> trainer =
      Trainer::build(experiment.training, encode_points(made.points.train, experiment.data.inputs, targets),
                     encode_points(made.points.test, experiment.data.inputs, targets));
  if (!trainer) return trainer.error();
  made.trainer = std::move(*trainer);
  return made;
}

}  // namespace deltarule

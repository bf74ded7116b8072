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

namespace {

Result<Prepared> prepare_samples(const Experiment& experiment, const DataFiles& files) {
  Result<Samples> samples = read_samples(experiment, files);
  if (!samples) return samples.error();
  Result<std::unique_ptr<Trainer>> trainer = Trainer::build(experiment.training, samples->train, samples->test);
  if (!trainer) return trainer.error();
  return Prepared{{}, std::move(samples->classes), std::move(*trainer)};
}

}  // namespace

Result<Prepared> prepare(const Experiment& experiment, const DataFiles& files) {
  if (experiment.kind == DataKind::points) return prepare_points(experiment);
  if (Status status = validate(experiment); !status) return status.error();
  return prepare_samples(experiment, files);
}

Result<Prepared> prepare_points(const Experiment& experiment) {
  if (Status status = validate(experiment); !status) return status.error();
  if (experiment.kind != DataKind::points) return Error{"data.kind", "is not points, and this is for points only"};
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

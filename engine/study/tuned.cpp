// A file of its own, so that the page can have it without the trainer.
#include "engine/experiment/validate.h"
#include "engine/study/tuning_job.h"

namespace deltarule {

Experiment tuned(const Experiment& base, const TuningTrial& trial) {
  Experiment e = base;
  std::vector<LayerSpec>& model = e.training.model;
  const LayerSpec last = model.back();
  model.assign(static_cast<std::size_t>(trial.depth),
               LayerSpec{.kind = LayerKind::dense, .units = trial.width, .activation = trial.activation});
  model.push_back(last);
  e.training.optimizer.name = trial.optimizer;
  e.training.optimizer.learning_rate = trial.learning_rate;
  e = made_coherent(e, base);
  e.training.optimizer.epsilon = default_epsilon(trial.optimizer);
  return e;
}

}  // namespace deltarule

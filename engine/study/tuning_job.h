// Works through a search a batch at a time: one trial after the other, each as the page would train it.
#pragma once

#include <memory>

#include "engine/core/result.h"
#include "engine/experiment/experiment.h"
#include "engine/study/tuning.h"
#include "engine/train/trainer.h"

namespace deltarule {

class TuningJob {
 public:
  /// An error if the search makes no sense, with the list's name and its limits, or if the base is not about points.
  static Result<std::unique_ptr<TuningJob>> begin(const TuningSpec& spec, const Experiment& base);

  [[nodiscard]] const Tuning& tuning() const { return tuning_; }
  /// `units` batches.
  void work(int units);
  /// Ends the search; what it has found stays.
  void stop();

 private:
  TuningJob(const TuningSpec& spec, const Experiment& base) : spec_(spec), base_(base) {}
  [[nodiscard]] TuningTrial trial(std::uint32_t index) const;
  void start_trial();
  void finish_trial();

  TuningSpec spec_;
  Experiment base_;
  Tuning tuning_;
  TuningTrial current_;
  std::unique_ptr<Trainer> trainer_;
};

/// The experiment of a trial: `depth` hidden layers of `width` units with its activation, no dropout, the last layer as
/// in the base; its optimizer (with torch's epsilon) and learning rate; then made coherent.
Experiment tuned(const Experiment& base, const TuningTrial& trial);

}  // namespace deltarule

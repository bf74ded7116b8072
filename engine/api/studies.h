// What is looked at beside the training: by subscription with every snapshot, or as jobs that take a while.
//
// Nothing here changes the run. No clock: whoever calls decides how much work is done at a time.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "engine/api/command.h"
#include "engine/api/run.h"
#include "engine/api/snapshot.h"
#include "engine/study/landscape_job.h"
#include "engine/study/probe.h"
#include "engine/study/tuning_job.h"

namespace deltarule {

class Studies {
 public:
  /// There is another run now. A surface is begun anew with the same wishes, if they still make sense; a search goes
  /// on, for it has a copy of its experiment.
  void take_over(const Run& run);

  Status study(const Run& run, const LandscapeSpec& spec);
  Status tune(const Run& run, const TuningSpec& spec);
  void stop_tuning();

  /// What was drawn; looked at with every snapshot if it has as many pixels as the network has inputs.
  void draw(const std::vector<float>& pixels) { drawn_.assign(pixels.begin(), pixels.end()); }

  [[nodiscard]] bool busy() const;
  /// Some small pieces of work; each takes about as long as a step of training or less.
  void work(int units);

  /// The trace, results and health that are wanted, and what the jobs have to say. Results and health cost a pass over
  /// the data; unless `fresh` they may be those of an earlier moment. Needs out.train.
  void look(Run& run, const Subscription& wanted, bool fresh, Snapshot& out);

 private:
  [[nodiscard]] bool searching() const { return tuning_ != nullptr && tuning_->tuning().running; }
  [[nodiscard]] bool surveying() const { return landscape_ != nullptr && landscape_->busy(); }
  void tell(Snapshot& out);

  void look_inside(Run& run, const Subscription& wanted, bool fresh, Snapshot& out);

  std::vector<Scalar> drawn_;
  GalleryRequest shown_;                          // the gallery that was sent last
  std::uint64_t shown_at_ = 0;                    // and the measurement at which it was chosen
  std::uint64_t results_at_ = 0, health_at_ = 0;  // of a costly run: the measurements that they are as old as
  std::optional<Probe> probe_, saliency_probe_;   // for health; for saliency, while somebody wants it
  std::optional<Results> results_;
  std::vector<LayerHealth> health_;

  std::unique_ptr<LandscapeJob> landscape_;
  bool landscape_ended_ = false;  // and that has not been told
  std::unique_ptr<TuningJob> tuning_;
  bool news_tuning_ = false;
  bool tuning_next_ = false;  // of two jobs, whose turn it is
};

}  // namespace deltarule

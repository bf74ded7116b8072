// Works out a Landscape a little at a time: the surface cell by cell, then the race. What it looks at is not changed.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "engine/core/result.h"
#include "engine/study/landscape.h"
#include "engine/study/plane.h"
#include "engine/study/probe.h"
#include "engine/train/trainer.h"

namespace deltarule {

class LandscapeJob {
 public:
  /// `run` and `way` stay where they are for as long as the job lives.
  static Result<std::unique_ptr<LandscapeJob>> begin(const LandscapeSpec& spec, const Trainer& run, const Moments& way);

  /// There is something left to do, also because the network has moved and is to be followed.
  [[nodiscard]] bool busy() const;
  /// `units` pieces of work: 128 samples of one cell, or one batch of a racer.
  void work(int units);
  /// Fills in path and ball; `loss`: of the network as it is. True if anything is not as it was at the last call.
  bool update(float loss);
  [[nodiscard]] const Landscape& landscape() const { return landscape_; }
  [[nodiscard]] const LandscapeSpec& spec() const { return spec_; }

 private:
  struct Surface {
    std::vector<Scalar> around;  // the network when it was begun
    Plane plane;
    float u_min = 0, u_max = 0, v_min = 0, v_max = 0;
    std::size_t cells = 0;  // that are done
    std::vector<float> losses;
  };
  struct Racer {
    std::unique_ptr<Trainer> trainer;
    std::uint32_t steps = 0;
    bool done = false;
  };

  LandscapeJob(const LandscapeSpec& spec, const Trainer& run, const Moments& way);
  [[nodiscard]] Result<Surface> make_surface() const;
  [[nodiscard]] bool moved() const;
  Surface& working() { return next_ ? *next_ : surface_; }
  void show_surface();
  void work_on_surface(Surface& surface);
  void work_on_race();
  /// Adds up some more of the loss of the probe's parameters; true once sum_ is that loss.
  bool measure();
  [[nodiscard]] LandscapePlace place(std::span<const Scalar> parameters, float loss) const;

  LandscapeSpec spec_;
  const Trainer& run_;
  const Moments& way_;
  Surface surface_;              // what is shown
  std::optional<Surface> next_;  // what replaces it once it is complete
  std::vector<Racer> racers_;
  std::size_t racing_ = 0;  // whose place is being measured
  Landscape landscape_;
  std::uint32_t told_revision_ = 0;
  std::uint64_t told_way_ = 0;
  Probe probe_;
  // The loss under way: how many samples are added up.
  bool measuring_ = false;
  std::size_t measured_ = 0;
  double sum_ = 0;
};

}  // namespace deltarule

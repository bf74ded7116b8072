// Edits become commands, snapshots become the picture; old generations are dropped here and nowhere else.
#include "web/app/live_run.h"

#include <utility>

#include "engine/experiment/validate.h"
#include "web/link/snapshot_merge.h"

namespace deltarule {

void LiveRun::open(Experiment experiment, bool play) {
  experiment_ = std::move(experiment);
  playing_ = play;
  built_.reset();
  build();
}

Status LiveRun::edit(Experiment edited) {
  Experiment fitted = made_coherent(std::move(edited), experiment_);
  if (fitted == experiment_) return success();
  if (Status status = validate(fitted); !status) return status;
  const bool live = live_change(experiment_, fitted);
  experiment_ = std::move(fitted);
  if (live) {
    if (built_) built_ = experiment_;
    link_.send(command::Adjust{experiment_});
  } else {
    build();
  }
  return success();
}

void LiveRun::build() {
  ++generation_;
  error_.clear();
  error_seen_.clear();
  link_.send(command::Build{generation_, experiment_});
  if (playing_) link_.send(command::Play{});
  compare_shapes();
}

void LiveRun::play() {
  playing_ = true;
  error_seen_.clear();  // refused once more, it is said once more
  link_.send(command::Play{});
}

void LiveRun::pause() {
  playing_ = false;
  link_.send(command::Pause{});
}

void LiveRun::step(command::Unit unit, std::uint32_t count) {
  playing_ = false;
  link_.send(command::Step{unit, count});
}

void LiveRun::reset() {
  playing_ = false;
  link_.send(command::Pause{});
  link_.send(command::Reset{});
}

void LiveRun::subscribe(const Subscription& subscription) {
  if (subscription == subscription_) return;
  subscription_ = subscription;
  link_.send(command::Subscribe{subscription});
}

void LiveRun::set_pace(const command::Pace& pace) {
  if (pace == pace_) return;
  pace_ = pace;
  link_.send(pace);
}

void LiveRun::seek(std::uint32_t moment) {
  playing_ = false;
  link_.send(command::Seek{moment});
}

void LiveRun::tune(const TuningSpec& spec) {
  pause();
  link_.send(command::Tune{spec});
}

bool LiveRun::receive() {
  std::optional<Snapshot> newer = link_.receive();
  if (!newer) return false;
  // Its error is told once, even if it speaks of a build that was refused and therefore of an older generation.
  const std::string error = newer->error && newer->state != RunState::diverged ? newer->error->text() : std::string();
  const bool refused = error != error_seen_ && !error.empty() && newer->state != RunState::training;
  if (error != error_seen_) error_ = error_seen_ = error;
  if (newer->refused == generation_ && newer->generation == built_generation_ && built_) {
    experiment_ = *built_;
    generation_ = built_generation_;
    playing_ = newer->state == RunState::training;
  }
  if (newer->generation != generation_) return false;
  if (refused) playing_ = false;
  if (newer->generation != built_generation_ || !built_) {
    built_ = experiment_;
    built_generation_ = newer->generation;
  }
  merge_snapshot(snapshot_, std::move(*newer));
  if (snapshot_.state == RunState::diverged || snapshot_.state == RunState::finished) playing_ = false;
  ++revision_;
  compare_shapes();
  return true;
}

std::string LiveRun::take_error() { return std::exchange(error_, {}); }

void LiveRun::compare_shapes() {
  const auto& model = experiment_.training.model;
  same_shape_ =
      !snapshot_.layers.empty() && snapshot_.layers.size() == model.size() &&
      (experiment_.kind != DataKind::points || snapshot_.layers.front().inputs == experiment_.data.inputs.size());
  for (std::size_t i = 0; same_shape_ && i < model.size(); ++i) {
    // Another activation or rate leaves the picture as it is.
    LayerSpec known = snapshot_.layers[i].spec;
    known.activation = model[i].activation;
    known.rate = model[i].rate;
    same_shape_ = known == model[i];
  }
}

}  // namespace deltarule

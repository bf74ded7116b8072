// Commands in, snapshots out. What is between them is Run.
#include "engine/api/session.h"

#include <cmath>
#include <utility>

#include "engine/api/held_files.h"
#include "engine/api/run.h"
#include "engine/api/snapshot_points.h"
#include "engine/api/studies.h"
#include "engine/core/kernels/gemm.h"

namespace deltarule {
namespace {

/// What the trainer is to do until it pauses.
enum class Going : std::uint8_t { paused, on_and_on, for_samples, for_batches, to_sample_count };

constexpr float kMaxTraced = 1e6F;  // far outside of every plane; labels are small

}  // namespace

struct Session::Parts {
  std::unique_ptr<Run> run;
  std::uint32_t generation = 0;
  Subscription subscription;
  std::optional<Error> error;
  std::uint32_t refused = 0;
  Studies studies;
  HeldFiles files;

  Going going = Going::paused;
  bool finished = false;   // paused by its own stop conditions; whatever moves it on ends that
  std::uint64_t left = 0;  // for_samples, for_batches: how many more; to_sample_count: which

  // What the front end has not been told yet.
  Bytes saved;
  bool news_layers = true, news_points = true;
  // The versions that were sent; what holds anything has none that is 0.
  std::uint64_t told_history = 0, told_moments = 0;

  void pause() {
    going = Going::paused;
    left = 0;
    finished = false;
  }

  void take_over(std::unique_ptr<Run> next, std::uint32_t next_generation) {
    run = std::move(next);
    generation = next_generation;
    pause();
    news_layers = news_points = true;
    told_history = told_moments = 0;
    studies.take_over(*run);
  }

  [[nodiscard]] Status can_train() const {
    if (run == nullptr) return Error{"", "there is no experiment yet; build one first"};
    if (run->diverged()) {
      const Divergence& d = run->trainer().divergence();
      return Error{d.where, d.what + " Reset to start again."};
    }
    return success();
  }

  Status operator()(const command::Build& c) {
    Result<std::unique_ptr<Run>> built = Run::build(c.experiment, files);
    refused = built ? 0 : c.generation;
    if (!built) return built.error();
    take_over(std::move(*built), c.generation);
    return success();
  }

  Status operator()(const command::Restore& c) {
    Result<std::unique_ptr<Run>> built = Run::build(c.experiment, files);
    refused = built ? 0 : c.generation;
    if (!built) return built.error();
    Status restored = (*built)->restore(c.checkpoint);
    // A fresh engine has nothing to keep; the experiment from its start is better than nothing.
    if (restored || run == nullptr) take_over(std::move(*built), c.generation);
    return restored;
  }

  Status operator()(const command::Adjust& c) {
    if (run == nullptr) return can_train();
    finished = false;
    const Experiment before = run->experiment();
    if (Status status = run->adjust(c.experiment, files); !status) return status;
    if (before.training.model != c.experiment.training.model) news_layers = true;
    if (before.data != c.experiment.data) news_points = true;
    return success();
  }

  Status operator()(const command::Play&) {
    if (Status status = can_train(); !status) return status;
    if (Status status = run->may_go_on(); !status) {
      finished = true;
      return status;
    }
    finished = false;
    going = Going::on_and_on;
    return success();
  }

  Status operator()(const command::Pause&) {
    pause();
    return success();
  }

  Status operator()(const command::Step& c) {
    if (Status status = can_train(); !status) return status;
    pause();
    if (c.count == 0) return success();
    const std::uint64_t per_epoch = run->samples_per_epoch();
    switch (c.unit) {
      case command::Unit::sample:
        going = Going::for_samples;
        left = c.count;
        break;
      case command::Unit::batch:
        going = Going::for_batches;
        left = c.count;
        break;
      case command::Unit::epoch:
        // To the end of the epoch under way and of count - 1 more; batches are full, so it may go a little beyond.
        going = Going::to_sample_count;
        left = (run->trainer().samples_seen() / per_epoch + c.count) * per_epoch;
        break;
    }
    return success();
  }

  Status operator()(const command::Reset&) {
    if (run == nullptr) return can_train();
    pause();
    run->reset();
    return success();
  }

  Status operator()(const command::Subscribe& c) {
    if (c.subscription.grid > 128) return Error{"subscription.grid", "is too fine; use at most 128"};
    const TraceRequest& trace = c.subscription.trace;
    for (const float x : {trace.x1, trace.x2, trace.label})
      if (!(std::abs(x) <= kMaxTraced)) return Error{"subscription.trace", "is no place in the plane"};
    if (c.subscription.gallery.count > kMaxGallery)
      return Error{"subscription.gallery", "is too large; use at most 128 images"};
    subscription = c.subscription;
    return success();
  }

  Status operator()(const command::File& c) {
    files.put(c.name, c.bytes);
    return success();
  }
  Status operator()(const command::Draw& c) {
    studies.draw(c.pixels);
    return success();
  }

  Status operator()(const command::Save& c) {
    if (Status status = can_train(); !status) return status;
    Result<Bytes> file = run->model_file(c.format);
    if (!file) return file.error();
    saved = std::move(*file);
    return success();
  }
  Status operator()(const command::Open& c) {
    refused = c.generation;
    if (run == nullptr) return can_train();
    Result<std::unique_ptr<Run>> opened = run->opened(c.bytes, files);
    if (!opened) return Error{c.name + ": " + opened.error().where, opened.error().what};
    refused = 0;
    take_over(std::move(*opened), c.generation);
    return (*this)(command::Save{ModelFile::experiment});
  }

  // The Pump's business: a session knows no time.
  Status operator()(const command::Pace&) { return success(); }

  Status operator()(const command::SetParameter& c) {
    if (run == nullptr) return can_train();
    return run->set_parameter(c.index, c.value);
  }

  Status operator()(const command::Seek& c) {
    if (run == nullptr) return can_train();
    pause();
    if (c.moment == command::Seek::kLatest) return run->seek_latest();
    if (c.moment != command::Seek::kLastGood) return run->seek(c.moment);
    if (!run->diverged()) return Error{"seek.moment", "the run has not diverged"};
    return run->seek(run->moments().all().size() - 1);
  }

  Status operator()(const command::Study& c) {
    if (run == nullptr) return can_train();
    return studies.study(*run, c.landscape);
  }
  Status operator()(const command::Tune& c) {
    if (run == nullptr) return can_train();
    Status status = studies.tune(*run, c.spec);
    if (status) pause();
    return status;
  }
  Status operator()(const command::StopTuning&) {
    studies.stop_tuning();
    return success();
  }

  /// One batch or sample; then perhaps the end of a counted stretch.
  void step() {
    if (going == Going::for_samples) {
      run->step_sample();
    } else {
      run->step();
    }
    const bool counted = going == Going::for_samples || going == Going::for_batches;
    if (counted && --left == 0) pause();
    if (going == Going::to_sample_count && run->trainer().samples_seen() >= left) pause();
    if (run->diverged()) pause();
    if (going == Going::on_and_on && run->has_to_stop()) {
      pause();
      finished = true;
    }
  }
};

Session::Session() : parts_(std::make_unique<Parts>()) {}
Session::~Session() = default;

Status Session::apply(const Command& command) {
  Status status = std::visit(*parts_, command);
  // What is merely looked at or stopped says nothing about the error that is being shown.
  const bool heals =
      !std::holds_alternative<command::Subscribe>(command) && !std::holds_alternative<command::Pause>(command);
  if (!status) {
    parts_->error = status.error();
  } else if (heals) {
    parts_->error.reset();
  }
  return status;
}

int Session::run(int max_steps) {
  Parts& parts = *parts_;
  int steps = 0;
  for (; steps < max_steps && parts.going != Going::paused; ++steps) parts.step();
  return steps;
}

void Session::work(int units) { parts_->studies.work(units); }
bool Session::studying() const { return parts_->studies.busy(); }

bool Session::training() const { return parts_->going != Going::paused; }

std::uint64_t Session::samples_seen() const {
  return parts_->run == nullptr ? 0 : parts_->run->trainer().samples_seen();
}

void Session::snapshot(Snapshot& out, bool with_checkpoint, bool fresh) {
  Parts& parts = *parts_;
  // Cleared piece by piece, so that the buffers are used again.
  out.error = parts.error;
  out.refused = parts.refused;
  out.layers.clear();
  out.points.clear();
  out.history.clear();
  out.moments.clear();
  out.parameters.clear();
  out.grids.clear();
  out.checkpoint.clear();
  out.saved.clear();
  out.results.reset();
  out.health.clear();
  out.trace.reset();
  out.look.reset();
  out.drawn.clear();
  out.gallery.reset();
  out.saliency.reset();
  out.landscape.reset();
  out.tuning.reset();
  out.grid = 0;
  out.samples_per_second = 0;
  out.generation = parts.generation;
  out.fused = products_are_fused();
  out.memory = {};
  if (parts.run == nullptr) {
    out.state = RunState::empty;
    out.step = out.samples_seen = 0;
    out.epoch = out.learning_rate = out.latest_epoch = 0;
    out.in_past = false;
    out.train = out.test = {};
    out.classes = out.channels = out.training_samples = out.test_samples = 0;
    out.height = out.width = 1;
    return;
  }
  out.saved.swap(parts.saved);
  Run& run = *parts.run;
  const Trainer& trainer = run.trainer();
  out.state = run.diverged()   ? RunState::diverged
              : training()     ? RunState::training
              : parts.finished ? RunState::finished
                               : RunState::paused;
  if (run.diverged() && !out.error) out.error = Error{trainer.divergence().where, trainer.divergence().what};
  out.step = trainer.steps();
  out.samples_seen = trainer.samples_seen();
  out.epoch = trainer.epoch();
  out.learning_rate = trainer.learning_rate();
  out.memory = trainer.memory();
  run.fill_metrics(training(), out);

  const Dataset& data = trainer.train_data();
  const auto narrow = [](int n) { return static_cast<std::uint32_t>(n); };
  out.classes = narrow(run.classes());
  out.channels = narrow(data.shape.channels);
  out.height = narrow(data.shape.height);
  out.width = narrow(data.shape.width);
  out.training_samples = narrow(data.samples);
  out.test_samples = narrow(trainer.test_data().samples);
  const PlaneView view = plane_view(run.experiment().data);
  out.view_min = view.min;
  out.view_max = view.max;
  if (std::exchange(parts.news_layers, false)) run.fill_layers(out.layers);
  if (std::exchange(parts.news_points, false)) snapshot_points(run.points(), out.points);
  const std::uint64_t version = run.history().version();
  if (std::exchange(parts.told_history, version) != version) out.history = run.history().all();

  const std::uint64_t moments = run.moments().version();
  if (std::exchange(parts.told_moments, moments) != moments)
    for (const Moment& moment : run.moments().all()) out.moments.push_back(moment.epoch);
  out.in_past = run.in_past();
  out.latest_epoch = run.latest_epoch();

  const Subscription& wanted = parts.subscription;
  if (wanted.parameters) out.parameters.assign(trainer.parameters().begin(), trainer.parameters().end());
  if (wanted.grid > 0) {
    out.grid = wanted.grid;
    run.fill_grids(wanted.grid, wanted.output_grid_only, out.grids);
  }
  parts.studies.look(run, wanted, fresh, out);
  if (wanted.checkpoint && with_checkpoint && !run.diverged()) run.save(out.checkpoint);
}

}  // namespace deltarule

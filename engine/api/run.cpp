// Glue between data, trainer and snapshot.
#include "engine/api/run.h"

#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "engine/api/checkpoint.h"
#include "engine/data/encode.h"
#include "engine/experiment/text.h"
#include "engine/experiment/validate.h"
#include "engine/study/prepare.h"

namespace deltarule {
namespace {

// Of a costly run: records in an epoch, and how many of the training samples they look at.
constexpr unsigned kRecordsPerEpoch = 2;
constexpr int kMeasuredSamples = 500;

constexpr float kLargestParameter = 1e6F;
constexpr double kLargestFloat = std::numeric_limits<float>::max();

/// A loss is never negative; too large for a float, it is infinite.
float to_float(double x) { return x > kLargestFloat ? std::numeric_limits<float>::infinity() : static_cast<float>(x); }

/// A loss may leave the range of float before anything has diverged; curves stay finite.
float drawable(double x) { return x < kLargestFloat ? static_cast<float>(x) : std::numeric_limits<float>::max(); }

}  // namespace

Result<std::unique_ptr<Run>> Run::build(const Experiment& experiment, const DataFiles& files) {
  Result<Prepared> prepared = prepare(experiment, files);
  if (!prepared) return prepared.error();
  std::unique_ptr<Run> run(new Run);
  run->experiment_ = experiment;
  run->points_ = std::move(prepared->points);
  run->class_names_ = std::move(prepared->classes);
  run->trainer_ = std::move(prepared->trainer);
  if (run->costly()) run->history_ = History(kRecordsPerEpoch);
  run->record();
  return run;
}

int Run::classes() const {
  return experiment_.kind == DataKind::points ? points_.classes : static_cast<int>(class_names_.size());
}

void Run::step() {
  before_step();
  trainer_->step();
  after_step();
}

void Run::step_sample() {
  before_step();
  trainer_->step_sample();
  after_step();
}

void Run::before_step() {
  if (in_past_) go_on_from_here();
}

void Run::after_step() {
  measured_ = false;
  if (trainer_->samples_seen() >= history_.next_at(samples_per_epoch())) record();
}

Status Run::may_go_on() {
  const StopSpec& stop = experiment_.stop;
  if (stop.epochs > 0 && trainer_->samples_seen() >= static_cast<std::uint64_t>(stop.epochs) * samples_per_epoch())
    return Error{"stop.epochs", "the run has reached epoch " + std::to_string(stop.epochs) +
                                    ", where it is to stop; choose more, or 0 for no end"};
  if (stop.loss > 0) {
    measure();
    if (train_metrics_.loss < stop.loss)
      return Error{"stop.loss", "the training loss is below " + format_number(stop.loss) +
                                    ", where the run is to stop; choose less, or 0 for no end"};
  }
  return success();
}

bool Run::has_to_stop() {
  if (experiment_.stop == StopSpec{}) return false;
  // Every n-th sample completes an epoch; batches are whole, so it is found a little later.
  const std::uint64_t epoch = trainer_->samples_seen() / samples_per_epoch();
  return std::exchange(looked_at_, epoch) != epoch && !may_go_on();
}

void Run::reset() {
  forget_all();
  record();
}

void Run::forget_all() {
  trainer_->reset();
  history_.clear();
  moments_.clear();
  in_past_ = false;
  tip_.reset();
  measured_ = false;
}

Status Run::seek(std::size_t index) {
  if (index >= moments_.all().size())
    return Error{"seek.moment", "there is no moment " + std::to_string(index) + "; there are " +
                                    std::to_string(moments_.all().size())};
  if (!in_past_ && !diverged()) tip_ = now();
  if (Status status = put_back(*trainer_, moments_.all()[index]); !status) return status;
  // Without a tip the run had diverged; whatever is shown then lies before that.
  in_past_ = !tip_ || trainer_->epoch() < tip_->epoch;
  if (!in_past_) tip_.reset();
  measured_ = false;
  return success();
}

Status Run::seek_latest() {
  if (!in_past_ && !diverged()) return success();
  if (!tip_) return seek(moments_.all().size() - 1);  // where it had got to, nothing was finite
  if (Status status = put_back(*trainer_, *tip_); !status) return status;
  in_past_ = false;
  tip_.reset();
  measured_ = false;
  return success();
}

double Run::latest_epoch() const {
  if (tip_) return tip_->epoch;
  return in_past_ ? moments_.all().back().epoch : trainer_->epoch();
}

void Run::go_on_from_here() {
  in_past_ = false;
  tip_.reset();
  history_.forget_after(trainer_->epoch());
  moments_.forget_after(trainer_->epoch());
}

Status Run::set_parameter(std::size_t index, float value) {
  const std::span<Scalar> parameters = trainer_->parameters();
  if (index >= parameters.size())
    return Error{"set_parameter.index", "there is no parameter " + std::to_string(index) + "; the network has " +
                                            std::to_string(parameters.size())};
  if (!(std::abs(value) <= kLargestParameter))
    return Error{"set_parameter.value", "a weight or bias set by hand is a number from -1e6 to 1e6"};
  if (diverged()) return Error{"set_parameter", "the run has diverged; reset it or go back first"};
  parameters[index] = static_cast<Scalar>(value);
  measured_ = false;
  return success();
}

Status Run::adjust(const Experiment& experiment, const DataFiles& files) {
  if (Status status = validate(experiment); !status) return status;
  if (!live_change(experiment_, experiment)) return Error{"", "this change needs a new network; build it anew"};
  // Fewer points may need a smaller batch, more may allow a larger one.
  if (experiment.data != experiment_.data || experiment.images != experiment_.images) {
    if (Status status = take_samples(experiment, files); !status) return status;
  } else if (Status status = trainer_->adjust(experiment.training); !status) {
    return status;
  }
  experiment_ = experiment;
  return success();
}

Status Run::take_points(const Experiment& experiment) {
  PointCloud points = make_points(experiment.data, experiment.training.seed);
  const PointTargets targets = point_targets(experiment, points.classes);
  if (Status status =
          trainer_->adjust(experiment.training, encode_points(points.train, experiment.data.inputs, targets),
                           encode_points(points.test, experiment.data.inputs, targets));
      !status)
    return status;
  points_ = std::move(points);
  begin_moments_anew();
  return success();
}

// Earlier states belong to the samples of then.
void Run::begin_moments_anew() {
  if (in_past_) go_on_from_here();
  moments_.clear();
  measured_ = false;
  if (!diverged()) keep_moment();
}

void Run::record() {
  // The curves end where the numbers do.
  if (diverged()) return;
  keep_moment();
  measure();
  history_.add({trainer_->epoch(), drawable(train_metrics_.loss), drawable(test_metrics_.loss),
                drawable(train_metrics_.accuracy), drawable(test_metrics_.accuracy)});
}

Moment Run::now() {
  measure();
  return moment_of(*trainer_, drawable(train_metrics_.loss));
}

void Run::keep_moment() {
  if (moments_.due(trainer_->epoch())) moments_.add(now());
}

void Run::measure() {
  if (measured_) return;
  train_metrics_ = trainer_->evaluate_train(costly() ? kMeasuredSamples : 0);
  test_metrics_ = trainer_->evaluate_test();
  measured_ = true;
  ++measurements_;
}

void Run::save(Bytes& out) const {
  // In the past: as if the run had got no further.
  History history = history_;
  history.forget_after(trainer_->epoch());
  encode(Checkpoint{experiment_.training.optimizer.name, trainer_->state(), history.all(), history.stride()}, out);
}

Status Run::restore(std::span<const std::uint8_t> bytes) {
  const Result<Checkpoint> checkpoint = decode_checkpoint(bytes);
  if (!checkpoint) return checkpoint.error();
  const double epoch = static_cast<double>(checkpoint->trainer.samples_seen) / static_cast<double>(samples_per_epoch());
  History history = history_;
  if (!history.restore(checkpoint->history, checkpoint->history_stride, epoch)) {
    return Error{"checkpoint", "the saved curves do not fit this experiment"};
  }
  if (Status status = put_back(*trainer_, {epoch, checkpoint->optimizer, checkpoint->trainer}); !status) {
    return Error{"checkpoint", status.error().what};
  }
  history_ = std::move(history);
  in_past_ = false;
  tip_.reset();
  moments_.forget_after(epoch);
  measured_ = false;
  keep_moment();
  return success();
}

void Run::fill_metrics(bool training, Snapshot& out) {
  if (!costly() || !training || measurements_ == 0) measure();
  const auto converted = [](const Metrics& m) {
    return SnapshotMetrics{to_float(m.loss), to_float(m.accuracy), static_cast<std::uint32_t>(m.samples)};
  };
  out.train = converted(train_metrics_);
  out.test = converted(test_metrics_);
}

void Run::fill_layers(std::vector<SnapshotLayer>& out) const {
  for (const LayerLayout& layer : trainer_->layout()) {
    const auto narrow = [](auto n) { return static_cast<std::uint32_t>(n); };
    out.push_back({experiment_.training.model[out.size()], narrow(layer.inputs), narrow(layer.outputs),
                   narrow(layer.weight_offset), narrow(layer.weight_count), narrow(layer.bias_offset),
                   narrow(layer.bias_count), narrow(layer.output.channels), narrow(layer.output.height),
                   narrow(layer.output.width)});
  }
}

void Run::fill_grids(std::uint16_t side, bool output_only, std::vector<float>& out) {
  if (experiment_.kind != DataKind::points) return;
  if (grid_side_ != side) {
    grid_inputs_ = encode_grid(plane_view(experiment_.data), side, experiment_.data.inputs);
    grid_side_ = side;
  }
  const std::size_t places = std::size_t{side} * side;
  // Where each layer's units go; layers that are left out go nowhere.
  struct Target {
    std::vector<float>& out;
    std::size_t places;
    std::vector<std::ptrdiff_t> offsets;
  };
  Target target{out, places, {}};
  const std::vector<LayerLayout>& layout = trainer_->layout();
  std::size_t size = 0;
  for (std::size_t i = 0; i < layout.size(); ++i) {
    const bool shown = layout[i].spec.kind != LayerKind::dropout && (!output_only || i + 1 == layout.size());
    target.offsets.push_back(shown ? static_cast<std::ptrdiff_t>(size) : -1);
    if (shown) size += static_cast<std::size_t>(layout[i].outputs) * places;
  }
  out.resize(size);
  trainer_->infer(
      grid_inputs_.data(), static_cast<int>(places),
      [](void* user, int layer, ConstMatrixView outputs, int first, int n) {
        const Target& to = *static_cast<Target*>(user);
        const std::ptrdiff_t offset = to.offsets[static_cast<std::size_t>(layer)];
        if (offset < 0) return;
        for (Eigen::Index unit = 0; unit < outputs.rows(); ++unit) {
          float* row = to.out.data() + offset + unit * static_cast<std::ptrdiff_t>(to.places) + first;
          for (int column = 0; column < n; ++column) row[column] = static_cast<float>(outputs(unit, column));
        }
      },
      &target);
}

}  // namespace deltarule

// One experiment under way: its data, its trainer, its curves. What a Session has one of, or none.
//
// It knows how to train and how to be looked at; commands, generations and subscriptions are the Session's.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/api/bytes.h"
#include "engine/api/command.h"
#include "engine/api/history.h"
#include "engine/api/snapshot.h"
#include "engine/core/result.h"
#include "engine/data/points.h"
#include "engine/experiment/experiment.h"
#include "engine/study/moments.h"
#include "engine/study/samples.h"
#include "engine/train/trainer.h"

namespace deltarule {

class Run {
 public:
  /// Data, network and the record of epoch 0; an error as prepare() has it.
  static Result<std::unique_ptr<Run>> build(const Experiment& experiment, const DataFiles& files);

  [[nodiscard]] Trainer& trainer() { return *trainer_; }
  [[nodiscard]] const Trainer& trainer() const { return *trainer_; }
  [[nodiscard]] const Experiment& experiment() const { return experiment_; }
  [[nodiscard]] const History& history() const { return history_; }
  [[nodiscard]] bool diverged() const { return !trainer_->divergence().where.empty(); }
  [[nodiscard]] std::uint64_t samples_per_epoch() const {
    return static_cast<std::uint64_t>(trainer_->train_data().samples);
  }
  /// 0: regression.
  [[nodiscard]] int classes() const;
  /// A pass over the data is a noticeable share of an epoch: metrics are taken when a record is due, and what else
  /// needs a pass waits for that too.
  [[nodiscard]] bool costly() const { return experiment_.kind != DataKind::points; }
  /// Another number after every measurement.
  [[nodiscard]] std::uint64_t measurements() const { return measurements_; }

  // Training; each records the curves when an epoch is complete.
  void step();
  void step_sample();
  /// Whether the experiment's stop conditions hold now; an error that says which.
  Status may_go_on();
  /// As may_go_on(), for after every step: the loss is looked at once an epoch.
  [[nodiscard]] bool has_to_stop();
  void reset();
  Status adjust(const Experiment& experiment, const DataFiles& files);
  Status set_parameter(std::size_t index, float value);

  /// Shows the run as it was at moments()[index]. Nothing is lost until something trains from there.
  Status seek(std::size_t index);
  /// Back to where the run had got to.
  Status seek_latest();
  [[nodiscard]] const Moments& moments() const { return moments_; }
  [[nodiscard]] bool in_past() const { return in_past_; }
  /// Where the run had got to; now, unless in the past.
  [[nodiscard]] double latest_epoch() const;

  void save(Bytes& out) const;
  Status restore(std::span<const std::uint8_t> checkpoint);

  // Files of other programs: run_files.cpp. The page's first engine knows none, run_files_points.cpp.
  [[nodiscard]] Result<Bytes> model_file(ModelFile format) const;
  /// A run that begins anew from the network in a file (safetensors, ONNX), on the same data. Of a file that says which
  /// layers it has (ONNX) it has those, if they fit the data. This run stays as it is.
  [[nodiscard]] Result<std::unique_ptr<Run>> opened(std::span<const std::uint8_t> file, const DataFiles& files) const;

  // The parts of a snapshot.
  /// Of now; while a costly run is training: of the last record.
  void fill_metrics(bool training, Snapshot& out);
  void fill_layers(std::vector<SnapshotLayer>& out) const;
  /// Of other data there are none.
  [[nodiscard]] const PointCloud& points() const { return points_; }
  /// Only of points.
  void fill_grids(std::uint16_t side, bool output_only, std::vector<float>& out);

 private:
  Run() = default;
  void forget_all();
  void before_step();
  void after_step();
  /// The network goes on with other samples. Of the page's first engine, which knows points only, in
  /// run_files_points.cpp.
  Status take_samples(const Experiment& experiment, const DataFiles& files);
  Status take_points(const Experiment& experiment);
  void begin_moments_anew();
  void go_on_from_here();
  void record();
  [[nodiscard]] Moment now();
  void keep_moment();
  void measure();

  Experiment experiment_;
  PointCloud points_;
  std::vector<std::string> class_names_;
  std::unique_ptr<Trainer> trainer_;
  History history_;
  Moments moments_;
  bool in_past_ = false;
  std::optional<Moment> tip_;  // where the run had got to, while in the past; none if it had diverged there
  // Metrics of the parameters as they are, if `measured_`.
  Metrics train_metrics_, test_metrics_;
  bool measured_ = false;
  std::uint64_t measurements_ = 0;
  std::uint64_t looked_at_ = 0;      // the last epoch after which has_to_stop() looked at the loss
  std::vector<Scalar> grid_inputs_;  // of grid_side_
  int grid_side_ = 0;
};

}  // namespace deltarule

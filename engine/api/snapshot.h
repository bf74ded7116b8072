// What a Session tells the front end: one self-contained picture of the run. Values only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "engine/core/result.h"
#include "engine/layers/layer_spec.h"
#include "engine/study/gallery.h"
#include "engine/study/health.h"
#include "engine/study/landscape.h"
#include "engine/study/look.h"
#include "engine/study/results.h"
#include "engine/study/saliency.h"
#include "engine/study/trace.h"
#include "engine/study/tuning.h"
#include "engine/train/memory.h"

namespace deltarule {

/// `finished`: paused by the experiment's own stop conditions.
enum class RunState : std::uint8_t { empty, paused, training, diverged, finished };

struct SnapshotMetrics {
  float loss = 0;             // infinite or NaN where the run diverged
  float accuracy = 0;         // NaN-free; meaningful if Snapshot::classes > 0
  std::uint32_t samples = 0;  // 0: nothing to measure
};

/// One point of the curves; recorded at fixed epochs, so every run of an experiment has the same. All finite.
struct HistoryRecord {
  double epoch = 0;
  float train_loss = 0, test_loss = 0, train_accuracy = 0, test_accuracy = 0;
};

/// A layer's shape and where its numbers lie in `parameters` (see LayerLayout).
struct SnapshotLayer {
  LayerSpec spec;
  std::uint32_t inputs = 0, outputs = 0;
  std::uint32_t weight_offset = 0, weight_count = 0, bias_offset = 0, bias_count = 0;
  std::uint32_t channels = 0, height = 1, width = 1;  // of what comes out; a vector has channels only
};

struct SnapshotPoint {
  float x1 = 0, x2 = 0;
  float label = 0;  // class index, or the value for regression
  bool test = false;
};

struct Snapshot {
  std::uint32_t generation = 0;
  RunState state = RunState::empty;
  std::uint64_t step = 0;
  std::uint64_t samples_seen = 0;
  double epoch = 0;
  double learning_rate = 0;       // now, after the schedule
  double samples_per_second = 0;  // filled in by the Pump; 0 while paused
  SnapshotMetrics train, test;
  std::uint32_t refused = 0;   // the generation of the last Build, Restore or Open, if it could not be done
  std::optional<Error> error;  // the last command's, or where the run diverged; empty once one succeeds

  bool fused = false;  // whether the engine fuses multiplications and additions (Math::fast)
  MemoryUse memory;    // of the network in training

  std::uint32_t classes = 0;                          // 0: regression
  std::uint32_t channels = 0, height = 1, width = 1;  // of a sample
  std::uint32_t training_samples = 0, test_samples = 0;
  float view_min = -6, view_max = 6;  // the part of the plane that is shown

  // Sent with the first snapshot of a generation and whenever they changed; otherwise empty.
  std::vector<SnapshotLayer> layers;
  std::vector<SnapshotPoint> points;
  std::vector<HistoryRecord> history;  // the whole curve so far (at most 1,024 records)

  /// Epochs of the moments that Seek can go back to, rising; empty if unchanged since it was last sent.
  std::vector<double> moments;
  bool in_past = false;     // what is shown is not where the run had got to
  double latest_epoch = 0;  // where the run had got to

  // By subscription.
  std::vector<float> parameters;  // all of them, flat
  std::uint16_t grid = 0;         // side of the grids below
  /// For each layer with units, in order, each unit's output on grid x grid points: [layer][unit][row][column], row 0
  /// at view_max of x2, column 0 at view_min of x1; the outermost points lie on the border of the view, not half a cell
  /// inside. Dropout layers are left out. With output_grid_only: the last layer.
  std::vector<float> grids;
  std::vector<std::uint8_t> checkpoint;
  std::optional<Results> results;
  std::vector<LayerHealth> health;  // one per dense layer
  std::optional<Trace> trace;
  std::optional<Look> look;
  std::vector<float> drawn;          // the network's answer to what was drawn last, if it fits
  std::optional<Gallery> gallery;    // when it has changed
  std::optional<Saliency> saliency;  // when it may have

  std::vector<std::uint8_t> saved;  // once: the file that Save asked for, or after Open the experiment as JSON

  // Of studies; sent when they have changed.
  std::optional<Landscape> landscape;
  std::optional<Tuning> tuning;
};

}  // namespace deltarule

// What the lab's views remember from frame to frame, and nothing else. Each part belongs to one view.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "engine/api/command.h"
#include "engine/api/snapshot.h"
#include "web/app/ghosts.h"
#include "web/style/canvas.h"

namespace deltarule {

/// The scrubber under the curves.
struct HistoryState {
  std::uint32_t asked = command::Seek::kLatest;  // the moment that was asked for last
};

/// The layers' health at the last so many moments; from generation to generation anew.
struct HealthState {
  static constexpr std::size_t kColumns = 120;
  std::vector<std::vector<LayerHealth>> columns;  // oldest first
  std::uint32_t generation = 0;
  std::uint64_t step = 0;
};

/// What to search for, and how its outcome is shown.
struct TuningState {
  double rate_from = 0.003, rate_to = 0.3;
  int rate_count = 3;
  std::uint32_t widths = 1u << 1 | 1u << 2, depths = 1u << 0 | 1u << 1;  // bits of the lists in lab_tuning.cpp
  std::uint32_t activations = 0, optimizers = 0;                         // 0: not chosen yet; those of the experiment
  bool random = false;
  int trials = 20, epochs = 50;
  int sort = 4;  // column
  bool descending = false;
  bool all_rows = false;           // of a long table on a page that scrolls
  std::optional<Experiment> base;  // of the search: what its trials vary
  int hovered = -1;                // the trial under the pointer, in the table or in the plot
};

struct LabState {
  Ghosts ghosts;
  bool accuracy = false;     // the curves are of the accuracy
  bool of_training = false;  // the results are of the training points
  Rect confusion;            // where the matrix was drawn
  HistoryState history;
  HealthState health;
  TuningState tuning;
  bool all_weights = false;  // beside the lab: of a neuron's long list on a phone; else the first few
};

}  // namespace deltarule

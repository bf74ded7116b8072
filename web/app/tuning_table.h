// The outcome of a search as a sortable table: a row for each trial, the best one marked, each can be opened.
#pragma once

#include <vector>

#include "web/app/bench.h"
#include "web/app/ui.h"

namespace deltarule {

/// The trial with the lowest test loss that did not diverge; -1 if there is none.
int best_trial(const Tuning& tuning);
/// "8-8"
std::string trial_layers(const TuningTrial& trial);
struct TableOutcome {
  int opened = -1;  // the trial that the user wants to open
  float bottom = 0;
};
/// Scrolls inside `area`; where the page scrolls it is as tall as its rows, and a long one is folded.
TableOutcome tuning_table(Ui& ui, Bench& bench, const Rect& area);

}  // namespace deltarule

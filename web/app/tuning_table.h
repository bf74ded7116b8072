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
/// Scrolls inside `area`. Returns the trial that the user wants to open; -1: none.
int tuning_table(Ui& ui, Bench& bench, const Rect& area);

}  // namespace deltarule

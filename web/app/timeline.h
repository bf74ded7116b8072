// The history scrubber: a track over the run's kept moments. Dragging shows the network as it was.
#pragma once

#include "web/app/bench.h"
#include "web/app/ui.h"

namespace deltarule {

/// Fewer than two moments are no history.
bool has_history(const Bench& bench);
/// `track`: epoch 0 is at its left end, where the run has got to at its right end; a finger needs its height.
void timeline(Ui& ui, Bench& bench, const Rect& track);
/// "Epoch 12 of 340"
std::string moment_words(const Bench& bench);
float past_buttons_width(const Ui& ui);
/// "Continue from here", "Back to latest", ending at `right`.
void past_buttons(Ui& ui, Bench& bench, float right, float centre_y);

}  // namespace deltarule

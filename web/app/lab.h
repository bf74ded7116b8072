// The lab: one card with tabs, each a way to look into the run. One function and one file for each.
//
// A view draws into the rectangle below the tabs and keeps what outlives a frame in its own state in the Bench.
#pragma once

#include "web/app/bench.h"
#include "web/app/ui.h"

namespace deltarule {

void lab_curves(Ui& ui, Bench& bench, const Rect& area);
void lab_results(Ui& ui, Bench& bench, const Rect& area);
void lab_microscope(Ui& ui, Bench& bench, const Rect& area);
void lab_health(Ui& ui, Bench& bench, const Rect& area);
void lab_landscape(Ui& ui, Bench& bench, const Rect& area);
void lab_tuning(Ui& ui, Bench& bench, const Rect& area);

}  // namespace deltarule

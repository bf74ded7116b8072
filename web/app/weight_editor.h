// A small window upon one weight or bias: its figure to type, a slider that is finest about zero, and zero itself.
#pragma once

#include "web/app/bench.h"
#include "web/app/ui.h"

namespace deltarule {

/// To open it at a place; it appears with the next frame.
void edit_weight(Ui& ui, Bench& bench, WeightId id, float x, float y);
/// Draws it while it is open.
void weight_editor(Ui& ui, Bench& bench);

}  // namespace deltarule

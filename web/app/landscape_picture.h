// The picture in the loss landscape's view: surface or curve, the path, the balls, and how it is turned.
#pragma once

#include "web/app/bench.h"
#include "web/app/ui.h"

namespace deltarule {

/// `landscape` may be null: nothing is known yet.
void landscape_picture(Ui& ui, Bench& bench, const Rect& area, const Landscape* landscape);
/// The mark of the n-th learning rate: a numbered disc in a colour of its own.
void draw_runner(const Canvas& canvas, ImVec2 at, std::size_t index);

}  // namespace deltarule

// The user's own drawings that train beside the images: adding the one on the pad, and having them back as images.
#pragma once

#include "web/app/bench.h"
#include "web/app/ui.h"

namespace deltarule {

/// ImageState::added follows the run's experiment. Before the frame's panels.
void follow_added_drawings(Bench& bench);
/// Another set has other classes: the drawings of the one before wait until it is shown again.
void put_drawings_aside(Bench& bench, ImagesSpec& before);
void take_drawings_back(const Bench& bench, ImagesSpec& images);

/// What class the drawing is, the button that adds it, what has been added so far, and two buttons that take it back.
/// Returns the bottom.
float add_to_training(Ui& ui, Bench& bench, float x, float y, float width);

}  // namespace deltarule

// An activation function and its derivative as two small curves on crossing axes. Draws; which function it is, it is
// told.
#pragma once

#include "engine/experiment/experiment.h"
#include "web/style/canvas.h"

namespace deltarule {

void draw_activation(const Canvas& canvas, const Rect& rect, Activation activation);
/// What the two colours are: "f(z)  f'(z)", from the left.
void draw_activation_key(const Canvas& canvas, float x, float centre_y);

}  // namespace deltarule

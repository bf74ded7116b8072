// The dropdown of activation functions, each with its plot: above a layer and in the training panel.
#pragma once

#include "web/app/widgets.h"

namespace deltarule {

/// `spec` without options and pictures; `chosen` is an Activation, or one beyond those of hidden layers for "mixed".
bool activation_select(const Ui& ui, const char* key, const Rect& rect, SelectSpec spec, int& chosen);

}  // namespace deltarule

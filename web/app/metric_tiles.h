// How well the network does, in four figures: loss and accuracy, on the test and on the training data.
#pragma once

#include "web/app/bench.h"
#include "web/app/ui.h"

namespace deltarule {

/// In so many columns; without `classes` there are no accuracies. Returns their bottom.
float metric_tiles(Ui& ui, const Bench& bench, bool classes, const Rect& area, int columns);

}  // namespace deltarule

// The parts of the lab's arithmetic view: which layers can be taken apart, how a place in one is chosen, and the views
// of layers that are no window over an image (lab_arithmetic.cpp has those that are).
#pragma once

#include <string>

#include "web/app/bench.h"
#include "web/app/layout.h"
#include "web/app/ui.h"

namespace deltarule {

enum class ArithmeticKind { none, window, flatten, softmax };
ArithmeticKind arithmetic_of(const Snapshot& snapshot, int layer);

/// Three decimals, or three digits of a large number.
std::string arithmetic_figure(double value);

/// The layer and the place in it, to choose without pointing, which of `inputs` maps is shown, and for a window a
/// button that lets it slide. Returns the bottom.
float arithmetic_choosers(Ui& ui, Bench& bench, MapPixel& pixel, int inputs, const Rect& row);

/// Where a number of a flattened line comes from: a number of the layer before.
MapPixel before_flatten(const Snapshot& snapshot, const MapPixel& number);
/// Maps, row by row, become one line of numbers: where number `pixel.channel` of it comes from. Returns the bottom.
float flatten_arithmetic(Ui& ui, Bench& bench, MapPixel& pixel, const Rect& area);
/// From logits to probabilities: z, e to the z, and its share of their sum, for each class. Returns the bottom.
float softmax_arithmetic(Ui& ui, Bench& bench, int layer, const Rect& area);

}  // namespace deltarule

// The confusion matrix as a heat table: a row for each true class, the share of its row as colour, counts as figures.
#pragma once

#include <cstdint>
#include <span>

#include "web/style/canvas.h"

namespace deltarule {

/// `counts`: [true class][predicted class]. Dots in the colours of the classes stand beside rows and above columns.
/// The first class is called `first`: points' classes are counted from 1, digits from 0.
void draw_confusion(const Canvas& canvas, const Rect& area, std::span<const std::uint32_t> counts, unsigned classes,
                    unsigned first = 1);

/// Where one of its cells is.
Rect confusion_cell(const Canvas& canvas, const Rect& area, unsigned classes, unsigned row, unsigned column);

/// Of one class. NaN where there is nothing to divide by.
struct ClassScores {
  float precision = 0, recall = 0, f1 = 0;
};
ClassScores class_scores(std::span<const std::uint32_t> counts, unsigned classes, unsigned which);
float confusion_accuracy(std::span<const std::uint32_t> counts, unsigned classes);

}  // namespace deltarule

// Cells, dots and counts; and what is worked out from them.
#include "web/viz/confusion.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace deltarule {
namespace {

struct Sums {
  float hit = 0, row = 0, column = 0;
};

Sums sums_of(std::span<const std::uint32_t> counts, unsigned classes, unsigned which) {
  Sums sums;
  sums.hit = static_cast<float>(counts[which * classes + which]);
  for (unsigned k = 0; k < classes; ++k) {
    sums.row += static_cast<float>(counts[which * classes + k]);
    sums.column += static_cast<float>(counts[k * classes + which]);
  }
  return sums;
}

}  // namespace

Rect confusion_cell(const Canvas& canvas, const Rect& area, unsigned classes, unsigned row, unsigned column) {
  const float head = canvas.px(24), gap = canvas.px(2);
  const auto n = static_cast<float>(classes);
  const float w = (area.w - head) / n, h = (area.h - head) / n;
  return canvas.snap(
      {area.x + head + w * static_cast<float>(column), area.y + head + h * static_cast<float>(row), w - gap, h - gap});
}

void draw_confusion(const Canvas& canvas, const Rect& area, std::span<const std::uint32_t> counts, unsigned classes,
                    unsigned first) {
  const Theme& theme = *canvas.theme;
  const float head = canvas.px(24);
  const auto dot = [&](float x, float y, unsigned k) {
    canvas.list->AddCircleFilled({x, y}, canvas.px(8), theme.classes[k % kClassColours]);
    canvas.text(canvas.fonts->semibold, type::kSmall, x, y, theme.card, std::to_string(k + first), Align::centre);
  };
  for (unsigned row = 0; row < classes; ++row) {
    const float whole = sums_of(counts, classes, row).row;
    dot(area.x + head / 2 - canvas.px(3), confusion_cell(canvas, area, classes, row, 0).cy(), row);
    for (unsigned column = 0; column < classes; ++column) {
      const Rect cell = confusion_cell(canvas, area, classes, row, column);
      if (row == 0) dot(cell.cx(), area.y + head / 2 - canvas.px(3), column);
      const std::uint32_t count = counts[row * classes + column];
      const float share = whole > 0 ? static_cast<float>(count) / whole : 0;
      const Colour full = row == column ? theme.accent : theme.negative;
      canvas.fill(cell, count ? tinted(theme.sunken, full, 0.12f + 0.6f * share) : theme.sunken, canvas.px(5));
      canvas.text(canvas.fonts->mono, type::kFigure, cell.cx(), cell.cy(), count ? theme.ink : theme.faint,
                  std::to_string(count), Align::centre);
    }
  }
}

ClassScores class_scores(std::span<const std::uint32_t> counts, unsigned classes, unsigned which) {
  const Sums sums = sums_of(counts, classes, which);
  return {.precision = sums.column > 0 ? sums.hit / sums.column : NAN,
          .recall = sums.row > 0 ? sums.hit / sums.row : NAN,
          .f1 = sums.row + sums.column > 0 ? 2 * sums.hit / (sums.row + sums.column) : NAN};
}

float confusion_accuracy(std::span<const std::uint32_t> counts, unsigned classes) {
  float hits = 0, all = 0;
  for (unsigned k = 0; k < classes; ++k) {
    const Sums sums = sums_of(counts, classes, k);
    hits += sums.hit;
    all += sums.row;
  }
  return all > 0 ? hits / all : NAN;
}

}  // namespace deltarule

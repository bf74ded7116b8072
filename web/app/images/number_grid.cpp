// Squares with numbers in them, in the colours of their values.
#include <algorithm>
#include <cmath>
#include <cstdio>

#include "web/app/images/convolution_panels.h"
#include "web/app/images/pixel_colours.h"

namespace deltarule {
namespace {

constexpr float kLeastForFigures = 17;  // of a cell's width, in design pixels

float brightness(Colour colour) {
  const auto part = [&](int shift) { return static_cast<float>(colour >> shift & 255); };
  return (0.299f * part(0) + 0.587f * part(8) + 0.114f * part(16)) / 255;
}

}  // namespace

Colour cell_colour(const Ui& ui, const Bench& bench, CellGround ground, float value, float largest) {
  const float t = largest > 0 ? value / largest : 0;
  switch (ground) {
    case CellGround::ink: return ink_colour(ui.theme(), t);
    case CellGround::light: {
      const auto byte = static_cast<std::uint32_t>(std::lround(std::clamp(t, 0.f, 1.f) * 255));
      return rgb(byte << 16 | byte << 8 | byte);
    }
    case CellGround::sign: break;
  }
  return bench.pictures.colours.signed_value(t);
}

Colour on_cell(const Ui& ui, Colour ground) {
  const Colour ink = ui.theme().ink, card = ui.theme().card;
  const float here = brightness(ground);
  return std::abs(brightness(ink) - here) >= std::abs(brightness(card) - here) ? ink : card;
}

std::string cell_figure(float value, float design_width) {
  char text[24];
  const float size = std::abs(value);
  const int digits = size >= 9.95f ? 0 : design_width >= 34 && size != std::round(size) ? 2 : 1;
  std::snprintf(text, sizeof text, "%.*f", digits, static_cast<double>(value));
  std::string words = text;
  if (words.find_first_not_of("-0.") == std::string::npos) return "0";
  if (words.ends_with(".0")) words.resize(words.size() - 2);
  return words;
}

void number_grid(const Ui& ui, const Bench& bench, const NumberGrid& grid, const Rect& box) {
  const float side = box.w / static_cast<float>(grid.size), design = side / ui.px(1);
  const float em = std::clamp(design * 0.34f, 7.5f, 13.f);
  for (int i = 0; i < grid.size * grid.size; ++i) {
    const auto at = static_cast<std::size_t>(i);
    const Rect cell = Rect{box.x + side * static_cast<float>(i % grid.size),
                           box.y + side * static_cast<float>(i / grid.size), side, side}
                          .inset(std::min(ui.px(1), side * 0.06f));
    const bool padding = grid.inside && !(*grid.inside)[at];
    const Colour ground =
        padding ? ui.theme().sunken : cell_colour(ui, bench, grid.ground, grid.values[at], grid.largest);
    ui.canvas.fill(cell, ground, ui.px(3));
    ui.canvas.outline(cell, ui.theme().hairline, ui.px(3), std::max(1.f, ui.px(1)));
    if (design < kLeastForFigures) continue;
    ui.canvas.text(ui.fonts().mono, em, cell.cx(), cell.cy(), padding ? ui.theme().muted : on_cell(ui, ground),
                   cell_figure(grid.values[at], design), Align::centre);
  }
}

}  // namespace deltarule

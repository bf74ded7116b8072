// The convolution bench's cards, one file each; scene_convolution.cpp puts them on the page.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "web/app/bench.h"
#include "web/app/images/convolution_state.h"
#include "web/app/layout.h"
#include "web/app/ui.h"

namespace deltarule {

float bench_picture_panel(Ui& ui, Bench& bench, const Rect& rect);
float bench_window_panel(Ui& ui, Bench& bench, const Rect& rect);
float bench_slide_panel(Ui& ui, Bench& bench, const Rect& rect);
float bench_sum_panel(Ui& ui, Bench& bench, const Rect& rect);
float bench_kernel_panel(Ui& ui, Bench& bench, const Rect& rect);
float bench_corners_panel(Ui& ui, Bench& bench, const Rect& rect);

/// How a cell's number becomes its ground: ink on paper, light in the dark, or blue and orange for signs.
enum class CellGround { ink, light, sign };
/// `largest`: what the full colour stands for.
Colour cell_colour(const Ui& ui, const Bench& bench, CellGround ground, float value, float largest);
/// Words that can be read on it.
Colour on_cell(const Ui& ui, Colour ground);
/// "0.5", "-12", as much as a cell of this width has room for; never "-0.0".
std::string cell_figure(float value, float design_width);

struct NumberGrid {
  int size = 1;
  std::span<const float> values;
  CellGround ground = CellGround::sign;
  float largest = 1;
  const std::vector<bool>* inside = nullptr;  // others are padding
};
void number_grid(const Ui& ui, const Bench& bench, const NumberGrid& grid, const Rect& box);

}  // namespace deltarule

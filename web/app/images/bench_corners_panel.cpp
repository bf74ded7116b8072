// What padding, stride and dilation do to the corners: in how many windows each pixel lies, as a picture and in words.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>

#include "web/app/images/convolution_panels.h"
#include "web/app/images/image_text.h"
#include "web/app/widgets.h"

namespace deltarule {
namespace {

constexpr int kCorner = 7;  // pixels of a corner that are shown with their numbers

std::string times(float uses) { return figure_text(Figure::integer, double{uses}) + "\xC3\x97"; }

/// A cell for each pixel, the paler the fewer windows; runs of one number are one rectangle.
void heat(const Ui& ui, const Bench& bench, const Rect& box, float largest) {
  const ConvolutionState& state = *bench.images.convolution;
  const int height = state.picture.height, width = state.picture.width;
  const float down = box.h / static_cast<float>(height), across = box.w / static_cast<float>(width);
  for (int row = 0; row < height; ++row) {
    const float* line = state.uses.data() + row * width;
    for (int from = 0, to = 0; from < width; from = to) {
      while (to < width && line[to] == line[from]) ++to;
      ui.canvas.fill({box.x + static_cast<float>(from) * across, box.y + static_cast<float>(row) * down,
                      static_cast<float>(to - from) * across + 0.5f, down + 0.5f},
                     cell_colour(ui, bench, CellGround::sign, line[from], largest));
    }
  }
  ui.canvas.outline(box, ui.theme().hairline, 0, std::max(1.f, ui.px(1)));
}

/// The corner at the top left, with its numbers.
void corner_cells(const Ui& ui, const Bench& bench, const Rect& box, float largest) {
  const ConvolutionState& state = *bench.images.convolution;
  const int size = std::min({kCorner, state.picture.height, state.picture.width});
  std::vector<float> cells;
  for (int i = 0; i < size * size; ++i)
    cells.push_back(state.uses[static_cast<std::size_t>(i / size * state.picture.width + i % size)]);
  number_grid(ui, bench, {.size = size, .values = cells, .largest = largest}, box);
}

/// What there is to say about the setup, a sentence each.
std::vector<std::string> sentences(const ConvolutionSetup& setup) {
  const int reach = setup.dilation * (setup.size - 1);
  std::vector<std::string> out;
  std::string first(tr(setup.padding == 0 ? ImageText::corners_valid : ImageText::corners_padded));
  if (setup.padding > 0 && setup.stride == 1) {
    if (2 * setup.padding == reach) first += " " + std::string(tr(ImageText::corners_same));
    if (setup.padding >= reach) first = tr(ImageText::corners_full);
  }
  out.push_back(std::move(first));
  char words[256];
  if (setup.stride > 1) {
    std::snprintf(words, sizeof words, format_of(ImageText::corners_stride), setup.stride, setup.stride);
    out.emplace_back(words);
  }
  if (setup.dilation > 1 && setup.size > 1) {
    std::snprintf(words, sizeof words, format_of(ImageText::corners_dilation), reach + 1, reach + 1,
                  setup.size * setup.size);
    out.emplace_back(words);
  }
  return out;
}

}  // namespace

float bench_corners_panel(Ui& ui, Bench& bench, const Rect& rect) {
  const ConvolutionState& state = convolution_of(bench);
  const Card card = begin_card(ui, "neuron", tr(ImageText::corners_title), rect);
  const float x = card.content.x, width = card.content.w;
  float y = card.content.y + ui.px(6);
  card_title(ui, x, y, tr(ImageText::corners_title));
  y += ui.px(17);
  if (state.uses.empty() || state.picture.pixels.empty()) return end_card(ui, card, y);
  const float side = ui.px(121), words_x = x + side + ui.px(16), small = ui.px(64);
  const float largest = *std::max_element(state.uses.begin(), state.uses.end());
  corner_cells(ui, bench, {x, y, side, side}, largest);
  heat(ui, bench, {words_x, y, small, small}, largest);
  const std::size_t middle = static_cast<std::size_t>(state.picture.height / 2 * state.picture.width) +
                             static_cast<std::size_t>(state.picture.width / 2);
  const std::string corner = times(state.uses.front()), centre = times(state.uses[middle]);
  const auto line = [&](float at, ImageText name, const std::string& value) {
    ui.canvas.text(ui.fonts().regular, type::kBody, words_x, at, ui.theme().muted, tr(name));
    ui.canvas.text(ui.fonts().mono, type::kFigure, x + width, at, ui.theme().ink, value, Align::right);
  };
  line(y + small + ui.px(22), ImageText::corner_pixel, corner);
  line(y + small + ui.px(46), ImageText::middle_pixel, centre);
  std::string all;
  float below = y + side + ui.px(10);
  for (const std::string& sentence : sentences(state.setup)) {
    below +=
        ui.canvas.paragraph(ui.fonts().regular, type::kSmall, x, below, width, ui.theme().muted, sentence) + ui.px(5);
    all += " " + sentence;
  }
  announce_words(ui, widget_id("uses"), Role::image, tr(ImageText::corners_title),
                 std::string(tr(ImageText::corner_pixel)) + " " + corner + ", " +
                     std::string(tr(ImageText::middle_pixel)) + " " + centre + "." + all,
                 {x, y, width, below - y}, ui.px(4));
  return end_card(ui, card, below);
}

}  // namespace deltarule

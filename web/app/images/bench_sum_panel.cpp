// How one number of the output comes about: the patch under the window, the kernel as it lies, the products, the sum,
// bias and ReLU; at the place that is pointed at, reached, or chosen here.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numeric>
#include <string>

#include "web/app/images/convolution_panels.h"
#include "web/app/images/image_text.h"
#include "web/app/widgets.h"

namespace deltarule {
namespace {

constexpr float kTitle = 20;

std::string figure(double value) {
  char text[32];
  std::snprintf(text, sizeof text, std::abs(value) >= 1000 ? "%.4g" : "%.3f", value);
  return std::string_view(text) == "-0.000" ? "0.000" : text;
}

std::string listed(const std::vector<float>& values) {
  std::string words;
  for (const float value : values) {
    char text[24];
    std::snprintf(text, sizeof text, "%.5g", static_cast<double>(value));
    words += (words.empty() ? "" : " ") + std::string(text);
  }
  return words;
}

float largest_of(const std::vector<float>& values) {
  float largest = 0;
  for (const float value : values) largest = std::max(largest, std::abs(value));
  return largest;
}

/// Row and column of the output, for those who do not point. Returns where the row of fields ends.
void choosers(Ui& ui, ConvolutionState& state, float right, float centre_y) {
  const float step_w = stepper_width(ui), height = ui.target(24);
  const int width = state.out.width;
  int row = state.shown() / width + 1, column = state.shown() % width + 1;
  struct Part {
    const char* key;
    ImageText name;
    int* value;
    int most;
  };
  for (const Part& part :
       {Part{"column", ImageText::column, &column, width}, Part{"row", ImageText::row, &row, state.out.height}}) {
    right -= step_w;
    if (stepper(ui, part.key, {right, centre_y - height / 2, step_w, height}, tr(part.name), 1, part.most,
                *part.value)) {
      state.move_to((row - 1) * width + column - 1);
      state.slides = false;
      state.pointed.reset();
    }
    right -= ui.px(6);
    ui.canvas.text(ui.fonts().regular, 12, right, centre_y, ui.theme().muted, tr(part.name), Align::right);
    right -= ui.canvas.text_width(ui.fonts().regular, 12, tr(part.name)) + ui.px(12);
  }
}

/// Lines of words and figures; returns their bottom.
float outcome(Ui& ui, const ConvolutionState& state, const PlaceSum& sum, float x, float y, float width) {
  struct Line {
    std::string words, value;
    bool last;
  };
  const double products = std::accumulate(sum.products.begin(), sum.products.end(), 0.0);
  const bool relu = state.setup.relu, biased = state.setup.bias != 0;
  std::vector<Line> lines{{std::string(tr(ImageText::bench_sum)), figure(products), !relu && !biased}};
  if (biased) {
    lines.push_back({"+ " + std::string(tr(Text::bias)), figure(double{state.setup.bias}), false});
    lines.push_back({"z", figure(double{sum.z}), !relu});
  }
  if (relu) lines.push_back({"ReLU", figure(double{sum.y}), true});
  lines.back().last = true;
  for (const Line& line : lines) {
    const Colour colour = line.last ? ui.theme().accent : ui.theme().ink;
    ui.canvas.text(ui.fonts().regular, type::kBody, x, y, line.last ? colour : ui.theme().muted, line.words);
    ui.canvas.text(ui.fonts().mono, type::kFigure, x + width, y, colour, line.value, Align::right);
    announce_words(ui, widget_id(("line" + line.words).c_str()), Role::status, line.words, line.value,
                   {x, y - ui.px(9), width, ui.px(18)}, ui.px(3));
    y += ui.px(22);
  }
  announce_words(ui, widget_id("result"), Role::status, tr(ImageText::bench_output), figure(double{sum.y}),
                 {x, y - ui.px(22 + 9), width, ui.px(18)}, ui.px(3));
  return y;
}

}  // namespace

float bench_sum_panel(Ui& ui, Bench& bench, const Rect& rect) {
  ConvolutionState& state = convolution_of(bench);
  const Card card = begin_card(ui, "lab", tr(ImageText::arithmetic), rect);
  const Rect& content = card.content;
  float y = content.y + (ui.touch ? 10 : ui.px(6));
  card_title(ui, content.x, y, tr(ImageText::arithmetic));
  if (state.places() == 0) return end_card(ui, card, y + ui.px(20));
  // A row of their own where the title leaves no room.
  if (ui.phone) y += ui.target(28);
  choosers(ui, state, content.right(), y);
  const PlaceSum sum = sum_at(state, state.shown());
  const float top = y + (ui.touch ? 28 : ui.px(18)) + ui.px(kTitle), signs = ui.px(26), words = ui.px(130);
  const bool narrow = content.w < ui.px(480);
  const float room = narrow ? content.w : content.w - words - ui.px(26);
  const float side =
      std::min({(room - 2 * signs) / 3, ui.stacked ? ui.px(190) : card.rect.bottom() - ui.px(14) - top, ui.px(230)});
  struct Part {
    const char* key;
    ImageText name;
    const std::vector<float>& values;
    CellGround ground;
    float largest;
  };
  const CellGround ground = state.picture.light ? CellGround::light : CellGround::ink;
  const Part parts[] = {
      {"patch", ImageText::patch_title, sum.patch, ground, 1},
      {"weights", state.setup.turned ? ImageText::kernel_turned : ImageText::kernel_as_it_lies, sum.weights,
       CellGround::sign, largest_of(sum.weights)},
      {"products", ImageText::products_title, sum.products, CellGround::sign, largest_of(sum.products)}};
  const char* between[] = {"\xC3\x97", "="};
  float x = content.x;
  for (int i = 0; i < 3; ++i) {
    const Part& part = parts[i];
    const Rect box{x, top, side, side};
    ui.canvas.text(ui.fonts().medium, 11.5f, x, top - ui.px(10), ui.theme().muted, tr(part.name));
    number_grid(ui, bench,
                {.size = sum.size,
                 .values = part.values,
                 .ground = part.ground,
                 .largest = part.largest,
                 .inside = i == 0 ? &sum.inside : nullptr},
                box);
    announce_words(ui, widget_id(part.key), Role::image, tr(part.name), listed(part.values), box, ui.px(3));
    x += side;
    if (i == 2) break;
    ui.canvas.text(ui.fonts().regular, type::kLarge, x + signs / 2, top + side / 2, ui.theme().muted, between[i],
                   Align::centre);
    x += signs;
  }
  if (narrow) return end_card(ui, card, outcome(ui, state, sum, content.x, top + side + ui.px(20), content.w));
  const float bottom = outcome(ui, state, sum, x + ui.px(26), top + ui.px(12), words);
  return end_card(ui, card, std::max(top + side, bottom));
}

}  // namespace deltarule

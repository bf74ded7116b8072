// How the window walks: padding, stride, dilation, and the size that comes of them, the formula filled in; bias and
// ReLU.
#include <algorithm>
#include <cmath>
#include <string>

#include "web/app/images/convolution_panels.h"
#include "web/app/images/image_text.h"
#include "web/app/images/size_formula.h"
#include "web/app/widgets.h"

namespace deltarule {
namespace {

struct WholeField {
  const char* key;
  ImageText name;
  int* value;
  int least, most;
};

}  // namespace

float bench_window_panel(Ui& ui, Bench& bench, const Rect& rect) {
  ConvolutionState& state = convolution_of(bench);
  ConvolutionSetup& setup = state.setup;
  const Card card = begin_card(ui, "training", tr(ImageText::window_title), rect);
  const float bar = ImGui::GetScrollMaxY() > 0 ? ui.px(3) : 0;
  const float x = card.content.x, width = card.content.w - bar;
  float y = card.content.y + ui.px(6);
  card_title(ui, x, y, tr(ImageText::window_title));
  y += ui.px(15);
  const WholeField fields[] = {{"padding", ImageText::padding, &setup.padding, 0, setup.size},
                               {"stride", ImageText::stride, &setup.stride, 1, kMaxStride},
                               {"dilation", ImageText::dilation, &setup.dilation, 1, kMaxDilation}};
  for (const WholeField& field : fields) {
    double value = *field.value;
    if (slider(ui, field.key, {x, y, width, slider_height(ui)},
               {.label = tr(field.name),
                .min = double(field.least),
                .max = double(field.most),
                .step = 1,
                .figure = Figure::integer},
               value))
      *field.value = static_cast<int>(value);
    y += slider_height(ui) + ui.px(5);
    if (field.value != &setup.padding) continue;
    // What the words of every library stand for.
    const int reach = setup.dilation * (setup.size - 1);
    const int meant[] = {0, reach / 2, reach};
    const std::string_view names[] = {tr(ImageText::pad_valid), tr(ImageText::pad_same), tr(ImageText::pad_full)};
    const auto* now = std::find(std::begin(meant), std::end(meant), setup.padding);
    int chosen = now == std::end(meant) ? -1 : static_cast<int>(now - std::begin(meant));
    // More than the kernel's size is never useful: with a wide dilation there is no such choice.
    const std::size_t offered = reach > setup.size ? reach / 2 > setup.size ? 1 : 2 : 3;
    if (segments(ui, "meant", x, y + ui.target(22) / 2, std::span(names).first(offered), chosen))
      setup.padding = meant[chosen];
    y += ui.target(22) + ui.px(9);
  }
  const float half = (width - ui.px(14)) / 2;
  double bias = double{setup.bias};
  if (slider(ui, "bias", {x, y, half, slider_height(ui)},
             {.label = tr(ImageText::bias_of_bench), .min = -3, .max = 3, .step = 0.1, .about_zero = true}, bias))
    setup.bias = static_cast<float>(bias);
  float right = x + width;
  check_box(ui, "relu", right, y + slider_height(ui) / 2, "ReLU", setup.relu);
  y += slider_height(ui) + ui.px(12);

  const int height = state.picture.height, across = state.picture.width;
  const std::string general = "out = floor((n + 2p \xE2\x88\x92 d(k \xE2\x88\x92 1) \xE2\x88\x92 1) / s) + 1";
  const auto formula = [&](int size, int places) {
    return size_formula({size, 2 * setup.padding, setup.dilation, setup.size, setup.stride}, places);
  };
  std::string numbers = formula(height, state.out.height);
  if (height != across) numbers += ";  " + formula(across, state.out.width);
  const float top = y;
  ui.canvas.text(ui.fonts().medium, type::kBody, x, y + ui.px(4), ui.theme().ink, tr(ImageText::output_size));
  const std::string size =
      state.places() > 0 ? std::to_string(state.out.height) + "\xC3\x97" + std::to_string(state.out.width) : "0";
  ui.canvas.text(ui.fonts().mono, type::kFigure, x + width, y + ui.px(4), ui.theme().accent, size, Align::right);
  y += ui.px(16);
  y += ui.canvas.paragraph(ui.fonts().mono, 10.5f, x, y, width, ui.theme().muted, general) + ui.px(4);
  y += ui.canvas.paragraph(ui.fonts().mono, 10.5f, x, y, width, ui.theme().ink, numbers);
  announce_words(ui, widget_id("size"), Role::status, tr(ImageText::output_size), size + ": " + numbers,
                 {x, top - ui.px(4), width, y - top + ui.px(4)}, ui.px(4));
  return end_card(ui, card, y);
}

}  // namespace deltarule

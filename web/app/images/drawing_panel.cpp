// A pad to draw on, and what the network that is being trained makes of the drawing, live.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numeric>
#include <string>
#include <type_traits>
#include <vector>

#include "web/app/images/added_drawings.h"
#include "web/app/images/drawing.h"
#include "web/app/images/image_panels.h"
#include "web/app/images/image_text.h"
#include "web/app/images/output_kind.h"
#include "web/app/metric_tiles.h"
#include "web/app/small_sort.h"
#include "web/app/widgets.h"

namespace deltarule {
namespace {

constexpr int kSide = ImageState::kPadSide;
constexpr int kShown = 3;

/// The surest answers as bars; returns their bottom.
float bars(Ui& ui, const std::vector<float>& values, float x, float y, float width) {
  std::vector<int> order(values.size());
  std::iota(order.begin(), order.end(), 0);
  small_sort(order,
             [&](int a, int b) { return values[static_cast<std::size_t>(a)] > values[static_cast<std::size_t>(b)]; });
  const float line = ui.px(25), figures = ui.px(58);
  for (int i = 0; i < std::min(kShown, static_cast<int>(order.size())); ++i, y += line) {
    const float share = values[static_cast<std::size_t>(order[static_cast<std::size_t>(i)])];
    const std::string name = class_name(static_cast<unsigned>(order[static_cast<std::size_t>(i)]));
    const float middle = y + line / 2;
    ui.canvas.text(ui.fonts().medium, type::kHeading, x, middle, ui.theme().ink, name);
    const Rect track{x + ui.px(24), middle - ui.px(4), width - ui.px(24) - figures, ui.px(8)};
    ui.canvas.fill(track, ui.theme().track, ui.px(4));
    ui.canvas.fill({track.x, track.y, std::max(ui.px(3), track.w * std::clamp(share, 0.f, 1.f)), track.h},
                   ui.theme().accent, ui.px(4));
    char words[24];
    std::snprintf(words, sizeof words, "%.1f %%", static_cast<double>(share) * 100);
    ui.canvas.text(ui.fonts().mono, 12, x + width, middle, ui.theme().ink, words, Align::right);
    if (i > 0) continue;
    announce_words(ui, widget_id("read"), Role::status, tr(ImageText::answer), name + ", " + words, {x, y, width, line},
                   ui.px(4));
  }
  return y;
}

}  // namespace

void follow_drawing(Bench& bench) {
  ImageState& state = bench.images;
  const Snapshot& snapshot = bench.run.snapshot();
  if (!bench.run.current() || snapshot.channels != 1) return;
  const std::size_t wanted = std::size_t{snapshot.height} * snapshot.width;
  if (!state.drawing_changed && (state.drawn.empty() || state.drawn.size() == wanted)) return;
  state.drawing_changed = false;
  const int height = static_cast<int>(snapshot.height), width = static_cast<int>(snapshot.width);
  std::vector<float> pixels =
      shifted(network_input(turned(state.ink, kSide, state.turned), kSide, height, width, state.centred), height, width,
              state.right, state.down);
  add_noise(pixels, state.noise);
  // In the steps that images have, so that what is added to them is what is shown.
  for (float& pixel : pixels) pixel = std::round(pixel * 255) / 255;
  if (pixels == state.drawn) return;
  state.drawn = pixels;
  bench.run.draw(std::move(pixels));
  if (!state.drawn.empty()) {
    state.look = {LookSource::drawn, 0};
  } else if (state.look.source == LookSource::drawn) {
    state.look = {LookSource::train, 0};
  }
}

float drawing_panel(Ui& ui, Bench& bench, const Rect& rect) {
  ImageState& state = bench.images;
  const Card card = begin_card(ui, "output", tr(ImageText::draw_title), rect);
  const Rect& content = card.content;
  float y = content.y + (ui.touch ? 10 : ui.px(6));
  card_title(ui, content.x, y, tr(ImageText::draw_title));
  const float clear_w = button_width(ui, tr(ImageText::clear_drawing)), height = ui.target(26);
  if (button(ui, "clear", {content.right() - clear_w, y - height / 2, clear_w, height},
             {.name = tr(ImageText::clear_drawing), .look = ButtonLook::quiet, .disabled = state.ink.empty()})) {
    state.ink.clear();
    state.drawing_changed = true;
  }
  y += ui.touch ? 26 : ui.px(17);
  const float side = std::min(content.w, ui.px(ui.stacked ? 340 : 210));
  const Rect box{content.x + (content.w - side) / 2, y, side, side};
  drawing_pad(ui, bench, box);
  y += side + ui.px(14);
  float right = content.right();
  if (check_box(ui, "centre", right, y, tr(ImageText::centre_drawing), state.centred)) state.drawing_changed = true;
  y += ui.px(12);
  const Snapshot& snapshot = bench.run.snapshot();
  if (!state.ink.empty()) {
    const float between = ui.px(14), half = (content.w - between) / 2, tall = slider_height(ui);
    const auto knob = [&](const char* key, bool second, const SliderSpec& spec, auto& value) {
      double moved = value;
      if (!slider(ui, key, {content.x + (second ? half + between : 0), y, half, tall}, spec, moved)) return;
      value = static_cast<std::remove_reference_t<decltype(value)>>(moved);
      state.drawing_changed = true;
    };
    knob("turn", false,
         {.label = tr(ImageText::turn_drawing), .min = -180, .max = 180, .step = 5, .figure = Figure::integer},
         state.turned);
    knob("noise", true,
         {.label = tr(ImageText::noise_drawing), .min = 0, .max = 1, .step = 0.05, .figure = Figure::percent},
         state.noise);
    y += tall;
    const double reach = snapshot.width / 2;
    knob("right", false,
         {.label = tr(ImageText::shift_right), .min = -reach, .max = reach, .step = 1, .figure = Figure::integer},
         state.right);
    knob("down", true,
         {.label = tr(ImageText::shift_down), .min = -reach, .max = reach, .step = 1, .figure = Figure::integer},
         state.down);
    y += tall + ui.px(4);
  }
  // What was sent last may still be on its way to a network that has just been built.
  if (const auto shares = class_shares(bench.run.experiment(), snapshot.drawn, snapshot.classes);
      !state.ink.empty() && bench.run.current() && !shares.empty() && shares.size() == snapshot.classes)
    y = bars(ui, shares, content.x, y, content.w);
  y = add_to_training(ui, bench, content.x, y + ui.px(6), content.w);
  return end_card(ui, card, metric_tiles(ui, bench, true, {content.x, y, content.w, 0}, 2));
}

}  // namespace deltarule

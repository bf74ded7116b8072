// What the network answers: the map with the points upon it, and how well it does in figures.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>

#include "engine/experiment/validate.h"
#include "web/app/panels.h"
#include "web/app/widgets.h"

namespace deltarule {
namespace {

constexpr float kSideBySideFrom = 430;  // of the card: tiles stand beside the map instead of below

unsigned map_texture(Ui& ui, Bench& bench, float side) {
  const LiveRun& run = bench.run;
  if (!run.same_shape()) return 0;
  OutputMapInput input;
  input.snapshot = &run.snapshot();
  input.inputs = run.experiment().data.inputs;
  input.loss = run.experiment().training.loss.name;
  input.colours = &bench.pictures.colours;
  input.discretize = bench.view.discretize;
  input.device_pixels = static_cast<int>(std::lround(side * ui.canvas.pixel_ratio));
  input.resting = !run.playing();
  // Everything that it shows, in one number: the picture, the theme, the size, two switches.
  input.revision = run.revision() << 32 | std::uint64_t{bench.pictures.theme_revision & 0xffffu} << 16 |
                   static_cast<unsigned>(input.device_pixels & 0x3fff) << 2 | (input.discretize ? 2u : 0u) |
                   (input.resting ? 1u : 0u);
  const unsigned texture = bench.pictures.map.update(input);
  if (bench.pictures.map.unfinished()) ui.platform->request_frame();
  return texture;
}

void map(Ui& ui, Bench& bench, const Rect& box) {
  const Snapshot& snapshot = bench.run.snapshot();
  const Canvas& canvas = ui.canvas;
  const float corner = ui.px(space::kFieldCorner);
  const Rect place = canvas.snap(box);
  const unsigned texture = map_texture(ui, bench, place.w);
  if (texture) {
    const float inset = bench.pictures.map.uv_inset();
    canvas.image(texture, place, {inset, inset, 1 - 2 * inset, 1 - 2 * inset}, corner);
  } else {
    canvas.fill(place, ui.theme().sunken, corner);
  }
  canvas.list->PushClipRect({place.x, place.y}, {place.right(), place.bottom()}, true);
  const float radius = std::clamp(place.w * 0.0115f, ui.px(2.9f), ui.px(5));
  bench.pictures.points.draw(
      canvas, place, snapshot.points, snapshot.view_min, snapshot.view_max, snapshot.classes,
      {.radius = radius, .outline = std::max(1.f, radius * 0.32f), .test = bench.view.test_points});
  canvas.list->PopClipRect();

  const Hit over = hit(ui, "map", place);
  bench.pointed.reset();
  if (over.hovered) {
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const float span = snapshot.view_max - snapshot.view_min;
    bench.pointed = PlanePlace{snapshot.view_min + (mouse.x - place.x) / place.w * span,
                               snapshot.view_max - (mouse.y - place.y) / place.h * span};
  }
  const bool regression = classes_of(bench.experiment().data) == 0;
  const std::string figure = regression
                                 ? figure_text(Figure::loss, snapshot.test.loss)
                                 : figure_text(Figure::percent, std::round(snapshot.test.accuracy * 1000) / 1000);
  char words[160];
  std::snprintf(words, sizeof words, format_of(regression ? Text::output_described_regression : Text::output_described),
                figure.c_str());
  MirrorItem item;
  item.id = widget_id("picture");
  item.role = Role::image;
  item.name = std::string(tr(Text::output));
  item.value_text = words;
  announce(ui, std::move(item), place, corner);
}

/// Which colour is which value, for regression.
float value_scale(Ui& ui, Bench& bench, float x, float y, float width) {
  const float height = ui.px(8), words = ui.px(26);
  constexpr int kParts = 48;
  const float part = (width - 2 * words) / kParts;
  for (int i = 0; i < kParts; ++i) {
    const float t = (static_cast<float>(i) + 0.5f) / kParts * 2 - 1;
    const float left = x + words + part * static_cast<float>(i);
    ui.canvas.list->AddRectFilled({ui.canvas.snap(left), y}, {ui.canvas.snap(left + part), y + height},
                                  bench.pictures.colours.signed_value(t));
  }
  ui.canvas.text(ui.fonts().mono, type::kSmall, x, y + height / 2, ui.theme().muted,
                 "\xE2\x88\x92"
                 "1");
  ui.canvas.text(ui.fonts().mono, type::kSmall, x + width, y + height / 2, ui.theme().muted, "1", Align::right);
  return y + height;
}

struct Tile {
  const char* key;
  Text name;
  std::string figure;
};

std::string loss_figure(bool known, const SnapshotMetrics& metrics) {
  return known && metrics.samples > 0 ? figure_text(Figure::loss, metrics.loss) : "\xE2\x80\x93";
}

std::string accuracy_figure(bool known, const SnapshotMetrics& metrics) {
  char text[24] = "\xE2\x80\x93";
  // Never rounded up to perfect.
  const float share = metrics.accuracy < 1 ? std::min(metrics.accuracy, 0.999f) : 1;
  if (known && metrics.samples > 0) std::snprintf(text, sizeof text, share < 1 ? "%.1f %%" : "%.0f %%", share * 100);
  return text;
}

float tiles(Ui& ui, Bench& bench, const Rect& area, int columns) {
  const Snapshot& snapshot = bench.run.snapshot();
  const bool known = bench.run.current();
  const Tile all[] = {{"test_loss", Text::test_loss, loss_figure(known, snapshot.test)},
                      {"test_accuracy", Text::test_accuracy, accuracy_figure(known, snapshot.test)},
                      {"train_loss", Text::train_loss, loss_figure(known, snapshot.train)},
                      {"train_accuracy", Text::train_accuracy, accuracy_figure(known, snapshot.train)}};
  const bool classes = classes_of(bench.experiment().data) > 0;
  const float gap = ui.px(8), height = ui.px(53);
  const float width = (area.w - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
  int shown = 0;
  float bottom = area.y;
  for (const Tile& tile : all) {
    if (!classes && (tile.name == Text::test_accuracy || tile.name == Text::train_accuracy)) continue;
    const auto column = static_cast<float>(shown % columns), row = static_cast<float>(shown / columns);
    const Rect box{area.x + column * (width + gap), area.y + row * (height + gap), width, height};
    stat_tile(ui, tile.key, box, tr(tile.name), tile.figure);
    bottom = box.bottom();
    ++shown;
  }
  return bottom;
}

}  // namespace

float output_panel(Ui& ui, Bench& bench, const Rect& rect) {
  const Card card = begin_card(ui, "output", tr(Text::output), rect);
  const Rect& content = card.content;
  float y = content.y + ui.px(6);
  card_title(ui, content.x, y, tr(Text::output));
  float right = content.right();
  const bool classes = classes_of(bench.experiment().data) > 0;
  if (classes) check_box(ui, "steps", right, y, tr(Text::discretize), bench.view.discretize);
  check_box(ui, "test", right, y, tr(Text::show_test_points), bench.view.test_points);
  y += ui.touch ? 26 : ui.px(16);

  if (content.w >= ui.px(kSideBySideFrom) && ui.stacked) {
    const float tiles_w = ui.px(150), side = std::min(content.w - tiles_w - ui.px(12), ui.px(420));
    map(ui, bench, {content.x, y, side, side});
    const float x = content.x + side + ui.px(12);
    float bottom = tiles(ui, bench, {x, y, content.right() - x, 0}, 1);
    if (!classes) bottom = value_scale(ui, bench, x, bottom + ui.px(14), content.right() - x);
    return end_card(ui, card, std::max(bottom, y + side));
  }
  const float side = content.w;
  map(ui, bench, {content.x, y, side, side});
  y += side + ui.px(11);
  if (!classes) y = value_scale(ui, bench, content.x, y, content.w) + ui.px(11);
  y = tiles(ui, bench, {content.x, y, content.w, 0}, 2);
  return end_card(ui, card, y);
}

}  // namespace deltarule

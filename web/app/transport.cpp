// Buttons and the speed's slider. While the speed is automatic, its ring stands where the run has got to.
#include "web/app/transport.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>

#include "web/app/presentation.h"
#include "web/app/widgets.h"

namespace deltarule {
namespace {

// An eye follows the first seconds; after a dozen the engine runs as fast as it can.
constexpr command::Pace kAutomatic{.samples_per_second = 2000, .growth = 1.7};
constexpr double kSlowest = 2, kLevelsPerDecade = 2;  // batches per second
constexpr std::uint32_t kSeeds = 100'000;             // short enough to be read aloud

double batches_per_second(double level) { return kSlowest * std::pow(10, level / kLevelsPerDecade); }

float gap(const Ui& ui) { return ui.px(8); }
float side(const Ui& ui) { return ui.target(32); }
float play_side(const Ui& ui) { return std::max(ui.px(40), ui.touch ? 52.f : 0.f); }
float seed_width(const Ui& ui, const TransportRoom& room) { return room.seed_figure ? ui.px(82) : side(ui); }
float unit_width(const Ui& ui) { return ui.px(62); }

void seed_button(const Ui& ui, Bench& bench, const Rect& rect) {
  const Theme& theme = ui.theme();
  const Hit over = hit(ui, "new_seed", rect);
  tooltip(ui, rect, tr(Text::new_seed), "N");
  const std::uint32_t id = widget_id("new_seed");
  if (over.clicked || ui.mirror->take_activate(id)) press(bench, Press::seed, ui.platform->milliseconds());
  const float corner = ui.px(space::kFieldCorner);
  ui.canvas.fill(rect, over.hovered ? theme.sunken : theme.card, corner);
  ui.canvas.outline(rect, theme.hairline, corner, std::max(1.f, ui.px(1)));
  const std::string figure = std::to_string(bench.experiment().training.seed);
  const float icon = ui.px(15), words = ui.canvas.text_width(ui.fonts().mono, type::kBody, figure);
  // A seed that was typed may have ten digits: then the icon alone.
  const bool fits = rect.w > 1.5f * rect.h && words < rect.w - icon - ui.px(16);
  const float x = fits ? rect.cx() - (icon + ui.px(7) + words) / 2 : rect.cx() - icon / 2;
  draw_icon(ui.canvas, Icon::dice, x + icon / 2, rect.cy(), icon, theme.ink);
  if (fits) ui.canvas.text(ui.fonts().mono, type::kBody, x + icon + ui.px(7), rect.cy(), theme.ink, figure);
  MirrorItem item;
  item.id = id;
  item.role = Role::button;
  item.name = std::string(tr(Text::new_seed));
  item.value_text = figure;
  announce(ui, std::move(item), rect, corner);
}

void new_seed(Bench& bench, double milliseconds) {
  const std::uint32_t before = bench.experiment().training.seed;
  // Any number will do that a person could not foretell: the time of the click, well mixed (Knuth's factor).
  const auto mixed = (static_cast<std::uint32_t>(milliseconds * 1000) + before) * 2654435769u;
  std::uint32_t seed = (mixed >> 8) % kSeeds;
  if (seed == before) seed = (seed + 1) % kSeeds;
  bench.draft().training.seed = seed;
}

}  // namespace

void press(Bench& bench, Press what, double milliseconds) {
  if (const Scene& scene = scene_of(bench); scene.press) return scene.press(bench, what);
  LiveRun& run = bench.run;
  switch (what) {
    case Press::play: run.playing() ? run.pause() : run.play(); break;
    case Press::step: run.step(bench.view.step_unit, 1); break;
    case Press::reset: run.reset(); break;
    case Press::seed: new_seed(bench, milliseconds); break;
  }
}

command::Pace pace_of(const View& view, int batch_size) {
  if (view.speed == kSpeedAuto) return kAutomatic;
  if (view.speed >= kSpeedMax) return {};
  return {.samples_per_second = batches_per_second(view.speed) * batch_size, .growth = 1};
}

float transport_width(const Ui& ui, const Bench& bench, const TransportRoom& room) {
  const Presentation& told = bench.presentation;
  float width = 0;
  if (room.seed && shows(told, "seed")) width += seed_width(ui, room) + gap(ui);
  if (shows(told, "reset")) width += side(ui) + gap(ui);
  if (shows(told, "play")) width += play_side(ui) + gap(ui);
  if (shows(told, "step")) width += side(ui) + (room.unit ? unit_width(ui) : 0);
  return width;
}

float transport(Ui& ui, Bench& bench, float x, float centre_y, const TransportRoom& room) {
  const std::string_view group = ui.group;
  ui.group = tr(Text::transport);
  const Presentation& told = bench.presentation;
  const float small = side(ui), big = play_side(ui);
  const auto square = [&](float width) { return Rect{x, centre_y - width / 2, width, width}; };
  if (room.seed && shows(told, "seed")) {
    const Lock lock(ui, told, "seed");
    seed_button(ui, bench, {x, centre_y - small / 2, seed_width(ui, room), small});
    x += seed_width(ui, room) + gap(ui);
  }
  if (shows(told, "reset")) {
    const Lock lock(ui, told, "reset");
    const Icon icon = Icon::reset;
    if (button(ui, "reset", square(small), {.name = tr(Text::reset), .icon = &icon, .icon_size = 15, .shortcut = "R"}))
      press(bench, Press::reset, 0);
    x += small + gap(ui);
  }
  if (shows(told, "play")) {
    const Lock lock(ui, told, "play");
    const Scene& scene = scene_of(bench);
    const bool playing = scene.plays ? scene.plays(bench) : bench.run.playing();
    const Icon icon = playing ? Icon::pause : Icon::play;
    if (button(ui, "play", square(big),
               {.name = tr(playing ? Text::pause : Text::play),
                .icon = &icon,
                .look = ButtonLook::round,
                .icon_size = 15,
                .shortcut = "Space"}))
      press(bench, Press::play, 0);
    x += big + gap(ui);
  }
  if (shows(told, "step")) {
    const Lock lock(ui, told, "step");
    const Icon icon = Icon::step;
    if (button(ui, "step", square(small),
               {.name = tr(Text::step), .icon = &icon, .icon_size = 13, .shortcut = "\xE2\x86\x92"}))
      press(bench, Press::step, 0);
    x += small;
    if (room.unit) {
      const std::string_view units[] = {tr(Text::unit_sample), tr(Text::unit_batch), tr(Text::unit_epoch)};
      int chosen = static_cast<int>(bench.view.step_unit);
      const Rect field{x + ui.px(8), centre_y - small / 2, unit_width(ui) - ui.px(8), small};
      if (select(ui, "unit", field, {.name = tr(Text::step_by), .options = units, .framed = false}, chosen))
        bench.view.step_unit = static_cast<command::Unit>(chosen);
      x += unit_width(ui);
    }
  }
  ui.group = group;
  return x;
}

float automatic_chip_width(const Ui& ui) { return chip_width(ui, tr(Text::speed_auto)); }

void automatic_chip(Ui& ui, Bench& bench, float x, float centre_y) {
  if (!shows(bench.presentation, "speed")) return;
  const Lock lock(ui, bench.presentation, "speed");
  const std::string_view group = ui.group;
  ui.group = tr(Text::transport);
  bool on = bench.view.speed == kSpeedAuto;
  const float height = chip_height(ui);
  const Rect rect{x, centre_y - height / 2, automatic_chip_width(ui), height};
  if (chip(ui, "automatic", rect, tr(Text::speed_auto), on)) bench.view.speed = on ? kSpeedAuto : kSpeedMax;
  ui.group = group;
}

void speed_slider(Ui& ui, Bench& bench, const Rect& rect) {
  if (!shows(bench.presentation, "speed")) return;
  const Lock lock(ui, bench.presentation, "speed");
  const std::string_view group = ui.group;
  ui.group = tr(Text::transport);
  int& level = bench.view.speed;
  const Snapshot& snapshot = bench.run.snapshot();
  const int batch = std::max(1, bench.experiment().training.batch_size);

  double place = level;
  if (level == kSpeedAuto) {
    const double rate = bench.run.current() && bench.run.playing() ? snapshot.samples_per_second : 0;
    const double now = std::max(rate, pace_of(bench.view, batch).samples_per_second) / batch;
    // In half levels, and never quite at the end: it is not the user who chose it.
    place = std::clamp(std::floor(2 * kLevelsPerDecade * std::log10(now / kSlowest)) / 2 + 0.25, 0.25,
                       double{kSpeedMax} - 0.25);
  }
  char figure[24];
  const double rate = batches_per_second(place);
  if (rate >= 1e4) {
    std::snprintf(figure, sizeof figure, "%.0f k/s", rate / 1e3);
  } else {
    std::snprintf(figure, sizeof figure, rate < 10 && rate != std::floor(rate) ? "%.1f/s" : "%.0f/s", rate);
  }
  // On the smallest phone there is room for the figure alone.
  const std::string_view name = tr(Text::speed);
  const bool tight = ui.canvas.text_width(ui.fonts().regular, type::kBody, name) +
                         ui.canvas.text_width(ui.fonts().mono, type::kBody, figure) + ui.px(4) >
                     rect.w;
  const SliderSpec spec{.label = name,
                        .min = 0,
                        .max = kSpeedMax,
                        .step = 1,
                        .words = place >= kSpeedMax ? tr(Text::speed_max) : std::string_view(figure),
                        .shown = tight ? " " : ""};
  if (slider(ui, "pace", rect, spec, place)) level = std::clamp(static_cast<int>(std::lround(place)), 0, kSpeedMax);
  tooltip(ui, rect, tr(Text::speed_tip));
  ui.group = group;
}

}  // namespace deltarule

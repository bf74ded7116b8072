// The bars that stay: name, transport and its figures, theme, share. On a phone the transport is at the bottom.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>

#include "engine/io/experiment_link.h"
#include "web/app/panels.h"
#include "web/app/presentation.h"
#include "web/app/scene.h"
#include "web/app/transport.h"
#include "web/app/widgets.h"

namespace deltarule {
namespace {

constexpr double kCopiedShownMs = 2000;
constexpr float kBeside = 20, kFigure = 88, kSlider = 104, kBesideSlider = 12;  // widths, in design pixels

std::string epoch_text(const Snapshot& snapshot) {
  return figure_text(
      snapshot.epoch < 10 && snapshot.epoch != static_cast<int>(snapshot.epoch) ? Figure::plain : Figure::integer,
      snapshot.epoch < 10 ? snapshot.epoch : static_cast<double>(static_cast<std::uint64_t>(snapshot.epoch)));
}

std::string speed_text(double samples_per_second) {
  char text[32];
  if (samples_per_second >= 1e6) {
    std::snprintf(text, sizeof text, "%.2f M", samples_per_second / 1e6);
  } else if (samples_per_second >= 1e4) {
    std::snprintf(text, sizeof text, "%.0f k", samples_per_second / 1e3);
  } else {
    return samples_per_second > 0 ? figure_text(Figure::integer, samples_per_second) : "\xE2\x80\x93";
  }
  return text;
}

std::string rate_text(const Bench& bench) {
  return speed_text(bench.run.current() && bench.run.playing() ? bench.run.snapshot().samples_per_second : 0);
}

void figures(Ui& ui, const Bench& bench, float x, float centre_y, bool with_speed) {
  const std::string_view group = ui.group;
  ui.group = tr(Text::transport);
  const Snapshot& snapshot = bench.run.snapshot();
  const bool known = bench.run.current();
  stat(ui, "epoch", x, centre_y, tr(Text::epoch), known ? epoch_text(snapshot) : "0");
  if (with_speed) stat(ui, "speed", x + ui.px(kFigure), centre_y, tr(Text::samples_per_second), rate_text(bench));
  ui.group = group;
}

/// "Epoch 38" at the left, "Samples/s 5,006" at the right.
void line_of_figures(Ui& ui, const Bench& bench, float left, float right, float centre_y) {
  const std::string_view group = ui.group;
  ui.group = tr(Text::transport);
  const Snapshot& snapshot = bench.run.snapshot();
  const bool known = bench.run.current();
  const auto figure = [&](const char* key, Text name, const std::string& words, bool at_right) {
    const float named = ui.canvas.text_width(ui.fonts().regular, type::kSmall, tr(name)) + ui.px(6);
    const float width = named + ui.canvas.text_width(ui.fonts().mono, type::kSmall, words);
    const float x = at_right ? right - width : left;
    ui.canvas.text(ui.fonts().regular, type::kSmall, x, centre_y, ui.theme().muted, tr(name));
    ui.canvas.text(ui.fonts().mono, type::kSmall, x + named, centre_y, ui.theme().ink, words);
    announce_words(ui, widget_id(key), Role::status, tr(name), words, {x, centre_y - ui.px(8), width, ui.px(16)},
                   ui.px(4));
  };
  figure("epoch", Text::epoch, known ? epoch_text(snapshot) : "0", false);
  figure("speed", Text::samples_per_second, rate_text(bench), true);
  ui.group = group;
}

/// Theme and share; where there is room, as wide as it gets.
float share_width(const Ui& ui, const Bench& bench, bool roomy) {
  const bool wide = roomy || ui.platform->milliseconds() < bench.link_copied_until;
  return std::max(button_width(ui, tr(Text::share)), wide ? button_width(ui, tr(Text::link_copied)) : 0) + ui.px(8) +
         ui.target(32);
}

void share(Ui& ui, Bench& bench, float right, float centre_y) {
  const double now = ui.platform->milliseconds();
  const bool copied = now < bench.link_copied_until;
  const float height = ui.target(32);
  const float width =
      std::max(button_width(ui, tr(Text::share)), button_width(ui, tr(copied ? Text::link_copied : Text::share)));
  const bool shared = shows(bench.presentation, "share");
  if (shared && button(ui, "share", {right - width, centre_y - height / 2, width, height},
                       {.name = tr(copied ? Text::link_copied : Text::share), .look = ButtonLook::primary})) {
    const std::string link = to_link(bench.run.experiment(), bench.presentation);
    ui.platform->copy_text(ui.platform->share_address(link));
    bench.link_copied_until = now + kCopiedShownMs;
  }
  if (copied) ui.platform->request_frame();
  const Icon icon = Icon::theme;
  const float side = ui.target(32);
  const bool dark = ui.theme().dark;
  if (shows(bench.presentation, "theme") &&
      button(ui, "theme", {right - (shared ? width + ui.px(8) : 0) - side, centre_y - side / 2, side, side},
             {.name = tr(dark ? Text::light_theme : Text::dark_theme), .icon = &icon, .icon_size = 14}))
    bench.view.theme = dark ? ThemeChoice::light : ThemeChoice::dark;
}

/// Between the name and the buttons at the right: all of it, or what there is room for.
void middle(Ui& ui, Bench& bench, float left, float right, float centre_x, float centre_y) {
  if (scene_of(bench).press) {
    const TransportRoom bare{.seed = false, .seed_figure = false, .unit = false};
    transport(ui, bench, std::max(left, centre_x - transport_width(ui, bench, bare) / 2), centre_y, bare);
    return;
  }
  TransportRoom room;
  bool with_speed = true;
  const auto width = [&] {
    return transport_width(ui, bench, room) + ui.px(kBeside) + ui.px(kFigure) * (with_speed ? 2.f : 1.f) +
           ui.px(kSlider + kBesideSlider) + automatic_chip_width(ui);
  };
  const float most = right - left;
  if (width() > most) room.seed_figure = false;
  if (width() > most) with_speed = false;
  if (width() > most) room.unit = false;
  if (width() > most) room.seed = false;
  // The play button in the middle of the bar, if the rest leaves it there.
  const float before = transport_width(ui, bench, {.seed = room.seed, .seed_figure = room.seed_figure, .unit = false}) -
                       ui.target(32) - ui.px(28);
  const float begin = std::max(left, std::min(centre_x - before, right - width()));
  const float end = transport(ui, bench, begin, centre_y, room);
  figures(ui, bench, end + ui.px(kBeside), centre_y, with_speed);
  const float height = slider_height(ui);
  const float x = end + ui.px(kBeside) + ui.px(kFigure) * (with_speed ? 2.f : 1.f);
  speed_slider(ui, bench, {x, centre_y - height / 2, ui.px(kSlider), height});
  automatic_chip(ui, bench, x + ui.px(kSlider) + ui.px(kBesideSlider), centre_y);
}

}  // namespace

void top_bar(Ui& ui, Bench& bench, const Rect& bar, bool with_transport) {
  const Canvas& canvas = ui.canvas;
  canvas.flood(bar, ui.theme().card);
  canvas.hairline_h(bar.x, bar.right(), bar.bottom() - 1, ui.theme().hairline);
  ui.group = tr(Text::page);
  const float y = bar.cy();
  float left = bar.x + ui.px(16);
  // A name is not translated.
  const auto name = [&](const char* part, Colour colour) {
    canvas.text(ui.fonts().semibold, type::kBrand, left, y, colour, part);
    left = std::round(left + canvas.text_width(ui.fonts().semibold, type::kBrand, part));
  };
  if (shows(bench.presentation, "title")) {
    name("Delta", ui.theme().ink);
    name("rule", ui.theme().negative);
    left += ui.px(18);
  }
  if (with_transport && shows(bench.presentation, "scenes")) {
    const Lock lock(ui, bench.presentation, "scenes");
    scene_switch(ui, bench, left, y);
    left += scene_switch_width(ui) + ui.px(12);
    ui.group = tr(Text::page);
  }
  const float right = bar.right() - ui.px(12) - share_width(ui, bench, with_transport) - ui.px(18) -
                      (with_transport ? file_menu_width(ui) : 0);
  if (shows(bench.presentation, "transport")) {
    const Lock lock(ui, bench.presentation, "transport");
    const float height = slider_height(ui), width = std::min(right - left, ui.px(120));
    if (with_transport) {
      middle(ui, bench, left, right, bar.cx(), y);
    } else if (width > ui.px(60) && !scene_of(bench).press) {
      speed_slider(ui, bench, {right - width, y - height / 2, width, height});
    }
  }
  share(ui, bench, bar.right() - ui.px(12), y);
  if (shows(bench.presentation, "share")) {
    if (with_transport) file_menu(ui, bench, right + ui.px(10), y);
    share_note(ui, bench, bar);
  }
}

void bottom_bar(Ui& ui, Bench& bench, const Rect& bar) {
  ui.canvas.fill(bar, ui.theme().card);
  ui.canvas.hairline_h(bar.x, bar.right(), bar.y, ui.theme().hairline);
  if (!shows(bench.presentation, "transport")) return;
  const Lock lock(ui, bench.presentation, "transport");
  const bool trains = !scene_of(bench).press;
  TransportRoom room{.seed = trains, .seed_figure = false, .unit = trains};
  const float margin = ui.px(12), auto_w = automatic_chip_width(ui), between = bar.w - 2 * margin;
  if (transport_width(ui, bench, room) + ui.px(4) + auto_w > between) room.seed = false;
  // The figures in a line of their own: no figure is worth a button that a finger misses.
  if (trains) line_of_figures(ui, bench, bar.x + margin, bar.right() - margin, bar.y + ui.px(11));
  const float y = bar.bottom() - ui.px(6) - ui.target(52) / 2;
  transport(ui, bench, bar.x + margin, y, room);
  if (trains) automatic_chip(ui, bench, bar.right() - margin - auto_w, y);
}

}  // namespace deltarule

// The bars that stay: name, transport and its figures, theme, share. On a phone the transport is at the bottom.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>

#include "engine/io/experiment_link.h"
#include "web/app/panels.h"
#include "web/app/widgets.h"

namespace deltarule {
namespace {

constexpr double kCopiedShownMs = 2000;

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

/// Reset, play or pause, step, beginning at x; returns the right end.
float transport(Ui& ui, Bench& bench, float x, float centre_y) {
  const std::string_view group = ui.group;
  ui.group = tr(Text::transport);
  const float side = ui.target(32), big = std::max(ui.px(40), ui.touch ? 52.f : 0.f), gap = ui.px(8);
  const Icon reset_icon = Icon::reset, step_icon = Icon::step;
  const bool playing = bench.run.playing();
  const Icon play_icon = playing ? Icon::pause : Icon::play;
  if (button(ui, "reset", {x, centre_y - side / 2, side, side},
             {.name = tr(Text::reset), .icon = &reset_icon, .icon_size = 15}))
    bench.run.reset();
  x += side + gap;
  if (button(ui, "play", {x, centre_y - big / 2, big, big},
             {.name = tr(playing ? Text::pause : Text::play),
              .icon = &play_icon,
              .look = ButtonLook::round,
              .icon_size = 15})) {
    if (playing) {
      bench.run.pause();
    } else {
      bench.run.play();
    }
  }
  x += big + gap;
  if (button(ui, "step", {x, centre_y - side / 2, side, side},
             {.name = tr(Text::step), .icon = &step_icon, .icon_size = 13}))
    bench.run.step(command::Unit::batch, 1);
  ui.group = group;
  return x + side;
}

void figures(Ui& ui, const Bench& bench, float x, float centre_y) {
  const std::string_view group = ui.group;
  ui.group = tr(Text::transport);
  const Snapshot& snapshot = bench.run.snapshot();
  const bool known = bench.run.current();
  stat(ui, "epoch", x, centre_y, tr(Text::epoch), known ? epoch_text(snapshot) : "0");
  stat(ui, "speed", x + ui.px(92), centre_y, tr(Text::samples_per_second),
       speed_text(known && bench.run.playing() ? snapshot.samples_per_second : 0));
  ui.group = group;
}

void share(Ui& ui, Bench& bench, float right, float centre_y) {
  const double now = ui.platform->milliseconds();
  const bool copied = now < bench.link_copied_until;
  const float height = ui.target(32);
  const float width =
      std::max(button_width(ui, tr(Text::share)), button_width(ui, tr(copied ? Text::link_copied : Text::share)));
  if (button(ui, "share", {right - width, centre_y - height / 2, width, height},
             {.name = tr(copied ? Text::link_copied : Text::share), .look = ButtonLook::primary})) {
    const std::string link = to_link(bench.run.experiment());
    ui.platform->copy_text(ui.platform->share_address(link));
    bench.link_copied_until = now + kCopiedShownMs;
  }
  if (copied) ui.platform->request_frame();
  const Icon icon = Icon::theme;
  const float side = ui.target(32);
  const bool dark = ui.theme().dark;
  if (button(ui, "theme", {right - width - ui.px(8) - side, centre_y - side / 2, side, side},
             {.name = tr(dark ? Text::light_theme : Text::dark_theme), .icon = &icon, .icon_size = 14}))
    bench.view.theme = dark ? ThemeChoice::light : ThemeChoice::dark;
}

}  // namespace

void top_bar(Ui& ui, Bench& bench, const Rect& bar, bool with_transport) {
  const Canvas& canvas = ui.canvas;
  canvas.fill(bar, ui.theme().card);
  canvas.hairline_h(bar.x, bar.right(), bar.bottom() - 1, ui.theme().hairline);
  ui.group = tr(Text::page);
  const float x = bar.x + ui.px(16), y = bar.cy();
  // A name is not translated.
  canvas.text(ui.fonts().semibold, type::kBrand, x, y, ui.theme().ink, "Delta");
  const float delta = canvas.text_width(ui.fonts().semibold, type::kBrand, "Delta");
  canvas.text(ui.fonts().semibold, type::kBrand, std::round(x + delta), y, ui.theme().negative, "rule");
  if (with_transport) {
    const float begin = bar.cx() - ui.px(bar.w / ui.px(1) > 1000 ? 84 : 130);
    const float end = transport(ui, bench, begin, y);
    figures(ui, bench, end + ui.px(18), y);
  }
  share(ui, bench, bar.right() - ui.px(12), y);
}

void bottom_bar(Ui& ui, Bench& bench, const Rect& bar) {
  ui.canvas.fill(bar, ui.theme().card);
  ui.canvas.hairline_h(bar.x, bar.right(), bar.y, ui.theme().hairline);
  const float end = transport(ui, bench, bar.x + ui.px(12), bar.cy());
  figures(ui, bench, end + ui.px(14), bar.cy());
}

}  // namespace deltarule

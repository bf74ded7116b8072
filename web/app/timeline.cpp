// From a place on the track to the nearest moment, and to one command per frame at most.
#include "web/app/timeline.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "web/app/widgets.h"

namespace deltarule {
namespace {

std::string epoch_text(double epoch) {
  return figure_text(epoch == std::round(epoch) || epoch >= 10 ? Figure::integer : Figure::plain, epoch);
}

/// The moments before the latest, which is not among them even if one was kept right there.
int earlier_moments(const Snapshot& snapshot) {
  const auto& moments = snapshot.moments;
  return static_cast<int>(std::lower_bound(moments.begin(), moments.end(), snapshot.latest_epoch) - moments.begin());
}

/// The nearest to an epoch; as many as there are earlier ones: the latest.
int nearest_moment(const Snapshot& snapshot, double epoch) {
  const int count = earlier_moments(snapshot);
  int best = count;
  double distance = std::abs(snapshot.latest_epoch - epoch);
  for (int i = 0; i < count; ++i) {
    const double to = std::abs(snapshot.moments[static_cast<std::size_t>(i)] - epoch);
    if (to < distance) distance = to, best = i;
  }
  return best;
}

void go_to(Bench& bench, int moment) {
  const std::uint32_t wanted =
      moment >= earlier_moments(bench.run.snapshot()) ? command::Seek::kLatest : static_cast<std::uint32_t>(moment);
  if (wanted == bench.lab.history.asked) return;
  bench.lab.history.asked = wanted;
  bench.run.seek(wanted);
}

}  // namespace

bool has_history(const Bench& bench) {
  const Snapshot& snapshot = bench.run.snapshot();
  return bench.run.current() && snapshot.moments.size() >= 2 && snapshot.latest_epoch > 0;
}

std::string moment_words(const Bench& bench) {
  const Snapshot& snapshot = bench.run.snapshot();
  char words[96];
  std::snprintf(words, sizeof words, format_of(Text::epoch_of), epoch_text(snapshot.epoch).c_str(),
                epoch_text(std::max(snapshot.latest_epoch, snapshot.epoch)).c_str());
  return words;
}

void timeline(Ui& ui, Bench& bench, const Rect& track) {
  const Snapshot& snapshot = bench.run.snapshot();
  const Theme& theme = ui.theme();
  const Canvas& canvas = ui.canvas;
  const std::uint32_t id = widget_id("history");
  // What was asked for is forgotten once the run is at its latest, or a drag to the same moment would do nothing.
  if (!snapshot.in_past && !ui.memory->slider_held) bench.lab.history.asked = command::Seek::kLatest;
  const float ring = ui.px(6) + (ui.touch ? 2 : 0), y = canvas.snap(track.cy()), thick = ui.px(3);
  const auto x_of = [&](double epoch) {
    return track.x + static_cast<float>(std::clamp(epoch / snapshot.latest_epoch, 0.0, 1.0)) * track.w;
  };
  const Hit over = hit(ui, "history", {track.x - ring, track.y, track.w + 2 * ring, track.h});
  if (over.held) {
    ui.memory->slider_held = true;
    go_to(bench, nearest_moment(snapshot, (ImGui::GetIO().MousePos.x - track.x) / track.w * snapshot.latest_epoch));
  }
  if (const auto number = ui.mirror->take_number(id); number && std::isfinite(*number))
    go_to(bench, static_cast<int>(std::lround(std::clamp(*number, 0.0, 1e6))));

  const double shown = snapshot.in_past ? snapshot.epoch : snapshot.latest_epoch;
  const float x = x_of(shown);
  canvas.fill({track.x, y - thick / 2, track.w, thick}, theme.track, thick / 2);
  canvas.fill({track.x, y - thick / 2, x - track.x, thick}, faded(theme.accent, snapshot.in_past ? 1 : 0.45f),
              thick / 2);
  if (over.hovered || over.held)
    canvas.list->AddCircleFilled({x, y}, ring + ui.px(4), faded(theme.accent, over.held ? 0.22f : 0.12f));
  canvas.list->AddCircleFilled({x, y}, ring, theme.accent);
  canvas.list->AddCircleFilled({x, y}, ring - ui.px(1.9f), theme.card);
  tooltip(ui, track, tr(Text::history));

  MirrorItem item;
  item.id = id;
  item.role = Role::slider;
  item.name = std::string(tr(Text::history));
  item.value = nearest_moment(snapshot, shown);
  item.max = earlier_moments(snapshot);
  item.step = 1;
  item.value_text = moment_words(bench);
  announce(ui, std::move(item), track, ui.px(4));
}

float past_buttons_width(const Ui& ui) {
  return button_width(ui, tr(Text::continue_here)) + ui.px(6) + button_width(ui, tr(Text::back_to_latest));
}

void past_buttons(Ui& ui, Bench& bench, float right, float centre_y) {
  const float height = ui.target(26);
  float x = right - past_buttons_width(ui);
  const float go_w = button_width(ui, tr(Text::continue_here)), back_w = button_width(ui, tr(Text::back_to_latest));
  const bool diverged = bench.run.snapshot().state == RunState::diverged;
  if (button(ui, "continue", {x, centre_y - height / 2, go_w, height},
             {.name = tr(Text::continue_here), .look = ButtonLook::primary, .disabled = diverged}))
    bench.run.play();
  x += go_w + ui.px(6);
  if (button(ui, "latest", {x, centre_y - height / 2, back_w, height}, {.name = tr(Text::back_to_latest)})) {
    bench.lab.history.asked = command::Seek::kLatest;
    bench.run.seek(command::Seek::kLatest);
  }
}

}  // namespace deltarule

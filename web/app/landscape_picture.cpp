// The surface is a texture that is drawn anew only when it changed; paths and balls are lines upon it, fainter where
// the surface hides them.
#include "web/app/landscape_picture.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "web/app/widgets.h"
#include "web/viz/loss_curve.h"

namespace deltarule {
namespace {

constexpr double kRaceMs = 5000;

/// What is drawn upon a surface needs all of these.
struct Ground {
  const Canvas& canvas;
  const Landscape& landscape;
  const LandscapeSurface& surface;
  SurfaceView view;
  SurfaceScale scale;

  struct Place {
    ImVec2 at;
    bool inside = false, hidden = false;
  };
  [[nodiscard]] Place place(const LandscapePlace& p) const {
    const float u = (p.u - landscape.u_min) / (landscape.u_max - landscape.u_min);
    const float v = (p.v - landscape.v_min) / (landscape.v_max - landscape.v_min);
    const bool inside = u >= 0 && u <= 1 && v >= 0 && v <= 1;
    // On the surface: what else has changed on the way would lift it off the ground.
    const bool whole = landscape.rows_done == landscape.side;
    const float height = scale.height(inside && whole ? loss_at(landscape, u, v) : p.loss);
    return {view.project(u, v, height), inside, inside && surface.hidden(view, u, v, height)};
  }
};

/// The first `count` places as a line, and a part of the way to the next; returns where it ends.
Ground::Place draw_path(const Ground& ground, const std::vector<LandscapePlace>& path, double count, Colour colour) {
  Ground::Place before{};
  for (std::size_t i = 0; i < path.size() && static_cast<double>(i) < count + 1; ++i) {
    Ground::Place next = ground.place(path[i]);
    const auto share = static_cast<float>(std::min(count - (static_cast<double>(i) - 1), 1.0));
    if (i > 0 && share < 1)
      next.at = {before.at.x + (next.at.x - before.at.x) * share, before.at.y + (next.at.y - before.at.y) * share};
    if (i > 0 && before.inside && next.inside)
      ground.canvas.line(before.at.x, before.at.y, next.at.x, next.at.y,
                         before.hidden && next.hidden ? faded(colour, 0.25f) : colour, ground.canvas.px(1.8f));
    before = next;
  }
  return before;
}

Colour runner_colour(const Theme& theme, std::size_t index) {
  return index == 1 ? theme.ink : theme.classes[index == 0 ? 2 : 3];
}

void draw_ball(const Canvas& canvas, ImVec2 at, bool hidden) {
  const Theme& theme = *canvas.theme;
  const float radius = canvas.px(6);
  const float opacity = hidden ? 0.35f : 1;
  canvas.list->AddCircleFilled(at, radius + canvas.px(1.5f), faded(theme.card, opacity));
  canvas.list->AddCircleFilled(at, radius, faded(theme.ink, opacity));
  canvas.list->AddCircleFilled({at.x - radius * 0.3f, at.y - radius * 0.35f}, radius * 0.28f,
                               faded(theme.card, 0.75f * opacity));
}

/// The floor that the surface stands over.
void draw_floor(const Canvas& canvas, const SurfaceView& view) {
  constexpr float kBelow = -0.06f;
  const ImVec2 corners[] = {view.project(0, 0, kBelow), view.project(1, 0, kBelow), view.project(1, 1, kBelow),
                            view.project(0, 1, kBelow)};
  for (const ImVec2& corner : corners) canvas.list->PathLineTo(corner);
  canvas.list->PathStroke(canvas.theme->hairline, ImDrawFlags_Closed, canvas.px(1));
}

/// Which colour is which loss.
void draw_key(const Ui& ui, const Rect& area, const SurfaceScale& scale) {
  const Theme& theme = ui.theme();
  const Rect bar{area.x, area.y + ui.px(8), ui.px(6), ui.px(64)};
  const Colour middle = theme.hairline;
  ImDrawList& list = *ui.canvas.list;
  list.AddRectFilledMultiColor({bar.x, bar.y}, {bar.right(), bar.cy()}, theme.negative, theme.negative, middle, middle);
  list.AddRectFilledMultiColor({bar.x, bar.cy()}, {bar.right(), bar.bottom()}, middle, middle, theme.accent,
                               theme.accent);
  const float x = bar.right() + ui.px(6);
  ui.canvas.text(ui.fonts().mono, type::kSmall, x, bar.y + ui.px(4), theme.muted,
                 figure_text(Figure::loss, scale.high));
  ui.canvas.text(ui.fonts().mono, type::kSmall, x, bar.bottom() - ui.px(4), theme.muted,
                 figure_text(Figure::loss, scale.low));
}

/// By the mouse or a finger; by keyboard as two sliders along the picture's edges.
void turn_by_hand(Ui& ui, const Rect& area, LandscapeState& state) {
  constexpr double kDegreesPerPixel = 0.4, kFlattest = 8, kSteepest = 88;
  const Hit over = hit(ui, "surface", area);
  if (over.held) {
    ui.memory->slider_held = true;
    const ImVec2 moved = ImGui::GetIO().MouseDelta;
    state.turn = std::remainder(state.turn + static_cast<double>(moved.x / ui.canvas.scale) * kDegreesPerPixel, 360);
    state.tilt += static_cast<double>(moved.y / ui.canvas.scale) * kDegreesPerPixel;
  }
  const auto edge = [&](const char* key, Text name, double low, double high, double& value, const Rect& rect) {
    const std::uint32_t id = widget_id(key);
    if (const auto number = ui.mirror->take_number(id); number && std::isfinite(*number)) value = *number;
    value = std::clamp(value, low, high);
    MirrorItem item;
    item.id = id;
    item.role = Role::slider;
    item.name = std::string(tr(name));
    item.value = value;
    item.min = low;
    item.max = high;
    item.step = 5;
    item.value_text = figure_text(Figure::integer, value) + "\xC2\xB0";
    announce(ui, std::move(item), rect, ui.px(4));
  };
  const float thick = ui.target(14);
  edge("turn", Text::landscape_turn, -180, 180, state.turn, {area.x, area.bottom() - thick, area.w - thick, thick});
  edge("tilt", Text::landscape_tilt, kFlattest, kSteepest, state.tilt,
       {area.right() - thick, area.y, thick, area.h - thick});
}

void draw_run(const Ground& ground, const Landscape& landscape) {
  const Theme& theme = *ground.canvas.theme;
  std::vector<LandscapePlace> path = landscape.path;
  path.push_back(landscape.ball);
  draw_path(ground, path, static_cast<double>(path.size()), theme.ink);
  const Ground::Place ball = ground.place(landscape.ball);
  if (ball.inside) draw_ball(ground.canvas, ball.at, ball.hidden);
}

void draw_race(Ui& ui, LandscapeState& state, const Ground& ground, const Landscape& landscape) {
  bool ready = landscape.rows_done == landscape.side;
  for (const LandscapeRunner& runner : landscape.runners) ready &= !runner.path.empty();
  const double now = ui.platform->milliseconds();
  if (!ready) return;
  if (state.race_began == 0) state.race_began = now;
  double share = std::clamp((now - state.race_began) / kRaceMs, 0.0, 1.0);
  if (ui.platform->prefers_reduced_motion()) share = 1;
  if (share < 1) ui.platform->request_frame();
  for (std::size_t i = 0; i < landscape.runners.size(); ++i) {
    const auto& path = landscape.runners[i].path;
    const Ground::Place end =
        draw_path(ground, path, share * static_cast<double>(path.size() - 1), runner_colour(ui.theme(), i));
    if (end.inside) draw_runner(ui.canvas, end.at, i);
  }
}

void say(const Ui& ui, const Rect& area, const std::string& words) {
  MirrorItem item;
  item.id = widget_id("picture");
  item.role = Role::image;
  item.name = std::string(tr(Text::landscape));
  item.value_text = words;
  announce(ui, std::move(item), area, ui.px(6));
}

void curve_picture(Ui& ui, const Rect& area, const Landscape& landscape, const SurfaceScale& scale) {
  const std::size_t middle = std::size_t{landscape.side} / 2 * landscape.side;
  const LossCurve curve{.losses = std::span(landscape.losses).subspan(middle, landscape.side),
                        .low = landscape.u_min,
                        .high = landscape.u_max,
                        .at = landscape.ball.u,
                        .loss = landscape.ball.loss,
                        .scale = scale};
  draw_loss_curve(ui.canvas, area, curve);
  char words[96];
  std::snprintf(words, sizeof words, format_of(Text::curve_described), figure_text(Figure::loss, curve.loss).c_str(),
                figure_text(Figure::plain, curve.slope()).c_str());
  ui.canvas.text(ui.fonts().regular, type::kBody, area.right(), area.y + ui.px(8), ui.theme().muted, words,
                 Align::right);
  say(ui, area, words);
}

}  // namespace

void draw_runner(const Canvas& canvas, ImVec2 at, std::size_t index) {
  const Theme& theme = *canvas.theme;
  const float radius = canvas.px(8);
  canvas.list->AddCircleFilled(at, radius + canvas.px(1.5f), theme.card);
  canvas.list->AddCircleFilled(at, radius, runner_colour(theme, index));
  canvas.text(canvas.fonts->semibold, type::kSmall, at.x, at.y, theme.card, std::to_string(index + 1), Align::centre);
}

void landscape_picture(Ui& ui, Bench& bench, const Rect& area, const Landscape* landscape) {
  LandscapeState& state = bench.landscape;
  if (!state.curve()) turn_by_hand(ui, area, state);
  const bool some = landscape && landscape->side >= 2 && landscape->rows_done >= 2;
  if (!some || (state.curve() && landscape->rows_done < landscape->side)) {
    ui.canvas.text(ui.fonts().regular, type::kBody, area.cx(), area.cy(), ui.theme().muted, tr(Text::no_numbers_yet),
                   Align::centre);
    return;
  }
  // Of the rows that are there.
  const std::size_t known = std::size_t{landscape->side} * landscape->rows_done;
  const SurfaceScale scale =
      surface_scale(known == landscape->losses.size()
                        ? landscape->losses
                        : std::vector<float>(landscape->losses.begin(),
                                             landscape->losses.begin() + static_cast<std::ptrdiff_t>(known)),
                    state.logarithmic);
  if (state.curve()) return curve_picture(ui, area, *landscape, scale);

  const Rect place = ui.canvas.snap(area);
  const Ground ground{ui.canvas, *landscape, bench.pictures.surface, SurfaceView(place, state.turn, state.tilt), scale};
  draw_floor(ui.canvas, ground.view);
  bench.pictures.surface.draw(ui.canvas, place,
                              {.landscape = landscape,
                               .scale = scale,
                               .turn = state.turn,
                               .tilt = state.tilt,
                               .theme_revision = bench.pictures.theme_revision});
  ui.canvas.list->PushClipRect({place.x, place.y}, {place.right(), place.bottom()}, true);
  if (state.race) {
    draw_race(ui, state, ground, *landscape);
  } else {
    draw_run(ground, *landscape);
  }
  ui.canvas.list->PopClipRect();
  draw_key(ui, area, scale);
  char words[160];
  if (landscape->rows_done < landscape->side) {
    std::snprintf(words, sizeof words, format_of(Text::rows_of), landscape->rows_done, landscape->side);
    ui.canvas.text(ui.fonts().regular, type::kSmall, area.right(), area.y + ui.px(10), ui.theme().muted, words,
                   Align::right);
  } else {
    std::snprintf(words, sizeof words, format_of(Text::landscape_described),
                  figure_text(Figure::loss, scale.low).c_str(), figure_text(Figure::loss, scale.high).c_str(),
                  figure_text(Figure::loss, landscape->ball.loss).c_str());
  }
  say(ui, area, words);
}

}  // namespace deltarule

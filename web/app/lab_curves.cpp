// The lab: loss or accuracy over the epochs, with what they are now or under the pointer, earlier runs as pale lines,
// and the history below.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

#include "web/app/lab.h"
#include "web/app/timeline.h"
#include "web/app/widgets.h"
#include "web/viz/curves.h"

namespace deltarule {
namespace {

struct Columns {
  std::vector<double> epochs;
  std::vector<float> train, test;
};

Columns columns_of(const Snapshot& snapshot, bool accuracy) {
  Columns columns;
  columns.epochs.reserve(snapshot.history.size() + 1);
  const bool tested = snapshot.test.samples > 0;
  for (const HistoryRecord& record : snapshot.history) {
    columns.epochs.push_back(record.epoch);
    columns.train.push_back(accuracy ? record.train_accuracy : record.train_loss);
    columns.test.push_back(!tested ? NAN : accuracy ? record.test_accuracy : record.test_loss);
  }
  // Up to now: records are further apart than pictures.
  if (snapshot.train.samples > 0 && (columns.epochs.empty() || snapshot.epoch > columns.epochs.back())) {
    columns.epochs.push_back(snapshot.epoch);
    columns.train.push_back(accuracy ? snapshot.train.accuracy : snapshot.train.loss);
    columns.test.push_back(!tested ? NAN : accuracy ? snapshot.test.accuracy : snapshot.test.loss);
  }
  return columns;
}

std::string value_text(bool accuracy, float value) {
  if (!std::isfinite(value)) return "\xE2\x80\x93";
  if (!accuracy) return figure_text(Figure::loss, value);
  // Never rounded up to perfect.
  return figure_text(Figure::percent, value < 1 ? std::min(std::round(value * 1000.0) / 1000, 0.999) : 1);
}

/// Right-aligned; returns its left end.
float legend_entry(const Ui& ui, float right, float centre_y, Colour colour, std::string_view name,
                   const std::string& figure) {
  // A place of its own width, so that nothing jumps while the figure changes.
  const float figure_w = std::max(ui.canvas.text_width(ui.fonts().mono, type::kBody, "0.000"),
                                  ui.canvas.text_width(ui.fonts().mono, type::kBody, figure));
  ui.canvas.text(ui.fonts().mono, type::kBody, right - figure_w, centre_y, colour, figure);
  const float words = ui.canvas.text_width(ui.fonts().regular, type::kBody, name);
  const float x = right - figure_w - ui.px(7) - words;
  ui.canvas.text(ui.fonts().regular, type::kBody, x, centre_y, ui.theme().muted, name);
  const float dash = ui.px(12);
  ui.canvas.fill({x - ui.px(7) - dash, centre_y - ui.px(1), dash, ui.px(2.2f)}, colour, ui.px(1));
  return x - ui.px(7) - dash - ui.px(18);
}

/// The older, the paler.
Colour ghost_colour(const Theme& theme, std::size_t age) {
  return tinted(theme.card, theme.muted, age == 0 ? 0.75f : age == 1 ? 0.5f : 0.32f);
}

std::vector<const Ghost*> shown_ghosts(const Bench& bench) {
  std::vector<const Ghost*> shown;
  for (const Ghost& ghost : bench.lab.ghosts.all()) {
    if (comparable(ghost.experiment, bench.run.experiment())) shown.push_back(&ghost);
  }
  return shown;
}

/// In the plot's corner where curves seldom are: what each earlier run had that this one has not.
void ghost_legend(Ui& ui, Bench& bench, const Rect& plot, std::span<const Ghost* const> ghosts) {
  const float line = ui.px(14), dash = ui.px(12), side = ui.target(18);
  float width = 0;
  std::vector<std::string> names;
  Experiment now = bench.run.experiment();
  for (const Ghost* ghost : ghosts) {
    names.push_back(difference(ghost->experiment, now));
    width = std::max(width, ui.canvas.text_width(ui.fonts().regular, type::kSmall, names.back()));
  }
  const float height = line * static_cast<float>(ghosts.size());
  const float left = plot.right() - side - width - dash - ui.px(8);
  const float top = bench.lab.accuracy ? plot.bottom() - height - ui.px(3) : plot.y + ui.px(2);
  ui.canvas.fill({left - ui.px(5), top, width + dash + ui.px(14), height}, faded(ui.theme().card, 0.8f), ui.px(5));
  for (std::size_t i = 0; i < ghosts.size(); ++i) {
    // The latest first.
    const std::size_t at = ghosts.size() - 1 - i;
    const float y = top + line * (static_cast<float>(i) + 0.5f);
    ui.canvas.fill({left, y - ui.px(1), dash, ui.px(2)}, ghost_colour(ui.theme(), i), ui.px(1));
    ui.canvas.text(ui.fonts().regular, type::kSmall, left + dash + ui.px(6), y, ui.theme().muted, names[at]);
    char name[64];
    std::snprintf(name, sizeof name, format_of(Text::earlier_run), static_cast<int>(ghosts[at]->number));
    MirrorItem item;
    item.id = widget_id(name);
    item.role = Role::status;
    item.name = name;
    item.value_text = names[at];
    announce(ui, std::move(item), {left, y - line / 2, dash + width, line}, ui.px(3));
  }
  const Icon close = Icon::close;
  const Rect box{plot.right() - side + ui.px(4), top + line / 2 - side / 2, side, side};
  if (button(ui, "forget", box,
             {.name = tr(Text::forget_runs), .icon = &close, .look = ButtonLook::quiet, .icon_size = 9}))
    bench.lab.ghosts.forget();
}

void announce_picture(const Ui& ui, const Rect& plot, bool accuracy, const std::string& train,
                      const std::string& test) {
  char words[160];
  std::snprintf(words, sizeof words, format_of(accuracy ? Text::accuracy_described : Text::curves_described),
                train.c_str(), test.c_str());
  MirrorItem item;
  item.id = widget_id("picture");
  item.role = Role::image;
  item.name = std::string(tr(Text::curves));
  item.value_text = words;
  announce(ui, std::move(item), plot, ui.px(6));
}

}  // namespace

void lab_curves(Ui& ui, Bench& bench, const Rect& area) {
  const Theme& theme = ui.theme();
  const Snapshot& snapshot = bench.run.snapshot();
  const bool known = bench.run.current(), past = known && snapshot.in_past;
  // Then the legend has a line of its own, and on a page that scrolls so have the ways out of the past.
  const bool narrow = area.w < ui.px(past ? 590 : 470), buttons_below = past && narrow && ui.stacked;
  const bool classes = classes_of(bench.experiment().data) > 0;
  const bool accuracy = classes && bench.lab.accuracy;
  const bool room = !past || buttons_below || area.w > ui.px(980);  // for everything at once
  const float y = area.y + ui.target(22) / 2;
  float right = area.right(), left = area.x;
  if (past && !buttons_below) {
    const std::string words = moment_words(bench);
    ui.canvas.text(ui.fonts().medium, type::kBody, left, y, theme.ink, words);
    left += ui.canvas.text_width(ui.fonts().medium, type::kBody, words) + ui.px(14);
    past_buttons(ui, bench, left + past_buttons_width(ui), y);
    left += past_buttons_width(ui) + ui.px(14);
  }
  if (room) {
    if (!accuracy) check_box(ui, "log", right, y, tr(Text::logarithmic), bench.view.log_loss);
    const std::string_view names[] = {tr(Text::loss), tr(Text::accuracy)};
    int chosen = accuracy ? 1 : 0;
    if (classes && segments(ui, "measure", left, y, names, chosen)) bench.lab.accuracy = chosen == 1;
  }

  const Columns columns = known ? columns_of(snapshot, accuracy) : Columns{};
  const std::vector<const Ghost*> ghosts = shown_ghosts(bench);
  std::vector<CurveSeries> series = {{columns.train, theme.accent}, {columns.test, theme.negative}};
  double ghosts_end = 0;
  for (std::size_t i = ghosts.size(); i-- > 0;) {
    const Ghost& ghost = *ghosts[i];
    series.push_back(
        {accuracy ? ghost.accuracy : ghost.loss, ghost_colour(theme, ghosts.size() - 1 - i), ghost.epochs});
    ghosts_end = std::max(ghosts_end, ghost.epochs.back());
  }
  const float legend_y = narrow ? y + ui.target(22) / 2 + ui.px(10) : y;
  const float top = legend_y + ui.px(13);
  const float history_h = ui.target(18);
  const float below = buttons_below ? ui.target(26) + ui.px(26) : 0;
  const float plot_h = ui.stacked ? ui.px(150) : area.bottom() + ui.px(6) - history_h - top;
  const Rect picture{area.x, top, area.w, plot_h};
  // A run that has not begun is shown where the earlier ones went.
  const double end = known && !columns.epochs.empty() ? std::max(columns.epochs.back(), snapshot.latest_epoch) : 0;
  CurvesLook look{.epochs = columns.epochs,
                  .series = series,
                  .last_epoch = end > 0 ? end : ghosts_end,
                  .logarithmic = !accuracy && bench.view.log_loss,
                  .ceiling = accuracy ? 1.0 : 0.0,
                  .marker = {},
                  .pointer_x = {}};
  if (past) look.marker = snapshot.epoch;
  const Hit over = hit(ui, "plot", picture);
  if (over.hovered) look.pointer_x = ImGui::GetIO().MousePos.x;
  const CurvesDrawn drawn = draw_curves(ui.canvas, picture, look);

  float train = NAN, test = NAN;
  if (known && snapshot.train.samples > 0) train = accuracy ? snapshot.train.accuracy : snapshot.train.loss;
  if (known && snapshot.test.samples > 0) test = accuracy ? snapshot.test.accuracy : snapshot.test.loss;
  float at = narrow ? area.right() : right;
  if (drawn.record) {
    train = columns.train[*drawn.record];
    test = columns.test[*drawn.record];
  }
  at = legend_entry(ui, at, legend_y, theme.negative, tr(Text::test_curve), value_text(accuracy, test));
  at = legend_entry(ui, at, legend_y, theme.accent, tr(Text::training_curve), value_text(accuracy, train));
  if (drawn.record && (room || narrow)) {
    const double epoch = columns.epochs[*drawn.record];
    const std::string words =
        std::string(tr(Text::epoch)) + ' ' + figure_text(epoch < 10 ? Figure::plain : Figure::integer, epoch);
    ui.canvas.text(ui.fonts().regular, type::kBody, at, legend_y, theme.muted, words, Align::right);
  }
  if (!ghosts.empty() && drawn.plot.w > 0) ghost_legend(ui, bench, drawn.plot, ghosts);
  announce_picture(ui, picture, accuracy, value_text(accuracy, train), value_text(accuracy, test));

  const float track_y = picture.bottom();
  if (has_history(bench) && drawn.plot.w > 0) {
    // Where the plot has the present epoch the track ends.
    const auto reach = static_cast<float>(end > 0 ? std::min(1.0, snapshot.latest_epoch / end) : 1);
    timeline(ui, bench, {drawn.plot.x, track_y, drawn.plot.w * reach, history_h});
  }
  float bottom = track_y + history_h;
  if (buttons_below) {
    ui.canvas.text(ui.fonts().medium, type::kBody, area.x, bottom + ui.px(10), theme.ink, moment_words(bench));
    past_buttons(ui, bench, area.x + past_buttons_width(ui), bottom + ui.px(26) + ui.target(26) / 2);
    bottom += below;
  }
  if (ui.stacked) bench.lab_bottom = bottom;
}

}  // namespace deltarule

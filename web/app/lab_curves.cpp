// The lab: training and test loss over the epochs, with what they are now or under the pointer.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

#include "web/app/lab.h"
#include "web/app/widgets.h"
#include "web/viz/curves.h"

namespace deltarule {
namespace {

struct Columns {
  std::vector<double> epochs;
  std::vector<float> train, test;
};

Columns columns_of(const Snapshot& snapshot) {
  Columns columns;
  columns.epochs.reserve(snapshot.history.size() + 1);
  for (const HistoryRecord& record : snapshot.history) {
    columns.epochs.push_back(record.epoch);
    columns.train.push_back(record.train_loss);
    columns.test.push_back(snapshot.test.samples > 0 ? record.test_loss : NAN);
  }
  // Up to now: records are further apart than pictures.
  if (snapshot.train.samples > 0 && (columns.epochs.empty() || snapshot.epoch > columns.epochs.back())) {
    columns.epochs.push_back(snapshot.epoch);
    columns.train.push_back(snapshot.train.loss);
    columns.test.push_back(snapshot.test.samples > 0 ? snapshot.test.loss : NAN);
  }
  return columns;
}

/// Right-aligned; returns its left end.
float legend_entry(const Ui& ui, float right, float centre_y, Colour colour, std::string_view name, float value) {
  const std::string figure = std::isfinite(value) ? figure_text(Figure::loss, value) : "\xE2\x80\x93";
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

}  // namespace

void lab_curves(Ui& ui, Bench& bench, const Rect& area) {
  const Theme& theme = ui.theme();
  const float y = area.y + ui.px(8);
  float right = area.right();
  check_box(ui, "log", right, y, tr(Text::logarithmic), bench.view.log_loss);
  const bool narrow = area.w < ui.px(400);

  const Snapshot& snapshot = bench.run.snapshot();
  const bool known = bench.run.current();
  const Columns columns = known ? columns_of(snapshot) : Columns{};
  const CurveSeries series[] = {{columns.train, theme.accent, false}, {columns.test, theme.negative, false}};
  const float legend_y = narrow ? y + ui.px(24) : y;
  const float top = legend_y + ui.px(narrow ? 12 : 14);
  const Rect plot{area.x, top, area.w, area.bottom() + ui.px(8) - top};
  CurvesLook look{.epochs = columns.epochs, .series = series, .logarithmic = bench.view.log_loss, .pointer_x = {}};
  const Hit over = hit(ui, "plot", plot);
  if (over.hovered) look.pointer_x = ImGui::GetIO().MousePos.x;
  const auto readout = draw_curves(ui.canvas, plot, look);

  float train = known && snapshot.train.samples > 0 ? snapshot.train.loss : NAN;
  float test = known && snapshot.test.samples > 0 ? snapshot.test.loss : NAN;
  float at = narrow ? area.right() : right - ui.px(8);
  if (readout) {
    train = columns.train[readout->record];
    test = columns.test[readout->record];
  }
  at = legend_entry(ui, at, legend_y, theme.negative, tr(Text::test_curve), test);
  at = legend_entry(ui, at, legend_y, theme.accent, tr(Text::training_curve), train);
  if (readout) {
    const std::string epoch = std::string(tr(Text::epoch)) + ' ' +
                              figure_text(columns.epochs[readout->record] < 10 ? Figure::plain : Figure::integer,
                                          columns.epochs[readout->record]);
    ui.canvas.text(ui.fonts().regular, type::kBody, at, legend_y, theme.muted, epoch, Align::right);
  }

  char words[160];
  std::snprintf(words, sizeof words, format_of(Text::curves_described), figure_text(Figure::loss, train).c_str(),
                figure_text(Figure::loss, test).c_str());
  MirrorItem item;
  item.id = widget_id("picture");
  item.role = Role::image;
  item.name = std::string(tr(Text::curves));
  item.value_text = words;
  announce(ui, std::move(item), plot, ui.px(6));
}

}  // namespace deltarule

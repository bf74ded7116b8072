// The lab: how well the network does beyond one number, for the training or the test points. Read only.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>

#include "web/app/lab.h"
#include "web/app/widgets.h"
#include "web/viz/confusion.h"

namespace deltarule {
namespace {

std::string share_text(float share) {
  if (!std::isfinite(share)) return "\xE2\x80\x93";
  // Never rounded up to perfect.
  return figure_text(Figure::percent, share < 1 ? std::min(std::round(share * 1000.0) / 1000, 0.999) : 1);
}

/// A row for each class, with its three scores; returns the bottom.
float scores(Ui& ui, const Rect& area, std::span<const std::uint32_t> counts, unsigned classes, unsigned first) {
  const Theme& theme = ui.theme();
  const Text heads[] = {Text::precision, Text::recall};
  const float column = (area.w - ui.px(20)) / 3, line = ui.px(24);
  const auto right_of = [&](int i) { return area.x + ui.px(20) + column * static_cast<float>(i + 1); };
  float y = area.y + ui.px(10);
  for (int i = 0; i < 3; ++i)
    ui.canvas.text(ui.fonts().regular, type::kSmall, right_of(i), y, theme.muted, i < 2 ? tr(heads[i]) : "F1",
                   Align::right);
  y += ui.px(20);
  for (unsigned k = 0; k < classes; ++k, y += line) {
    const ClassScores of = class_scores(counts, classes, k);
    const std::string figures[] = {share_text(of.precision), share_text(of.recall), share_text(of.f1)};
    ui.canvas.list->AddCircleFilled({area.x + ui.px(8), y}, ui.px(8), theme.classes[k % kClassColours]);
    ui.canvas.text(ui.fonts().semibold, type::kSmall, area.x + ui.px(8), y, theme.card, std::to_string(k + first),
                   Align::centre);
    for (int i = 0; i < 3; ++i)
      ui.canvas.text(ui.fonts().mono, type::kBody, right_of(i), y, theme.ink, figures[i], Align::right);
    char name[48], words[128];
    std::snprintf(name, sizeof name, format_of(Text::results_of_class), static_cast<int>(k + first));
    std::snprintf(words, sizeof words, format_of(Text::class_results), figures[0].c_str(), figures[1].c_str(),
                  figures[2].c_str());
    MirrorItem item;
    item.id = widget_id(name);
    item.role = Role::status;
    item.name = name;
    item.value_text = words;
    announce(ui, std::move(item), {area.x, y - line / 2, area.w, line}, ui.px(4));
  }
  return y;
}

float classes_view(Ui& ui, Bench& bench, const Rect& area, std::span<const std::uint32_t> counts, unsigned classes) {
  const unsigned first = bench.run.experiment().kind == DataKind::points ? 1 : 0;  // digits are called what they are
  const bool narrow = ui.stacked && area.w < ui.px(480);
  const auto n = static_cast<float>(classes);
  const float side = std::min(narrow ? area.w : area.w * 0.5f, ui.px(24 + 64 * n + (classes < 4 ? 60 : 0)));
  const float height = narrow ? ui.px(36 + 44 * n) : std::min(area.h - ui.px(18), ui.px(24 + 64 * n));
  const Rect box{area.x, area.y + ui.px(18), side, height};
  ui.canvas.text(ui.fonts().regular, type::kSmall, area.x + ui.px(24), area.y + ui.px(6), ui.theme().muted,
                 std::string(tr(Text::predicted_class)) + " \xE2\x86\x92   " + std::string(tr(Text::true_class)) +
                     " \xE2\x86\x93");
  draw_confusion(ui.canvas, box, counts, classes, first);
  bench.lab.confusion = box;
  MirrorItem item;
  item.id = widget_id("confusion");
  item.role = Role::image;
  item.name = std::string(tr(Text::confusion));
  for (std::size_t i = 0; i < counts.size(); ++i)
    item.value_text += (i == 0 ? "" : i % classes == 0 ? "; " : " ") + std::to_string(counts[i]);
  announce(ui, std::move(item), box, ui.px(5));

  Rect beside{box.right() + ui.px(28), area.y, area.right() - box.right() - ui.px(28), area.h};
  if (narrow) beside = {area.x, box.bottom() + ui.px(14), area.w, 0};
  beside.w = std::min(beside.w, ui.px(340));
  stat(ui, "accuracy", beside.x, beside.y + ui.px(17), tr(Text::accuracy_name),
       share_text(confusion_accuracy(counts, classes)));
  const float y = scores(ui, {beside.x, beside.y + ui.px(40), beside.w, 0}, counts, classes, first);
  const float words = ui.canvas.paragraph(ui.fonts().regular, type::kSmall, beside.x, y, beside.w, ui.theme().muted,
                                          tr(Text::why_class_results));
  return std::max(y + words, box.bottom());
}

}  // namespace

void lab_results(Ui& ui, Bench& bench, const Rect& area) {
  const Snapshot& snapshot = bench.run.snapshot();
  const bool known = bench.run.current() && snapshot.results.has_value();
  bool& training = bench.lab.of_training;
  const std::string_view names[] = {tr(Text::training_curve), tr(Text::test_curve)};
  int chosen = training ? 0 : 1;
  const float y = area.y + ui.target(22) / 2;
  if (segments(ui, "points", area.x, y, names, chosen)) training = chosen == 0;
  const Rect below{area.x, y + ui.target(22) / 2 + ui.px(12), area.w,
                   area.bottom() - y - ui.target(22) / 2 - ui.px(12)};
  const auto say = [&](Text words) {
    ui.canvas.text(ui.fonts().regular, type::kBody, below.x, below.y + ui.px(10), ui.theme().muted, tr(words));
    bench.lab_bottom = std::max(area.bottom(), below.y + ui.px(30));
  };
  if (!known) return say(Text::no_numbers_yet);
  if (!training && snapshot.test.samples == 0) return say(Text::no_test_points);
  const Results& results = *snapshot.results;
  if (results.classes > 0) {
    const float bottom =
        classes_view(ui, bench, below, training ? results.train_confusion : results.test_confusion, results.classes);
    bench.lab_bottom = ui.stacked ? bottom : std::max(bottom, area.bottom());
    return;
  }
  const float gap = ui.px(10), width = std::min((area.w - gap) / 2, ui.px(180)), height = ui.px(54);
  stat_tile(ui, "rmse", {below.x, below.y, width, height}, "RMSE",
            figure_text(Figure::loss, training ? results.train_rmse : results.test_rmse));
  stat_tile(ui, "r2", {below.x + width + gap, below.y, width, height}, "R\xC2\xB2",
            figure_text(Figure::loss, training ? results.train_r2 : results.test_r2));
  const float top = below.y + height + ui.px(12);
  const float words = ui.canvas.paragraph(ui.fonts().regular, type::kSmall, below.x, top, std::min(area.w, ui.px(420)),
                                          ui.theme().muted, tr(Text::why_regression));
  bench.lab_bottom = ui.stacked ? top + words : std::max(top + words, area.bottom());
}

}  // namespace deltarule

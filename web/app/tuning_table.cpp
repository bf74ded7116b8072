// Columns, their order, and the rows.
#include "web/app/tuning_table.h"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <string>

#include "web/app/widgets.h"

namespace deltarule {
namespace {

constexpr std::size_t kMostRows = 200, kManyRows = 10, kFewRows = 8;
constexpr int kColumns = 6;
constexpr float kShare[kColumns] = {0.155f, 0.14f, 0.175f, 0.19f, 0.18f, 0.16f};  // of the width before the button

std::string_view column_name(int column) {
  switch (column) {
    case 0: return field_label("optimizer.learning_rate");
    case 1: return tr(Text::layers);
    case 2: return tr(Text::activation);
    case 3: return field_label("optimizer.name");
    case 4: return tr(Text::test_loss);
    default: return tr(Text::accuracy_name);
  }
}

double sort_key(const TuningTrial& trial, int column) {
  switch (column) {
    case 0: return trial.learning_rate;
    case 1: return trial.depth * 1000 + trial.width;
    case 2: return static_cast<double>(trial.activation);
    case 3: return static_cast<double>(trial.optimizer);
    case 4: return trial.diverged ? 1e30 : double{trial.test_loss};
    default: return trial.diverged ? -1 : double{trial.test_accuracy};
  }
}

std::string cell_text(const TuningTrial& trial, int column, bool classes) {
  switch (column) {
    case 0: return figure_text(Figure::plain, trial.learning_rate);
    case 1: return trial_layers(trial);
    case 2:
      return std::string(
          choice_label("model.activation", activation_names()[static_cast<std::size_t>(trial.activation)]));
    case 3:
      return std::string(choice_label("optimizer.name", optimizer_names()[static_cast<std::size_t>(trial.optimizer)]));
    case 4: return trial.diverged ? std::string(tr(Text::runner_diverged)) : figure_text(Figure::loss, trial.test_loss);
    default:
      return trial.diverged || !classes
                 ? "\xE2\x80\x93"
                 : figure_text(Figure::percent, std::floor(trial.test_accuracy * 1000.0 + 0.5) / 1000);
  }
}

float open_width(const Ui& ui) { return std::max(button_width(ui, tr(Text::open_trial)) - ui.px(8), ui.target(40)); }

void heads(Ui& ui, TuningState& state, const Rect& row) {
  float x = row.x;
  const float room = row.w - open_width(ui);
  for (int i = 0; i < kColumns; ++i) {
    const float width = room * kShare[i];
    const Rect rect{x, row.y, width, row.h};
    char key[16];
    std::snprintf(key, sizeof key, "head%d", i);
    const std::uint32_t id = widget_id(key);
    const Hit over = hit(ui, key, rect);
    if (over.clicked || ui.mirror->take_activate(id)) {
      // Losses rise, accuracies fall: the best comes first.
      state.descending = state.sort == i ? !state.descending : i == 5;
      state.sort = i;
    }
    const bool sorted = state.sort == i;
    ui.canvas.list->PushClipRect({x, row.y}, {x + width - ui.px(4), row.bottom()}, true);
    const std::string_view name = column_name(i);
    // On two lines where one is too narrow; the mark follows the last word.
    const auto width_of = [&](std::string_view words) {
      return ui.canvas.text_width(ui.fonts().medium, type::kSmall, words);
    };
    const bool two = width_of(name) + ui.px(sorted ? 15 : 4) > width;
    const std::size_t space = two ? name.find(' ') : std::string_view::npos;
    const std::string_view first = name.substr(0, space);
    const std::string_view second = space == std::string_view::npos ? std::string_view() : name.substr(space + 1);
    const Colour ink = sorted || over.hovered ? ui.theme().ink : ui.theme().muted;
    const float apart = two ? ui.px(6) : 0;
    ui.canvas.text(ui.fonts().medium, type::kSmall, x, row.cy() - apart, ink, first);
    ui.canvas.text(ui.fonts().medium, type::kSmall, x, row.cy() + apart, ink, second);
    if (sorted)
      draw_icon(ui.canvas, state.descending ? Icon::chevron_down : Icon::chevron_up,
                x + width_of(two ? second : first) + ui.px(6), row.cy() + apart, ui.px(7), ink);
    ui.canvas.list->PopClipRect();
    char words[96];
    std::snprintf(words, sizeof words, format_of(Text::sort_by), std::string(name).c_str());
    MirrorItem item;
    item.id = id;
    item.role = Role::toggle;
    item.name = words;
    item.pressed = sorted;
    announce(ui, std::move(item), rect, ui.px(4));
    x += width;
  }
}

bool trial_row(Ui& ui, Bench& bench, const Rect& row, int index, bool best) {
  const Tuning& tuning = *bench.run.snapshot().tuning;
  const TuningTrial& trial = tuning.trials[static_cast<std::size_t>(index)];
  TuningState& state = bench.lab.tuning;
  const Theme& theme = ui.theme();
  const bool classes = bench.run.snapshot().classes > 0;
  ImGui::PushID(index);
  const bool pointed = ImGui::IsWindowHovered() && row.contains(ImGui::GetIO().MousePos.x, ImGui::GetIO().MousePos.y);
  if (pointed) state.hovered = index;
  if (best || state.hovered == index)
    ui.canvas.fill({row.x - ui.px(5), row.y, row.w + ui.px(5), row.h}, best ? theme.accent_soft : theme.sunken,
                   ui.px(5));
  float x = row.x;
  const float room = row.w - open_width(ui);
  std::string words;
  for (int i = 0; i < kColumns; ++i) {
    const std::string cell = cell_text(trial, i, classes);
    const float width = room * kShare[i];
    const Face& face = i == 2 || i == 3 ? ui.fonts().regular : ui.fonts().mono;
    ui.canvas.list->PushClipRect({x, row.y}, {x + width - ui.px(3), row.bottom()}, true);
    ui.canvas.text(face, ui.touch ? type::kSmall : 12.f, x, row.cy(), best ? theme.accent : theme.ink, cell);
    ui.canvas.list->PopClipRect();
    words += (i ? ", " : "") + std::string(column_name(i)) + ' ' + cell;
    x += width;
  }
  if (best) words = std::string(tr(Text::best_trial)) + ": " + words;
  char name[48];
  std::snprintf(name, sizeof name, format_of(Text::trial_number), index + 1);
  announce_words(ui, widget_id("row"), Role::status, name, words, {row.x, row.y, room, row.h}, ui.px(4));
  std::snprintf(name, sizeof name, format_of(Text::open_trial_number), index + 1);
  // Its words are short; to the outside it says which.
  const Rect box{row.right() - open_width(ui), row.y, open_width(ui), row.h};
  const std::uint32_t id = widget_id("open");
  const Hit over = hit(ui, "open", box);
  const bool open = over.clicked || ui.mirror->take_activate(id);
  ui.canvas.text(ui.fonts().medium, 12, box.cx(), box.cy(), over.hovered ? theme.ink : theme.accent,
                 tr(Text::open_trial), Align::centre);
  announce_words(ui, id, Role::button, name, {}, box, ui.px(5));
  ImGui::PopID();
  return open;
}

}  // namespace

int best_trial(const Tuning& tuning) {
  int best = -1;
  for (std::size_t i = 0; i < tuning.trials.size(); ++i) {
    if (tuning.trials[i].diverged) continue;
    if (best < 0 || tuning.trials[i].test_loss < tuning.trials[static_cast<std::size_t>(best)].test_loss)
      best = static_cast<int>(i);
  }
  return best;
}

std::string trial_layers(const TuningTrial& trial) {
  char words[32];
  std::snprintf(words, sizeof words, "%d \xC3\x97 %d", trial.depth, trial.width);
  return words;
}

TableOutcome tuning_table(Ui& ui, Bench& bench, const Rect& area) {
  TuningState& state = bench.lab.tuning;
  const Tuning& tuning = *bench.run.snapshot().tuning;
  const float head = ui.target(24), line = ui.target(23);
  const float bar = ui.stacked ? 0 : ui.px(8);  // of the scroll bar
  heads(ui, state, {area.x, area.y, area.w - bar, head});
  std::vector<int> order(tuning.trials.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<int>(i);
  std::sort(order.begin(), order.end(), [&](int a, int b) {
    const double left = sort_key(tuning.trials[static_cast<std::size_t>(a)], state.sort);
    const double right = sort_key(tuning.trials[static_cast<std::size_t>(b)], state.sort);
    if (left != right) return (left < right) != state.descending;
    return a < b;
  });
  if (order.size() > kMostRows) order.resize(kMostRows);
  const bool is_long = ui.stacked && order.size() > kManyRows;
  if (is_long && !state.all_rows) order.resize(kFewRows);
  const int best = best_trial(tuning);
  const float rows = line * static_cast<float>(order.size());
  ImGui::SetCursorScreenPos({area.x - ui.px(6), area.y + head});
  ImGui::BeginChild("trials", {area.w + ui.px(6), ui.stacked ? rows : area.h - head}, ImGuiChildFlags_None,
                    ImGuiWindowFlags_NoNav);
  const Canvas outer = ui.canvas;
  ui.canvas.list = ImGui::GetWindowDrawList();
  ui.canvas.list->_FringeScale = 1 / ui.canvas.pixel_ratio;
  const float top = area.y + head - ImGui::GetScrollY();
  TableOutcome outcome;
  for (std::size_t i = 0; i < order.size(); ++i) {
    const Rect row{area.x, top + line * static_cast<float>(i), area.w - bar, line};
    if (trial_row(ui, bench, row, order[i], order[i] == best)) outcome.opened = order[i];
  }
  ImGui::SetCursorScreenPos({area.x, top + rows - 1});
  ImGui::Dummy({1, 1});
  ImGui::EndChild();
  ui.canvas = outer;
  outcome.bottom = ui.stacked ? area.y + head + rows : area.bottom();
  if (is_long) {
    char words[64];
    std::snprintf(words, sizeof words, format_of(Text::show_all), static_cast<int>(tuning.trials.size()));
    outcome.bottom = fold(ui, "rows", area.x, outcome.bottom + ui.px(4), state.all_rows ? tr(Text::show_fewer) : words,
                          state.all_rows);
  }
  return outcome;
}

}  // namespace deltarule

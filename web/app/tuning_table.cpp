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
// Where a cell is: on which line of its row, and from where to where of the width before the button.
struct Place {
  int line;
  float begin, share;
};
constexpr Place kWide[kColumns] = {{0, 0, 0.155f},    {0, 0.155f, 0.14f}, {0, 0.295f, 0.175f},
                                   {0, 0.47f, 0.19f}, {0, 0.66f, 0.18f},  {0, 0.84f, 0.16f}};
// On a phone the words are below the figures.
constexpr Place kNarrow[kColumns] = {{0, 0, 0.27f},    {0, 0.27f, 0.23f}, {1, 0, 0.27f},
                                     {1, 0.27f, 0.3f}, {0, 0.5f, 0.25f},  {0, 0.75f, 0.25f}};

bool is_narrow(const Ui& ui, float width) { return width < ui.px(400); }

/// Of a row whose lines are this high.
Rect cell_place(const Ui& ui, const Rect& row, float room, int column, float line) {
  const Place& at = (is_narrow(ui, row.w) ? kNarrow : kWide)[column];
  return {row.x + room * at.begin, row.y + line * static_cast<float>(at.line), room * at.share, line};
}

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
  const float room = row.w - open_width(ui);
  for (int i = 0; i < kColumns; ++i) {
    const Rect rect = cell_place(ui, row, room, i, ui.target(24));
    const float x = rect.x, width = rect.w;
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
    ui.canvas.list->PushClipRect({x, rect.y}, {rect.right() - ui.px(4), rect.bottom()}, true);
    const std::string_view name = column_name(i);
    // On two lines where one is too narrow; the mark follows the last word.
    const auto width_of = [&](std::string_view words) {
      return ui.canvas.text_width(ui.fonts().medium, type::kSmall, words);
    };
    const bool tight = width_of(name) + ui.px(sorted ? 15 : 4) > width;
    const std::size_t space = tight ? name.find(' ') : std::string_view::npos;
    const bool two = space != std::string_view::npos;
    const std::string_view first = name.substr(0, space);
    const std::string_view second = two ? name.substr(space + 1) : std::string_view();
    const Colour ink = sorted || over.hovered ? ui.theme().ink : ui.theme().muted;
    const float apart = two ? ui.px(6) : 0;
    ui.canvas.text(ui.fonts().medium, type::kSmall, x, rect.cy() - apart, ink, first);
    ui.canvas.text(ui.fonts().medium, type::kSmall, x, rect.cy() + apart, ink, second);
    if (sorted)
      draw_icon(ui.canvas, state.descending ? Icon::chevron_down : Icon::chevron_up,
                x + width_of(two ? second : first) + ui.px(6), rect.cy() + apart, ui.px(7), ink);
    ui.canvas.list->PopClipRect();
    char words[96];
    std::snprintf(words, sizeof words, format_of(Text::sort_by), std::string(name).c_str());
    MirrorItem item;
    item.id = id;
    item.role = Role::toggle;
    item.name = words;
    item.pressed = sorted;
    announce(ui, std::move(item), rect, ui.px(4));
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
  const float room = row.w - open_width(ui);
  const bool two_lines = is_narrow(ui, row.w);
  std::string words;
  for (int i = 0; i < kColumns; ++i) {
    const std::string cell = cell_text(trial, i, classes);
    Rect at = cell_place(ui, row, room, i, two_lines ? ui.px(16) : row.h);
    if (two_lines) at.y += (row.h - ui.px(32)) / 2;
    const bool below = two_lines && (i == 2 || i == 3);
    const Face& face = i == 2 || i == 3 ? ui.fonts().regular : ui.fonts().mono;
    ui.canvas.list->PushClipRect({at.x, row.y}, {at.right() - ui.px(3), row.bottom()}, true);
    ui.canvas.text(face, below ? type::kSmall : 12.f, at.x, at.cy(),
                   best    ? theme.accent
                   : below ? theme.muted
                           : theme.ink,
                   cell);
    ui.canvas.list->PopClipRect();
    words += (i ? ", " : "") + std::string(column_name(i)) + ' ' + cell;
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
  const float head = ui.target(24) * (is_narrow(ui, area.w) ? 2 : 1), line = ui.target(23);
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

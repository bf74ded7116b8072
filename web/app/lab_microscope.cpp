// The lab: the microscope. A sample, a walk through one pass with it, and at each step the formula with the real
// numbers of one neuron beside the whole layer's.
#include <algorithm>
#include <cmath>
#include <cstdio>

#include "web/app/lab.h"
#include "web/app/microscope_words.h"
#include "web/app/value_bars.h"
#include "web/app/widgets.h"

namespace deltarule {
namespace {

constexpr float kNarrow = 480;  // of the area, in design pixels: then the list stands below the formulas

/// The trace, if it is whole and of the network that is shown.
const Trace* usable_trace(const LiveRun& run) {
  const Snapshot& snapshot = run.snapshot();
  if (!run.same_shape() || !snapshot.trace || !snapshot.trace->sample.on) return nullptr;
  const Trace& trace = *snapshot.trace;
  std::size_t units = 0;
  for (const SnapshotLayer& layer : snapshot.layers) units += layer.spec.kind == LayerKind::dense ? layer.outputs : 0;
  // Rosenblatt's rule has no gradients.
  const bool rule = run.experiment().training.optimizer.name == Optimizer::perceptron;
  for (const auto* each : {&trace.z, &trace.y, &trace.dy, &trace.dz})
    if (each->size() != units) return nullptr;
  if (!rule && trace.gradients.size() != snapshot.parameters.size()) return nullptr;
  if (trace.updates.size() != snapshot.parameters.size()) return nullptr;
  const bool fits =
      trace.inputs.size() == snapshot.layers.front().inputs && trace.targets.size() == snapshot.layers.back().outputs;
  return fits ? &trace : nullptr;
}

bool icon_button(const Ui& ui, const char* key, float& x, float y, float side, Icon icon, Text name, bool disabled) {
  const bool pressed =
      button(ui, key, {x, y, side, side}, {.name = tr(name), .icon = &icon, .icon_size = 11, .disabled = disabled});
  x += side + ui.px(5);
  return pressed;
}

int place_of(const std::vector<SnapshotPoint>& points, const TraceRequest& sample) {
  for (std::size_t i = 0; i < points.size(); ++i) {
    const SnapshotPoint& p = points[i];
    if (p.x1 == sample.x1 && p.x2 == sample.x2 && p.label == sample.label) return static_cast<int>(i);
  }
  return -1;
}

/// Which sample; returns the bottom.
float sample_row(Ui& ui, Bench& bench, const Trace* trace, const Rect& area, bool narrow) {
  MicroscopeState& state = bench.microscope;
  const auto& points = bench.run.snapshot().points;
  const int count = static_cast<int>(points.size());
  const float side = ui.target(26);
  float x = area.x, y = area.y;
  const int at = trace ? place_of(points, trace->sample) : -1;
  int wanted = at;
  if (icon_button(ui, "previous", x, y, side, Icon::chevron_left, Text::previous_sample, count == 0))
    wanted = at > 0 ? at - 1 : count - 1;
  if (icon_button(ui, "next", x, y, side, Icon::chevron_right, Text::next_sample, count == 0))
    wanted = at + 1 < count ? at + 1 : 0;
  if (icon_button(ui, "random", x, y, side, Icon::dice, Text::random_sample, count == 0))
    wanted =
        static_cast<int>(static_cast<std::uint32_t>(ui.platform->milliseconds() * 977) % static_cast<unsigned>(count));
  if (wanted != at) microscope_pick(bench, points[static_cast<std::size_t>(wanted)]);
  char words[64] = "";
  if (at >= 0) std::snprintf(words, sizeof words, format_of(Text::sample_of), at + 1, count);
  ui.canvas.text(ui.fonts().regular, type::kBody, x + ui.px(5), y + side / 2, ui.theme().ink, words);
  if (narrow) {
    x = area.x;
    y += side + ui.px(6);
  } else {
    x += ui.canvas.text_width(ui.fonts().regular, type::kBody, words) + ui.px(20);
  }
  const std::string_view follow = tr(Text::next_in_training), train = tr(Text::train_on_sample);
  chip(ui, "follow", {x, y, chip_width(ui, follow) + ui.px(8), side}, follow, state.follow);
  const float width = button_width(ui, train);
  if (button(ui, "train", {area.right() - width, y, width, side}, {.name = train, .disabled = !state.follow || !trace}))
    bench.run.step(command::Unit::sample, 1);
  return y + side;
}

/// The walk as a row of segments, blue on the way forward and orange on the way back; a slider to the outside.
void step_bar(Ui& ui, const Rect& rect, const std::vector<MicroscopeStep>& steps, const std::string& title, int& step) {
  const Theme& theme = ui.theme();
  const int count = static_cast<int>(steps.size());
  const std::uint32_t id = widget_id("walk");
  const Hit over = hit(ui, "walk", rect);
  const float pitch = rect.w / static_cast<float>(count), gap = std::min(ui.px(3), pitch * 0.3f);
  if (over.held) {
    ui.memory->slider_held = true;
    step = std::clamp(static_cast<int>((ImGui::GetIO().MousePos.x - rect.x) / pitch), 0, count - 1);
  }
  if (const auto number = ui.mirror->take_number(id); number && std::isfinite(*number))
    step = static_cast<int>(std::clamp(*number, 1.0, static_cast<double>(count))) - 1;
  for (int i = 0; i < count; ++i) {
    const Colour colour = backward(steps[static_cast<std::size_t>(i)].phase) ? theme.negative : theme.accent;
    const float thick = ui.px(i == step ? 12 : 5);
    ui.canvas.fill({rect.x + pitch * static_cast<float>(i), rect.cy() - thick / 2, pitch - gap, thick},
                   i == step ? colour : faded(colour, i < step ? 0.55f : 0.25f), ui.px(2));
  }
  char words[128];
  std::snprintf(words, sizeof words, "%d / %d: %s", step + 1, count, title.c_str());
  MirrorItem item;
  item.id = id;
  item.role = Role::slider;
  item.name = std::string(tr(Text::microscope_step));
  item.value = step + 1;
  item.min = 1;
  item.max = count;
  item.step = 1;
  item.value_text = words;
  announce(ui, std::move(item), rect, ui.px(4));
}

/// A click in the diagram moves the microscope there; else the diagram shows where the microscope is.
MicroscopeStep follow_selection(Bench& bench, const std::vector<MicroscopeStep>& steps) {
  MicroscopeState& state = bench.microscope;
  const int count = static_cast<int>(steps.size());
  state.step = std::clamp(state.step, 0, count - 1);
  MicroscopeStep step = steps[static_cast<std::size_t>(state.step)];
  const bool chosen = bench.selected && bench.selected != state.selected_seen;
  if (chosen) {
    state.unit = bench.selected->unit;
    const int column = bench.selected->column;
    const auto go = [&](MicroscopeStep wanted) {
      const auto found = std::find(steps.begin(), steps.end(), wanted);
      if (found == steps.end()) return false;
      state.step = static_cast<int>(found - steps.begin());
      step = wanted;
      return true;
    };
    if (step.phase == Phase::update) {
      step.column = std::max(column, 1);
    } else if (column != step.column && !go({step.phase, column}) && !go({Phase::dz, column})) {
      go(column == 0 ? steps.front() : MicroscopeStep{Phase::sum, column});
    }
  } else if (step.phase == Phase::update && state.selected_seen && state.selected_seen->column > 0) {
    step.column = std::min(state.selected_seen->column, step.column);
  }
  const SnapshotLayer* layer = dense_layer(bench.run.snapshot(), step.column);
  state.unit = std::clamp(state.unit, 0, layer ? static_cast<int>(layer->outputs) - 1 : 0);
  if (step.column > 0 && step.phase != Phase::loss) bench.selected = NeuronId{step.column, state.unit};
  state.selected_seen = bench.selected;
  return step;
}

void announce_step(const Ui& ui, const StepWords& words, const Rect& rect) {
  MirrorItem item;
  item.id = widget_id("words");
  item.role = Role::status;
  item.name = words.title;
  item.value_text = std::string(tr(words.why)) + ' ' + words.formula;
  for (const std::string& line : words.numbers) item.value_text += "; " + line;
  if (!words.result_name.empty()) item.value_text += "; " + words.result_name + " = " + exact_text(words.result);
  announce(ui, std::move(item), rect, ui.px(4));
}

/// Title, formula, numbers, result; returns the bottom.
float formulas(Ui& ui, Bench& bench, const StepWords& words, MicroscopeStep step, const Rect& area) {
  const Theme& theme = ui.theme();
  const Face& mono = ui.fonts().mono;
  const float line = ui.target(22);
  card_title(ui, area.x, area.y + line / 2, words.title);
  const SnapshotLayer* layer = dense_layer(bench.run.snapshot(), step.column);
  if (layer && layer->outputs > 1 && step.phase != Phase::loss) {
    const float width = stepper_width(ui);
    int unit = bench.microscope.unit + 1;
    if (stepper(ui, "unit", {area.right() - width, area.y, width, line}, tr(Text::neuron_looked_at), 1,
                static_cast<int>(layer->outputs), unit))
      bench.microscope.unit = unit - 1;
    const float title = ui.canvas.text_width(ui.fonts().semibold, type::kBody, words.title);
    const float named = ui.canvas.text_width(ui.fonts().regular, type::kBody, tr(Text::neuron));
    if (title + named + ui.px(16) + width <= area.w)
      ui.canvas.text(ui.fonts().regular, type::kBody, area.right() - width - ui.px(4), area.y + line / 2, theme.muted,
                     tr(Text::neuron), Align::right);
  }
  float y = area.y + line + ui.px(3);
  y += ui.canvas.paragraph(ui.fonts().regular, type::kBody, area.x, y, area.w, theme.muted, tr(words.why)) + ui.px(5);
  y += ui.canvas.paragraph(mono, type::kBody, area.x, y, area.w, theme.muted, words.formula) + ui.px(3);
  for (const std::string& numbers : words.numbers)
    y += ui.canvas.paragraph(mono, type::kBody, area.x, y, area.w, theme.ink, numbers);
  if (!words.result_name.empty()) {
    y += ui.px(14);
    const std::string name = words.result_name + " = ";
    ui.canvas.text(mono, type::kLarge, area.x, y, theme.muted, name);
    ui.canvas.text(mono, type::kLarge, area.x + ui.canvas.text_width(mono, type::kLarge, name), y,
                   words.result < 0 ? theme.negative : theme.accent, exact_text(words.result));
    y += ui.px(12);
  }
  announce_step(ui, words, {area.x, area.y + line, area.w, y - area.y - line});
  return y;
}

/// All of the layer's; a click on a unit's row chooses it.
float list(Ui& ui, Bench& bench, const StepWords& words, MicroscopeStep step, const Rect& area) {
  std::vector<std::string> names;
  for (int i = 0; i < static_cast<int>(words.values.size()); ++i)
    names.push_back(row_name(bench, words, step.column, i));
  const bool choosable = words.of_units && step.column > 0 && step.phase != Phase::loss;
  const float title = ui.px(18);
  ui.canvas.text(ui.fonts().mono, type::kSmall, area.x, area.y + title / 2, ui.theme().muted, words.list_name);
  const Rect rows{area.x, area.y + title, area.w, area.h - title};
  ValueBars bars{.values = words.values, .names = names, .chosen = choosable ? bench.microscope.unit : -1};
  const float bottom = value_bars(ui, rows, bars);
  if (choosable) {
    const Hit over = hit(ui, "rows", {rows.x, rows.y, rows.w, bottom - rows.y});
    const int row = value_bar_at(ui, rows, bars, ImGui::GetIO().MousePos.y);
    if (over.clicked && row >= 0) bench.microscope.unit = row;
  }
  std::string said;
  for (std::size_t i = 0; i < names.size(); ++i) said += (i ? ", " : "") + names[i] + " " + exact_text(words.values[i]);
  MirrorItem item;
  item.id = widget_id("list");
  item.role = Role::image;
  item.name = words.list_name;
  item.value_text = said;
  announce(ui, std::move(item), {area.x, area.y, area.w, bottom - area.y}, ui.px(4));
  return bottom;
}

}  // namespace

void microscope_pick(Bench& bench, const SnapshotPoint& point) {
  bench.microscope.follow = false;
  bench.traced = {.on = true, .x1 = point.x1, .x2 = point.x2, .label = point.label, .next = false};
}

void lab_microscope(Ui& ui, Bench& bench, const Rect& area) {
  MicroscopeState& state = bench.microscope;
  const bool narrow = area.w < ui.px(kNarrow);
  const Trace* trace = usable_trace(bench.run);
  const bool followed = state.follow;
  float y = sample_row(ui, bench, trace, area, narrow) + ui.px(7);
  if (state.follow) bench.traced = {.on = true, .x1 = 0, .x2 = 0, .label = 0, .next = true};
  // What was shown stays when it is no longer followed.
  if (followed && !state.follow && trace && bench.traced.next)
    bench.traced = {
        .on = true, .x1 = trace->sample.x1, .x2 = trace->sample.x2, .label = trace->sample.label, .next = false};
  if (!trace) {
    ui.canvas.text(ui.fonts().regular, type::kBody, area.x, y + ui.px(20), ui.theme().muted, tr(Text::no_numbers_yet));
    return;
  }
  const auto steps = microscope_steps(bench.run.snapshot(), bench.run.experiment().training);
  const MicroscopeStep step = follow_selection(bench, steps);
  const StepWords words = microscope_words(bench, *trace, step, state.unit, narrow ? 4 : 6);

  const float side = ui.target(22);
  const int last = static_cast<int>(steps.size()) - 1;
  float left = area.x, right = area.right() - side;
  if (icon_button(ui, "back", left, y, side, Icon::chevron_left, Text::previous_step, state.step == 0)) --state.step;
  step_bar(ui, {left, y, right - ui.px(5) - left, side}, steps, words.title, state.step);
  if (icon_button(ui, "on", right, y, side, Icon::chevron_right, Text::next_step, state.step == last)) ++state.step;
  y += side + ui.px(8);

  if (narrow && ui.stacked) {  // a card that does not grow has no room below
    y = formulas(ui, bench, words, step, {area.x, y, area.w, 0}) + ui.px(8);
    constexpr float kRows = 9;
    bench.lab_bottom = list(ui, bench, words, step, {area.x, y, area.w, ui.px(17) * kRows + ui.px(19)});
    return;
  }
  const float wide = std::floor(area.w * 0.62f), gap = ui.px(24);
  bench.lab_bottom = formulas(ui, bench, words, step, {area.x, y, wide, 0});
  list(ui, bench, words, step, {area.x + wide + gap, y, area.w - wide - gap, area.bottom() - y});
}

}  // namespace deltarule

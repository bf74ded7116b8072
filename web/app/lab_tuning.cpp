// The lab: a search over learning rate, width, depth, activation and optimizer. What to try, how far it is, what came
// out, and a way to go on with one of the trials.
#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "engine/api/tuned.h"
#include "web/app/lab.h"
#include "web/app/tuning_table.h"
#include "web/app/widgets.h"
#include "web/viz/scatter.h"

namespace deltarule {
namespace {

constexpr int kWidths[] = {2, 4, 8, 16, 32}, kDepths[] = {1, 2, 3, 4, 6};
constexpr Activation kActivations[] = {Activation::tanh, Activation::relu, Activation::sigmoid, Activation::sine};
constexpr Optimizer kOptimizers[] = {Optimizer::sgd, Optimizer::momentum, Optimizer::rmsprop, Optimizer::adam};
constexpr int kMostTrials = 1000;
constexpr float kNarrow = 560;

TuningSpec spec_of(const TuningState& state) {
  TuningSpec spec;
  spec.method = state.random ? TuningMethod::random : TuningMethod::grid;
  spec.learning_rates.clear();
  const double low = std::min(state.rate_from, state.rate_to), high = std::max(state.rate_from, state.rate_to);
  const int count = state.random ? 2 : high > low ? state.rate_count : 1;
  for (int i = 0; i < count; ++i) {
    const double share = count > 1 ? static_cast<double>(i) / (count - 1) : 0;
    // Three digits, as one would have typed it.
    const double rate = low * std::pow(high / low, share);
    const double power = std::pow(10, std::floor(std::log10(rate)) - 2);
    const double typed =
        power < 1 ? std::round(rate / power) / std::round(1 / power) : std::round(rate / power) * power;
    spec.learning_rates.push_back(std::clamp(typed, low, high));
  }
  const auto chosen = [](auto& list, const auto& from, std::uint32_t bits) {
    list.clear();
    for (std::size_t i = 0; i < std::size(from); ++i)
      if (bits >> i & 1) list.push_back(from[i]);
  };
  chosen(spec.widths, kWidths, state.widths);
  chosen(spec.depths, kDepths, state.depths);
  chosen(spec.activations, kActivations, state.activations);
  chosen(spec.optimizers, kOptimizers, state.optimizers);
  spec.trials = static_cast<std::uint32_t>(state.trials);
  spec.epochs = static_cast<std::uint32_t>(state.epochs);
  return spec;
}

int trials_of(const TuningSpec& spec) {
  if (spec.method == TuningMethod::random) return static_cast<int>(spec.trials);
  return static_cast<int>(spec.learning_rates.size() * spec.widths.size() * spec.depths.size() *
                          spec.activations.size() * spec.optimizers.size());
}

/// At first what the experiment has, and its nearest rival.
void choose_defaults(TuningState& state, const Experiment& experiment) {
  if (state.activations == 0) {
    state.activations = 1;
    for (std::size_t i = 0; i < std::size(kActivations); ++i)
      if (experiment.training.model.front().activation == kActivations[i]) state.activations = 1u << i;
  }
  if (state.optimizers == 0) {
    state.optimizers = 1u << 3;
    for (std::size_t i = 0; i < std::size(kOptimizers); ++i)
      if (experiment.training.optimizer.name == kOptimizers[i]) state.optimizers = 1u << i;
  }
}

/// A row of chips behind its name, wrapped. Returns the bottom. `numbered`: what a number among them is to the outside.
float chips(Ui& ui, const Rect& area, std::string_view name, std::span<const std::string> labels, std::uint32_t& bits,
            const char* numbered = nullptr) {
  // Five that are as wide as a finger are a row on a phone.
  const float left = area.x + ui.px(ui.touch ? 66 : 74), gap = ui.px(ui.touch ? 4 : 5), height = chip_height(ui);
  float x = left, y = area.y;
  ui.canvas.text(ui.fonts().regular, type::kBody, area.x, y + height / 2, ui.theme().muted, name);
  ImGui::PushID(name.data(), name.data() + name.size());
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const std::string& label = labels[i];
    const float width = chip_width(ui, label);
    if (x + width > area.right() && x > left) x = left, y += height + gap;
    char words[64] = "";
    if (numbered) std::snprintf(words, sizeof words, numbered, std::atoi(label.c_str()));
    bool on = bits >> i & 1;
    // The last one that is on stays on: a list must not be empty.
    if (chip(ui, label.c_str(), {x, y, width, height}, label, on, words) && bits != 1u << i) bits ^= 1u << i;
    x += width + gap;
  }
  ImGui::PopID();
  return y + height + ui.px(6);
}

std::vector<std::string> numbers(std::span<const int> list) {
  std::vector<std::string> words;
  for (const int each : list) words.push_back(std::to_string(each));
  return words;
}

template <class T, std::size_t N>
std::vector<std::string> names(const T (&list)[N], std::string_view path, std::span<const std::string_view> choices) {
  std::vector<std::string> words;
  for (const T each : list) words.emplace_back(choice_label(path, choices[static_cast<std::size_t>(each)]));
  return words;
}

/// What to try. Returns the bottom.
float plan(Ui& ui, TuningState& state, const Rect& area) {
  const float slider_h = slider_height(ui), gap = ui.px(14), half = (area.w - gap) / 2;
  float y = area.y;
  const auto pair = [&](bool right) { return Rect{area.x + (right ? half + gap : 0), y, half, slider_h}; };
  slider(ui, "from", pair(false), {.label = tr(Text::rate_from), .min = 1e-5, .max = 10, .logarithmic = true},
         state.rate_from);
  slider(ui, "to", pair(true), {.label = tr(Text::rate_to), .min = 1e-5, .max = 10, .logarithmic = true},
         state.rate_to);
  y += slider_h + ui.px(8);
  const std::string_view methods[] = {tr(Text::search_grid), tr(Text::search_random)};
  int method = state.random ? 1 : 0;
  if (segments(ui, "method", area.x, y + ui.target(22) / 2, methods, method)) state.random = method == 1;
  y += ui.target(22) + ui.px(6);
  double count = state.random ? state.trials : state.rate_count, epochs = state.epochs;
  if (state.random) {
    if (slider(ui, "trials", pair(false), {.label = tr(Text::trials), .min = 1, .max = 200, .figure = Figure::integer},
               count))
      state.trials = static_cast<int>(count);
  } else if (slider(ui, "rates", pair(false),
                    {.label = tr(Text::rate_count), .min = 1, .max = 12, .figure = Figure::integer}, count)) {
    state.rate_count = static_cast<int>(count);
  }
  if (slider(ui, "epochs", pair(true),
             {.label = tr(Text::trial_epochs), .min = 1, .max = 1000, .logarithmic = true, .figure = Figure::integer},
             epochs))
    state.epochs = static_cast<int>(epochs);
  y += slider_h + ui.px(8);
  const auto row = [&] { return Rect{area.x, y, area.w, 0}; };
  y = chips(ui, row(), tr(Text::widths_tried), numbers(kWidths), state.widths, format_of(Text::width_chip));
  y = chips(ui, row(), tr(Text::depths_tried), numbers(kDepths), state.depths, format_of(Text::depth_chip));
  y = chips(ui, row(), tr(Text::activation), names(kActivations, "model.activation", activation_names()),
            state.activations);
  return chips(ui, row(), field_label("optimizer.name"), names(kOptimizers, "optimizer.name", optimizer_names()),
               state.optimizers) -
         ui.px(6);
}

/// "Search" or "Stop", and how far it is. Returns the bottom.
float progress(Ui& ui, Bench& bench, const Rect& area) {
  const auto& tuning = bench.run.snapshot().tuning;
  const bool running = bench.run.current() && tuning && tuning->running;
  const Theme& theme = ui.theme();
  const float height = ui.target(28), width = std::max(button_width(ui, tr(Text::search)), ui.px(76));
  const TuningSpec spec = spec_of(bench.lab.tuning);
  const int trials = trials_of(spec);
  const bool much = trials > kMostTrials;
  const Rect box{area.x, area.y, width, height};
  if (running) {
    if (button(ui, "stop", box, {.name = tr(Text::stop_search)})) bench.run.stop_tuning();
  } else if (button(ui, "search", box, {.name = tr(Text::search), .look = ButtonLook::primary, .disabled = much})) {
    bench.lab.tuning.base = bench.run.experiment();
    bench.run.tune(spec);
  }
  char words[96];
  if (running) {
    std::snprintf(words, sizeof words, format_of(Text::trials_of), static_cast<int>(tuning->trials.size()),
                  static_cast<int>(tuning->total));
  } else {
    std::snprintf(words, sizeof words, format_of(much ? Text::too_many_trials : Text::trial_count), trials);
  }
  const float x = box.right() + ui.px(12);
  const float line = running ? box.cy() - ui.px(5) : box.cy();
  ui.canvas.text(ui.fonts().regular, type::kBody, x, line, much ? theme.negative : theme.muted,
                 running ? std::string(words) + "  \xC2\xB7  " + std::string(tr(Text::search_pauses)) : words);
  if (running) {
    const Rect bar{x, box.bottom() - ui.px(7), area.right() - x, ui.px(4)};
    ui.canvas.fill(bar, theme.track, ui.px(2));
    ui.canvas.fill({bar.x, bar.y, bar.w * std::clamp(tuning->progress, 0.02f, 1.f), bar.h}, theme.accent, ui.px(2));
  }
  MirrorItem item;
  item.id = widget_id("progress");
  item.role = Role::status;
  item.name = std::string(tr(Text::tuning));
  item.value_text = words;
  announce(ui, std::move(item), {x, box.y, area.right() - x, height}, ui.px(4));
  return box.bottom();
}

void plot(Ui& ui, Bench& bench, const Rect& area) {
  const Tuning& tuning = *bench.run.snapshot().tuning;
  TuningState& state = bench.lab.tuning;
  std::vector<ScatterDot> dots;
  bool widths = false;
  for (std::size_t i = 0; i < tuning.trials.size(); ++i) {
    const TuningTrial& trial = tuning.trials[i];
    widths |= trial.width != tuning.trials.front().width;
    dots.push_back({trial.learning_rate, trial.diverged ? INFINITY : double{trial.test_loss},
                    std::log2(static_cast<float>(std::max(trial.width, 1))) / 5, static_cast<int>(i) == state.hovered});
  }
  const Hit over = hit(ui, "plot", area);
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const float line = ui.px(14);
  const auto caption = [&](Text text, Align align) {
    ui.canvas.text(ui.fonts().regular, type::kSmall, align == Align::right ? area.right() : area.x, area.y + line / 2,
                   ui.theme().muted, tr(text), align);
  };
  caption(Text::trials_plot, Align::left);
  if (widths) caption(Text::dots_are_widths, Align::right);
  const int near =
      draw_scatter(ui.canvas, {area.x, area.y + line, area.w, area.h - line}, dots, over.hovered, mouse.x, mouse.y);
  state.hovered = over.hovered ? near : -1;
  MirrorItem item;
  item.id = widget_id("scatter");
  item.role = Role::image;
  item.name = std::string(tr(Text::trials_plot));
  item.value_text = std::string(tr(Text::test_loss)) + ", " + std::string(field_label("optimizer.learning_rate"));
  announce(ui, std::move(item), area, ui.px(4));
}

}  // namespace

void lab_tuning(Ui& ui, Bench& bench, const Rect& area) {
  TuningState& state = bench.lab.tuning;
  choose_defaults(state, bench.run.experiment());
  const bool narrow = area.w < ui.px(kNarrow);
  const float gap = ui.px(18), left_w = narrow ? area.w : ui.px(246);
  const float left_bottom = plan(ui, state, {area.x, area.y, left_w, area.h});
  Rect right{area.x + left_w + gap, area.y, area.w - left_w - gap, area.h};
  if (narrow) right = {area.x, left_bottom + ui.px(6), area.w, ui.px(460)};
  const float below = progress(ui, bench, right) + ui.px(8);
  const auto& tuning = bench.run.snapshot().tuning;
  if (!bench.run.current() || !tuning || tuning->trials.empty()) {
    const float words = ui.canvas.paragraph(ui.fonts().regular, type::kBody, right.x, below, right.w, ui.theme().muted,
                                            tr(Text::search_hint));
    bench.lab_bottom = std::max({left_bottom, below + words, narrow ? 0 : area.bottom()});
    return;
  }
  const float plot_h = narrow ? ui.px(164) : std::clamp((right.bottom() - below) * 0.45f, ui.px(94), ui.px(254));
  plot(ui, bench, {right.x, below, right.w, plot_h});
  const Rect rows{right.x, below + plot_h + ui.px(4), right.w, right.bottom() - below - plot_h - ui.px(4)};
  const TableOutcome table = tuning_table(ui, bench, rows);
  if (table.opened >= 0) {
    const TuningTrial trial = tuning->trials[static_cast<std::size_t>(table.opened)];
    // What the search varied, whatever was changed since. At once, not as a draft: it is the new network that plays,
    // not the one before it.
    if (const Status status = bench.run.edit(tuned(state.base.value_or(bench.run.experiment()), trial)); status) {
      bench.run.play();
    } else {
      bench.message = Message{Text::bad_edit, status.error().text()};
    }
  }
  bench.lab_bottom = std::max(left_bottom, table.bottom);
}

}  // namespace deltarule

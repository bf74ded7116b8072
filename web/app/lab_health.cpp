// The lab: each layer's pulse. How much gradient reaches it, how its activations are spread over time, which units are
// stuck; and in plain words what that means and what to try.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

#include "web/app/lab.h"
#include "web/app/neuron_words.h"
#include "web/app/widgets.h"
#include "web/viz/histogram_strip.h"

namespace deltarule {
namespace {

constexpr float kVanished = 0.05f;  // of the last layer's gradient
constexpr float kLearnedLoss = 0.01f;
constexpr float kExploded = 1e3f;

/// A column for every moment that is new while this view is open.
void collect(HealthState& state, const LiveRun& run) {
  const Snapshot& snapshot = run.snapshot();
  if (!run.current() || snapshot.health.empty()) return;
  if (state.generation != snapshot.generation || snapshot.step < state.step) state.columns.clear();
  if (!state.columns.empty() && state.step == snapshot.step) return;
  state.generation = snapshot.generation;
  state.step = snapshot.step;
  if (state.columns.size() == HealthState::kColumns) state.columns.erase(state.columns.begin());
  state.columns.push_back(snapshot.health);
}

struct Hint {
  Text words = Text::health_good;
  std::size_t layer = 0;
};

/// Small gradients are no fault where there is nothing left to learn.
bool has_learned(const Snapshot& snapshot) {
  const SnapshotMetrics& train = snapshot.train;
  return train.samples > 0 && (train.loss < kLearnedLoss || (snapshot.classes > 0 && train.accuracy >= 1));
}

bool flat_ended(Activation activation) { return activation == Activation::sigmoid || activation == Activation::tanh; }

/// The worst there is.
Hint hint_of(const std::vector<LayerHealth>& layers, const Snapshot& snapshot) {
  for (std::size_t i = 0; i < layers.size(); ++i) {
    if (!(layers[i].gradient_norm < kExploded)) return {Text::hint_explode, i};
  }
  // A layer that is dead throughout lets nothing through: that is not the fault of those before it.
  for (std::size_t i = 0; i < layers.size(); ++i) {
    if (layers[i].dead > 0 && layers[i].dead == layers[i].units) return {Text::hint_dead, i};
  }
  const bool learned = has_learned(snapshot);
  // Before what it does to the gradients; the last layer may be sure of itself.
  for (std::size_t i = 0; !learned && i + 1 < layers.size(); ++i) {
    if (layers[i].saturated * 2 > layers[i].units) return {Text::hint_saturated, i};
  }
  for (std::size_t i = 0; !learned && i + 1 < layers.size(); ++i) {
    if (!(layers[i].gradient_norm < kVanished * layers.back().gradient_norm)) continue;
    const SnapshotLayer* layer = dense_layer(snapshot, static_cast<int>(i + 1));
    return {layer && flat_ended(layer->spec.activation) ? Text::hint_vanish_flat : Text::hint_vanish, i};
  }
  for (std::size_t i = 0; i < layers.size(); ++i) {
    if (layers[i].dead > 0) return {Text::hint_dead, i};
  }
  return {learned ? Text::health_learned : Text::health_good};
}

/// Points number the layers of neurons; where there are layers of other kinds, it is a layer's place among all.
std::size_t place_of(const Bench& bench, std::size_t dense) {
  const Snapshot& snapshot = bench.run.snapshot();
  const SnapshotLayer* layer = dense_layer(snapshot, static_cast<int>(dense + 1));
  if (bench.run.experiment().kind == DataKind::points || layer == nullptr) return dense;
  return static_cast<std::size_t>(layer - snapshot.layers.data());
}

void numbered(char (&words)[256], Text text, std::size_t layer) {
  std::snprintf(words, sizeof words, format_of(text), static_cast<int>(layer + 1));
}

/// "2 of 8 dead"; empty where all is well.
std::string stuck_words(const LayerHealth& layer) {
  if (layer.dead == 0 && layer.saturated == 0) return {};
  char words[96];
  std::snprintf(words, sizeof words, format_of(layer.dead > 0 ? Text::units_dead : Text::units_saturated),
                static_cast<int>(layer.dead > 0 ? layer.dead : layer.saturated), static_cast<int>(layer.units));
  return words;
}

/// Where a row's parts are: its name beside the two strips, or above them where there is little room.
struct RowPlaces {
  Rect norms, spread;
  float name_y, stuck_x, stuck_y, norm_right, norm_y;
};

bool is_narrow(const Ui& ui, float width) { return width < ui.px(420); }

RowPlaces row_places(const Ui& ui, const Rect& row, bool stuck) {
  const float names = ui.px(112), gap = ui.px(12), figure = ui.px(58), apart = stuck ? ui.px(8) : 0;
  if (is_narrow(ui, row.w)) {
    const float half = (row.w - gap) / 2, line = ui.px(20), y = row.y + line / 2, height = row.h - line - ui.px(4);
    const Rect right{row.x + half + gap, row.y + line, half, height};
    return {{row.x, right.y, half, height}, right, y, right.x, y, row.x + half, y};
  }
  const float left = row.x + names, half = (row.right() - left - figure - gap) / 2;
  const Rect norms{left, row.y + ui.px(3), half, row.h - ui.px(6)};
  return {norms,
          {norms.right() + figure + gap, norms.y, half, norms.h},
          row.cy() - apart,
          row.x,
          row.cy() + apart,
          norms.right() + figure - ui.px(4),
          row.cy()};
}

void layer_row(Ui& ui, const Bench& bench, std::size_t layer, const Rect& row, float low, float high, bool good) {
  const HealthState& state = bench.lab.health;
  const Theme& theme = ui.theme();
  const LayerHealth& now = state.columns.back()[layer];
  char name[256];
  numbered(name, Text::layer_number, place_of(bench, layer));
  const std::string stuck = stuck_words(now);
  const RowPlaces at = row_places(ui, row, !stuck.empty());
  ui.canvas.text(ui.fonts().medium, type::kBody, row.x, at.name_y, theme.ink, name);
  ui.canvas.text(ui.fonts().regular, type::kSmall, at.stuck_x, at.stuck_y, good ? theme.muted : theme.negative, stuck);
  std::vector<float> norms;
  std::vector<HistogramColumn> spread;
  for (const auto& column : state.columns) {
    norms.push_back(column[layer].gradient_norm);
    spread.push_back({column[layer].histogram, column[layer].low, column[layer].high});
  }
  draw_log_line(ui.canvas, at.norms, norms, HealthState::kColumns, low, high);
  const std::string norm = figure_text(Figure::loss, now.gradient_norm);
  ui.canvas.text(ui.fonts().mono, type::kSmall, at.norm_right, at.norm_y, theme.ink, norm, Align::right);
  draw_histogram_strip(ui.canvas, at.spread, spread, HealthState::kColumns);
  char between[96];
  std::snprintf(between, sizeof between, format_of(Text::activations_between), number_text(now.low).c_str(),
                number_text(now.high).c_str());
  announce_words(
      ui, widget_id(name), Role::status, name,
      std::string(tr(Text::gradient_norm)) + ' ' + norm + ", " + between + (stuck.empty() ? "" : ", ") + stuck, row,
      ui.px(4));
}

}  // namespace

void lab_health(Ui& ui, Bench& bench, const Rect& area) {
  HealthState& state = bench.lab.health;
  collect(state, bench.run);
  const Theme& theme = ui.theme();
  if (!bench.run.current() || state.columns.empty() || state.generation != bench.run.generation()) {
    ui.canvas.text(ui.fonts().regular, type::kBody, area.x, area.y + ui.px(12), theme.muted, tr(Text::no_numbers_yet));
    return;
  }
  const std::size_t layers = state.columns.back().size();
  float low = 1e30f, high = 1e-30f;
  for (const auto& column : state.columns) {
    for (const LayerHealth& layer : column) {
      if (!(layer.gradient_norm > 0) || !std::isfinite(layer.gradient_norm)) continue;
      low = std::min(low, layer.gradient_norm);
      high = std::max(high, layer.gradient_norm);
    }
  }
  low = std::max(low / 2, high * 1e-9f);
  high *= 2;
  const Hint hint = hint_of(state.columns.back(), bench.run.snapshot());
  char words[256];
  numbered(words, hint.words, place_of(bench, hint.layer));
  float y = area.y + ui.px(2);
  const bool good = hint.words == Text::health_good || hint.words == Text::health_learned;
  draw_icon(ui.canvas, good ? Icon::check : Icon::warning, area.x + ui.px(7), y + ui.px(9), ui.px(13),
            good ? theme.accent : theme.negative);
  const float told =
      ui.canvas.paragraph(ui.fonts().regular, type::kBody, area.x + ui.px(22), y, area.w - ui.px(22), theme.ink, words);
  announce_words(ui, widget_id("hint"), Role::status, tr(Text::health), words, {area.x, y, area.w, told}, ui.px(4));
  y += told + ui.px(12);
  const RowPlaces heads = row_places(ui, area, false);
  ui.canvas.text(ui.fonts().regular, type::kSmall, heads.norms.x, y, theme.muted, tr(Text::gradient_norm));
  ui.canvas.text(ui.fonts().regular, type::kSmall, heads.spread.x, y, theme.muted, tr(Text::activations_spread));
  y += ui.px(10);
  const float room = (area.bottom() - y) / static_cast<float>(layers);
  const float height = ui.stacked ? ui.px(is_narrow(ui, area.w) ? 66 : 44) : std::clamp(room, ui.px(32), ui.px(84));
  for (std::size_t i = 0; i < layers; ++i, y += height)
    layer_row(ui, bench, i, {area.x, y, area.w, height}, low, high, good);
  bench.lab_bottom = ui.stacked ? y : std::max(y, area.bottom());
}

}  // namespace deltarule

// The lab: the loss landscape. A surface that turns under the hand, the run's way across it, the network as a ball, and
// three learning rates that start from the same place.
#include <algorithm>
#include <cmath>
#include <cstdio>

#include "web/app/lab.h"
#include "web/app/landscape_picture.h"
#include "web/app/neuron_words.h"
#include "web/app/widgets.h"

namespace deltarule {
namespace {

constexpr float kNarrow = 480;              // of the area, in design pixels
constexpr std::int32_t kListedAtMost = 64;  // parameters in a list

WeightId weight_at(const Snapshot& snapshot, std::int32_t parameter) {
  const auto index = static_cast<std::uint32_t>(parameter);
  for (int column = 1; const SnapshotLayer* layer = dense_layer(snapshot, column); ++column) {
    if (index - layer->weight_offset < layer->weight_count) {
      const std::uint32_t k = index - layer->weight_offset;
      return {{column, static_cast<int>(k / layer->inputs)}, static_cast<int>(k % layer->inputs)};
    }
    if (index - layer->bias_offset < layer->bias_count)
      return {{column, static_cast<int>(index - layer->bias_offset)}, WeightId::kBias};
  }
  return {};
}

/// All parameters of a small network; of a large one those of the neuron that is selected, and the present one.
std::vector<std::int32_t> listed(const Bench& bench, std::int32_t present) {
  const Snapshot& snapshot = bench.run.snapshot();
  std::vector<std::int32_t> list;
  const auto count = static_cast<std::int32_t>(snapshot.parameters.size());
  const SnapshotLayer* layer = bench.selected ? dense_layer(snapshot, bench.selected->column) : nullptr;
  if (count <= kListedAtMost) {
    for (std::int32_t i = 0; i < count; ++i) list.push_back(i);
  } else if (layer && static_cast<std::uint32_t>(bench.selected->unit) < layer->outputs) {
    const auto unit = static_cast<std::uint32_t>(bench.selected->unit);
    for (std::uint32_t k = 0; k < layer->inputs; ++k)
      list.push_back(static_cast<std::int32_t>(layer->weight_offset + unit * layer->inputs + k));
    list.push_back(static_cast<std::int32_t>(layer->bias_offset + unit));
  }
  if (present >= 0 && std::find(list.begin(), list.end(), present) == list.end()) list.insert(list.begin(), present);
  return list;
}

void parameter_select(Ui& ui, Bench& bench, const char* key, const Rect& rect, Text name, std::int32_t& parameter,
                      bool with_none) {
  std::vector<std::int32_t> list = listed(bench, parameter);
  std::vector<std::string> words;
  for (const std::int32_t i : list) words.push_back(weight_name(bench, weight_at(bench.run.snapshot(), i)));
  if (with_none) {
    list.push_back(LandscapeState::kNone);
    words.emplace_back(tr(Text::no_second_weight));
  }
  const std::vector<std::string_view> options(words.begin(), words.end());
  int chosen = static_cast<int>(std::find(list.begin(), list.end(), parameter) - list.begin());
  if (select(ui, key, rect, {.name = tr(name), .options = options}, chosen))
    parameter = list[static_cast<std::size_t>(chosen)];
}

/// What stands beside the picture, or below it; returns the bottom.
float controls(Ui& ui, Bench& bench, const Rect& area) {
  LandscapeState& state = bench.landscape;
  const float field = field_height(ui), gap = ui.px(6);
  float y = area.y;
  const std::string_view axes[] = {tr(Text::axes_parameters), tr(Text::axes_random), tr(Text::axes_trajectory)};
  int chosen = static_cast<int>(state.axes) - 1;
  if (select(ui, "axes", {area.x, y, area.w, field}, {.name = tr(Text::landscape_axes), .options = axes}, chosen))
    state.axes = static_cast<LandscapeAxes>(chosen + 1);
  y += field + gap;
  if (state.axes == LandscapeAxes::parameters && state.u >= 0) {
    parameter_select(ui, bench, "u", {area.x, y, area.w, field}, Text::first_weight, state.u, false);
    y += field + gap;
    parameter_select(ui, bench, "v", {area.x, y, area.w, field}, Text::second_weight, state.v, true);
    y += field + gap;
  } else if (state.axes == LandscapeAxes::random) {
    if (button(ui, "directions", {area.x, y, area.w, field}, {.name = tr(Text::new_directions)})) ++state.seed;
    y += field + gap;
  }
  const float slider_h = slider_height(ui);
  slider(ui, "extent", {area.x, y, area.w, slider_h},
         {.label = tr(Text::landscape_extent), .min = 0.1, .max = 20, .logarithmic = true},
         state.extent[static_cast<std::size_t>(state.axes)]);
  y += slider_h + gap;
  const float line = ui.target(22);
  float right = area.right();
  check_box(ui, "log", right, y + line / 2, tr(Text::logarithmic), state.logarithmic);
  y += line;
  if (!state.curve()) {
    right = area.right();
    if (check_box(ui, "race", right, y + line / 2, tr(Text::compare_rates), state.race)) state.race_began = 0;
    y += line;
  }
  return y;
}

/// A line for each learning rate; returns the bottom.
float legend(Ui& ui, Bench& bench, const Landscape& landscape, const Rect& area) {
  float y = area.y + ui.px(2);
  for (std::size_t i = 0; i < landscape.runners.size(); ++i) {
    const LandscapeRunner& runner = landscape.runners[i];
    const float centre = y + ui.px(9);
    draw_runner(ui.canvas, {area.x + ui.px(8), centre}, i);
    const std::string rate = figure_text(Figure::plain, runner.learning_rate);
    const std::string loss = runner.diverged       ? std::string(tr(Text::runner_diverged))
                             : runner.path.empty() ? "\xE2\x80\xA6"
                                                   : figure_text(Figure::loss, runner.path.back().loss);
    ui.canvas.text(ui.fonts().mono, type::kBody, area.x + ui.px(24), centre, ui.theme().muted, rate);
    ui.canvas.text(ui.fonts().mono, type::kBody, area.right(), centre, ui.theme().ink, loss, Align::right);
    MirrorItem item;
    item.id = widget_id(("runner" + std::to_string(i)).c_str());
    item.role = Role::status;
    item.name = std::string(field_label("optimizer.learning_rate")) + ' ' + rate;
    item.value_text = loss;
    announce(ui, std::move(item), {area.x, y, area.w, ui.px(18)}, ui.px(4));
    y += ui.px(20);
  }
  const std::string_view replay = tr(Text::replay);
  if (!landscape.runners.empty() && !ui.platform->prefers_reduced_motion()) {
    const float height = ui.target(26);
    if (button(ui, "replay", {area.x, y + ui.px(4), button_width(ui, replay), height}, {.name = replay}))
      bench.landscape.race_began = ui.platform->milliseconds();
    y += ui.px(4) + height;
  }
  return y;
}

/// The surface that is there; while a new one is on its way, the one before, if it is of the same kind.
const Landscape* shown_landscape(Bench& bench, double milliseconds) {
  constexpr double kPatienceMs = 800;
  LandscapeState& state = bench.landscape;
  const auto& known = bench.run.snapshot().landscape;
  if (!known || known->axes != state.axes || !bench.run.current()) return nullptr;
  if (known->side >= 2 && known->rows_done == known->side) {
    if (state.whole.revision != known->revision || state.whole.axes != known->axes) state.whole = *known;
    return &*known;
  }
  const bool keeps = state.whole.axes == state.axes && state.whole.side >= 2;
  return keeps && milliseconds - state.asked_at < kPatienceMs ? &state.whole : &*known;
}

}  // namespace

void lab_landscape(Ui& ui, Bench& bench, const Rect& area) {
  // A card that does not grow has no room below.
  const bool narrow = ui.stacked && area.w < ui.px(kNarrow);
  const float side = ui.px(200), gap = ui.px(20);
  const Rect picture =
      narrow ? Rect{area.x, area.y, area.w, ui.px(210)} : Rect{area.x, area.y, area.w - side - gap, area.h + ui.px(4)};
  const Landscape* landscape = shown_landscape(bench, ui.platform->milliseconds());
  landscape_picture(ui, bench, picture, landscape);
  Rect beside{picture.right() + gap, area.y, side, area.h};
  if (narrow) beside = {area.x, picture.bottom() + ui.px(10), area.w, 0};
  float y = controls(ui, bench, beside);
  if (bench.landscape.race && landscape) y = legend(ui, bench, *landscape, {beside.x, y, beside.w, 0});
  bench.lab_bottom = narrow ? y : std::max(y, area.bottom());
}

}  // namespace deltarule

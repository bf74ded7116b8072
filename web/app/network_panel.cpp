// The network as it is built: its layers with their controls above the diagram, or below it where columns are narrow.
#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "engine/experiment/fields.h"
#include "engine/experiment/validate.h"
#include "web/app/panels.h"
#include "web/app/widgets.h"
#include "web/viz/network_diagram.h"

namespace deltarule {
namespace {

constexpr int kMaxHidden = 8, kMaxWidth = 64;
constexpr float kRoomForControls = 45, kRoomForTwoLines = 86, kRoomForOneLine = 150;  // of a column, in design pixels

std::vector<std::size_t> dense_layers(const Experiment& experiment) {
  std::vector<std::size_t> dense;
  const auto& model = experiment.training.model;
  for (std::size_t i = 0; i < model.size(); ++i) {
    if (model[i].kind == LayerKind::dense) dense.push_back(i);
  }
  return dense;
}

std::string arrows(const std::vector<int>& units) {
  std::string words;
  for (const int count : units) words += (words.empty() ? "" : " \xE2\x86\x92 ") + std::to_string(count);
  return words;
}

void add_layer(Experiment& draft) {
  auto& model = draft.training.model;
  LayerSpec fresh{.kind = LayerKind::dense, .units = 4, .activation = Activation::tanh};
  const auto dense = dense_layers(draft);
  if (dense.size() > 1) fresh = model[dense[dense.size() - 2]];
  model.insert(model.end() - 1, fresh);
}

void remove_layer(Experiment& draft) {
  auto& model = draft.training.model;
  const auto dense = dense_layers(draft);
  if (dense.size() < 2) return;
  // With the dropout that belongs to it.
  model.erase(model.begin() + static_cast<std::ptrdiff_t>(dense[dense.size() - 2]), model.end() - 1);
}

void layer_count(Ui& ui, Bench& bench, float right, float centre_y, int hidden) {
  const float side = ui.target(22), figure = ui.px(20);
  const Icon minus = Icon::minus, plus = Icon::plus;
  const Rect more{right - side, centre_y - side / 2, side, side};
  const Rect count{more.x - figure, centre_y - side / 2, figure, side};
  const Rect less{count.x - side, centre_y - side / 2, side, side};
  int wanted = hidden;
  if (button(ui, "remove", less,
             {.name = tr(Text::remove_layer),
              .icon = &minus,
              .look = ButtonLook::quiet,
              .icon_size = 10,
              .disabled = hidden == 0}))
    --wanted;
  if (button(ui, "add", more,
             {.name = tr(Text::add_layer),
              .icon = &plus,
              .look = ButtonLook::quiet,
              .icon_size = 10,
              .disabled = hidden >= kMaxHidden}))
    ++wanted;
  const std::uint32_t id = widget_id("count");
  if (const auto number = ui.mirror->take_number(id))
    wanted = static_cast<int>(std::clamp(*number, 0.0, double{kMaxHidden}));
  ui.canvas.text(ui.fonts().mono, type::kBody, count.cx(), centre_y, ui.theme().ink, std::to_string(hidden),
                 Align::centre);
  ui.canvas.text(ui.fonts().regular, type::kBody, less.x - ui.px(4), centre_y, ui.theme().muted, tr(Text::layers),
                 Align::right);
  MirrorItem item;
  item.id = id;
  item.role = Role::slider;
  item.name = std::string(tr(Text::hidden_layers));
  item.value = hidden;
  item.max = kMaxHidden;
  item.step = 1;
  item.value_text = std::to_string(hidden);
  announce(ui, std::move(item), count, ui.px(4));
  for (; wanted > hidden; --wanted) add_layer(bench.draft());
  for (; wanted < hidden; ++wanted) remove_layer(bench.draft());
}

std::string numbered(Text format, int number) {
  char words[64];
  std::snprintf(words, sizeof words, format_of(format), number);
  return words;
}

void layer_activation(Ui& ui, Bench& bench, std::size_t index, int number, const Rect& rect, bool framed) {
  const bool small = !framed && rect.w < ui.px(kRoomForTwoLines - 14);
  std::vector<std::string_view> words;
  for (const std::string_view name : activation_names()) words.push_back(choice_label("model.activation", name));
  words.pop_back();
  int chosen = static_cast<int>(bench.experiment().training.model[index].activation);
  const std::string name = numbered(Text::activation_of_layer, number);
  if (select(ui, ("act" + std::to_string(number)).c_str(), rect,
             {.name = name, .options = words, .framed = framed, .centred = !framed, .small = small}, chosen))
    bench.draft().training.model[index].activation = static_cast<Activation>(chosen);
}

void layer_width(Ui& ui, Bench& bench, std::size_t index, int number, const Rect& rect) {
  int units = bench.experiment().training.model[index].units;
  const std::string name = numbered(Text::neurons_in_layer, number);
  if (stepper(ui, ("units" + std::to_string(number)).c_str(), rect, name, 1, std::max(kMaxWidth, units), units))
    bench.draft().training.model[index].units = units;
}

/// Controls above their columns, in one line or two.
void column_headers(Ui& ui, Bench& bench, const DiagramLayout& layout, float y, float pitch) {
  const auto dense = dense_layers(bench.experiment());
  const bool one_line = pitch > ui.px(kRoomForOneLine);
  const float line = ui.px(20);
  const Canvas& canvas = ui.canvas;
  const float words_y = one_line ? y + line / 2 : y + line;
  canvas.text(ui.fonts().regular, type::kBody, layout.columns.front().x, words_y, ui.theme().muted,
              tr(Text::inputs_column), Align::centre);
  for (std::size_t k = 0; k < dense.size() && k + 1 < layout.columns.size(); ++k) {
    const float x = layout.columns[k + 1].x;
    const LayerSpec& layer = bench.experiment().training.model[dense[k]];
    const int number = static_cast<int>(k) + 1;
    if (k + 1 == dense.size()) {
      const std::string_view name =
          choice_label("model.activation", activation_names()[static_cast<std::size_t>(layer.activation)]);
      canvas.text(ui.fonts().regular, type::kBody, x, words_y, ui.theme().muted, name, Align::centre);
    } else if (one_line) {
      const float stepper_w = stepper_width(ui), whole = ui.px(78) + stepper_w;
      layer_activation(ui, bench, dense[k], number, {x - whole / 2, y, ui.px(78), line}, false);
      layer_width(ui, bench, dense[k], number, {x - whole / 2 + ui.px(78), y, stepper_w, line});
    } else {
      const float w = std::min(pitch - ui.px(3), ui.px(90));
      layer_activation(ui, bench, dense[k], number, {x - w / 2, y, w, line}, false);
      const float stepper_w = std::min(stepper_width(ui), pitch - ui.px(3));
      layer_width(ui, bench, dense[k], number, {x - stepper_w / 2, y + line, stepper_w, line});
    }
  }
}

/// A row for each hidden layer, below the diagram.
float layer_rows(Ui& ui, Bench& bench, float x, float y, float width) {
  const auto dense = dense_layers(bench.experiment());
  for (std::size_t k = 0; k + 1 < dense.size(); ++k) {
    const int number = static_cast<int>(k) + 1;
    const float height = field_height(ui), stepper_w = stepper_width(ui), words_w = ui.px(60);
    ui.canvas.text(ui.fonts().regular, type::kBody, x, y + height / 2, ui.theme().muted,
                   std::string(tr(Text::layer)) + ' ' + std::to_string(number));
    layer_activation(ui, bench, dense[k], number, {x + words_w, y, width - words_w - stepper_w - ui.px(8), height},
                     true);
    layer_width(ui, bench, dense[k], number, {x + width - stepper_w, y, stepper_w, height});
    y += height + ui.px(6);
  }
  return dense.size() > 1 ? y - ui.px(6) : y;
}

void diagram(Ui& ui, Bench& bench, const DiagramLayout& layout, const Rect& area, const std::vector<int>& units) {
  const LiveRun& run = bench.run;
  const bool shows = run.same_shape() && !bench.run.snapshot().parameters.empty();
  std::vector<NeuronId>& shown = bench.pictures.atlas_shows;
  std::vector<NeuronId> wanted;
  for (const DiagramNode& node : layout.nodes) wanted.push_back(node.id);
  if (shows && (bench.pictures.atlas_revision != run.revision() || wanted != shown)) {
    bench.pictures.atlas.update(run.snapshot(), run.experiment().data.inputs, run.experiment().training.loss.name,
                                wanted, bench.pictures.colours);
    shown = wanted;
    bench.pictures.atlas_revision = run.revision();
  }
  const Hit over = hit(ui, "diagram", area);
  bench.hovered.reset();
  if (over.hovered) bench.hovered = layout.node_at(ImGui::GetIO().MousePos.x, ImGui::GetIO().MousePos.y);
  if (over.clicked && bench.hovered) bench.selected = bench.hovered;
  DiagramLook look;
  look.snapshot = shows ? &run.snapshot() : nullptr;
  look.atlas = shows ? &bench.pictures.atlas : nullptr;
  look.flow = bench.flow;
  look.flowing = run.playing() && !ui.platform->prefers_reduced_motion();
  look.hovered = bench.hovered;
  look.selected = bench.selected;
  look.more = format_of(Text::more_neurons);
  draw_diagram(ui.canvas, layout, look);

  char words[160];
  std::snprintf(words, sizeof words, format_of(Text::diagram_described), arrows(units).c_str(),
                figure_text(Figure::integer, static_cast<double>(parameter_count(bench.experiment()))).c_str());
  MirrorItem item;
  item.id = widget_id("picture");
  item.role = Role::image;
  item.name = std::string(tr(Text::network));
  item.value_text = words;
  announce(ui, std::move(item), area, ui.px(6));
}

}  // namespace

float network_panel(Ui& ui, Bench& bench, const Rect& rect) {
  const Card card = begin_card(ui, "network", tr(Text::network), rect);
  const Rect& content = card.content;
  const auto dense = dense_layers(bench.experiment());
  std::vector<int> units{static_cast<int>(bench.experiment().data.inputs.size())};
  for (const std::size_t index : dense) units.push_back(bench.experiment().training.model[index].units);

  float y = content.y + ui.px(6);
  card_title(ui, content.x, y, arrows(units));
  const std::string parameters =
      figure_text(Figure::integer, static_cast<double>(parameter_count(bench.experiment()))) + ' ' +
      std::string(tr(Text::parameters));
  float right = content.right();
  // On one line if there is room for it all.
  const float beside = ui.canvas.text_width(ui.fonts().semibold, type::kBody, arrows(units)) +
                       ui.canvas.text_width(ui.fonts().mono, type::kBody, parameters) + ui.px(150);
  const bool narrow = content.w < std::max(ui.px(440), beside);
  if (narrow) y += ui.touch ? 34 : ui.px(24);
  ui.canvas.text(ui.fonts().mono, type::kBody, narrow ? content.x : right, y, ui.theme().muted, parameters,
                 narrow ? Align::left : Align::right);
  if (!narrow) right -= ui.canvas.text_width(ui.fonts().mono, type::kBody, parameters) + ui.px(22);
  layer_count(ui, bench, right, y, static_cast<int>(dense.size()) - 1);
  y += ui.touch ? 30 : ui.px(20);

  const float pitch = content.w / static_cast<float>(units.size());
  const bool above = pitch >= ui.px(kRoomForControls) && !ui.touch;
  const float header = above ? ui.px(pitch > ui.px(kRoomForOneLine) ? 30 : 48) : ui.px(4);
  const float row = field_height(ui) + ui.px(6);
  const float rows = above ? 0 : row * static_cast<float>(dense.size() - 1);
  const bool grows = ui.stacked;  // then the diagram has a height of its own
  const float height = grows ? ui.px(280) : std::max(ui.px(150), content.bottom() - y - header - rows - ui.px(10));
  const float margin = ui.px(above ? 14 : 2);
  const Rect area{content.x + margin, y + header, content.w - 2 * margin, height};
  const DiagramLayout layout = place_diagram(area, units, ui.canvas.scale);
  if (above) column_headers(ui, bench, layout, y + ui.px(3), pitch);
  diagram(ui, bench, layout, area, units);
  y = area.bottom();
  if (!above) y = layer_rows(ui, bench, content.x, y + ui.px(10), content.w);
  return end_card(ui, card, y);
}

}  // namespace deltarule

// The diagram under the pointer, the finger and the keyboard: neurons are chosen, weights opened, wide layers gone
// through.
#include <imgui.h>

#include <algorithm>
#include <cstdio>
#include <string>

#include "engine/experiment/fields.h"
#include "web/app/network_card.h"
#include "web/app/neuron_values.h"
#include "web/app/neuron_words.h"
#include "web/app/panels.h"
#include "web/app/weight_editor.h"
#include "web/app/widgets.h"

namespace deltarule {
namespace {

/// The neurons before or after a column's window: counted, and shown when that is clicked.
void fold(Ui& ui, Bench& bench, const DiagramLayout& layout, std::size_t c, bool later, float room) {
  const DiagramColumn& column = layout.columns[c];
  const int hidden = later ? column.below() : column.first_unit;
  if (hidden <= 0) return;
  char words[64], name[64];
  std::snprintf(words, sizeof words, format_of(Text::more_neurons), hidden);
  const Canvas& canvas = ui.canvas;
  const float mark = ui.px(8);
  if (canvas.text_width(ui.fonts().medium, type::kSmall, words) + mark + ui.px(14) > room)
    std::snprintf(words, sizeof words, "+%d", hidden);
  std::snprintf(name, sizeof name, format_of(later ? Text::later_neurons : Text::earlier_neurons), static_cast<int>(c));
  const float text = canvas.text_width(ui.fonts().medium, type::kSmall, words);
  const float width = std::min(room, text + mark + ui.px(14)), height = std::min(layout.pitch, ui.target(22));
  const float y = later ? column.below_y : column.above_y;
  const Rect box{column.x - width / 2, y - height / 2, width, height};
  ImGui::PushID(static_cast<int>(c));
  const char* key = later ? "later" : "earlier";
  const std::uint32_t id = widget_id(key);
  const Hit over = hit(ui, key, box);
  const bool pressed = over.clicked || ui.mirror->take_activate(id);
  ImGui::PopID();
  const Colour ink = over.hovered ? ui.theme().ink : ui.theme().muted;
  if (over.hovered) canvas.fill(box, ui.theme().sunken, ui.px(6));
  const float x = column.x - (text + mark + ui.px(4)) / 2;
  canvas.text(ui.fonts().medium, type::kSmall, x, y, ink, words);
  draw_icon(canvas, later ? Icon::chevron_down : Icon::chevron_up, x + text + ui.px(4) + mark / 2, y, mark, ink);
  if (pressed) {
    // The last one seen stays in sight as the first, so that nobody loses the thread.
    auto& first = bench.diagram.first;
    if (first.size() <= c) first.resize(c + 1, 0);
    first[c] = std::max(0, column.first_unit + (later ? column.shown - 1 : 1 - column.shown));
    if (first[c] == 1) first[c] = 0;
  }
  announce_words(ui, id, Role::button, name, words, box, ui.px(6));
}

void update_pictures(Bench& bench, const DiagramLayout& layout) {
  const LiveRun& run = bench.run;
  std::vector<NeuronId> wanted;
  for (const DiagramNode& node : layout.nodes) wanted.push_back(node.id);
  Pictures& pictures = bench.pictures;
  if (pictures.atlas_revision == run.revision() && wanted == pictures.atlas_shows) return;
  pictures.atlas.update(run.snapshot(), run.experiment().data.inputs, run.experiment().training.loss.name, wanted,
                        pictures.colours);
  pictures.atlas_shows = std::move(wanted);
  pictures.atlas_revision = run.revision();
}

/// Every neuron that is shown, for the keyboard and for those who cannot see it.
std::optional<NeuronId> announce_neurons(Ui& ui, Bench& bench, const DiagramLayout& layout, float height) {
  std::optional<NeuronId> focused;
  for (const DiagramNode& node : layout.nodes) {
    ImGui::PushID(node.id.column * kMaxPointUnits + node.id.unit);
    MirrorItem item;
    item.id = widget_id("neuron");
    ImGui::PopID();
    if (ui.mirror->take_activate(item.id)) bench.selected = node.id;
    if (ui.mirror->focused(item.id)) focused = node.id;
    item.role = Role::radio;
    item.name = neuron_title(bench, node.id);
    item.pressed = bench.selected == node.id;
    const float tall = std::max(node.side, height);
    announce(ui, std::move(item), {node.x - node.side / 2, node.y - tall / 2, node.side, tall}, ui.px(6));
  }
  return focused;
}

/// "w  x₁ → 1.2  0.531" beside the pointer.
void weight_label(Ui& ui, const Bench& bench, WeightId id, const Rect& area, ImVec2 mouse) {
  const auto index = parameter_of(bench.run.snapshot(), id);
  if (!index) return;
  const std::string words =
      (id.source == WeightId::kBias ? std::string(tr(Text::bias)) + ' '
                                    : source_name(bench, id.neuron.column - 1, id.source) + " \xE2\x86\x92 ") +
      neuron_number(id.neuron) + ":  " + number_text(static_cast<double>(bench.run.snapshot().parameters[*index]));
  const Canvas& canvas = ui.canvas;
  const float width = canvas.text_width(ui.fonts().mono, type::kSmall, words) + ui.px(16), height = ui.px(22);
  const float x = std::clamp(mouse.x + ui.px(12), area.x, std::max(area.x, area.right() - width));
  const Rect box = canvas.snap({x, std::max(area.y, mouse.y - height - ui.px(6)), width, height});
  canvas.fill(box, ui.theme().card, ui.px(6));
  canvas.outline(box, ui.theme().hairline, ui.px(6), std::max(1.f, ui.px(1)));
  canvas.text(ui.fonts().mono, type::kSmall, box.x + ui.px(8), box.cy(), ui.theme().ink, words);
}

}  // namespace

void diagram(Ui& ui, Bench& bench, const DiagramLayout& layout, const Rect& area) {
  const LiveRun& run = bench.run;
  const bool shows = run.same_shape() && !run.snapshot().parameters.empty();
  if (shows) update_pictures(bench, layout);
  // These lie upon the diagram: what is submitted first takes the pointer.
  const float between = ui.px(ui.touch ? 4 : 24);  // where layers are inserted
  const float room = (layout.columns.size() > 1 ? layout.columns[1].x - layout.columns[0].x : area.w) - between;
  for (std::size_t c = 0; c < layout.columns.size(); ++c) {
    fold(ui, bench, layout, c, false, room);
    fold(ui, bench, layout, c, true, room);
  }
  insert_buttons(ui, bench, layout, area);
  const Hit over = hit(ui, "diagram", area.inset(-ui.px(4)));
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  std::optional<NeuronId> node;
  std::optional<WeightId> weight;
  if (over.hovered || over.clicked) {
    if (shows) weight = layout.weight_at(ui.canvas, mouse.x, mouse.y, ui.px(ui.touch ? 10 : 5));
    if (!weight) node = layout.node_at(mouse.x, mouse.y);
  }
  std::optional<NeuronId>& tapped = bench.diagram.tapped;
  if (over.clicked) {
    if (node) bench.selected = node;
    if (weight) edit_weight(ui, bench, *weight, mouse.x, mouse.y);
    tapped = ui.touch && node != tapped ? node : std::nullopt;
  }
  const std::optional<NeuronId> focused = announce_neurons(ui, bench, layout, ui.touch ? 44 : 0);
  bench.hovered = ui.touch && tapped ? tapped : node ? node : focused;
  if (weight) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);

  DiagramLook look;
  look.snapshot = shows ? &run.snapshot() : nullptr;
  look.atlas = shows ? &bench.pictures.atlas : nullptr;
  look.links = &bench.pictures.links;
  look.flow = bench.flow;
  look.flowing = run.playing() && !ui.platform->prefers_reduced_motion();
  look.hovered = bench.hovered;
  look.selected = bench.selected;
  look.weight = bench.diagram.edited ? bench.diagram.edited : weight;
  draw_diagram(ui.canvas, layout, look);
  if (weight && !bench.diagram.edited && !ui.touch) weight_label(ui, bench, *weight, area, mouse);
}

}  // namespace deltarule

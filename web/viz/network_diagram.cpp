// Columns first, then links below neurons. Sizes shrink and layers fold before anything overlaps.
#include "web/viz/network_diagram.h"

#include <algorithm>
#include <cmath>

#include "web/viz/link_strokes.h"

namespace deltarule {
namespace {

constexpr float kPitch = 49, kSide = 36, kSmallestSide = 14, kOutputSide = 46;

/// The bias, at a neuron's lower left corner.
Rect bias_mark(const Canvas& canvas, const DiagramNode& node) {
  const float size = std::clamp(node.side * 0.25f, canvas.px(5), canvas.px(9));
  return {node.x - node.side / 2 - size * 0.45f, node.y + node.side / 2 - size * 0.55f, size, size};
}

ImVec2 leaves(const DiagramNode& node) { return {node.x + node.side / 2, node.y}; }
ImVec2 arrives(const DiagramNode& node) { return {node.x - node.side / 2, node.y}; }

}  // namespace

bool layer_is_whole(const SnapshotLayer& layer, std::size_t parameters) {
  return layer.weight_count == layer.inputs * layer.outputs && layer.bias_count == layer.outputs &&
         std::size_t{layer.weight_offset} + layer.weight_count <= parameters &&
         std::size_t{layer.bias_offset} + layer.bias_count <= parameters;
}

std::optional<NeuronId> DiagramLayout::node_at(float x, float y) const {
  for (const DiagramNode& node : nodes) {
    const float reach = node.side / 2 + 2;
    if (std::abs(x - node.x) <= reach && std::abs(y - node.y) <= reach) return node.id;
  }
  return std::nullopt;
}

std::optional<WeightId> DiagramLayout::weight_at(const Canvas& canvas, float x, float y, float reach) const {
  for (const DiagramNode& node : nodes) {
    if (node.id.column > 0 && bias_mark(canvas, node).inset(-reach * 0.4f).contains(x, y)) return WeightId{node.id};
  }
  if (node_at(x, y)) return std::nullopt;
  std::optional<WeightId> nearest;
  for (std::size_t c = 1; c < columns.size(); ++c) {
    const DiagramColumn& from = columns[c - 1];
    const DiagramColumn& to = columns[c];
    if (x < from.x || x > to.x) continue;
    for (int j = 0; j < to.shown; ++j) {
      const DiagramNode& b = nodes[static_cast<std::size_t>(to.first_node + j)];
      for (int i = 0; i < from.shown; ++i) {
        const DiagramNode& a = nodes[static_cast<std::size_t>(from.first_node + i)];
        const float distance = link_distance(leaves(a), arrives(b), x, y);
        if (distance < reach) reach = distance, nearest = WeightId{b.id, a.id.unit};
      }
    }
  }
  return nearest;
}

DiagramLayout place_diagram(const DiagramRoom& room, std::span<const int> units, std::span<const int> first) {
  DiagramLayout layout;
  const Rect& area = room.area;
  const float scale = room.scale;
  const auto count = static_cast<int>(units.size());
  const float gap_x = count > 1 ? area.w / static_cast<float>(count) : area.w;
  // Neurons must leave room for links between the columns.
  const float widest = std::clamp(gap_x * 0.5f, kSmallestSide * scale, kSide * scale);
  layout.pitch = area.h;
  for (int c = 0; c < count; ++c) {
    DiagramColumn column;
    column.units = units[static_cast<std::size_t>(c)];
    const float margin = std::min(kOutputSide * scale, gap_x) / 2;
    column.x = count > 1
                   ? area.x + margin + (area.w - 2 * margin) * static_cast<float>(c) / static_cast<float>(count - 1)
                   : area.cx();
    const int fit = std::max(4, static_cast<int>(area.h / (room.smallest_pitch * scale)));
    const bool folded = column.units > fit;
    if (folded && static_cast<std::size_t>(c) < first.size())
      column.first_unit = std::clamp(first[static_cast<std::size_t>(c)], 0, column.units - fit + 1);
    const int above = column.first_unit > 0 ? 1 : 0;
    column.shown = std::min(column.units - column.first_unit, fit - above);
    const int below = column.below() > 0 ? 1 : 0;
    if (folded) column.shown = std::min(column.shown, fit - above - below);
    const int slots = folded ? fit : column.units;
    // Two inputs stand apart, many close up.
    const float roomy = column.units <= 3 ? 2.2f : 1;
    const float pitch = std::min(kPitch * scale * roomy, area.h / static_cast<float>(std::max(1, slots)));
    const bool output = c + 1 == count && column.units == 1;
    const float side = output ? std::min(kOutputSide * scale, widest * 1.35f)
                              : std::clamp(pitch * 0.76f, kSmallestSide * scale, widest);
    column.first_node = static_cast<int>(layout.nodes.size());
    const float top = area.cy() - pitch * static_cast<float>(slots - 1) / 2;
    for (int u = 0; u < column.shown; ++u)
      layout.nodes.push_back({{c, column.first_unit + u}, column.x, top + pitch * static_cast<float>(u + above), side});
    column.above_y = top;
    column.below_y = top + pitch * static_cast<float>(slots - 1);
    layout.pitch = std::min(layout.pitch, pitch);
    layout.columns.push_back(column);
  }
  return layout;
}

namespace {

/// A column's layer, if its numbers are there and fit what is drawn.
const SnapshotLayer* known_layer(const DiagramLayout& layout, const Snapshot* snapshot, int column) {
  const SnapshotLayer* layer = snapshot ? dense_layer(*snapshot, column) : nullptr;
  const auto c = static_cast<std::size_t>(column);
  const bool known = layer && layer_is_whole(*layer, snapshot->parameters.size()) &&
                     static_cast<int>(layer->inputs) == layout.columns[c - 1].units &&
                     static_cast<int>(layer->outputs) == layout.columns[c].units;
  return known ? layer : nullptr;
}

void draw_links(const Canvas& canvas, const DiagramLayout& layout, const DiagramLook& look) {
  LinkStrokes& strokes = *look.links;
  strokes.begin(canvas, look.flowing ? look.flow : -1);
  for (std::size_t c = 1; c < layout.columns.size(); ++c) {
    const SnapshotLayer* layer = known_layer(layout, look.snapshot, static_cast<int>(c));
    const DiagramColumn& from = layout.columns[c - 1];
    const DiagramColumn& to = layout.columns[c];
    for (int j = 0; j < to.shown; ++j) {
      const DiagramNode& b = layout.nodes[static_cast<std::size_t>(to.first_node + j)];
      const float* weights = layer ? look.snapshot->parameters.data() + layer->weight_offset +
                                         static_cast<std::size_t>(b.id.unit) * layer->inputs
                                   : nullptr;
      for (int i = 0; i < from.shown; ++i) {
        const DiagramNode& a = layout.nodes[static_cast<std::size_t>(from.first_node + i)];
        const bool chosen = look.weight == WeightId{b.id, a.id.unit};
        const LinkLook link = chosen                                                            ? LinkLook::bold
                              : !look.hovered || *look.hovered == a.id || *look.hovered == b.id ? LinkLook::plain
                                                                                                : LinkLook::faint;
        strokes.add(leaves(a), arrives(b), weights ? weights[static_cast<std::size_t>(a.id.unit)] : 0, link);
      }
    }
  }
  strokes.end();
}

void draw_bias(const Canvas& canvas, const DiagramNode& node, float bias, bool chosen) {
  const Theme& theme = *canvas.theme;
  Rect mark = bias_mark(canvas, node);
  if (chosen) mark = mark.inset(-canvas.px(1.5f));
  const ImVec2 centre{mark.cx(), mark.cy()};
  // The larger the bias, the fuller its colour.
  const float share = std::min(1.f, 0.25f + std::abs(bias) / (std::abs(bias) + 0.8f));
  const Colour full = bias < 0 ? theme.negative : theme.accent;
  canvas.list->AddCircleFilled(centre, mark.w / 2 + canvas.px(1.2f), theme.card);
  canvas.list->AddCircleFilled(centre, mark.w / 2, share == share ? tinted(theme.track, full, share) : theme.muted);
}

}  // namespace

void draw_diagram(const Canvas& canvas, const DiagramLayout& layout, const DiagramLook& look) {
  const Theme& theme = *canvas.theme;
  draw_links(canvas, layout, look);
  const bool pictures = look.atlas && look.atlas->texture() && look.atlas->count() == layout.nodes.size();
  const auto box_of = [&](const DiagramNode& node) {
    return canvas.snap({node.x - node.side / 2, node.y - node.side / 2, node.side, node.side});
  };
  const auto corner_of = [&](const DiagramNode& node) { return std::min(canvas.px(7), node.side * 0.22f); };
  // All pictures, then all frames: one change of texture, not two a neuron.
  for (std::size_t n = 0; n < layout.nodes.size(); ++n) {
    const DiagramNode& node = layout.nodes[n];
    if (pictures) {
      canvas.image(look.atlas->texture(), box_of(node), look.atlas->uv(n), corner_of(node));
    } else {
      canvas.fill(box_of(node), theme.card, corner_of(node));
    }
  }
  const SnapshotLayer* layer = nullptr;
  int column = 0;
  for (const DiagramNode& node : layout.nodes) {
    const Rect box = box_of(node);
    const float corner = corner_of(node);
    canvas.outline(box, pictures ? faded(theme.ink, theme.dark ? 0.35f : 0.16f) : theme.hairline, corner,
                   std::max(1.f, canvas.px(0.8f)));
    const bool selected = look.selected == node.id;
    if (selected || look.hovered == node.id) {
      const Rect ring = box.inset(-canvas.px(3));
      canvas.outline(ring, selected ? theme.accent : faded(theme.accent, 0.6f), corner + canvas.px(3), canvas.px(2));
    }
    if (column != node.id.column) layer = known_layer(layout, look.snapshot, column = node.id.column);
    if (layer)
      draw_bias(canvas, node, look.snapshot->parameters[layer->bias_offset + static_cast<std::size_t>(node.id.unit)],
                look.weight == WeightId{node.id});
  }
}

}  // namespace deltarule

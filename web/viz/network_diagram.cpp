// Columns first, then links below neurons. Sizes shrink and layers fold before anything overlaps.
#include "web/viz/network_diagram.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "web/viz/link_strokes.h"

namespace deltarule {
namespace {

constexpr float kPitch = 49, kSmallestPitch = 25, kSide = 36, kSmallestSide = 14, kOutputSide = 46;

}  // namespace

std::optional<NeuronId> DiagramLayout::node_at(float x, float y) const {
  for (const DiagramNode& node : nodes) {
    const float reach = node.side / 2 + 2;
    if (std::abs(x - node.x) <= reach && std::abs(y - node.y) <= reach) return node.id;
  }
  return std::nullopt;
}

DiagramLayout place_diagram(const Rect& area, std::span<const int> units, float scale) {
  DiagramLayout layout;
  const auto count = static_cast<int>(units.size());
  const float gap_x = count > 1 ? area.w / static_cast<float>(count) : area.w;
  // Neurons must leave room for links between the columns.
  const float widest = std::clamp(gap_x * 0.5f, kSmallestSide * scale, kSide * scale);
  for (int c = 0; c < count; ++c) {
    DiagramColumn column;
    column.units = units[static_cast<std::size_t>(c)];
    const float margin = std::min(kOutputSide * scale, gap_x) / 2;
    column.x = count > 1
                   ? area.x + margin + (area.w - 2 * margin) * static_cast<float>(c) / static_cast<float>(count - 1)
                   : area.cx();
    const int fit = std::max(3, static_cast<int>(area.h / (kSmallestPitch * scale)));
    const bool folded = column.units > fit;
    column.shown = folded ? fit - 1 : column.units;
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
      layout.nodes.push_back({{c, u}, column.x, top + pitch * static_cast<float>(u), side});
    column.more_y = top + pitch * static_cast<float>(slots - 1);
    layout.columns.push_back(column);
  }
  return layout;
}

namespace {

void draw_links(const Canvas& canvas, const DiagramLayout& layout, const DiagramLook& look) {
  std::size_t links = 0;
  for (std::size_t c = 1; c < layout.columns.size(); ++c)
    links += static_cast<std::size_t>(layout.columns[c - 1].shown) * static_cast<std::size_t>(layout.columns[c].shown);
  LinkStrokes strokes(canvas, links, look.flowing ? look.flow : -1);
  std::size_t c = 0;
  const Snapshot* snapshot = look.snapshot;
  const auto draw_column = [&](const SnapshotLayer* layer) {
    const DiagramColumn& from = layout.columns[c - 1];
    const DiagramColumn& to = layout.columns[c];
    const float* weights = layer ? snapshot->parameters.data() + layer->weight_offset : nullptr;
    for (int j = 0; j < to.shown; ++j) {
      const DiagramNode& b = layout.nodes[static_cast<std::size_t>(to.first_node + j)];
      for (int i = 0; i < from.shown; ++i) {
        const DiagramNode& a = layout.nodes[static_cast<std::size_t>(from.first_node + i)];
        const float weight =
            weights ? weights[static_cast<std::size_t>(j) * layer->inputs + static_cast<std::size_t>(i)] : 0;
        const bool lit = !look.hovered || *look.hovered == a.id || *look.hovered == b.id;
        strokes.add({a.x + a.side / 2, a.y}, {b.x - b.side / 2, b.y}, weight, lit);
      }
    }
  };
  if (!snapshot) {
    for (c = 1; c < layout.columns.size(); ++c) draw_column(nullptr);
    return;
  }
  for (const SnapshotLayer& layer : snapshot->layers) {
    if (layer.spec.kind != LayerKind::dense) continue;
    if (++c >= layout.columns.size()) return;
    const bool known = std::size_t{layer.weight_offset} + layer.weight_count <= snapshot->parameters.size() &&
                       layer.weight_count == layer.inputs * layer.outputs &&
                       static_cast<int>(layer.inputs) == layout.columns[c - 1].units &&
                       static_cast<int>(layer.outputs) == layout.columns[c].units;
    draw_column(known ? &layer : nullptr);
  }
}

}  // namespace

void draw_diagram(const Canvas& canvas, const DiagramLayout& layout, const DiagramLook& look) {
  const Theme& theme = *canvas.theme;
  draw_links(canvas, layout, look);
  const bool pictures = look.atlas && look.atlas->texture() && look.atlas->count() == layout.nodes.size();
  for (std::size_t n = 0; n < layout.nodes.size(); ++n) {
    const DiagramNode& node = layout.nodes[n];
    const Rect box = canvas.snap({node.x - node.side / 2, node.y - node.side / 2, node.side, node.side});
    const float corner = std::min(canvas.px(7), node.side * 0.22f);
    canvas.fill(box, theme.card, corner);
    if (pictures) canvas.image(look.atlas->texture(), box, look.atlas->uv(n), corner);
    canvas.outline(box, pictures ? faded(theme.ink, theme.dark ? 0.35f : 0.16f) : theme.hairline, corner,
                   std::max(1.f, canvas.px(0.8f)));
    const bool selected = look.selected == node.id;
    if (selected || look.hovered == node.id) {
      const Rect ring = box.inset(-canvas.px(3));
      canvas.outline(ring, selected ? theme.accent : faded(theme.accent, 0.6f), corner + canvas.px(3), canvas.px(2));
    }
  }
  for (const DiagramColumn& column : layout.columns) {
    if (column.shown >= column.units) continue;
    char words[32];
    std::snprintf(words, sizeof words, look.more, column.units - column.shown);
    canvas.text(canvas.fonts->medium, type::kSmall, column.x, column.more_y, theme.muted, words, Align::centre);
  }
}

}  // namespace deltarule

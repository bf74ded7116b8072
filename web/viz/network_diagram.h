// The network as columns of neurons and curves between them: width and colour of a link say what its weight is.
//
// Placing and drawing are apart, so that a panel can put its controls above the columns. Wide layers fold to a few
// neurons and "+N more". Takes numbers and a place; selection and hovering are returned, not kept.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "engine/api/snapshot.h"
#include "web/style/canvas.h"
#include "web/viz/neuron_atlas.h"

namespace deltarule {

struct DiagramNode {
  NeuronId id;
  float x = 0, y = 0, side = 0;  // centre
};

struct DiagramColumn {
  float x = 0;                    // centre
  int first_node = 0, shown = 0;  // in DiagramLayout::nodes
  int units = 0;
  float more_y = 0;  // where "+N more" stands, if shown < units
};

struct DiagramLayout {
  std::vector<DiagramColumn> columns;
  std::vector<DiagramNode> nodes;
  [[nodiscard]] std::optional<NeuronId> node_at(float x, float y) const;
};

/// `units`: neurons of every column, inputs first. The output's single neuron is drawn larger.
DiagramLayout place_diagram(const Rect& area, std::span<const int> units, float scale);

struct DiagramLook {
  const Snapshot* snapshot = nullptr;  // null: nothing is known yet; then only places are drawn
  const NeuronAtlas* atlas = nullptr;  // pictures in the order of DiagramLayout::nodes
  float flow = 0;                      // phase of the light that runs along the links while training; 0 to 1
  bool flowing = false;
  std::optional<NeuronId> hovered, selected;
  const char* more = "+%d";  // how the folded ones are named
};

void draw_diagram(const Canvas& canvas, const DiagramLayout& layout, const DiagramLook& look);

}  // namespace deltarule

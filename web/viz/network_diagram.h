// The network as columns of neurons and curves between them: width and colour of a link say what its weight is.
//
// Placing, finding and drawing are apart, so that a panel can put its controls above the columns and decide what a
// click means. Wide layers show a window of their neurons. Takes numbers and a place; what is pointed at is returned,
// not kept.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "engine/api/snapshot.h"
#include "web/style/canvas.h"
#include "web/viz/link_strokes.h"
#include "web/viz/neuron_atlas.h"

namespace deltarule {

/// One number of the network: a weight, from a unit of the column before, or the bias.
struct WeightId {
  static constexpr int kBias = -1;
  NeuronId neuron;
  int source = kBias;
  friend bool operator==(const WeightId&, const WeightId&) = default;
};

/// True if the layer's numbers are all among that many parameters.
bool layer_is_whole(const SnapshotLayer& layer, std::size_t parameters);

struct DiagramNode {
  NeuronId id;
  float x = 0, y = 0, side = 0;  // centre
};

struct DiagramColumn {
  float x = 0;                    // centre
  int first_node = 0, shown = 0;  // in DiagramLayout::nodes
  int first_unit = 0, units = 0;
  float above_y = 0, below_y = 0;  // where those before and after the window are counted
  [[nodiscard]] int below() const { return units - first_unit - shown; }
};

struct DiagramLayout {
  std::vector<DiagramColumn> columns;
  std::vector<DiagramNode> nodes;
  float pitch = 0;  // the least distance of two neurons or of a neuron and its column's count
  [[nodiscard]] std::optional<NeuronId> node_at(float x, float y) const;
  /// The link nearest to a place, or the bias mark upon it.
  [[nodiscard]] std::optional<WeightId> weight_at(const Canvas& canvas, float x, float y, float reach) const;
};

struct DiagramRoom {
  Rect area;
  float scale = 1;
  float smallest_pitch = 25;  // in design pixels; layers fold before neurons come closer
};
/// `units`: neurons of every column, inputs first. `first`: where each column's window begins, as far as known. The
/// output's single neuron is drawn larger.
DiagramLayout place_diagram(const DiagramRoom& room, std::span<const int> units, std::span<const int> first);

struct DiagramLook {
  const Snapshot* snapshot = nullptr;  // null: nothing is known yet; then only places are drawn
  const NeuronAtlas* atlas = nullptr;  // pictures in the order of DiagramLayout::nodes
  LinkStrokes* links = nullptr;        // draws them; not null
  float flow = 0;                      // phase of the light that runs along the links while training; 0 to 1
  bool flowing = false;
  std::optional<NeuronId> hovered, selected;
  std::optional<WeightId> weight;  // drawn boldly
};

void draw_diagram(const Canvas& canvas, const DiagramLayout& layout, const DiagramLook& look);

}  // namespace deltarule

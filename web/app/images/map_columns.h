// Where the network's inside stands: a column (on a phone: a band) for the input and for each layer that has something
// to show. Rectangles and offsets only.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/api/snapshot.h"
#include "web/app/ui.h"

namespace deltarule {

struct MapColumn {
  enum class Form { maps, units, answers };
  int layer = -1;  // -1: the input
  Form form = Form::maps;
  int count = 1, height = 1, width = 1;  // maps of height x width; or so many units
  int shown = 1;                         // of them; of answers, the classes
  std::size_t offset = 0;                // in Look::activations; of the input: in Look::input
  std::string title, shape;
  Rect area;       // below its title
  float side = 0;  // of a map
  int across = 1;  // maps in a row
  [[nodiscard]] Rect map(int index, float gap) const {
    const auto column = static_cast<float>(index % across), row = static_cast<float>(index / across);
    return {area.x + column * (side + gap), area.y + row * (side + gap), side, side};
  }
};

/// Of a snapshot whose layers are those of the look.
std::vector<MapColumn> map_columns(const Snapshot& snapshot);
/// Side by side in the area; returns the bottom.
float place_columns(const Ui& ui, std::vector<MapColumn>& columns, const Rect& area);
/// One below the other, each with its title above.
float place_bands(const Ui& ui, std::vector<MapColumn>& columns, const Rect& area);

inline constexpr float kMapGap = 4;         // between maps, in design pixels
inline constexpr float kTitleSize = 11.5f;  // of a column's title

/// Multiplications of one forward pass on one sample; of one layer, or (-1) of all.
double multiplications(const Snapshot& snapshot, int layer);

}  // namespace deltarule

// Every neuron's own picture of the plane, side by side in one texture.
//
// Made from the engine's grids (units) or from the inputs' formulas. Which neurons are in it is for the diagram to say;
// how they are framed is for it to draw.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/api/snapshot.h"
#include "engine/experiment/experiment.h"
#include "web/style/canvas.h"
#include "web/viz/colour_map.h"
#include "web/viz/gl_objects.h"
#include "web/viz/neuron_scale.h"

namespace deltarule {

class NeuronAtlas {
 public:
  void update(const Snapshot& snapshot, std::span<const Input> inputs, Loss loss, std::span<const NeuronId> neurons,
              const ColourMap& colours);
  /// Where the picture of the n-th of these neurons is, in texture coordinates.
  [[nodiscard]] Rect uv(std::size_t index) const;
  [[nodiscard]] unsigned texture() const { return texture_.name(); }
  [[nodiscard]] std::size_t count() const { return count_; }
  void forget() { texture_.forget(), count_ = 0; }

 private:
  void paint_input(Colour* cell, Input input, float view_min, float view_max, const ColourMap& colours) const;
  void paint_unit(Colour* cell, const float* values, NeuronScale scale, const ColourMap& colours) const;

  Texture texture_;
  std::vector<Colour> pixels_;
  int side_ = 0, columns_ = 0;
  std::size_t count_ = 0;
};

}  // namespace deltarule

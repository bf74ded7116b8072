// A dense network's parameters, packed for the output map's shader: four units side by side in every texel.
//
// Knows the layout that shaders/output_map.glsl documents and the limits beyond which the engine's own grid is shown
// instead.
#pragma once

#include <span>
#include <vector>

#include "engine/api/snapshot.h"
#include "web/viz/gl_objects.h"

namespace deltarule {

struct PackedLayer {
  int input_groups = 0, unit_groups = 0, first_texel = 0, activation = 0;
};

class NetworkTexture {
 public:
  static constexpr int kMaxLayers = 12;
  static constexpr int kMaxUnits = 64;
  static constexpr int kMaxProducts = 4000;  // per pixel; more would make a weak GPU stutter
  static constexpr int kWidth = 64;          // texels

  /// True if a network of these layers can be computed per pixel.
  static bool fits(std::span<const SnapshotLayer> layers);
  /// Packs and uploads; the snapshot must hold layers and parameters. False if they do not belong together.
  bool update(const Snapshot& snapshot);
  void forget() { texture_.forget(); }

  [[nodiscard]] const std::vector<PackedLayer>& layers() const { return layers_; }
  [[nodiscard]] const Texture& texture() const { return texture_; }

 private:
  std::vector<PackedLayer> layers_;
  std::vector<float> texels_;
  Texture texture_;
};

}  // namespace deltarule

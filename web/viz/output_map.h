// The network's answer, or one neuron's, over the plane, as a texture: per pixel by shader where the network allows,
// else from the engine's grid. Redrawn only when something that it shows has changed.
//
// Knows numbers and colours; where it is shown, and the points upon it, are others' business.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/api/snapshot.h"
#include "engine/experiment/experiment.h"
#include "web/viz/colour_map.h"
#include "web/viz/gl_objects.h"
#include "web/viz/network_texture.h"
#include "web/viz/neuron_scale.h"
#include "web/viz/pace.h"

namespace deltarule {

struct OutputMapInput {
  const Snapshot* snapshot = nullptr;  // with layers; parameters or grids
  std::span<const Input> inputs;
  Loss loss = Loss::mse;  // says how the answer is coded
  const ColourMap* colours = nullptr;
  std::optional<NeuronId> neuron;  // this one's response instead of the answer
  bool discretize = false;
  float boundary = 0;          // of the answer: half the line's width in device pixels; 0: none
  Colour ink = 0;              // the line's colour
  int device_pixels = 256;     // side of the square on screen
  bool resting = false;        // nothing trains: draw it as sharply as it can be
  std::uint64_t revision = 0;  // changes whenever one of the above may have changed
};

class OutputMap {
 public:
  /// The texture to show, or 0 if there is nothing to show yet.
  unsigned update(const OutputMapInput& input);
  /// True if the engine's output grid is needed, because the shader cannot (or must not) compute this network.
  [[nodiscard]] bool needs_grid(std::span<const SnapshotLayer> layers) const;
  /// The part of the texture that is the map: the outermost texels' centres, for grids that reach from edge to edge.
  [[nodiscard]] float uv_inset() const { return uv_inset_; }
  /// True if what is shown is coarser than it will be; then ask again next frame.
  [[nodiscard]] bool unfinished() const { return unfinished_; }
  void forget();

 private:
  bool draw_by_shader(const OutputMapInput& input);
  void set_uniforms(const OutputMapInput& input, const Program& program, bool marked);
  bool draw_from_grid(const OutputMapInput& input);
  /// Over a map with its classes in alpha, which has this share of the device's pixels in each direction.
  void draw_boundary(const OutputMapInput& input, const Texture& map, float share);
  /// True if the boundary is to be drawn and can be.
  bool marks(const OutputMapInput& input);

  static constexpr int kVariants = 3;  // for networks of few, some and many units in a layer
  Program programs_[kVariants];
  Pace pace_;
  Picture picture_, bounded_;
  Program boundary_;
  NetworkTexture network_;
  Texture ramps_, grid_;
  Colour ramps_theme_ = 0;  // the first texel of what was uploaded
  std::vector<Colour> pixels_;
  std::uint64_t shown_ = ~std::uint64_t{0};
  unsigned current_ = 0;
  float uv_inset_ = 0;
  bool shader_refused_ = false, unfinished_ = false;
};

}  // namespace deltarule

// Packs weights [outputs, inputs] row-major into texels of four units; see shaders/output_map.glsl for the reader.
#include "web/viz/network_texture.h"

#include <algorithm>

namespace deltarule {
namespace {

int groups(std::uint32_t count) { return static_cast<int>((count + 3) / 4); }

bool consistent(const SnapshotLayer& layer, std::size_t parameters) {
  return layer.weight_count == layer.inputs * layer.outputs && layer.bias_count == layer.outputs &&
         std::size_t{layer.weight_offset} + layer.weight_count <= parameters &&
         std::size_t{layer.bias_offset} + layer.bias_count <= parameters;
}

}  // namespace

bool NetworkTexture::fits(std::span<const SnapshotLayer> layers) {
  int dense = 0;
  std::uint64_t products = 0;
  for (const SnapshotLayer& layer : layers) {
    if (layer.spec.kind != LayerKind::dense) continue;
    ++dense;
    products += std::uint64_t{layer.inputs} * layer.outputs;
    if (layer.outputs > kMaxUnits || layer.inputs > kMaxUnits) return false;
  }
  return dense > 0 && dense <= kMaxLayers && products <= kMaxProducts;
}

bool NetworkTexture::update(const Snapshot& snapshot) {
  if (!fits(snapshot.layers)) return false;
  layers_.clear();
  std::size_t texel_count = 0;
  for (const SnapshotLayer& layer : snapshot.layers) {
    if (layer.spec.kind != LayerKind::dense) continue;
    if (!consistent(layer, snapshot.parameters.size())) return false;
    PackedLayer packed;
    packed.input_groups = groups(layer.inputs);
    packed.unit_groups = groups(layer.outputs);
    packed.first_texel = static_cast<int>(texel_count);
    packed.activation = static_cast<int>(layer.spec.activation);
    layers_.push_back(packed);
    texel_count +=
        static_cast<std::size_t>(packed.unit_groups) * (1 + 4 * static_cast<std::size_t>(packed.input_groups));
  }
  const int height = static_cast<int>((texel_count + kWidth - 1) / kWidth);
  texels_.assign(static_cast<std::size_t>(kWidth) * static_cast<std::size_t>(height) * 4, 0.f);

  float* out = texels_.data();
  for (const SnapshotLayer& layer : snapshot.layers) {
    if (layer.spec.kind != LayerKind::dense) continue;
    const float* weight = snapshot.parameters.data() + layer.weight_offset;  // [outputs, inputs], row-major
    const float* bias = snapshot.parameters.data() + layer.bias_offset;      // [outputs]
    for (std::uint32_t first = 0; first < layer.outputs; first += 4) {
      const std::uint32_t units = std::min<std::uint32_t>(4, layer.outputs - first);
      for (std::uint32_t u = 0; u < units; ++u) out[u] = bias[first + u];
      for (std::uint32_t i = 0; i < layer.inputs; ++i) {
        for (std::uint32_t u = 0; u < units; ++u) out[4 + 4 * i + u] = weight[(first + u) * layer.inputs + i];
      }
      out += 4 + 16 * static_cast<std::size_t>(groups(layer.inputs));
    }
  }
  texture_.upload(kWidth, height, TexelFormat::rgba32f, Filter::nearest, texels_.data());
  return true;
}

}  // namespace deltarule

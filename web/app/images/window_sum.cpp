// The formula of engine/layers/conv2d.h and the pools, for one place, on the numbers of a snapshot.
#include "web/app/images/window_sum.h"

#include <algorithm>

#include "engine/api/preview.h"

namespace deltarule {

std::optional<WindowSum> window_sum(const Snapshot& snapshot, const MapPixel& pixel) {
  const auto& layers = snapshot.layers;
  if (!snapshot.look || pixel.layer < 0 || pixel.layer >= static_cast<int>(layers.size())) return {};
  const auto index = static_cast<std::size_t>(pixel.layer);
  const SnapshotLayer& layer = layers[index];
  const auto whole = [](std::uint32_t n) { return static_cast<int>(n); };
  if (pixel.channel >= whole(layer.channels) || pixel.row >= whole(layer.height) || pixel.column >= whole(layer.width))
    return {};
  const int C = whole(index > 0 ? layers[index - 1].channels : snapshot.channels);
  const int H = whole(index > 0 ? layers[index - 1].height : snapshot.height);
  const int W = whole(index > 0 ? layers[index - 1].width : snapshot.width);
  PreviewWindow window;
  if (!preview_window(layer.spec, C, H, W, window)) return {};

  std::size_t offset = 0;
  for (std::size_t i = 0; i < index; ++i) offset += layers[i].outputs;
  const std::vector<float>& all = snapshot.look->activations;
  if (all.size() < offset + layer.outputs) return {};
  const float* x = index > 0 ? all.data() + (offset - layers[index - 1].outputs) : snapshot.look->input.data();

  WindowSum made;
  made.kernel = window.kernel;
  made.filter = layer.spec.kind == LayerKind::conv2d;
  made.inputs = made.filter ? C : 1;
  const int k = window.kernel, cells = k * k;
  made.value = all[offset + static_cast<std::size_t>(
                                (pixel.channel * whole(layer.height) + pixel.row) * whole(layer.width) + pixel.column)];
  const bool turned = layer.spec.operation == Operation::convolution;
  const std::size_t filter_at = layer.weight_offset + static_cast<std::size_t>(pixel.channel * C * cells);
  if (made.filter && snapshot.parameters.size() < layer.bias_offset + layer.bias_count) return {};
  for (int c = 0; c < made.inputs; ++c) {
    const float* plane = x + (made.filter ? c : pixel.channel) * H * W;
    double sum = 0;
    for (int v = 0; v < k; ++v) {
      for (int u = 0; u < k; ++u) {
        const int row = pixel.row * window.stride - window.before + v * window.dilation;
        const int column = pixel.column * window.stride - window.before + u * window.dilation;
        const bool inside = row >= 0 && row < H && column >= 0 && column < W;
        const float value = inside ? plane[row * W + column] : 0;
        made.patch.push_back(value);
        made.inside.push_back(inside);
        if (!made.filter) continue;
        const int cell = turned ? cells - 1 - (v * k + u) : v * k + u;
        const float weight = snapshot.parameters[filter_at + static_cast<std::size_t>(c * cells + cell)];
        made.weights.push_back(weight);
        sum += double{weight} * value;
      }
    }
    made.sums.push_back(sum);
    made.sum += sum;
  }
  if (made.filter) {
    made.bias = snapshot.parameters[layer.bias_offset + static_cast<std::size_t>(pixel.channel)];
    made.z = made.sum + made.bias;
  }
  return made;
}

}  // namespace deltarule

// The same functions that the engine trains on, called directly.
#include "engine/api/preview.h"

#include "engine/api/snapshot_points.h"
#include "engine/data/encode.h"
#include "engine/data/points.h"
#include "engine/layers/activation.h"
#include "engine/layers/window.h"
#include "engine/train/target_coding.h"

namespace deltarule {

std::vector<SnapshotPoint> preview_points(const PointsSpec& spec, std::uint32_t seed) {
  std::vector<SnapshotPoint> out;
  snapshot_points(make_points(spec, seed), out);
  return out;
}

void preview_view(const PointsSpec& spec, float& min, float& max) {
  const PlaneView view = plane_view(spec);
  min = view.min;
  max = view.max;
}

float preview_input(Input input, float x1, float x2) {
  return static_cast<float>(input_value(input, static_cast<Scalar>(x1), static_cast<Scalar>(x2)));
}

float preview_activation(Activation activation, float z) {
  return static_cast<float>(activation_value(activation, static_cast<Scalar>(z)));
}

bool preview_window(const LayerSpec& layer, int channels, int height, int width, PreviewWindow& out) {
  const Shape input{channels, height, width, 1};
  const bool pools = layer.kind == LayerKind::max_pool2d || layer.kind == LayerKind::avg_pool2d;
  if (!pools && layer.kind != LayerKind::conv2d) return false;
  const Result<Window> window = pools ? plan_pool(input, layer) : plan_filter(input, layer);
  if (!window) return false;
  out = {static_cast<int>(window->kernel), static_cast<int>(window->stride), static_cast<int>(window->dilation),
         static_cast<int>(window->before)};
  return true;
}

bool signed_classes(const LayerSpec& last, Loss loss) { return target_coding(last, loss).low < 0; }

}  // namespace deltarule

// Values to colours, cell by cell, on the CPU: a few tens of thousand texels per picture.
#include "web/viz/neuron_atlas.h"

#include <algorithm>
#include <cmath>

#include "engine/api/preview.h"
#include "web/viz/reading.h"

namespace deltarule {
namespace {

constexpr int kColumns = 16;

}  // namespace

void NeuronAtlas::update(const Snapshot& snapshot, std::span<const Input> inputs, Loss loss,
                         std::span<const NeuronId> neurons, const ColourMap& colours) {
  count_ = 0;
  side_ = snapshot.grid;
  if (side_ < 2 || neurons.empty()) return;
  columns_ = kColumns;
  const auto cells = static_cast<std::size_t>(side_) * static_cast<std::size_t>(side_);
  const std::size_t rows = (neurons.size() + kColumns - 1) / kColumns;
  const std::size_t stride = static_cast<std::size_t>(kColumns * side_);
  pixels_.resize(stride * rows * static_cast<std::size_t>(side_));

  // Where each dense layer's grids begin.
  std::vector<const SnapshotLayer*> layers;
  std::vector<std::size_t> begins;
  std::size_t begin = 0;
  for (const SnapshotLayer& layer : snapshot.layers) {
    if (layer.spec.kind != LayerKind::dense) continue;
    layers.push_back(&layer);
    begins.push_back(begin);
    begin += layer.outputs * cells;
  }
  if (begin > snapshot.grids.size()) return;

  for (std::size_t n = 0; n < neurons.size(); ++n) {
    const NeuronId id = neurons[n];
    Colour* cell = pixels_.data() + n / kColumns * stride * static_cast<std::size_t>(side_) +
                   n % kColumns * static_cast<std::size_t>(side_);
    if (id.column == 0) {
      if (static_cast<std::size_t>(id.unit) < inputs.size())
        paint_input(cell, inputs[static_cast<std::size_t>(id.unit)], snapshot.view_min, snapshot.view_max, colours);
      continue;
    }
    const auto k = static_cast<std::size_t>(id.column - 1);
    if (k >= layers.size() || static_cast<std::uint32_t>(id.unit) >= layers[k]->outputs) continue;
    const float* values = snapshot.grids.data() + begins[k] + static_cast<std::size_t>(id.unit) * cells;
    Scale scale = scale_of(values, layers[k]->spec.activation);
    if (k + 1 == layers.size()) {
      const Reading reading = output_reading(*layers[k], snapshot.classes, loss);
      scale = {.middle = reading == Reading::probability ? 0.5f : 0.f,
               .gain = reading == Reading::probability ? 2.f : 1.f,
               .class_shown = reading == Reading::classes ? id.unit : -1};
    }
    paint_unit(cell, values, scale, colours);
  }
  texture_.upload(kColumns * side_, static_cast<int>(rows) * side_, TexelFormat::rgba8, Filter::linear, pixels_.data());
  count_ = neurons.size();
}

void NeuronAtlas::paint_input(Colour* cell, Input input, float view_min, float view_max,
                              const ColourMap& colours) const {
  const float step = (view_max - view_min) / static_cast<float>(side_ - 1);
  float largest = 1e-6f;
  for (const float x1 : {view_min, view_max, 1.5707963f, 0.f}) {
    for (const float x2 : {view_min, view_max, 1.5707963f, 0.f})
      largest = std::max(largest, std::abs(preview_input(input, x1, x2)));
  }
  for (int row = 0; row < side_; ++row) {
    for (int column = 0; column < side_; ++column) {
      const float x1 = view_min + step * static_cast<float>(column), x2 = view_max - step * static_cast<float>(row);
      cell[row * columns_ * side_ + column] = colours.signed_value(preview_input(input, x1, x2) / largest);
    }
  }
}

NeuronAtlas::Scale NeuronAtlas::scale_of(const float* values, Activation activation) const {
  if (zero_to_one(activation)) return {.middle = 0.5f, .gain = 2, .class_shown = -1};
  if (bounded(activation)) return {};
  float largest = 1e-6f;
  for (int i = 0; i < side_ * side_; ++i) {
    if (std::isfinite(values[i])) largest = std::max(largest, std::abs(values[i]));
  }
  return {.middle = 0, .gain = 1 / largest, .class_shown = -1};
}

void NeuronAtlas::paint_unit(Colour* cell, const float* values, Scale scale, const ColourMap& colours) const {
  for (int row = 0; row < side_; ++row) {
    for (int column = 0; column < side_; ++column) {
      const float t = (values[row * side_ + column] - scale.middle) * scale.gain;
      cell[row * columns_ * side_ + column] =
          scale.class_shown >= 0 ? colours.class_value(scale.class_shown, t) : colours.signed_value(t);
    }
  }
}

Rect NeuronAtlas::uv(std::size_t index) const {
  const auto width = static_cast<float>(texture_.width()), height = static_cast<float>(texture_.height());
  const auto side = static_cast<float>(side_);
  const float x = static_cast<float>(index % kColumns) * side, y = static_cast<float>(index / kColumns) * side;
  // Half a texel inside, so that a neighbour's colours do not bleed in.
  return {(x + 0.5f) / width, (y + 0.5f) / height, (side - 1) / width, (side - 1) / height};
}

}  // namespace deltarule

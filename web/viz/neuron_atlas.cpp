// Values to colours, cell by cell, on the CPU: a few tens of thousand texels per picture.
#include "web/viz/neuron_atlas.h"

#include "engine/api/preview.h"

namespace deltarule {
namespace {

constexpr int kColumns = 16;

}  // namespace

void NeuronAtlas::update(const Snapshot& snapshot, std::span<const Input> inputs, Loss loss,
                         std::span<const NeuronId> neurons, const ColourMap& colours) {
  count_ = 0;
  side_ = snapshot.grid;
  if (neurons.empty() || !neuron_grid(snapshot, {1, 0})) return;
  columns_ = kColumns;
  const std::size_t rows = (neurons.size() + kColumns - 1) / kColumns;
  const std::size_t stride = static_cast<std::size_t>(kColumns * side_);
  pixels_.resize(stride * rows * static_cast<std::size_t>(side_));

  for (std::size_t n = 0; n < neurons.size(); ++n) {
    const NeuronId id = neurons[n];
    Colour* cell = pixels_.data() + n / kColumns * stride * static_cast<std::size_t>(side_) +
                   n % kColumns * static_cast<std::size_t>(side_);
    if (id.column == 0) {
      if (static_cast<std::size_t>(id.unit) < inputs.size())
        paint_input(cell, inputs[static_cast<std::size_t>(id.unit)], snapshot.view_min, snapshot.view_max, colours);
      continue;
    }
    if (const float* values = neuron_grid(snapshot, id))
      paint_unit(cell, values, neuron_scale(snapshot, loss, id), colours);
  }
  texture_.upload(kColumns * side_, static_cast<int>(rows) * side_, TexelFormat::rgba8, Filter::linear, pixels_.data());
  count_ = neurons.size();
}

void NeuronAtlas::paint_input(Colour* cell, Input input, float view_min, float view_max,
                              const ColourMap& colours) const {
  const float step = (view_max - view_min) / static_cast<float>(side_ - 1);
  const float gain = input_scale(input, view_min, view_max).gain;
  for (int row = 0; row < side_; ++row) {
    for (int column = 0; column < side_; ++column) {
      const float x1 = view_min + step * static_cast<float>(column), x2 = view_max - step * static_cast<float>(row);
      cell[row * columns_ * side_ + column] = colours.signed_value(preview_input(input, x1, x2) * gain);
    }
  }
}

void NeuronAtlas::paint_unit(Colour* cell, const float* values, NeuronScale scale, const ColourMap& colours) const {
  const int stride = columns_ * side_;
  const auto paint = [&](auto colour_of) {
    for (int row = 0; row < side_; ++row) {
      const float* from = values + row * side_;
      Colour* to = cell + row * stride;
      for (int column = 0; column < side_; ++column) to[column] = colour_of((from[column] - scale.middle) * scale.gain);
    }
  };
  if (scale.class_shown >= 0) {
    paint([&](float t) { return colours.class_value(scale.class_shown, t); });
  } else {
    paint([&](float t) { return colours.signed_value(t); });
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

#include "web/viz/output_map.h"

#include <algorithm>
#include <cmath>

#include "shaders.h"
#include "web/platform/gl.h"
#include "web/viz/reading.h"

namespace deltarule {
namespace {

const SnapshotLayer* last_dense(const Snapshot& snapshot) {
  const SnapshotLayer* last = nullptr;
  for (const SnapshotLayer& layer : snapshot.layers) {
    if (layer.spec.kind == LayerKind::dense) last = &layer;
  }
  return last;
}

constexpr int kMaxInputs = 9;

}  // namespace

bool OutputMap::needs_grid(std::span<const SnapshotLayer> layers) const {
  return shader_refused_ || !NetworkTexture::fits(layers);
}

unsigned OutputMap::update(const OutputMapInput& input) {
  if (input.revision == shown_) return current_;
  const Snapshot& snapshot = *input.snapshot;
  if (!last_dense(snapshot)) return current_ = 0;
  const bool drawn = (!needs_grid(snapshot.layers) && draw_by_shader(input)) || draw_from_grid(input);
  if (drawn) shown_ = input.revision;
  return current_;
}

bool OutputMap::draw_by_shader(const OutputMapInput& input) {
  if (!program_.ready(shaders::output_map())) {
    shader_refused_ = true;
    return false;
  }
  const Snapshot& snapshot = *input.snapshot;
  const SnapshotLayer& last = *last_dense(snapshot);
  if (last.outputs > 8 || input.inputs.size() > kMaxInputs || snapshot.layers.front().inputs != input.inputs.size())
    return false;
  if (!network_.update(snapshot)) return false;
  ramps_.upload(ColourMap::kSteps, ColourMap::kRows, TexelFormat::rgba8, Filter::linear, input.colours->texels());
  const int side = std::clamp(input.device_pixels, 16, 2048);
  if (!picture_.begin(side, side, program_)) {
    shader_refused_ = true;
    return false;
  }
  glActiveTexture(GL_TEXTURE1);
  glBindTexture(GL_TEXTURE_2D, ramps_.name());
  glActiveTexture(GL_TEXTURE0);
  glBindTexture(GL_TEXTURE_2D, network_.texture().name());
  glUniform1i(program_.uniform("weights"), 0);
  glUniform1i(program_.uniform("ramps"), 1);
  const auto& layers = network_.layers();
  GLint table[NetworkTexture::kMaxLayers * 4] = {};
  for (std::size_t i = 0; i < layers.size(); ++i) {
    table[4 * i] = layers[i].input_groups;
    table[4 * i + 1] = layers[i].unit_groups;
    table[4 * i + 2] = layers[i].first_texel;
    table[4 * i + 3] = layers[i].activation;
  }
  glUniform4iv(program_.uniform("layers"), NetworkTexture::kMaxLayers, table);
  glUniform1i(program_.uniform("layer_count"), static_cast<GLint>(layers.size()));
  GLint features[kMaxInputs] = {};
  for (std::size_t i = 0; i < input.inputs.size(); ++i) features[i] = static_cast<GLint>(input.inputs[i]);
  glUniform1iv(program_.uniform("features"), kMaxInputs, features);
  glUniform1i(program_.uniform("input_count"), static_cast<GLint>(input.inputs.size()));
  glUniform2f(program_.uniform("view"), snapshot.view_min, snapshot.view_max);
  glUniform1i(program_.uniform("last_units"), static_cast<GLint>(last.outputs));
  glUniform1i(program_.uniform("reading"), static_cast<GLint>(output_reading(last, snapshot.classes, input.loss)));
  glUniform1i(program_.uniform("discretize"), input.discretize && snapshot.classes > 0 ? 1 : 0);
  glUniform1f(program_.uniform("ramp_rows"), static_cast<float>(ColourMap::kRows));
  glUniform1f(program_.uniform("texture_width"), static_cast<float>(NetworkTexture::kWidth));
  picture_.draw_and_end();
  current_ = picture_.texture().name();
  uv_inset_ = 0;
  return true;
}

bool OutputMap::draw_from_grid(const OutputMapInput& input) {
  const Snapshot& snapshot = *input.snapshot;
  const SnapshotLayer& last = *last_dense(snapshot);
  const std::size_t cells = std::size_t{snapshot.grid} * snapshot.grid;
  if (snapshot.grid < 2 || snapshot.grids.size() < cells * last.outputs) return false;
  const float* values = snapshot.grids.data() + (snapshot.grids.size() - cells * last.outputs);  // [unit][row][column]
  const Reading reading = output_reading(last, snapshot.classes, input.loss);
  const bool discretize = input.discretize && snapshot.classes > 0;
  pixels_.resize(cells);
  for (std::size_t i = 0; i < cells; ++i) {
    if (reading == Reading::classes) {
      int best = 0;
      float highest = values[i], second = -INFINITY;
      for (std::uint32_t k = 1; k < last.outputs; ++k) {
        const float y = values[k * cells + i];
        second = std::max(second, std::min(y, highest));
        if (y > highest) highest = y, best = static_cast<int>(k);
      }
      pixels_[i] = input.colours->class_value(best, discretize ? 1 : highest - second);
    } else {
      float t = reading == Reading::probability ? 2 * values[i] - 1 : values[i];
      if (discretize) t = t < 0 ? -1.f : 1.f;
      pixels_[i] = input.colours->signed_value(t);
    }
  }
  grid_.upload(snapshot.grid, snapshot.grid, TexelFormat::rgba8, Filter::linear, pixels_.data());
  current_ = grid_.name();
  uv_inset_ = 0.5f / static_cast<float>(snapshot.grid);
  return true;
}

void OutputMap::forget() {
  program_.forget();
  picture_.forget();
  network_.forget();
  ramps_.forget();
  grid_.forget();
  current_ = 0;
  shown_ = ~std::uint64_t{0};
}

}  // namespace deltarule

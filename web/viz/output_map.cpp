// Uniforms and textures for the shader, its measured pace, and the grid for networks that are too large for it.
#include "web/viz/output_map.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <string_view>

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
using Clock = std::chrono::steady_clock;

}  // namespace

bool OutputMap::needs_grid(std::span<const SnapshotLayer> layers) const {
  return shader_refused_ || !NetworkTexture::fits(layers);
}

unsigned OutputMap::update(const OutputMapInput& input) {
  if (input.revision == shown_ && !unfinished_) return current_;
  const Snapshot& snapshot = *input.snapshot;
  if (!last_dense(snapshot)) return current_ = 0;
  unfinished_ = false;
  const bool drawn = (!needs_grid(snapshot.layers) && draw_by_shader(input)) || draw_from_grid(input);
  if (drawn) shown_ = input.revision;
  return current_;
}

bool OutputMap::draw_by_shader(const OutputMapInput& input) {
  const Snapshot& snapshot = *input.snapshot;
  const SnapshotLayer& last = *last_dense(snapshot);
  if (last.outputs > 8 || input.inputs.size() > kMaxInputs || snapshot.layers.front().inputs != input.inputs.size())
    return false;
  if (!network_.update(snapshot)) return false;
  int groups = 1;
  for (const PackedLayer& layer : network_.layers()) groups = std::max({groups, layer.input_groups, layer.unit_groups});
  const int variant = groups <= 2 ? 0 : groups <= 4 ? 1 : 2;
  static constexpr std::string_view kDefines[kVariants] = {"const int kMaxGroups = 2;\n", "const int kMaxGroups = 4;\n",
                                                           "const int kMaxGroups = 16;\n"};
  Program& program = programs_[variant];
  if (!program.ready(shaders::output_map(), kDefines[variant])) {
    shader_refused_ = true;
    return false;
  }
  // Only when the theme changed: a driver may have to wait for the last drawing before it takes new texels.
  if (!ramps_.name() || ramps_theme_ != input.colours->texels()[0]) {
    ramps_.upload(ColourMap::kSteps, ColourMap::kRows, TexelFormat::rgba8, Filter::linear, input.colours->texels());
    ramps_theme_ = input.colours->texels()[0];
  }
  const int full = std::clamp(input.device_pixels, 16, 2048);
  const int side = pace_.side(full, input.resting);
  if (!picture_.begin(side, side, program)) {
    shader_refused_ = true;
    return false;
  }
  set_uniforms(input, program);
  const bool measure = pace_.due();
  if (measure) picture_.wait();
  const auto before = Clock::now();
  picture_.draw();
  pace_.drawn();
  if (measure) {
    picture_.wait();
    pace_.measured(std::chrono::duration<double, std::milli>(Clock::now() - before).count(), side);
  }
  picture_.end();
  // The first measurements are for finding out what can be afforded.
  unfinished_ = side < full && (!pace_.known() || pace_.side(full, input.resting) > side);
  current_ = picture_.texture().name();
  uv_inset_ = 0;
  return true;
}

void OutputMap::set_uniforms(const OutputMapInput& input, const Program& program) {
  const Snapshot& snapshot = *input.snapshot;
  const SnapshotLayer& last = *last_dense(snapshot);
  glActiveTexture(GL_TEXTURE1);
  glBindTexture(GL_TEXTURE_2D, ramps_.name());
  glActiveTexture(GL_TEXTURE0);
  glBindTexture(GL_TEXTURE_2D, network_.texture().name());
  glUniform1i(program.uniform("weights"), 0);
  glUniform1i(program.uniform("ramps"), 1);
  const auto& layers = network_.layers();
  GLint table[NetworkTexture::kMaxLayers * 4] = {};
  for (std::size_t i = 0; i < layers.size(); ++i) {
    table[4 * i] = layers[i].input_groups;
    table[4 * i + 1] = layers[i].unit_groups;
    table[4 * i + 2] = layers[i].first_texel;
    table[4 * i + 3] = layers[i].activation;
  }
  glUniform4iv(program.uniform("layers"), NetworkTexture::kMaxLayers, table);
  glUniform1i(program.uniform("layer_count"), static_cast<GLint>(layers.size()));
  GLint features[kMaxInputs] = {};
  for (std::size_t i = 0; i < input.inputs.size(); ++i) features[i] = static_cast<GLint>(input.inputs[i]);
  glUniform1iv(program.uniform("features"), kMaxInputs, features);
  glUniform1i(program.uniform("input_count"), static_cast<GLint>(input.inputs.size()));
  glUniform2f(program.uniform("view"), snapshot.view_min, snapshot.view_max);
  glUniform1i(program.uniform("last_units"), static_cast<GLint>(last.outputs));
  glUniform1i(program.uniform("reading"), static_cast<GLint>(output_reading(last, snapshot.classes, input.loss)));
  glUniform1i(program.uniform("discretize"), input.discretize && snapshot.classes > 0 ? 1 : 0);
  glUniform1f(program.uniform("ramp_rows"), static_cast<float>(ColourMap::kRows));
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
  unfinished_ = false;
  current_ = grid_.name();
  uv_inset_ = 0.5f / static_cast<float>(snapshot.grid);
  return true;
}

void OutputMap::forget() {
  for (Program& program : programs_) program.forget();
  pace_.forget();
  picture_.forget();
  network_.forget();
  ramps_.forget();
  grid_.forget();
  current_ = 0;
  shown_ = ~std::uint64_t{0};
}

}  // namespace deltarule

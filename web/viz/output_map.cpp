// Uniforms and textures for the shader, its measured pace, and the grid for networks that are too large for it.
#include "web/viz/output_map.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <string_view>

#include "engine/api/preview.h"
#include "shaders.h"
#include "web/platform/gl.h"
#include "web/viz/grid_painter.h"
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

NeuronScale scale_of(const OutputMapInput& input, NeuronId id) {
  const auto unit = static_cast<std::size_t>(id.unit);
  if (id.column == 0 && unit < input.inputs.size())
    return input_scale(input.inputs[unit], input.snapshot->view_min, input.snapshot->view_max);
  return neuron_scale(*input.snapshot, input.loss, id);
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
  const bool marked = marks(input);
  if (!picture_.begin(side, side, program)) {
    shader_refused_ = true;
    return false;
  }
  set_uniforms(input, program, marked);
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
  if (marked) draw_boundary(input, picture_.texture(), static_cast<float>(side) / static_cast<float>(full));
  return true;
}

void OutputMap::set_uniforms(const OutputMapInput& input, const Program& program, bool marked) {
  const Snapshot& snapshot = *input.snapshot;
  const NeuronId neuron = input.neuron.value_or(NeuronId{static_cast<int>(network_.layers().size()), -1});
  const SnapshotLayer* shown = dense_layer(snapshot, neuron.column);
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
  glUniform1i(program.uniform("layer_count"), neuron.column);
  GLint features[kMaxInputs] = {};
  for (std::size_t i = 0; i < input.inputs.size(); ++i) features[i] = static_cast<GLint>(input.inputs[i]);
  glUniform1iv(program.uniform("features"), kMaxInputs, features);
  glUniform1i(program.uniform("input_count"), static_cast<GLint>(input.inputs.size()));
  glUniform2f(program.uniform("view"), snapshot.view_min, snapshot.view_max);
  glUniform1i(program.uniform("last_units"), shown ? static_cast<GLint>(shown->outputs) : 0);
  const SnapshotLayer& last = *last_dense(snapshot);
  glUniform1i(program.uniform("reading"), static_cast<GLint>(output_reading(last, snapshot.classes, input.loss)));
  const NeuronScale scale = scale_of(input, neuron);
  glUniform1i(program.uniform("shown"), neuron.unit);
  glUniform1i(program.uniform("class_shown"), scale.class_shown);
  glUniform2f(program.uniform("scale"), scale.middle, scale.gain);
  glUniform1i(program.uniform("discretize"), input.discretize && snapshot.classes > 0 ? 1 : 0);
  glUniform1f(program.uniform("ramp_rows"), static_cast<float>(ColourMap::kRows));
  glUniform1i(program.uniform("marked"), marked ? 1 : 0);
}

bool OutputMap::marks(const OutputMapInput& input) {
  return input.boundary > 0 && input.snapshot->classes > 0 && !input.neuron && boundary_.ready(shaders::boundary());
}

void OutputMap::draw_boundary(const OutputMapInput& input, const Texture& map, float share) {
  if (!bounded_.begin(map.width(), map.height(), boundary_)) return;
  glActiveTexture(GL_TEXTURE0);
  glBindTexture(GL_TEXTURE_2D, map.name());
  glUniform1i(boundary_.uniform("map"), 0);
  // A coarser picture is enlarged: the line with it.
  glUniform1f(boundary_.uniform("line"), std::clamp(input.boundary * share, 0.3f, 3.5f));
  const auto channel = [&](int shift) { return static_cast<float>(input.ink >> shift & 255) / 255; };
  glUniform3f(boundary_.uniform("ink"), channel(0), channel(8), channel(16));
  bounded_.draw();
  bounded_.end();
  current_ = bounded_.texture().name();
}

bool OutputMap::draw_from_grid(const OutputMapInput& input) {
  const Snapshot& snapshot = *input.snapshot;
  const SnapshotLayer& last = *last_dense(snapshot);
  GridPainter painter{.colours = input.colours, .grid = snapshot.grid};
  std::vector<float> values;
  if (input.neuron) {
    painter.values = neuron_grid(snapshot, *input.neuron);
    painter.scale = scale_of(input, *input.neuron);
    if (input.neuron->column == 0) {
      const Input kind = input.inputs[static_cast<std::size_t>(input.neuron->unit)];
      const float step = (snapshot.view_max - snapshot.view_min) / static_cast<float>(std::max(1, snapshot.grid - 1));
      for (int i = 0; i < snapshot.grid * snapshot.grid; ++i)
        values.push_back(preview_input(kind, snapshot.view_min + step * static_cast<float>(i % snapshot.grid),
                                       snapshot.view_max - step * static_cast<float>(i / snapshot.grid)));
      painter.values = snapshot.grid >= 2 ? values.data() : nullptr;
    }
  } else {
    const std::size_t cells = std::size_t{snapshot.grid} * snapshot.grid;
    if (snapshot.grid < 2 || snapshot.grids.size() < cells * last.outputs) return false;
    painter.values = snapshot.grids.data() + (snapshot.grids.size() - cells * last.outputs);  // [unit][row][column]
    const Reading reading = output_reading(last, snapshot.classes, input.loss);
    painter.units = reading == Reading::classes ? static_cast<int>(last.outputs) : 1;
    if (reading == Reading::probability) painter.scale = {.middle = 0.5f, .gain = 2, .class_shown = -1};
    painter.discretize = input.discretize && snapshot.classes > 0;
    painter.marked = marks(input);
  }
  if (!painter.values) return false;
  // Finer than the grid where there are edges to see.
  const int times = painter.marked || painter.discretize ? 6 : 1;
  const int side = (snapshot.grid - 1) * times + 1;
  pixels_.resize(static_cast<std::size_t>(side) * static_cast<std::size_t>(side));
  painter.paint(times, pixels_.data());
  grid_.upload(side, side, TexelFormat::rgba8, Filter::linear, pixels_.data());
  unfinished_ = false;
  current_ = grid_.name();
  uv_inset_ = 0.5f / static_cast<float>(side);
  if (painter.marked)
    draw_boundary(input, grid_, static_cast<float>(side) / static_cast<float>(std::max(input.device_pixels, 1)));
  return true;
}

void OutputMap::forget() {
  for (Program& program : programs_) program.forget();
  pace_.forget();
  picture_.forget();
  bounded_.forget();
  boundary_.forget();
  network_.forget();
  ramps_.forget();
  grid_.forget();
  current_ = 0;
  shown_ = ~std::uint64_t{0};
}

}  // namespace deltarule

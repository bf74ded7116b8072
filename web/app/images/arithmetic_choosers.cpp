// What is taken apart: a layer and a place in it.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <vector>

#include "web/app/images/arithmetic.h"
#include "web/app/images/image_text.h"
#include "web/app/text.h"
#include "web/app/widgets.h"

namespace deltarule {
namespace {

constexpr double kSlideEvery = 350;  // milliseconds

/// The next place, row by row; at the last one it stops there.
void slide(Ui& ui, Bench& bench, MapPixel& pixel, const SnapshotLayer& layer) {
  ImageState& state = bench.images;
  if (!state.slid_at) return;
  ui.platform->request_frame();
  const double now = ui.platform->milliseconds();
  if (now - *state.slid_at < kSlideEvery) return;
  state.slid_at = now;
  if (pixel.column + 1 < static_cast<int>(layer.width)) {
    ++pixel.column;
  } else if (pixel.row + 1 < static_cast<int>(layer.height)) {
    pixel.column = 0;
    ++pixel.row;
  } else {
    state.slid_at.reset();
  }
  state.chosen = pixel;
}

void slide_button(Ui& ui, Bench& bench, MapPixel& pixel, const SnapshotLayer& layer, const Rect& box) {
  std::optional<double>& slid_at = bench.images.slid_at;
  const bool slides = slid_at.has_value();
  const Icon icon = slides ? Icon::pause : Icon::play;
  if (button(ui, "slide", box, {.name = tr(slides ? ImageText::stop_sliding : ImageText::slide), .icon = &icon})) {
    if (slides) {
      slid_at.reset();
    } else {
      const bool at_end =
          pixel.row + 1 == static_cast<int>(layer.height) && pixel.column + 1 == static_cast<int>(layer.width);
      if (at_end) pixel.row = pixel.column = 0;
      bench.images.chosen = pixel;
      slid_at = ui.platform->milliseconds();
    }
  }
  slide(ui, bench, pixel, layer);
}

}  // namespace

std::string arithmetic_figure(double value) {
  char text[32];
  std::snprintf(text, sizeof text, std::abs(value) >= 1000 ? "%.3g" : "%.3f", value);
  return text;
}

ArithmeticKind arithmetic_of(const Snapshot& snapshot, int layer) {
  if (layer < 0 || layer >= static_cast<int>(snapshot.layers.size())) return ArithmeticKind::none;
  const LayerSpec& spec = snapshot.layers[static_cast<std::size_t>(layer)].spec;
  switch (spec.kind) {
    case LayerKind::conv2d:
    case LayerKind::max_pool2d:
    case LayerKind::avg_pool2d: return ArithmeticKind::window;
    case LayerKind::flatten: return ArithmeticKind::flatten;
    case LayerKind::dense:
      return spec.activation == Activation::softmax ? ArithmeticKind::softmax : ArithmeticKind::none;
    default: return ArithmeticKind::none;
  }
}

float arithmetic_choosers(Ui& ui, Bench& bench, MapPixel& pixel, int inputs, const Rect& row) {
  const Snapshot& snapshot = bench.run.snapshot();
  std::vector<std::string> names;
  std::vector<int> layers;
  for (int i = 0; i < static_cast<int>(snapshot.layers.size()); ++i) {
    const ArithmeticKind kind = arithmetic_of(snapshot, i);
    if (kind == ArithmeticKind::none) continue;
    const LayerKind layer_kind = snapshot.layers[static_cast<std::size_t>(i)].spec.kind;
    names.push_back(std::to_string(i + 1) + " " +
                    std::string(kind == ArithmeticKind::softmax
                                    ? std::string_view("softmax")
                                    : layer_kind_names()[static_cast<std::size_t>(layer_kind)]));
    layers.push_back(i);
  }
  const std::vector<std::string_view> options(names.begin(), names.end());
  int chosen = static_cast<int>(std::find(layers.begin(), layers.end(), pixel.layer) - layers.begin());
  const bool narrow = row.w < ui.px(520);
  const float pick_w = ui.px(130), field_h = ui.target(26);
  if (select(ui, "layer", {row.x, row.y, pick_w, field_h}, {.name = tr(Text::layer), .options = options}, chosen)) {
    pixel = {layers[static_cast<std::size_t>(chosen)], 0, 0, 0};
    bench.images.chosen = pixel;
    bench.images.slid_at.reset();
  }
  const SnapshotLayer& layer = snapshot.layers[static_cast<std::size_t>(pixel.layer)];
  const ArithmeticKind kind = arithmetic_of(snapshot, pixel.layer);
  struct Part {
    const char* key;
    ImageText name;
    int* value;
    unsigned count;
  };
  const unsigned input_count = static_cast<unsigned>(std::max(inputs, 1));
  std::vector<Part> parts;
  if (kind == ArithmeticKind::flatten)
    parts.push_back({"number", ImageText::number_of_line, &pixel.channel, layer.outputs});
  if (kind == ArithmeticKind::window) {
    parts = {{"map", ImageText::map_of_layer, &pixel.channel, layer.channels},
             {"row", ImageText::row, &pixel.row, layer.height},
             {"column", ImageText::column, &pixel.column, layer.width}};
    if (input_count > 1) parts.push_back({"input", ImageText::input_map, &bench.images.input_map, input_count});
  }
  const float step_w = stepper_width(ui), gap = ui.px(12);
  float x = narrow ? row.x : row.x + pick_w + gap, y = narrow && !parts.empty() ? row.y + field_h + ui.px(6) : row.y;
  for (const Part& part : parts) {
    const float label = ui.canvas.text_width(ui.fonts().regular, 12, tr(part.name)) + ui.px(6);
    if (x + label + step_w > row.right() + 1) x = row.x, y += field_h + ui.px(6);
    ui.canvas.text(ui.fonts().regular, 12, x, y + field_h / 2, ui.theme().muted, tr(part.name));
    int value = *part.value + 1;
    if (stepper(ui, part.key, {x + label, y, step_w, field_h}, tr(part.name), 1, static_cast<int>(part.count), value)) {
      *part.value = value - 1;
      bench.images.chosen = pixel;
    }
    x += label + step_w + gap;
  }
  if (kind == ArithmeticKind::window)
    slide_button(
        ui, bench, pixel, layer,
        {narrow ? row.x + pick_w + gap : std::min(x, row.right() - field_h), narrow ? row.y : y, field_h, field_h});
  return y + field_h;
}

}  // namespace deltarule

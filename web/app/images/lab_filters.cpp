// The lab: what the network has learned to look for. The filters of a convolution, one picture for each input map; of
// the neurons that see the image itself, their weights in its shape.
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "web/app/images/image_panels.h"
#include "web/app/images/image_text.h"
#include "web/app/images/pixel_colours.h"
#include "web/app/lab.h"
#include "web/app/widgets.h"

namespace deltarule {
namespace {

constexpr std::size_t kMost = 160;  // pictures

/// A layer whose weights are pictures: so many groups (filters, neurons) of so many pictures of height x width.
struct Pictured {
  std::size_t layer = 0;
  std::size_t groups = 0, each = 1;
  int height = 1, width = 1;
  std::string name;
};

std::vector<Pictured> pictured_layers(const Snapshot& s) {
  std::vector<Pictured> found;
  bool image_itself = true;  // nothing but a rearrangement so far
  for (std::size_t i = 0; i < s.layers.size(); ++i) {
    const SnapshotLayer& layer = s.layers[i];
    const LayerKind kind = layer.spec.kind;
    const std::string name =
        std::to_string(i + 1) + " " + std::string(layer_kind_names()[static_cast<std::size_t>(kind)]);
    const auto k = static_cast<std::size_t>(layer.spec.kernel);
    if (kind == LayerKind::conv2d) {
      found.push_back({i, layer.channels, layer.weight_count / (layer.channels * k * k), layer.spec.kernel,
                       layer.spec.kernel, name});
    } else if (kind == LayerKind::dense && image_itself) {
      found.push_back({i, layer.outputs, s.channels, static_cast<int>(s.height), static_cast<int>(s.width), name});
    }
    image_itself = image_itself && kind == LayerKind::flatten;
  }
  return found;
}

}  // namespace

void lab_filters(Ui& ui, Bench& bench, const Rect& area) {
  const Snapshot& s = bench.run.snapshot();
  const std::vector<Pictured> layers = pictured_layers(s);
  if (!bench.run.current() || layers.empty()) {
    ui.canvas.text(ui.fonts().regular, type::kBody, area.x, area.y + ui.px(14), ui.theme().muted,
                   tr(ImageText::no_filters));
    return;
  }
  std::vector<std::string_view> names;
  for (const Pictured& each : layers) names.push_back(each.name);
  int& chosen = bench.images.filter_layer;
  chosen = std::clamp(chosen, 0, static_cast<int>(layers.size()) - 1);
  const float field_h = ui.target(26);
  select(ui, "filter layer", {area.x, area.y, ui.px(150), field_h}, {.name = tr(Text::layer), .options = names},
         chosen);
  const Pictured& shown = layers[static_cast<std::size_t>(chosen)];
  const SnapshotLayer& layer = s.layers[shown.layer];
  const std::size_t plane = static_cast<std::size_t>(shown.height * shown.width);
  const std::size_t count = std::min(shown.groups * shown.each, kMost);
  if (s.parameters.size() < layer.weight_offset + count * plane) return;

  float largest = 0;
  for (std::size_t i = 0; i < count * plane; ++i) {
    const float weight = std::abs(s.parameters[layer.weight_offset + i]);
    if (weight < 1e30f) largest = std::max(largest, weight);
  }
  PictureSheet& sheet = bench.pictures.filters;
  sheet.begin();
  for (std::size_t i = 0; i < count; ++i)
    paint_map(sheet, ui.theme(), bench.pictures.colours, s.parameters.data() + layer.weight_offset + i * plane,
              shown.height, shown.width, largest, true);
  sheet.upload();

  // As large as they can be and still all fit; where the page scrolls, of a size that can be seen.
  const float top = area.y + field_h + ui.px(12), gap = ui.px(4);
  const float room = ui.stacked ? 1e6f : area.bottom() - top;
  float side = count == 1 ? ui.px(200) : ui.px(ui.stacked ? 34 : 84);
  const auto rows_at = [&](float s_) {
    const auto across = std::max(1.f, std::floor((area.w + gap) / (s_ + gap)));
    return std::ceil(static_cast<float>(count) / across);
  };
  while (side > 6 && rows_at(side) * (side + gap) > room) side -= 1;
  const auto across = static_cast<std::size_t>(std::max(1.f, std::floor((area.w + gap) / (side + gap))));
  for (std::size_t i = 0; i < count; ++i) {
    const Rect box{area.x + static_cast<float>(i % across) * (side + gap),
                   top + static_cast<float>(i / across) * (side + gap), side, side};
    sheet.draw(ui.canvas, static_cast<int>(i), box);
    ui.canvas.outline(box, ui.theme().hairline, ui.px(2), std::max(1.f, ui.px(1)));
  }
  const float bottom = top + rows_at(side) * (side + gap);
  announce_words(ui, widget_id("filter pictures"), Role::image, tr(ImageText::filters),
                 std::to_string(shown.groups) + " \xC3\x97 " + std::to_string(shown.each) + " \xC3\x97 " +
                     std::to_string(shown.height) + "\xC3\x97" + std::to_string(shown.width),
                 {area.x, top, area.w, bottom - top}, ui.px(4));
  if (ui.stacked) bench.lab_bottom = bottom;
}

}  // namespace deltarule

// Which layers are shown in which form, and how large their maps can be.
#include "web/app/images/map_columns.h"

#include <algorithm>
#include <cmath>

#include "web/app/images/image_text.h"

namespace deltarule {
namespace {

constexpr int kMostMaps = 64, kMostUnits = 160;  // of a layer; more would be too small to see
constexpr float kLargest = 76, kBandLargest = 64;
constexpr float kTitles = 34, kBetween = 14;

std::string times(unsigned a, unsigned b) { return std::to_string(a) + "\xC3\x97" + std::to_string(b); }

std::string title_of(const LayerSpec& spec) {
  const auto number = [](int n) { return std::to_string(n); };
  switch (spec.kind) {
    case LayerKind::conv2d:
      return "conv " + number(spec.filters) + " @ " + times(unsigned(spec.kernel), unsigned(spec.kernel));
    case LayerKind::max_pool2d: return "max-pool " + number(spec.kernel);
    case LayerKind::avg_pool2d: return "mean-pool " + number(spec.kernel);
    case LayerKind::batch_norm: return "batch norm";
    case LayerKind::layer_norm: return "layer norm";
    default: return std::string(layer_kind_names()[static_cast<std::size_t>(spec.kind)]);
  }
}

/// How wide a column wants to be, in maps.
float weight_of(const MapColumn& column) {
  if (column.form == MapColumn::Form::units) return 0.55f;
  if (column.form == MapColumn::Form::answers) return 1.5f;
  return column.layer < 0 ? 1.4f : static_cast<float>(column.across);
}

int maps_across(int count) { return std::clamp((count + 7) / 8, 1, 6); }

}  // namespace

std::vector<MapColumn> map_columns(const Snapshot& snapshot) {
  std::vector<MapColumn> columns;
  const auto whole = [](std::uint32_t n) { return static_cast<int>(n); };
  MapColumn input;
  input.count = input.shown = 1;  // of colours one picture
  input.height = whole(snapshot.height);
  input.width = whole(snapshot.width);
  input.title = tr(ImageText::input_image);
  input.shape = (snapshot.channels > 1 ? std::to_string(snapshot.channels) + "\xC3\x97" : std::string()) +
                times(snapshot.height, snapshot.width);
  columns.push_back(input);
  std::size_t offset = 0;
  for (std::size_t i = 0; i < snapshot.layers.size(); ++i) {
    const SnapshotLayer& layer = snapshot.layers[i];
    const bool image = layer.height * layer.width > 1, last = i + 1 == snapshot.layers.size();
    const LayerKind kind = layer.spec.kind;
    if (kind != LayerKind::flatten && kind != LayerKind::dropout) {
      MapColumn column;
      column.layer = static_cast<int>(i);
      column.form = image ? MapColumn::Form::maps : last ? MapColumn::Form::answers : MapColumn::Form::units;
      column.count = whole(image ? layer.channels : layer.outputs);
      column.shown = std::min(column.count, image ? kMostMaps : kMostUnits);
      // One output speaks of all classes.
      if (last && column.count == 1) column.shown = std::max(1, whole(snapshot.classes));
      column.height = whole(layer.height);
      column.width = whole(layer.width);
      column.offset = offset;
      column.across = image ? maps_across(column.shown) : 1;
      column.title = last ? activation_names()[static_cast<std::size_t>(layer.spec.activation)] : title_of(layer.spec);
      column.shape = image ? std::to_string(layer.channels) + "\xC3\x97" + times(layer.height, layer.width)
                           : std::to_string(layer.outputs);
      columns.push_back(std::move(column));
    }
    offset += layer.outputs;
  }
  return columns;
}

float place_columns(const Ui& ui, std::vector<MapColumn>& columns, const Rect& area) {
  float weights = 0;
  for (const MapColumn& column : columns) weights += weight_of(column);
  const float gap = ui.px(kMapGap), between = ui.px(kBetween);
  const float room = area.w - between * static_cast<float>(columns.size() - 1);
  // A column is never narrower than its title; those with more room than they need give.
  std::vector<float> widths;
  float missing = 0, spare = 0;
  for (const MapColumn& column : columns) {
    const float share = room * weight_of(column) / weights;
    const float title = ui.canvas.text_width(ui.fonts().medium, kTitleSize, column.title);
    widths.push_back(std::max(share, title));
    missing += std::max(0.f, title - share);
    spare += std::max(0.f, share - title);
  }
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const float title = ui.canvas.text_width(ui.fonts().medium, kTitleSize, columns[i].title);
    if (spare > 0 && widths[i] > title) widths[i] -= (widths[i] - title) * std::min(1.f, missing / spare);
  }
  const float top = area.y + ui.px(kTitles), height = area.bottom() - top;
  float x = area.x;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    MapColumn& column = columns[i];
    const float width = widths[i];
    const auto across = static_cast<float>(column.across);
    const auto rows = std::ceil(static_cast<float>(column.shown) / across);
    const float fits_across = (width - gap * (across - 1)) / across, fits_down = (height - gap * (rows - 1)) / rows;
    column.side = std::floor(std::min({fits_across, fits_down, ui.px(column.layer < 0 ? 1.25f * kLargest : kLargest)}));
    const bool maps = column.form == MapColumn::Form::maps;
    const float used = maps ? rows * (column.side + gap) - gap : height;
    column.area = {x, top + (maps ? std::max(0.f, (height - used) / 2) : 0), width, used};
    x += width + between;
  }
  return area.bottom();
}

float place_bands(const Ui& ui, std::vector<MapColumn>& columns, const Rect& area) {
  const float gap = ui.px(kMapGap);
  float y = area.y;
  for (MapColumn& column : columns) {
    y += ui.px(20);
    if (column.form == MapColumn::Form::maps) {
      const float largest = ui.px(column.layer < 0 ? 1.5f * kBandLargest : kBandLargest);
      const float most = std::floor((area.w + gap) / (ui.px(34) + gap));
      column.across = std::max(1, static_cast<int>(std::min(most, static_cast<float>(column.shown))));
      const auto across = static_cast<float>(column.across);
      column.side = std::floor(std::min((area.w - gap * (across - 1)) / across, largest));
    }
    const auto rows = std::ceil(static_cast<float>(column.shown) / static_cast<float>(column.across));
    const float height = column.form == MapColumn::Form::maps    ? rows * (column.side + gap) - gap
                         : column.form == MapColumn::Form::units ? ui.px(22)
                                                                 : ui.px(20) * static_cast<float>(column.shown);
    column.area = {area.x, y, area.w, height};
    y += height + ui.px(10);
  }
  return y;
}

double multiplications(const Snapshot& snapshot, int which) {
  double sum = 0;
  for (std::size_t i = 0; i < snapshot.layers.size(); ++i) {
    if (which >= 0 && i != static_cast<std::size_t>(which)) continue;
    const SnapshotLayer& layer = snapshot.layers[i];
    // Every weight of a filter is used at every place; a weight of a dense layer once.
    if (layer.spec.kind == LayerKind::conv2d) sum += double(layer.weight_count) * layer.height * layer.width;
    if (layer.spec.kind == LayerKind::dense) sum += double(layer.weight_count);
  }
  return sum;
}

}  // namespace deltarule

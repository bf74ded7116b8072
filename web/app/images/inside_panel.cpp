// The network from the inside: what every layer makes of the chosen image, live while it trains.
//
// Pointing at a pixel shows the part of each earlier map, and of the input, that it depends on; a click opens its
// arithmetic in the lab, or, where the lab shows what excites a unit, chooses the map.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <span>
#include <string>

#include "web/app/images/arithmetic.h"
#include "web/app/images/image_panels.h"
#include "web/app/images/image_text.h"
#include "web/app/images/map_columns.h"
#include "web/app/images/output_kind.h"
#include "web/app/images/pixel_colours.h"
#include "web/app/images/presets.h"
#include "web/app/images/receptive_field.h"
#include "web/app/widgets.h"

namespace deltarule {
namespace {

constexpr float kNarrow = 560;  // below: bands instead of columns, where the page scrolls

bool fits(const Snapshot& snapshot) {
  std::size_t all = 0;
  for (const SnapshotLayer& layer : snapshot.layers) all += layer.outputs;
  return snapshot.look && snapshot.look->activations.size() == all && !snapshot.layers.empty();
}

struct Range {
  float largest = 0;
  bool has_signs = false;
  void take(float value) {
    if (!(std::abs(value) < 1e30f)) return;
    largest = std::max(largest, std::abs(value));
    has_signs |= value < 0;
  }
  void take(const Range& other) {
    largest = std::max(largest, other.largest);
    has_signs |= other.has_signs;
  }
};

Range range_of(const float* values, int n) {
  Range range;
  for (int i = 0; i < n; ++i) range.take(values[i]);
  return range;
}

void paint(Ui& ui, Bench& bench, const std::vector<MapColumn>& columns) {
  const Snapshot& snapshot = bench.run.snapshot();
  const Look& look = *snapshot.look;
  PictureSheet& sheet = bench.pictures.inside;
  Range all;
  for (const MapColumn& c : columns)
    if (c.layer >= 0 && c.form == MapColumn::Form::maps)
      all.take(range_of(look.activations.data() + c.offset, c.count * c.height * c.width));
  sheet.begin();
  for (const MapColumn& c : columns) {
    if (c.form != MapColumn::Form::maps) continue;
    if (c.layer < 0) {
      paint_image(sheet, ui.theme(), look.input, static_cast<int>(snapshot.channels), c.height, c.width);
      continue;
    }
    const int plane = c.height * c.width;
    const float* values = look.activations.data() + c.offset;
    const Range layer = range_of(values, c.count * plane);
    for (int i = 0; i < c.shown; ++i) {
      const float* map = values + i * plane;
      const MapScale scale = bench.images.scale;
      const float largest = scale == MapScale::unit    ? range_of(map, plane).largest
                            : scale == MapScale::layer ? layer.largest
                                                       : all.largest;
      paint_map(sheet, ui.theme(), bench.pictures.colours, map, c.height, c.width, largest, layer.has_signs);
    }
  }
  sheet.upload();
}

/// Frames around what the pixel depends on, from its layer back to the input.
void receptive_fields(Ui& ui, const Snapshot& snapshot, const std::vector<MapColumn>& columns, const MapPixel& pixel) {
  ReceptiveField field{{pixel.row, pixel.row}, {pixel.column, pixel.column}};
  const float gap = ui.px(kMapGap), line = std::max(1.f, ui.px(1.5f));
  for (int layer = pixel.layer; layer >= -1; --layer) {
    const auto column =
        std::find_if(columns.begin(), columns.end(), [&](const MapColumn& c) { return c.layer == layer; });
    if (column != columns.end() && column->form == MapColumn::Form::maps) {
      const float cell_x = column->side / static_cast<float>(column->width);
      const float cell_y = column->side / static_cast<float>(column->height);
      const auto clamped = [](FieldSpan s, int size) {
        return FieldSpan{std::max(s.first, 0), std::min(s.last, size - 1)};
      };
      const FieldSpan r = clamped(field.rows, column->height), c = clamped(field.columns, column->width);
      const bool own = layer == pixel.layer;
      for (int i = own ? pixel.channel : 0; i < (own ? pixel.channel + 1 : column->shown); ++i) {
        const Rect map = column->map(i, gap);
        const Rect frame{map.x + static_cast<float>(c.first) * cell_x, map.y + static_cast<float>(r.first) * cell_y,
                         static_cast<float>(c.last - c.first + 1) * cell_x,
                         static_cast<float>(r.last - r.first + 1) * cell_y};
        ui.canvas.outline(frame, ui.theme().accent, ui.px(1), line);
      }
    }
    if (layer >= 0) field = field_before(snapshot, layer, field);
  }
}

void maps(Ui& ui, Bench& bench, const MapColumn& column, int first_picture) {
  const float gap = ui.px(kMapGap), corner = ui.px(4);
  for (int i = 0; i < column.shown; ++i) {
    const Rect box = column.map(i, gap);
    bench.pictures.inside.draw(ui.canvas, first_picture + i, box);
    ui.canvas.outline(box.inset(-1), ui.theme().hairline, corner, std::max(1.f, ui.px(1)));
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const std::string key = "map" + std::to_string(column.layer) + "." + std::to_string(i);
    const Hit over = hit(ui, key.c_str(), box);
    if (!over.hovered || column.layer < 0) continue;
    const MapPixel pixel{column.layer, i,
                         std::clamp(static_cast<int>((mouse.y - box.y) / box.h * static_cast<float>(column.height)), 0,
                                    column.height - 1),
                         std::clamp(static_cast<int>((mouse.x - box.x) / box.w * static_cast<float>(column.width)), 0,
                                    column.width - 1)};
    bench.images.pointed = pixel;
    if (over.clicked && bench.view.lab == LabView::sensitivity) {
      bench.images.excited_layer = column.layer;
      bench.images.excited_unit = i;
    } else if (over.clicked) {
      bench.images.chosen = pixel;
      bench.view.lab = LabView::arithmetic;
    }
  }
}

/// One small bar for each unit, in the colour of its value.
void units(Ui& ui, Bench& bench, const MapColumn& column, const float* values, bool across) {
  const float largest = range_of(values, column.count).largest;
  const float gain = largest > 0 ? 1 / largest : 0;
  const float whole = across ? column.area.w : column.area.h, pitch = whole / static_cast<float>(column.shown);
  const float thick = std::max(pitch - std::min(1.f, pitch * 0.2f), 0.5f), wide = std::min(column.area.w, ui.px(22));
  for (int i = 0; i < column.shown; ++i) {
    const float at = pitch * static_cast<float>(i);
    const Rect bar = across ? Rect{column.area.x + at, column.area.y, thick, column.area.h}
                            : Rect{column.area.x, column.area.y + at, wide, thick};
    ui.canvas.list->AddRectFilled({bar.x, bar.y}, {bar.right(), bar.bottom()},
                                  bench.pictures.colours.signed_value(values[i] * gain));
  }
}

void answers(Ui& ui, Bench& bench, const MapColumn& column, const float* outputs, int label) {
  const Snapshot& snapshot = bench.run.snapshot();
  const std::vector<float> shares = class_shares(
      bench.run.experiment(), std::span(outputs, static_cast<std::size_t>(column.count)), snapshot.classes);
  const float* values = shares.data();
  if (shares.size() < static_cast<std::size_t>(column.shown)) return;
  const float pitch = std::min(column.area.h / static_cast<float>(column.shown), ui.px(34));
  const float names = ui.px(18), right = column.area.right();
  int best = 0;
  for (int i = 1; i < column.shown; ++i) best = values[i] > values[best] ? i : best;
  for (int i = 0; i < column.shown; ++i) {
    const float y = column.area.y + pitch * (static_cast<float>(i) + 0.5f);
    const std::string name = class_name(static_cast<unsigned>(i));
    const Colour ink = i == label ? ui.theme().accent : i == best ? ui.theme().ink : ui.theme().muted;
    ui.canvas.text(i == best || i == label ? ui.fonts().semibold : ui.fonts().regular, type::kBody, column.area.x, y,
                   ink, name);
    const Rect track{column.area.x + names, y - ui.px(4), std::max(4.f, right - column.area.x - names), ui.px(8)};
    ui.canvas.fill(track, ui.theme().track, ui.px(2));
    const float share = std::clamp(values[i], 0.f, 1.f);
    ui.canvas.fill({track.x, track.y, std::max(track.w * share, ui.px(1.5f)), track.h},
                   i == best && label >= 0 && best != label ? ui.theme().negative : ui.theme().accent, ui.px(2));
    char words[32];
    std::snprintf(words, sizeof words, "%.1f %%", static_cast<double>(values[i]) * 100);
    const std::string title = std::string(tr(ImageText::answer)) + " " + name;
    announce_words(ui, widget_id(("answer" + name).c_str()), Role::status, title, words,
                   {column.area.x, y - pitch / 2, column.area.w, pitch}, ui.px(4));
  }
}

void header(Ui& ui, Bench& bench, const Rect& content, float y) {
  const Snapshot& snapshot = bench.run.snapshot();
  const auto names = image_preset_names();
  const int now = image_preset_of(bench.experiment());
  const auto classes = static_cast<int>(snapshot.classes);
  // Whose classes only the files know cannot be taken apart and put together again.
  const bool any_two = all_classes(bench.experiment().images.name) > 0 || classes == 2;
  const std::size_t first = any_two ? kOneNeuron : kOneNeuron + 1;
  std::vector<std::string_view> options(names.begin() + static_cast<std::ptrdiff_t>(first), names.end());
  if (now < 0) options.push_back(tr(ImageText::own_network));
  int chosen = now < 0 ? static_cast<int>(options.size()) - 1 : now - static_cast<int>(first);
  const float height = ui.target(28), width = std::min(ui.px(210), content.w * 0.45f);
  if (select(ui, "preset", {content.x, y - height / 2, width, height},
             {.name = tr(ImageText::preset), .options = options}, chosen) &&
      static_cast<std::size_t>(chosen) + first < names.size() && bench.run.current()) {
    const std::size_t which = static_cast<std::size_t>(chosen) + first;
    take_image_preset(bench.draft(), which, classes);
    // Its weights are a picture: there is nothing better to look at.
    if (which == kOneNeuron) bench.view.lab = LabView::filters;
  }
  if (!bench.run.current()) return;
  std::size_t parameters = 0;
  for (const SnapshotLayer& layer : snapshot.layers) parameters += layer.weight_count + layer.bias_count;
  char counts[96];
  const bool narrow = content.w < ui.px(kNarrow);
  const double products = multiplications(snapshot, -1);
  std::string words =
      figure_text(Figure::integer, static_cast<double>(parameters)) + " " + std::string(tr(Text::parameters));
  if (!narrow) {
    std::snprintf(counts, sizeof counts, products >= 1e6 ? "    %.2f M " : "    %.0f k ",
                  products >= 1e6 ? products / 1e6 : products / 1e3);
    words += counts + std::string(tr(ImageText::multiplications));
  }
  ui.canvas.text(ui.fonts().mono, narrow ? type::kSmall : 12, content.right(), y, ui.theme().muted, words,
                 Align::right);
}

}  // namespace

float inside_panel(Ui& ui, Bench& bench, const Rect& rect) {
  bench.images.pointed.reset();
  const Card card = begin_card(ui, "network", tr(Text::network), rect);
  const Rect& content = card.content;
  const float top = content.y + (ui.touch ? 12 : ui.px(8));
  header(ui, bench, content, top);
  const Snapshot& snapshot = bench.run.snapshot();
  float y = top + ui.px(24) + (ui.touch ? 8 : 0);
  if (!bench.run.current() || !fits(snapshot)) return end_card(ui, card, y + ui.px(120));

  std::vector<MapColumn> columns = map_columns(snapshot);
  const bool bands = ui.stacked && content.w < ui.px(kNarrow);
  const float foot = ui.px(34);
  const Rect area{content.x, y, content.w, card.rect.bottom() - ui.px(space::kCardPadding) - y - foot};
  const float bottom = bands ? place_bands(ui, columns, area) : place_columns(ui, columns, area);
  paint(ui, bench, columns);
  int picture = 0;
  for (const MapColumn& column : columns) {
    const float title_y = bands ? column.area.y - ui.px(12) : area.y + ui.px(4);
    ui.canvas.text(ui.fonts().medium, kTitleSize, column.area.x, title_y, ui.theme().ink, column.title);
    if (bands) {
      ui.canvas.text(ui.fonts().mono, type::kSmall, content.right(), title_y, ui.theme().muted, column.shape,
                     Align::right);
    } else {
      ui.canvas.text(ui.fonts().mono, type::kSmall, column.area.x, title_y + ui.px(15), ui.theme().muted, column.shape);
    }
    const float* values = column.layer < 0 ? nullptr : snapshot.look->activations.data() + column.offset;
    if (column.form == MapColumn::Form::maps) maps(ui, bench, column, picture), picture += column.shown;
    if (column.form == MapColumn::Form::units) units(ui, bench, column, values, bands);
    if (column.form == MapColumn::Form::answers) answers(ui, bench, column, values, snapshot.look->label);
    announce_words(ui, widget_id(("layer" + std::to_string(column.layer)).c_str()), Role::image, column.title,
                   column.shape, column.area, ui.px(4));
  }
  if (auto marked = bench.images.pointed ? bench.images.pointed : bench.images.chosen;
      marked && marked->layer < static_cast<int>(snapshot.layers.size())) {
    const ArithmeticKind kind = arithmetic_of(snapshot, marked->layer);
    if (kind == ArithmeticKind::flatten) marked = before_flatten(snapshot, *marked);
    if (kind != ArithmeticKind::softmax) receptive_fields(ui, snapshot, columns, *marked);
  }

  const std::string_view scales[] = {tr(ImageText::by_map), tr(ImageText::by_layer), tr(ImageText::by_network)};
  int scale = static_cast<int>(bench.images.scale);
  const float scale_y = bottom + foot / 2 + ui.px(4),
              label = ui.canvas.text_width(ui.fonts().regular, 12, tr(ImageText::map_scale));
  ui.canvas.text(ui.fonts().regular, 12, content.x, scale_y, ui.theme().muted, tr(ImageText::map_scale));
  if (segments(ui, "scale", content.x + label + ui.px(10), scale_y, scales, scale))
    bench.images.scale = static_cast<MapScale>(scale);
  return end_card(ui, card, scale_y + ui.px(14));
}

}  // namespace deltarule

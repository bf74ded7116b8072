// What is learned: data sets as thumbnails, noise, the share that trains, and the inputs that the network sees.
#include <algorithm>
#include <cmath>
#include <iterator>
#include <string>

#include "engine/api/preview.h"
#include "engine/experiment/fields.h"
#include "web/app/panels.h"
#include "web/app/presentation.h"
#include "web/app/scene.h"
#include "web/app/transport.h"
#include "web/app/widgets.h"

namespace deltarule {
namespace {

constexpr int kPerRow = 6;
constexpr int kThumbnailSamples = 130;
constexpr float kCorner = 7;      // of a thumbnail, in design pixels
constexpr std::size_t kFew = 16;  // points; they are drawn larger
constexpr float kDotRadius = 0.033f, kLargeDotRadius = 0.072f, kThumbnailMargin = 0.06f;  // shares of the side

void make_thumbnails(Bench& bench) {
  auto& thumbnails = bench.pictures.thumbnails;
  if (!thumbnails.empty()) return;
  thumbnails.resize(point_set_names().size());
  for (std::size_t i = 0; i < thumbnails.size(); ++i) {
    PointsSpec spec;
    spec.name = static_cast<PointSet>(i);
    spec.samples = kThumbnailSamples;
    const bool gate = is_gate(spec.name);
    spec.noise = gate ? 0 : 0.05;  // gates stand on their corners
    thumbnails[i].radius = gate ? kLargeDotRadius : kDotRadius;
    spec.train = 1;
    if (spec.name == PointSet::custom) continue;
    thumbnails[i].points = preview_points(spec, 1);
    thumbnails[i].classes = static_cast<unsigned>(point_set_classes(spec.name));
    preview_view(spec, thumbnails[i].view_min, thumbnails[i].view_max);
  }
}

/// What lies under the picture, and what a click does.
void thumbnail(Ui& ui, Bench& bench, PointSet set, const Rect& box) {
  const auto index = static_cast<std::size_t>(set);
  const std::string key = "set" + std::to_string(index);
  const bool chosen = bench.experiment().data.name == set;
  const float corner = ui.px(kCorner);
  const Hit over = hit(ui, key.c_str(), box);
  const std::uint32_t id = widget_id(key.c_str());
  if ((over.clicked || ui.mirror->take_activate(id)) && !chosen) bench.draft().data.name = set;

  if (over.hovered && !chosen) ui.canvas.fill(box, ui.theme().sunken, corner);
  MirrorItem item;
  item.id = id;
  item.role = Role::radio;
  item.name = std::string(choice_label("data.name", point_set_names()[index]));
  item.pressed = chosen;
  announce(ui, std::move(item), box, corner);
}

void frame_thumbnail(Ui& ui, const Rect& box, bool chosen) {
  ui.canvas.outline(box, ui.theme().hairline, ui.px(kCorner), std::max(1.f, ui.px(1)));
  if (chosen) ui.canvas.outline(box.inset(-ui.px(2)), ui.theme().accent, ui.px(kCorner + 2), ui.px(2));
}

float thumbnails(Ui& ui, Bench& bench, float x, float y, float width) {
  make_thumbnails(bench);
  // The user's own, once there are any: kept while another set is looked at.
  const PointsSpec& data = bench.experiment().data;
  Pictures& pictures = bench.pictures;
  Thumbnail& own = pictures.thumbnails.back();
  if (data.points != pictures.own_points) {
    pictures.own_points = data.points;
    ++pictures.own_revision;
    own.points.clear();
    for (const Point& p : data.points)
      own.points.push_back({static_cast<float>(p.x1), static_cast<float>(p.x2), static_cast<float>(p.label), false});
    own.classes = static_cast<unsigned>(classes_of({.name = PointSet::custom, .points = data.points}));
    own.radius = own.points.size() <= kFew ? kLargeDotRadius : kDotRadius;
  }
  const float gap = ui.px(6);
  const float side = std::floor((width - gap * (kPerRow - 1)) / kPerRow);
  pictures.sheet.update(ui.canvas, pictures.thumbnails, std::floor(side) * (1 - 2 * kThumbnailMargin),
                        std::uint64_t{pictures.theme_revision} << 32 | pictures.own_revision);
  const int count = static_cast<int>(point_set_names().size()) - (own.points.empty() ? 1 : 0);
  const auto box_of = [&](int i) {
    const auto column = static_cast<float>(i % kPerRow), row = static_cast<float>(i / kPerRow);
    return ui.canvas.snap({x + column * (side + gap), y + row * (side + gap), side, side});
  };
  // All grounds, then all pictures, then all frames: two changes of texture, not two a thumbnail.
  for (int i = 0; i < count; ++i) thumbnail(ui, bench, static_cast<PointSet>(i), box_of(i));
  for (int i = 0; i < count; ++i) pictures.sheet.draw(ui.canvas, static_cast<std::size_t>(i), box_of(i));
  for (int i = 0; i < count; ++i) frame_thumbnail(ui, box_of(i), data.name == static_cast<PointSet>(i));
  const int rows = (count + kPerRow - 1) / kPerRow;
  return y + static_cast<float>(rows) * (side + gap) - gap;
}

struct DataField {
  const char* path;
  Figure figure;
  double step;
  const char* shown;  // in half a row; null: its name
};

void field_slider(Ui& ui, Bench& bench, const DataField& wanted, bool whole_row, const Rect& rect) {
  const Field& field = *find_field(wanted.path);
  const Lock lock(ui, bench.presentation, field.link);
  double value = field.get(bench.experiment());
  const SliderSpec spec{.label = field_label(wanted.path),
                        .min = field.min,
                        .max = field.max,
                        .step = wanted.step,
                        .logarithmic = wanted.figure == Figure::integer,
                        .figure = wanted.figure,
                        .shown = wanted.shown && !whole_row ? wanted.shown : std::string_view()};
  if (slider(ui, wanted.path, rect, spec, value)) field.set(bench.draft(), value);
}

/// In two columns; what has no partner has the row for itself.
float field_sliders(Ui& ui, Bench& bench, float x, float y, float width) {
  const DataField all[] = {{"data.noise", Figure::percent, 0.01, nullptr},
                           {"data.samples", Figure::integer, 1, nullptr},
                           {"data.train", Figure::percent, 0.05, format_of(Text::training_short)},
                           {"data.balance", Figure::percent, 0.05, format_of(Text::balance_short)}};
  const DataField* shown[std::size(all)];
  std::size_t count = 0;
  for (const DataField& field : all) {
    const Field* known = find_field(field.path);
    if (known && known->applies(bench.experiment()) && shows(bench.presentation, known->link)) shown[count++] = &field;
  }
  const float between = ui.px(14), half = (width - between) / 2, height = slider_height(ui);
  for (std::size_t i = 0; i < count; ++i) {
    const bool right = i % 2 == 1, whole = !right && i + 1 == count;
    field_slider(ui, bench, *shown[i], whole, {right ? x + half + between : x, y, whole ? width : half, height});
    if (right || whole) y += height + ui.px(5);
  }
  return y;
}

float input_chips(Ui& ui, Bench& bench, float x, float y, float width) {
  const float height = chip_height(ui), gap = ui.px(5);
  float left = x;
  const auto& names = input_names();
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto input = static_cast<Input>(i);
    const std::string_view label = choice_label("data.inputs", names[i]);
    const float w = chip_width(ui, label);
    if (left > x && left + w > x + width + 1) left = x, y += height + gap;
    const auto& chosen = bench.experiment().data.inputs;
    bool on = std::find(chosen.begin(), chosen.end(), input) != chosen.end();
    if (chip(ui, std::string(names[i]).c_str(), {left, y, w, height}, label, on) && (on || chosen.size() > 1)) {
      auto& inputs = bench.draft().data.inputs;
      if (on) {
        inputs.insert(std::lower_bound(inputs.begin(), inputs.end(), input), input);
      } else {
        std::erase(inputs, input);
      }
    }
    left += w + gap;
  }
  return y + height;
}

}  // namespace

float data_panel(Ui& ui, Bench& bench, const Rect& rect) {
  const Card card = begin_card(ui, "data", tr(Text::data), rect);
  const float x = card.content.x, width = card.content.w;
  float y = scene_switch_on_card(ui, bench, x, card.content.y) + (ui.touch ? 10 : ui.px(6));
  card_title(ui, x, y, tr(Text::data));
  const Presentation& told = bench.presentation;
  if (shows(told, "seed")) {
    const Lock lock(ui, told, "seed");
    const Icon dice = Icon::dice;
    const float side = ui.target(24);
    if (button(ui, "new", {x + width - side + ui.px(4), y - side / 2, side, side},
               {.name = tr(Text::new_data), .icon = &dice, .look = ButtonLook::quiet, .shortcut = "N"}))
      press(bench, Press::seed, ui.platform->milliseconds());
  }
  y += ui.touch ? 26 : ui.px(17);
  if (shows(told, "data")) {
    const Lock lock(ui, told, "data");
    y = thumbnails(ui, bench, x, y, width) + ui.px(10);
  }
  y = field_sliders(ui, bench, x, y, width);
  if (shows(told, "inputs")) {
    const Lock lock(ui, told, "inputs");
    y += ui.px(7);
    ui.canvas.text(ui.fonts().regular, type::kBody, x, y, ui.theme().muted, tr(Text::inputs));
    y = input_chips(ui, bench, x, y + ui.px(14), width);
  }
  return end_card(ui, card, y);
}

}  // namespace deltarule

// What is learned: data sets as thumbnails, noise, the share that trains, and the inputs that the network sees.
#include <algorithm>
#include <cmath>
#include <string>

#include "engine/api/preview.h"
#include "engine/experiment/fields.h"
#include "web/app/panels.h"
#include "web/app/widgets.h"

namespace deltarule {
namespace {

constexpr int kPerRow = 5;
constexpr int kThumbnailSamples = 130;

void make_thumbnails(Bench& bench) {
  auto& thumbnails = bench.pictures.thumbnails;
  if (!thumbnails.empty()) return;
  thumbnails.resize(point_set_names().size());
  for (std::size_t i = 0; i < thumbnails.size(); ++i) {
    PointsSpec spec;
    spec.name = static_cast<PointSet>(i);
    spec.samples = kThumbnailSamples;
    // Gates stand on their corners.
    spec.noise = spec.name >= PointSet::and_gate && spec.name <= PointSet::xor_gate ? 0 : 0.05;
    spec.train = 1;
    if (spec.name == PointSet::custom) continue;
    thumbnails[i].points = preview_points(spec, 1);
    thumbnails[i].classes = static_cast<unsigned>(point_set_classes(spec.name));
    preview_view(spec, thumbnails[i].view_min, thumbnails[i].view_max);
  }
}

void thumbnail(Ui& ui, Bench& bench, PointSet set, const Rect& box) {
  const Theme& theme = ui.theme();
  const Canvas& canvas = ui.canvas;
  const auto index = static_cast<std::size_t>(set);
  const std::string key = "set" + std::to_string(index);
  const bool chosen = bench.experiment().data.name == set;
  const float corner = ui.px(7);
  const Hit over = hit(ui, key.c_str(), box);
  const std::uint32_t id = widget_id(key.c_str());
  if ((over.clicked || ui.mirror->take_activate(id)) && !chosen) bench.draft().data.name = set;

  canvas.fill(box, over.hovered && !chosen ? theme.sunken : theme.card, corner);
  const Thumbnail& shown = bench.pictures.thumbnails[index];
  const bool gate = shown.points.size() <= 16 || (set >= PointSet::and_gate && set <= PointSet::xor_gate);
  const PointStyle style{.radius = std::max(0.9f, box.w * 0.029f) * (gate ? 2.2f : 1.f), .outline = 0, .test = true};
  (gate ? bench.pictures.large_dots : bench.pictures.dots)
      .draw(canvas, box.inset(box.w * 0.06f), shown.points, shown.view_min, shown.view_max, shown.classes, style);
  canvas.outline(box, theme.hairline, corner, std::max(1.f, ui.px(1)));
  if (chosen) canvas.outline(box.inset(-ui.px(2)), theme.accent, corner + ui.px(2), ui.px(2));

  MirrorItem item;
  item.id = id;
  item.role = Role::radio;
  item.name = std::string(choice_label("data.name", point_set_names()[index]));
  item.pressed = chosen;
  announce(ui, std::move(item), box, corner);
}

float thumbnails(Ui& ui, Bench& bench, float x, float y, float width) {
  make_thumbnails(bench);
  const Experiment& experiment = bench.experiment();
  if (experiment.data.name == PointSet::custom) {
    Thumbnail& own = bench.pictures.thumbnails.back();
    own.points = preview_points(experiment.data, experiment.training.seed);
    own.classes = bench.run.current() ? bench.run.snapshot().classes : 2;
  }
  const float gap = ui.px(7);
  const float side = std::floor((width - gap * (kPerRow - 1)) / kPerRow);
  const int count = static_cast<int>(point_set_names().size()) - (experiment.data.name == PointSet::custom ? 0 : 1);
  for (int i = 0; i < count; ++i) {
    const auto column = static_cast<float>(i % kPerRow), row = static_cast<float>(i / kPerRow);
    const Rect box = ui.canvas.snap({x + column * (side + gap), y + row * (side + gap), side, side});
    thumbnail(ui, bench, static_cast<PointSet>(i), box);
  }
  const int rows = (count + kPerRow - 1) / kPerRow;
  return y + static_cast<float>(rows) * (side + gap) - gap;
}

float field_slider(Ui& ui, Bench& bench, const char* path, double step, float x, float y, float width) {
  const Field& field = *find_field(path);
  if (!field.applies(bench.experiment())) return y;
  double value = field.get(bench.experiment());
  const SliderSpec spec{.label = field_label(path),
                        .min = field.min,
                        .max = field.max,
                        .step = step,
                        .logarithmic = false,
                        .figure = Figure::percent};
  const float height = slider_height(ui);
  if (slider(ui, path, {x, y, width, height}, spec, value)) field.set(bench.draft(), value);
  return y + height + ui.px(5);
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
        inputs.push_back(input);
        std::sort(inputs.begin(), inputs.end());
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
  float y = card.content.y + ui.px(6);
  card_title(ui, x, y, tr(Text::data));
  y = thumbnails(ui, bench, x, y + ui.px(17), width) + ui.px(10);
  y = field_slider(ui, bench, "data.noise", 0.01, x, y, width);
  y = field_slider(ui, bench, "data.train", 0.05, x, y, width);
  y += ui.px(7);
  ui.canvas.text(ui.fonts().regular, type::kBody, x, y, ui.theme().muted, tr(Text::inputs));
  y = input_chips(ui, bench, x, y + ui.px(14), width);
  return end_card(ui, card, y);
}

}  // namespace deltarule

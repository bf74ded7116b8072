// One rule for all: choices are dropdowns, numbers sliders; what spans decades is logarithmic.
#include "web/app/field_flow.h"

#include <algorithm>
#include <string>
#include <vector>

#include "web/app/presentation.h"

namespace deltarule {
namespace {

float line_height(const Ui& ui) { return slider_height(ui) + ui.px(5); }

void choice_control(Ui& ui, Bench& bench, FieldFlow& flow, const Field& field, const std::string& key,
                    bool (*offered)(const Experiment&, int)) {
  std::vector<std::string_view> words;
  std::vector<int> values;
  const int now = static_cast<int>(field.get(bench.experiment()));
  int chosen = -1;
  for (int i = 0; i < static_cast<int>(field.choices.size()); ++i) {
    if (i != now && offered && !offered(bench.experiment(), i)) continue;
    if (i == now) chosen = static_cast<int>(values.size());
    words.push_back(choice_label(field.path, field.choices[static_cast<std::size_t>(i)]));
    values.push_back(i);
  }
  const std::string_view label = field_label(field.path);
  const Rect box = labelled_place(ui, flow, label, field_height(ui));
  if (select(ui, key.c_str(), box, {.name = label, .options = words}, chosen))
    field.set(bench.draft(), values[static_cast<std::size_t>(chosen)]);
}

void number_control(Ui& ui, Bench& bench, FieldFlow& flow, const Field& field, const std::string& key, double max) {
  double value = field.get(bench.experiment());
  const bool integer = field.type == FieldType::integer;
  SliderSpec spec{.label = field_label(field.path), .min = field.min, .max = field.max};
  spec.figure = integer ? Figure::integer : Figure::plain;
  spec.step = integer ? 1 : 0;
  // From zero over many decades: small values are what matters.
  spec.logarithmic = field.scale == FieldScale::logarithmic || (!integer && field.min == 0 && field.max >= 10);
  if (!spec.logarithmic && !integer) spec.step = field.max - field.min <= 1 ? 0.001 : 0.01;
  if (max > 0) spec.max = std::max(max, value);
  if (slider(ui, key.c_str(), slider_place(ui, flow, spec), spec, value)) field.set(bench.draft(), value);
}

}  // namespace

Rect slider_place(const Ui& ui, FieldFlow& flow, const SliderSpec& spec) {
  const float half = (flow.width - ui.px(14)) / 2;
  // By what its figure may become, not by what it is: a slider does not jump while it is dragged.
  const float figure = spec.figure == Figure::plain
                           ? ui.px(42)
                           : ui.canvas.text_width(ui.fonts().mono, type::kBody, figure_text(spec.figure, spec.max));
  const bool is_short =
      !flow.wide && ui.canvas.text_width(ui.fonts().regular, type::kBody, spec.label) + figure + ui.px(6) <= half;
  if (!is_short) end_line(ui, flow);
  const Rect place{flow.beside ? flow.x + flow.width - half : flow.x, flow.y, is_short ? half : flow.width,
                   slider_height(ui)};
  if (flow.beside || !is_short) flow.y += line_height(ui);
  flow.beside = is_short && !flow.beside;
  return place;
}

Rect labelled_place(const Ui& ui, FieldFlow& flow, std::string_view label, float height) {
  end_line(ui, flow);
  ui.canvas.text(ui.fonts().regular, type::kBody, flow.x, flow.y + ui.px(8), ui.theme().muted, label);
  const Rect place{flow.x, flow.y + ui.px(19), flow.width, height};
  flow.y = place.bottom() + ui.px(7);
  return place;
}

void end_line(const Ui& ui, FieldFlow& flow) {
  if (flow.beside) flow.y += line_height(ui);
  flow.beside = false;
}

void field_control(Ui& ui, Bench& bench, FieldFlow& flow, const Field& field, double max,
                   bool (*offered)(const Experiment&, int)) {
  if (!field.applies(bench.experiment()) || !shows(bench.presentation, field.link)) return;
  const Lock lock(ui, bench.presentation, field.link);
  const std::string key(field.path);
  if (field.type == FieldType::choice) {
    choice_control(ui, bench, flow, field, key, offered);
  } else {
    number_control(ui, bench, flow, field, key, max);
  }
}

}  // namespace deltarule

// The fold of the training panel: every field of the table without a place of its own, by type, in the table's order.
//
// A new knob in engine/experiment/fields.h appears here by itself; only its name is to be added to text_names.cpp.
#include <algorithm>
#include <string>
#include <vector>

#include "engine/experiment/fields.h"
#include "web/app/panels.h"
#include "web/app/widgets.h"

namespace deltarule {
namespace {

bool has_a_place(std::string_view path) {
  for (const char* placed : {"data.kind", "data.name", "data.noise", "data.train", "optimizer.name",
                             "optimizer.learning_rate", "loss.name", "batch_size", "regularization.l2"}) {
    if (path == placed) return true;
  }
  return false;
}

float choice_field(Ui& ui, Bench& bench, const Field& field, const std::string& key, const Rect& place) {
  std::vector<std::string_view> words;
  for (const std::string_view choice : field.choices) words.push_back(choice_label(field.path, choice));
  int chosen = static_cast<int>(field.get(bench.experiment()));
  ui.canvas.text(ui.fonts().regular, type::kBody, place.x, place.y + ui.px(8), ui.theme().muted,
                 field_label(field.path));
  const Rect box{place.x, place.y + ui.px(19), place.w, field_height(ui)};
  if (select(ui, key.c_str(), box, {.name = field_label(field.path), .options = words}, chosen))
    field.set(bench.draft(), chosen);
  return box.bottom() + ui.px(7);
}

float number_field(Ui& ui, Bench& bench, const Field& field, const std::string& key, const Rect& place) {
  double value = field.get(bench.experiment());
  SliderSpec spec{.label = field_label(field.path), .min = field.min, .max = field.max};
  const bool integer = field.type == FieldType::integer;
  spec.figure = integer ? Figure::integer : Figure::plain;
  spec.step = integer ? 1 : 0;
  // From zero over many decades: small values are what matters.
  spec.logarithmic = field.scale == FieldScale::logarithmic || (!integer && field.min == 0 && field.max >= 10);
  if (!spec.logarithmic && !integer) spec.step = field.max - field.min <= 1 ? 0.001 : 0.01;
  // Seeds go to four thousand million; a slider for them shows the first hundred, and beyond what was typed or loaded.
  if (integer && !spec.logarithmic && field.max > 1e6) spec.max = std::max(100.0, value);
  const float height = slider_height(ui);
  if (slider(ui, key.c_str(), {place.x, place.y, place.w, height}, spec, value)) field.set(bench.draft(), value);
  return place.y + height + ui.px(5);
}

/// Dropout after every hidden layer; zero takes it away.
float dropout_field(Ui& ui, Bench& bench, const Rect& place) {
  const auto& model = bench.experiment().training.model;
  double rate = 0;
  for (const LayerSpec& layer : model) {
    if (layer.kind == LayerKind::dropout) rate = layer.rate;
  }
  if (model.size() < 2) return place.y;
  const SliderSpec spec{.label = field_label("model.dropout"),
                        .min = 0,
                        .max = 0.9,
                        .step = 0.05,
                        .logarithmic = false,
                        .figure = Figure::percent};
  const float height = slider_height(ui);
  const bool had = rate > 0;
  if (slider(ui, "dropout", {place.x, place.y, place.w, height}, spec, rate)) {
    auto& draft = bench.draft().training.model;
    if (rate <= 0) std::erase_if(draft, [](const LayerSpec& layer) { return layer.kind == LayerKind::dropout; });
    if (rate > 0 && !had) {
      std::vector<LayerSpec> with;
      for (std::size_t i = 0; i < draft.size(); ++i) {
        if (draft[i].kind == LayerKind::dropout) continue;
        with.push_back(draft[i]);
        if (i + 1 < draft.size()) with.push_back({.kind = LayerKind::dropout, .rate = rate});
      }
      draft = with;
    }
    for (LayerSpec& layer : draft) {
      if (layer.kind == LayerKind::dropout) layer.rate = rate;
    }
  }
  return place.y + height + ui.px(5);
}

}  // namespace

float more_fields(Ui& ui, Bench& bench, float x, float y, float width) {
  for (const Field& field : fields()) {
    if (has_a_place(field.path) || !field.applies(bench.experiment())) continue;
    const std::string key(field.path);
    const Rect place{x, y, width, 0};
    y = field.type == FieldType::choice ? choice_field(ui, bench, field, key, place)
                                        : number_field(ui, bench, field, key, place);
  }
  return dropout_field(ui, bench, {x, y, width, 0});
}

}  // namespace deltarule

// How it is learned: learning rate, optimizer, loss, batch size, L2, activation; the rest is one fold away.
#include <algorithm>
#include <string>
#include <vector>

#include "engine/experiment/fields.h"
#include "engine/experiment/validate.h"
#include "web/app/panels.h"
#include "web/app/widgets.h"

namespace deltarule {
namespace {

struct Column {
  float x, y, width;
};

float label_above(Ui& ui, const Column& at, std::string_view words) {
  ui.canvas.text(ui.fonts().regular, type::kBody, at.x, at.y + ui.px(8), ui.theme().muted, words);
  return at.y + ui.px(19);
}

/// A dropdown of those choices of a field that make sense now.
void field_select(Ui& ui, Bench& bench, Column& at, const char* path, bool (*offered)(const Experiment&, int)) {
  const Field& field = *find_field(path);
  if (!field.applies(bench.experiment())) return;
  std::vector<std::string_view> words;
  std::vector<int> values;
  int chosen = -1;
  const int now = static_cast<int>(field.get(bench.experiment()));
  for (int i = 0; i < static_cast<int>(field.choices.size()); ++i) {
    if (i != now && !offered(bench.experiment(), i)) continue;
    if (i == now) chosen = static_cast<int>(values.size());
    words.push_back(choice_label(path, field.choices[static_cast<std::size_t>(i)]));
    values.push_back(i);
  }
  const float y = label_above(ui, at, field_label(path));
  const float height = field_height(ui);
  if (select(ui, path, {at.x, y, at.width, height}, {.name = field_label(path), .options = words}, chosen))
    field.set(bench.draft(), values[static_cast<std::size_t>(chosen)]);
  at.y = y + height + ui.px(7);
}

void field_slider(Ui& ui, Bench& bench, Column& at, const char* path, double max) {
  const Field& field = *find_field(path);
  if (!field.applies(bench.experiment())) return;
  double value = field.get(bench.experiment());
  const bool integer = field.type == FieldType::integer;
  const SliderSpec spec{.label = field_label(path),
                        .min = field.min,
                        .max = std::max(max, value),
                        .step = integer ? 1.0 : 0.0,
                        .logarithmic = true,
                        .figure = integer ? Figure::integer : Figure::plain};
  const float height = slider_height(ui);
  if (slider(ui, path, {at.x, at.y, at.width, height}, spec, value)) field.set(bench.draft(), value);
  at.y += height + ui.px(5);
}

bool optimizer_offered(const Experiment& experiment, int choice) {
  // Rosenblatt's rule decides between classes; what it makes of the network, made_coherent() knows.
  return static_cast<Optimizer>(choice) != Optimizer::perceptron || classes_of(experiment.data) > 0;
}

bool loss_offered(const Experiment& experiment, int choice) {
  const auto loss = static_cast<Loss>(choice);
  return classes_of(experiment.data) > 0 || loss == Loss::mse || loss == Loss::mae || loss == Loss::huber;
}

/// One activation for all hidden layers.
void activation_select(Ui& ui, Bench& bench, Column& at) {
  const auto& model = bench.experiment().training.model;
  int common = -1, hidden = 0;
  for (std::size_t i = 0; i + 1 < model.size(); ++i) {
    if (model[i].kind != LayerKind::dense) continue;
    const int activation = static_cast<int>(model[i].activation);
    common = hidden++ == 0 || common == activation ? activation : -2;
  }
  if (hidden == 0) return;
  std::vector<std::string_view> words;
  for (const std::string_view name : activation_names()) words.push_back(choice_label("model.activation", name));
  words.pop_back();  // softmax is for the last layer
  if (common == -2) common = static_cast<int>(words.size()), words.push_back(tr(Text::mixed));
  const float y = label_above(ui, at, tr(Text::activation));
  const float height = field_height(ui);
  int chosen = common;
  if (select(ui, "activation", {at.x, y, at.width, height}, {.name = tr(Text::activation), .options = words}, chosen) &&
      chosen < static_cast<int>(activation_names().size()) - 1) {
    auto& draft = bench.draft().training.model;
    for (std::size_t i = 0; i + 1 < draft.size(); ++i) draft[i].activation = static_cast<Activation>(chosen);
  }
  at.y = y + height + ui.px(7);
}

}  // namespace

float training_panel(Ui& ui, Bench& bench, const Rect& rect) {
  const Card card = begin_card(ui, "training", tr(Text::training), rect);
  Column at{card.content.x, card.content.y + ui.px(6), card.content.w};
  card_title(ui, at.x, at.y, tr(Text::training));
  at.y += ui.px(15);
  field_slider(ui, bench, at, "optimizer.learning_rate", 10);
  field_select(ui, bench, at, "optimizer.name", optimizer_offered);
  field_select(ui, bench, at, "loss.name", loss_offered);
  field_slider(ui, bench, at, "batch_size", std::max(2, training_count(bench.experiment().data)));
  field_slider(ui, bench, at, "regularization.l2", 1);
  activation_select(ui, bench, at);

  const Icon icon = bench.view.more ? Icon::chevron_up : Icon::chevron_down;
  const float height = ui.target(24);
  const float words = ui.canvas.text_width(ui.fonts().medium, type::kBody, tr(Text::more));
  const Rect fold{at.x - ui.px(6), at.y, words + ui.px(30), height};
  const Hit over = hit(ui, "more", fold);
  const std::uint32_t id = widget_id("more");
  if (over.clicked || ui.mirror->take_activate(id)) bench.view.more = !bench.view.more;
  if (over.hovered) ui.canvas.fill(fold, ui.theme().sunken, ui.px(6));
  const Colour ink = over.hovered ? ui.theme().ink : ui.theme().muted;
  ui.canvas.text(ui.fonts().medium, type::kBody, at.x, fold.cy(), ink, tr(Text::more));
  draw_icon(ui.canvas, icon, at.x + words + ui.px(11), fold.cy() + ui.px(0.5f), ui.px(9), ink);
  MirrorItem item;
  item.id = id;
  item.role = Role::toggle;
  item.name = std::string(tr(Text::more));
  item.pressed = bench.view.more;
  announce(ui, std::move(item), fold, ui.px(6));
  at.y += height;
  if (bench.view.more) at.y = more_fields(ui, bench, at.x, at.y + ui.px(6), at.width);
  return end_card(ui, card, at.y);
}

}  // namespace deltarule

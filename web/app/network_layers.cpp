// The controls of layers: how many there are, and each one's width and activation.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>

#include "engine/experiment/fields.h"
#include "web/app/activation_select.h"
#include "web/app/network_card.h"
#include "web/app/presentation.h"
#include "web/app/widgets.h"

namespace deltarule {
namespace {

constexpr float kRoomForTwoLines = 86;

std::string numbered(Text format, int number) {
  char words[64];
  std::snprintf(words, sizeof words, format_of(format), number);
  return words;
}

std::ptrdiff_t place(std::size_t index) { return static_cast<std::ptrdiff_t>(index); }

}  // namespace

std::vector<std::size_t> dense_layers(const Experiment& experiment) {
  std::vector<std::size_t> dense;
  const auto& model = experiment.training.model;
  for (std::size_t i = 0; i < model.size(); ++i) {
    if (model[i].kind == LayerKind::dense) dense.push_back(i);
  }
  return dense;
}

void insert_layer(Experiment& draft, std::size_t after) {
  auto& model = draft.training.model;
  LayerSpec fresh{.kind = LayerKind::dense, .units = 4, .activation = Activation::tanh};
  const auto dense = dense_layers(draft);
  // Like the hidden layer before it, or else the one behind.
  if (dense.size() > 1) fresh = model[dense[after > 0 ? after - 1 : 0]];
  // Before the next dense layer: a dropout stays with the layer that it follows.
  model.insert(model.begin() + place(dense[after]), fresh);
}

void remove_layer(Experiment& draft) {
  auto& model = draft.training.model;
  const auto dense = dense_layers(draft);
  if (dense.size() >= 2) model.erase(model.begin() + place(dense[dense.size() - 2]), model.end() - 1);
}

float layer_count(Ui& ui, Bench& bench, float right, float centre_y, int hidden) {
  if (!shows(bench.presentation, "layers")) return right;
  const Lock lock(ui, bench.presentation, "layers");
  const float side = ui.target(22), figure = ui.px(20);
  const Icon minus = Icon::minus, plus = Icon::plus;
  const Rect more{right - side, centre_y - side / 2, side, side};
  const Rect count{more.x - figure, centre_y - side / 2, figure, side};
  const Rect less{count.x - side, centre_y - side / 2, side, side};
  int wanted = hidden;
  if (button(ui, "remove", less,
             {.name = tr(Text::remove_layer),
              .icon = &minus,
              .look = ButtonLook::quiet,
              .icon_size = 10,
              .disabled = hidden == 0}))
    --wanted;
  if (button(ui, "add", more,
             {.name = tr(Text::add_layer),
              .icon = &plus,
              .look = ButtonLook::quiet,
              .icon_size = 10,
              .disabled = hidden >= kMaxHidden}))
    ++wanted;
  const std::uint32_t id = widget_id("count");
  if (const auto number = ui.mirror->take_number(id); number && std::isfinite(*number))
    wanted = static_cast<int>(std::clamp(*number, 0.0, double{kMaxHidden}));
  ui.canvas.text(ui.fonts().mono, type::kBody, count.cx(), centre_y, ui.theme().ink, std::to_string(hidden),
                 Align::centre);
  ui.canvas.text(ui.fonts().regular, type::kBody, less.x - ui.px(4), centre_y, ui.theme().muted, tr(Text::layers),
                 Align::right);
  MirrorItem item;
  item.id = id;
  item.role = Role::slider;
  item.name = std::string(tr(Text::hidden_layers));
  item.value = hidden;
  item.max = kMaxHidden;
  item.step = 1;
  item.value_text = std::to_string(hidden);
  announce(ui, std::move(item), count, ui.px(4));
  for (; wanted > hidden; --wanted) insert_layer(bench.draft(), dense_layers(bench.draft()).size() - 1);
  for (; wanted < hidden; ++wanted) remove_layer(bench.draft());
  return less.x - ui.px(4) - ui.canvas.text_width(ui.fonts().regular, type::kBody, tr(Text::layers));
}

namespace {

void choose_for_all(Ui& ui, Bench& bench, const Rect& rect, bool framed) {
  constexpr int kMixed = static_cast<int>(Activation::softmax);
  const auto dense = dense_layers(bench.experiment());
  const auto& model = bench.experiment().training.model;
  int common = static_cast<int>(model[dense.front()].activation);
  for (std::size_t k = 1; k + 1 < dense.size(); ++k) {
    if (static_cast<int>(model[dense[k]].activation) != common) common = kMixed;
  }
  if (!activation_select(ui, "activation", rect,
                         {.name = tr(Text::activation), .options = {}, .framed = framed, .centred = false}, common))
    return;
  for (std::size_t k = 0; k + 1 < dense.size(); ++k)
    bench.draft().training.model[dense[k]].activation = static_cast<Activation>(common);
}

void layer_activation(Ui& ui, Bench& bench, std::size_t index, int number, const Rect& rect, bool framed) {
  if (!shows(bench.presentation, "activation")) return;
  const Lock lock(ui, bench.presentation, "activation");
  int chosen = static_cast<int>(bench.experiment().training.model[index].activation);
  const std::string name = numbered(Text::activation_of_layer, number);
  const SelectSpec spec{.name = name,
                        .options = {},
                        .framed = framed,
                        .centred = !framed,
                        .small = !framed && rect.w < ui.px(kRoomForTwoLines - 14)};
  if (activation_select(ui, ("act" + std::to_string(number)).c_str(), rect, spec, chosen))
    bench.draft().training.model[index].activation = static_cast<Activation>(chosen);
}

void layer_width(Ui& ui, Bench& bench, std::size_t index, int number, const Rect& rect) {
  if (!shows(bench.presentation, "layers")) return;
  const Lock lock(ui, bench.presentation, "layers");
  int units = bench.experiment().training.model[index].units;
  const std::string name = numbered(Text::neurons_in_layer, number);
  if (stepper(ui, ("units" + std::to_string(number)).c_str(), rect, name, 1, kMaxPointUnits, units))
    bench.draft().training.model[index].units = units;
}

}  // namespace

void column_headers(Ui& ui, Bench& bench, const DiagramLayout& layout, float y, float pitch) {
  const auto dense = dense_layers(bench.experiment());
  const bool one_line = pitch > ui.px(kRoomForOneLine);
  const float line = ui.px(20);
  const Canvas& canvas = ui.canvas;
  const float words_y = one_line ? y + line / 2 : y + line;
  canvas.text(ui.fonts().regular, type::kBody, layout.columns.front().x, words_y, ui.theme().muted,
              tr(Text::inputs_column), Align::centre);
  for (std::size_t k = 0; k < dense.size() && k + 1 < layout.columns.size(); ++k) {
    const float x = layout.columns[k + 1].x;
    const LayerSpec& layer = bench.experiment().training.model[dense[k]];
    const int number = static_cast<int>(k) + 1;
    if (k + 1 == dense.size()) {
      const std::string_view name =
          choice_label("model.activation", activation_names()[static_cast<std::size_t>(layer.activation)]);
      canvas.text(ui.fonts().regular, type::kBody, x, words_y, ui.theme().muted, name, Align::centre);
    } else if (one_line) {
      const float stepper_w = stepper_width(ui);
      const float choice_w = std::clamp(pitch - stepper_w - ui.px(16), ui.px(78), ui.px(116));
      const float whole = choice_w + stepper_w;
      layer_activation(ui, bench, dense[k], number, {x - whole / 2, y, choice_w, line}, false);
      layer_width(ui, bench, dense[k], number, {x - whole / 2 + choice_w, y, stepper_w, line});
    } else {
      const float w = std::min(pitch - ui.px(3), ui.px(110));
      layer_activation(ui, bench, dense[k], number, {x - w / 2, y, w, line}, false);
      const float stepper_w = std::min(stepper_width(ui), pitch - ui.px(3));
      layer_width(ui, bench, dense[k], number, {x - stepper_w / 2, y + line, stepper_w, line});
    }
  }
}

void activation_of_all(Ui& ui, Bench& bench, float right, float centre_y) {
  if (!shows(bench.presentation, "activation")) return;
  const Lock lock(ui, bench.presentation, "activation");
  const float height = ui.px(22), width = ui.px(112);
  const Rect rect{right - width, centre_y - height / 2, width, height};
  choose_for_all(ui, bench, rect, false);
  ui.canvas.text(ui.fonts().regular, type::kBody, rect.x - ui.px(10), centre_y, ui.theme().muted, tr(Text::activation),
                 Align::right);
}

float activation_row(Ui& ui, Bench& bench, float x, float y, float width) {
  if (!shows(bench.presentation, "activation")) return y;
  const Lock lock(ui, bench.presentation, "activation");
  const float height = field_height(ui), words_w = ui.px(80);
  ui.canvas.text(ui.fonts().regular, type::kBody, x, y + height / 2, ui.theme().muted, tr(Text::activation));
  choose_for_all(ui, bench, {x + words_w, y, width - words_w, height}, true);
  return y + height + ui.px(6);
}

float layer_rows(Ui& ui, Bench& bench, float x, float y, float width) {
  const auto dense = dense_layers(bench.experiment());
  for (std::size_t k = 0; k + 1 < dense.size(); ++k) {
    const int number = static_cast<int>(k) + 1;
    const float height = field_height(ui), stepper_w = stepper_width(ui), words_w = ui.px(60);
    ui.canvas.text(ui.fonts().regular, type::kBody, x, y + height / 2, ui.theme().muted,
                   std::string(tr(Text::layer)) + ' ' + std::to_string(number));
    layer_activation(ui, bench, dense[k], number, {x + words_w, y, width - words_w - stepper_w - ui.px(8), height},
                     true);
    layer_width(ui, bench, dense[k], number, {x + width - stepper_w, y, stepper_w, height});
    y += height + ui.px(6);
  }
  return dense.size() > 1 ? y - ui.px(6) : y;
}

void insert_buttons(Ui& ui, Bench& bench, const DiagramLayout& layout, const Rect& area) {
  const auto dense = dense_layers(bench.experiment());
  if (ui.touch || dense.size() > kMaxHidden || !shows(bench.presentation, "layers")) return;
  const Lock lock(ui, bench.presentation, "layers");
  const float side = ui.px(20);
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  for (std::size_t k = 0; k < dense.size(); ++k) {
    const float left = layout.columns[k].x, right = layout.columns[k + 1].x;
    const Rect box{(left + right - side) / 2, area.bottom() - side, side, side};
    const std::string name =
        k == 0 ? std::string(tr(Text::insert_layer_first)) : numbered(Text::insert_layer, static_cast<int>(k));
    ImGui::PushID(static_cast<int>(k));
    const std::uint32_t id = widget_id("insert");
    const Hit over = hit(ui, "insert", box);
    const bool near =
        !ui.locked && mouse.x > left && mouse.x < right && area.inset(-ui.px(8)).contains(mouse.x, mouse.y);
    if (near || ui.mirror->focused(id)) {
      const float inside = over.hovered ? 1.f : 0.55f;
      ui.canvas.list->AddCircleFilled({box.cx(), box.cy()}, side / 2, ui.theme().card);
      ui.canvas.list->AddCircle({box.cx(), box.cy()}, side / 2 - 1, faded(ui.theme().accent, inside), 0, ui.px(1.2f));
      draw_icon(ui.canvas, Icon::plus, box.cx(), box.cy(), ui.px(9), faded(ui.theme().accent, inside));
    }
    if (over.clicked || ui.mirror->take_activate(id)) insert_layer(bench.draft(), k);
    ImGui::PopID();
    MirrorItem item;
    item.id = id;
    item.role = Role::button;
    item.name = name;
    announce(ui, std::move(item), box, side / 2);
  }
}

}  // namespace deltarule

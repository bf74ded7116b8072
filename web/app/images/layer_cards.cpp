// The layers one below the other, each with its shape, parameters and multiplications; the open one with its fields.
#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "engine/experiment/fields.h"
#include "engine/experiment/text.h"
#include "web/app/images/image_panels.h"
#include "web/app/images/image_text.h"
#include "web/app/images/map_columns.h"
#include "web/app/images/size_formula.h"
#include "web/app/presentation.h"
#include "web/app/widgets.h"

namespace deltarule {
namespace {

// What makes sense between an image and its class.
constexpr LayerKind kOffered[] = {LayerKind::conv2d,     LayerKind::max_pool2d, LayerKind::avg_pool2d,
                                  LayerKind::batch_norm, LayerKind::dropout,    LayerKind::flatten,
                                  LayerKind::dense};

std::string_view kind_name(LayerKind kind) { return layer_kind_names()[static_cast<std::size_t>(kind)]; }

std::string words_of(const SnapshotLayer& layer, double products) {
  std::string words = layer.height * layer.width > 1
                          ? std::to_string(layer.channels) + "\xC3\x97" + std::to_string(layer.height) + "\xC3\x97" +
                                std::to_string(layer.width)
                          : std::to_string(layer.outputs);
  if (layer.weight_count + layer.bias_count > 0) {
    words += "  " + figure_text(Figure::integer, layer.weight_count + layer.bias_count) + " w";
    char text[32];
    std::snprintf(text, sizeof text, products >= 1e4 ? "  %.0f k \xC3\x97" : "  %.0f \xC3\x97",
                  products >= 1e4 ? products / 1e3 : products);
    words += text;
  }
  return words;
}

/// Sliders and dropdowns of the open layer; returns their bottom.
float field_rows(Ui& ui, Bench& bench, std::size_t index, float x, float y, float width) {
  const LayerSpec& layer = bench.experiment().training.model[index];
  const bool last = index + 1 == bench.experiment().training.model.size();
  for (const LayerField& field : layer_fields(layer.kind)) {
    const std::string path = "model." + std::string(field.path), key = path + std::to_string(index);
    const std::string_view label = field_label(path);
    const double value = field.get(layer);
    if (last && field.path == "units") continue;  // one for each class
    if (field.type == FieldType::choice) {
      int chosen = static_cast<int>(value);
      std::vector<std::string_view> options;
      for (const std::string_view name : field.choices) options.push_back(choice_label(path, name));
      ui.canvas.text(ui.fonts().regular, type::kBody, x, y + ui.px(8), ui.theme().muted, label);
      y += ui.px(18);
      if (select(ui, key.c_str(), {x, y, width, field_height(ui)}, {.name = label, .options = options}, chosen))
        field.set(bench.draft().training.model[index], chosen);
      y += field_height(ui) + ui.px(6);
      continue;
    }
    double now = value;
    const bool whole = field.type == FieldType::integer;
    const double most = field.path == "units" ? 512 : field.path == "filters" ? 64 : std::min(field.max, 12.0);
    const std::string named(name_of(field, value));
    if (slider(ui, key.c_str(), {x, y, width, slider_height(ui)},
               {.label = label,
                .min = field.min,
                .max = whole ? most : field.max,
                .step = whole ? 1 : 0.01,
                .figure = whole ? Figure::integer : Figure::plain,
                .words = named},
               now)) {
      LayerSpec& changed = bench.draft().training.model[index];
      field.set(changed, now);
      // What "same" stands for, as a number: it is defined for a stride of 1 only.
      if (changed.stride > 1 && changed.padding == kSamePadding)
        changed.padding = changed.dilation * (changed.kernel - 1) / 2;
    }
    y += slider_height(ui) + ui.px(5);
  }
  return y;
}

/// How the size comes about; returns the bottom.
float formula_row(Ui& ui, const std::string& formula, float x, float y, float width) {
  if (formula.empty()) return y;
  const float tall = ui.canvas.paragraph(ui.fonts().mono, 10.5f, x, y, width, ui.theme().muted, formula);
  announce_words(ui, widget_id("size"), Role::status, tr(ImageText::output_size), formula, {x, y, width, tall},
                 ui.px(4));
  return y + tall + ui.px(6);
}

/// Up, down, away.
void tools(Ui& ui, Bench& bench, std::size_t index, float right, float centre_y) {
  auto& open = bench.images.open_layer;
  const std::size_t count = bench.experiment().training.model.size();
  const Icon icons[] = {Icon::close, Icon::chevron_down, Icon::chevron_up};
  const std::string_view names[] = {tr(Text::remove_layer), tr(ImageText::move_down), tr(ImageText::move_up)};
  const char* keys[] = {"remove", "down", "up"};
  const float side = ui.target(24);
  for (int i = 0; i < 3; ++i) {
    // The last layer answers: it stays, and stays the last.
    const bool can = index + 1 < count && (i != 1 || index + 2 < count) && (i != 2 || index > 0);
    const bool used =
        button(ui, keys[i], {right - side, centre_y - side / 2, side, side},
               {.name = names[i], .icon = &icons[i], .look = ButtonLook::quiet, .icon_size = 11, .disabled = !can});
    right -= side;
    if (!used) continue;
    auto& model = bench.draft().training.model;
    const auto at = model.begin() + static_cast<std::ptrdiff_t>(index);
    if (i == 0) {
      model.erase(at);
      open = -1;
    } else {
      const int by = i == 1 ? 1 : -1;
      std::iter_swap(at, at + by);
      open += by;
    }
    return;
  }
}

float add_row(Ui& ui, Bench& bench, float x, float y, float width) {
  std::vector<std::string_view> options{tr(Text::add_layer)};
  for (const LayerKind kind : kOffered) options.push_back(kind_name(kind));
  int chosen = 0;
  if (select(ui, "add", {x, y, width, field_height(ui)}, {.name = tr(Text::add_layer), .options = options}, chosen) &&
      chosen > 0) {
    auto& model = bench.draft().training.model;
    LayerSpec layer = default_layer(kOffered[chosen - 1]);
    if (layer.kind == LayerKind::conv2d) layer.padding = kSamePadding;
    if (layer.kind == LayerKind::dense) layer.units = 64;
    if (layer.kind == LayerKind::dense || layer.kind == LayerKind::conv2d) layer.activation = Activation::relu;
    // After the open layer, else before the last one; images before what flattens them.
    const auto flat =
        std::find_if(model.begin(), model.end(), [](const LayerSpec& l) { return l.kind == LayerKind::flatten; });
    const bool spatial = chosen <= 3;
    auto place = bench.images.open_layer >= 0 && bench.images.open_layer + 1 < static_cast<int>(model.size())
                     ? model.begin() + bench.images.open_layer + 1
                     : model.end() - 1;
    if (spatial && place > flat) place = flat;
    bench.images.open_layer = static_cast<int>(place - model.begin());
    model.insert(place, layer);
  }
  return y + field_height(ui);
}

}  // namespace

float layer_cards_panel(Ui& ui, Bench& bench, const Rect& rect) {
  const Card card = begin_card(ui, "neuron", tr(ImageText::layer_cards), rect);
  const float x = card.content.x, width = card.content.w;
  float y = card.content.y + ui.px(6);
  card_title(ui, x, y, tr(Text::layers));
  y += ui.px(16);
  const Lock lock(ui, bench.presentation, "layers");
  const Snapshot& snapshot = bench.run.snapshot();
  const bool known = bench.run.current() && bench.run.same_shape();
  int& open = bench.images.open_layer;
  for (std::size_t i = 0; i < bench.experiment().training.model.size(); ++i) {
    const LayerKind kind = bench.experiment().training.model[i].kind;
    const std::string key = "layer" + std::to_string(i);
    const bool is_open = open == static_cast<int>(i);
    const float height = ui.target(26);
    const Rect row{x - ui.px(6), y, width + ui.px(12), height};
    const Hit over = hit(ui, key.c_str(), is_open ? Rect{row.x, row.y, row.w - 3 * ui.target(24), row.h} : row);
    if (over.clicked || ui.mirror->take_activate(widget_id(key.c_str()))) open = is_open ? -1 : static_cast<int>(i);
    if (over.hovered || is_open) ui.canvas.fill(row, ui.theme().sunken, ui.px(6));
    ui.canvas.text(ui.fonts().medium, type::kBody, x, row.cy(), ui.theme().ink, kind_name(kind));
    std::string words;
    if (known) words = words_of(snapshot.layers[i], multiplications(snapshot, static_cast<int>(i)));
    if (!is_open)
      ui.canvas.text(ui.fonts().mono, type::kSmall, x + width, row.cy(), ui.theme().muted, words, Align::right);
    MirrorItem item;
    item.id = widget_id(key.c_str());
    item.role = Role::toggle;
    item.name = std::string(tr(Text::layer)) + " " + std::to_string(i + 1) + ": " + std::string(kind_name(kind)) +
                (words.empty() ? "" : ", " + words);
    item.pressed = is_open;
    announce(ui, std::move(item), row, ui.px(6));
    y += height + ui.px(2);
    if (!is_open) continue;
    tools(ui, bench, i, x + width + ui.px(4), row.cy());
    if (i >= bench.experiment().training.model.size()) break;
    if (!words.empty()) {
      ui.canvas.text(ui.fonts().mono, type::kSmall, x, y + ui.px(8), ui.theme().muted, words);
      y += ui.px(20);
    }
    if (known) y = formula_row(ui, size_formula(snapshot, i), x, y, width);
    y = field_rows(ui, bench, i, x, y, width) + ui.px(4);
  }
  if (bench.experiment().training.model.size() < kMaxLayers) y = add_row(ui, bench, x, y + ui.px(6), width);
  return end_card(ui, card, y);
}

}  // namespace deltarule

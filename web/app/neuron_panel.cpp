// One neuron in numbers: its weighted sum as a formula, its weights as bars, its answer at a place of the plane.
#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

#include "engine/api/preview.h"
#include "web/app/neuron_values.h"
#include "web/app/neuron_words.h"
#include "web/app/panels.h"
#include "web/app/small_sort.h"
#include "web/app/value_bars.h"
#include "web/app/weight_editor.h"
#include "web/app/widgets.h"

namespace deltarule {
namespace {

constexpr int kManyWeights = 10, kFewWeights = 8;

/// "z = 0.71·x₁ − 1.24·x₂ + … + 0.18"
std::string formula(const Bench& bench, const NeuronWeights& neuron, int column, float width, const Ui& ui) {
  std::vector<int> largest(neuron.weights.size());
  for (std::size_t i = 0; i < largest.size(); ++i) largest[i] = static_cast<int>(i);
  small_sort(largest, [&](int a, int b) {
    return std::abs(neuron.weights[static_cast<std::size_t>(a)]) >
           std::abs(neuron.weights[static_cast<std::size_t>(b)]);
  });
  const auto written = [&](std::size_t terms) {
    std::vector<int> chosen(largest.begin(), largest.begin() + static_cast<std::ptrdiff_t>(terms));
    small_sort(chosen, [](int a, int b) { return a < b; });
    std::string words = "z =";
    char figure[24];
    const auto add = [&](float value, const std::string& name) {
      const bool first = words.size() == 3;
      std::snprintf(figure, sizeof figure, std::abs(value) >= 1e5f ? "%.0e" : "%.2f",
                    static_cast<double>(std::abs(value)));
      words += value < 0 ? (first ? " \xE2\x88\x92" : " \xE2\x88\x92 ") : (first ? " " : " + ");
      words += figure + name;
    };
    for (const int i : chosen)
      add(neuron.weights[static_cast<std::size_t>(i)], "\xC2\xB7" + source_name(bench, column - 1, i));
    if (terms < largest.size()) words += " + \xE2\x80\xA6";
    add(neuron.bias, "");
    return words;
  };
  std::size_t terms = std::min<std::size_t>(largest.size(), 5);
  std::string words = written(terms);
  while (terms > 1 && ui.canvas.text_width(ui.fonts().mono, type::kBody, words) > width) words = written(--terms);
  return words;
}

/// "h₃ ---- 0.531": the bar from the middle, orange to the left, blue to the right. A click opens it.
void weight_row(Ui& ui, Bench& bench, WeightId id, float weight, float largest, const Rect& row, bool editable) {
  const bool bias = id.source == WeightId::kBias;
  ImGui::PushID(id.source);
  const std::uint32_t mirror_id = widget_id("weight");
  const Hit over = editable ? hit(ui, "weight", row) : Hit{};
  if (over.hovered) {
    ui.canvas.fill({row.x - ui.px(5), row.y, row.w + ui.px(10), row.h}, ui.theme().sunken, ui.px(5));
    ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  }
  ImGui::PopID();
  const std::string figure = number_text(static_cast<double>(weight));
  value_bar(ui, row,
            {.name = bias ? std::string(tr(Text::bias)) : source_name(bench, id.neuron.column - 1, id.source),
             .face = bias ? &ui.fonts().regular : &ui.fonts().mono,
             .names = ui.px(34),
             .figures = ui.px(50),
             .value = weight,
             .largest = largest,
             .figure = figure});
  if (!editable) return;
  if (over.clicked || ui.mirror->take_activate(mirror_id)) edit_weight(ui, bench, id, row.cx(), row.cy());
  const auto index = parameter_of(bench.run.snapshot(), id);
  if (const auto number = ui.mirror->take_number(mirror_id); number && index && std::isfinite(*number))
    bench.run.set_parameter(*index, static_cast<float>(*number));
  MirrorItem item;
  item.id = mirror_id;
  item.role = Role::slider;
  item.name = weight_name(bench, id);
  item.value = std::isfinite(weight) ? static_cast<double>(weight) : 0;
  item.max = std::max(5.0, std::ceil(2 * std::abs(item.value)));
  item.min = -item.max;
  item.value_text = figure;
  announce(ui, std::move(item), row, ui.px(5));
}

/// All weights and the bias, one row each; returns their bottom.
float weight_rows(Ui& ui, Bench& bench, const NeuronWeights& neuron, NeuronId id, const Rect& area, bool editable) {
  const int count = static_cast<int>(neuron.weights.size());
  // Closer together if that makes them fit.
  const float fits = area.h / static_cast<float>(count + 1);
  const float height = ui.touch ? 44 : std::clamp(fits, ui.px(14.5f), ui.px(17));
  float largest = std::max(1.f, std::abs(neuron.bias));
  for (const float weight : neuron.weights) largest = std::max(largest, std::abs(weight));
  // Where rows are as high as a finger, a long list is folded; the bias is always there.
  const bool is_long = ui.touch && ui.stacked && count > kManyWeights;
  bool& all = bench.lab.all_weights;
  const int first = is_long && !all ? kFewWeights : count;
  float y = area.y;
  for (int k = 0; k <= first; ++k, y += height) {
    const Rect row{area.x, y, area.w, height};
    const bool bias = k == first;
    const int i = bias ? count : k;
    weight_row(ui, bench, {id, bias ? WeightId::kBias : i},
               bias ? neuron.bias : neuron.weights[static_cast<std::size_t>(i)], largest, row, editable);
  }
  if (!is_long) return y;
  char words[64];
  std::snprintf(words, sizeof words, format_of(Text::show_all), count);
  return fold(ui, "weights", area.x, y, all ? tr(Text::show_fewer) : words, all);
}

/// The neuron's own picture, if the diagram shows it; the width that it takes.
float picture(Ui& ui, const Bench& bench, NeuronId id, float x, float y, float width, float room) {
  const Pictures& pictures = bench.pictures;
  const auto at = std::find(pictures.atlas_shows.begin(), pictures.atlas_shows.end(), id);
  // Where the card is narrow, the bars beside it come first.
  const float side = std::floor(std::min(room, std::clamp(width - ui.px(170), ui.px(56), ui.px(104))));
  if (at == pictures.atlas_shows.end() || pictures.atlas.count() != pictures.atlas_shows.size() || side < ui.px(56))
    return 0;
  const Rect box = ui.canvas.snap({x, y, side, side});
  const float corner = ui.px(space::kFieldCorner);
  ui.canvas.image(pictures.atlas.texture(), box,
                  pictures.atlas.uv(static_cast<std::size_t>(at - pictures.atlas_shows.begin())), corner);
  ui.canvas.outline(box, ui.theme().hairline, corner, std::max(1.f, ui.px(1)));
  return side + ui.px(14);
}

}  // namespace

float neuron_panel(Ui& ui, Bench& bench, const Rect& rect) {
  const Card card = begin_card(ui, "neuron", tr(Text::neuron), rect);
  const Rect& content = card.content;
  const Theme& theme = ui.theme();
  float y = content.y + ui.px(6);
  const LiveRun& run = bench.run;
  const std::size_t layers = dense_count(run.snapshot());
  NeuronId id{static_cast<int>(layers), 0};
  if (bench.selected) id = *bench.selected;
  if (bench.hovered) id = *bench.hovered;
  const bool shows = run.same_shape() && !run.snapshot().parameters.empty();
  const std::optional<NeuronWeights> neuron = shows ? weights_of(run.snapshot(), id) : std::nullopt;
  const bool is_input = id.column == 0 && static_cast<std::size_t>(id.unit) < run.experiment().data.inputs.size();
  if (!neuron && !(shows && is_input)) {
    card_title(ui, content.x, y, tr(Text::neuron));
    y += ui.px(14);
    y += ui.canvas.paragraph(ui.fonts().regular, type::kBody, content.x, y, content.w, theme.muted,
                             tr(Text::neuron_hint));
    return end_card(ui, card, y);
  }
  const std::string title = neuron_title(bench, id);
  std::string words;
  card_title(ui, content.x, y, title);
  const PlanePlace place = bench.pointed.value_or(PlanePlace{});
  const auto values = values_at(run.snapshot(), run.experiment().data.inputs, place.x1, place.x2, id);
  if (bench.pointed) {
    char where[96];
    std::snprintf(where, sizeof where, format_of(Text::at_point), number_text(place.x1).c_str(),
                  number_text(place.x2).c_str());
    ui.canvas.text(ui.fonts().regular, type::kSmall, content.right(), y, theme.muted, where, Align::right);
  }
  y += ui.px(24);
  if (neuron) {
    words = formula(bench, *neuron, id.column, content.w, ui);
    ui.canvas.text(ui.fonts().mono, type::kBody, content.x, y, theme.muted, words);
    y += ui.px(20);
  }
  if (values) {
    const Face& mono = ui.fonts().mono;
    float x = content.x;
    const auto write = [&](Colour colour, const std::string& part) {
      ui.canvas.text(mono, type::kBody, x, y, colour, part);
      x = std::round(x + ui.canvas.text_width(mono, type::kBody, part));
    };
    if (neuron) {
      const std::string sum = number_text(values->sum);
      const std::string name(
          choice_label("model.activation", activation_names()[static_cast<std::size_t>(neuron->activation)]));
      const std::string answer = name + " z = ";
      write(theme.muted, "z = ");
      write(theme.ink, sum);
      if (ui.canvas.text_width(mono, type::kBody, "z = " + sum + "   " + answer + number_text(values->output)) >
          content.w) {
        x = content.x;
        y += ui.px(18);
      } else {
        write(theme.muted, "   ");
      }
      write(theme.muted, answer);
    } else {
      write(theme.muted, source_name(bench, 0, id.unit) + " = ");
    }
    write(values->output < 0 ? theme.negative : theme.accent, number_text(values->output));
    y += ui.px(16);
  }
  const float room = ui.stacked ? ui.px(104) : card.rect.bottom() - ui.px(14) - y - ui.px(4);
  const float taken = picture(ui, bench, id, content.x, y + ui.px(4), content.w, room);
  float bottom = taken > 0 ? y + taken - ui.px(10) : y;
  if (neuron) {
    const bool editable = !ui.locked && (!bench.hovered || bench.hovered == bench.selected);
    bottom = std::max(bottom, weight_rows(ui, bench, *neuron, id,
                                          {content.x + taken, y + ui.px(3), content.w - taken, room}, editable));
  }
  announce_words(ui, widget_id("neuron"), Role::status, title, words,
                 {content.x, content.y, content.w, bottom - content.y}, ui.px(4));
  y = bottom;
  return end_card(ui, card, y);
}

}  // namespace deltarule

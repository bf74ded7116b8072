// The network as it is built: its layers with their controls above the diagram, or below it where columns are narrow.
#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "engine/experiment/fields.h"
#include "engine/experiment/validate.h"
#include "web/app/network_card.h"
#include "web/app/panels.h"
#include "web/app/weight_editor.h"
#include "web/app/widgets.h"

namespace deltarule {
namespace {

constexpr float kTouchPitch = 45;  // of neurons that a finger can choose

std::string arrows(const std::vector<int>& units) {
  std::string words;
  for (const int count : units) words += (words.empty() ? "" : " \xE2\x86\x92 ") + std::to_string(count);
  return words;
}

void announce_network(Ui& ui, const Bench& bench, const std::vector<int>& units, const Rect& area) {
  char words[160];
  std::snprintf(words, sizeof words, format_of(Text::diagram_described), arrows(units).c_str(),
                figure_text(Figure::integer, static_cast<double>(parameter_count(bench.experiment()))).c_str());
  MirrorItem item;
  item.id = widget_id("picture");
  item.role = Role::image;
  item.name = std::string(tr(Text::network));
  item.value_text = words;
  announce(ui, std::move(item), area, ui.px(6));
}

std::string bytes_text(std::int64_t bytes) {
  const auto n = static_cast<double>(bytes);
  char words[32];
  const bool mega = n >= 1e6;
  std::snprintf(words, sizeof words, mega ? "%.1f MB" : "%.1f KB", n / (mega ? 1e6 : 1e3));
  return words;
}

/// What the network takes while it trains: a tip on the number of its parameters.
void memory_tip(Ui& ui, const Bench& bench, const Rect& rect) {
  if (!bench.run.current()) return;
  const MemoryUse& use = bench.run.snapshot().memory;
  char words[160];
  std::snprintf(words, sizeof words, format_of(Text::memory_tip), bytes_text(use.total()).c_str(),
                bytes_text(use.parameters).c_str(), bytes_text(use.activations).c_str(),
                bytes_text(use.scratch).c_str());
  hit(ui, "memory", rect);
  tooltip(ui, rect, words);
  announce_words(ui, widget_id("memory"), Role::status, tr(Text::memory), words, rect, ui.px(4));
}

/// On a page that scrolls the diagram is as high as its neurons need.
float natural_height(const Ui& ui, const std::vector<int>& units) {
  const int most = std::clamp(*std::max_element(units.begin(), units.end()), 4, 9);
  return ui.touch ? std::max(ui.px(280), kTouchPitch * static_cast<float>(most)) : ui.px(280);
}

}  // namespace

float network_panel(Ui& ui, Bench& bench, const Rect& rect) {
  const Card card = begin_card(ui, "network", tr(Text::network), rect);
  const Rect& content = card.content;
  const auto dense = dense_layers(bench.experiment());
  std::vector<int> units{static_cast<int>(bench.experiment().data.inputs.size())};
  for (const std::size_t index : dense) units.push_back(bench.experiment().training.model[index].units);

  const float title_y = content.y + ui.px(6);
  float y = title_y;
  card_title(ui, content.x, y, arrows(units));
  const std::string parameters =
      figure_text(Figure::integer, static_cast<double>(parameter_count(bench.experiment()))) + ' ' +
      std::string(tr(Text::parameters));
  float right = content.right();
  // On one line if there is room for it all.
  const float beside = ui.canvas.text_width(ui.fonts().semibold, type::kBody, arrows(units)) +
                       ui.canvas.text_width(ui.fonts().mono, type::kBody, parameters) + ui.px(350);
  const bool narrow = content.w < std::max(ui.px(440), beside);
  if (narrow) y += ui.touch ? 34 : ui.px(24);
  ui.canvas.text(ui.fonts().mono, type::kBody, narrow ? content.x : right, y, ui.theme().muted, parameters,
                 narrow ? Align::left : Align::right);
  const float wide = ui.canvas.text_width(ui.fonts().mono, type::kBody, parameters);
  memory_tip(ui, bench, {narrow ? content.x : right - wide, y - ui.px(10), wide, ui.px(20)});
  if (!narrow) right -= wide + ui.px(22);
  const float pitch = content.w / static_cast<float>(units.size());
  const bool above = pitch >= ui.px(kRoomForControls) && !ui.touch, hidden = dense.size() > 1;
  const float left = layer_count(ui, bench, right, y, static_cast<int>(dense.size()) - 1);
  if (above && hidden) activation_of_all(ui, bench, narrow ? right : left - ui.px(18), narrow ? title_y : y);
  y += ui.touch ? 30 : ui.px(20);

  const float header = above ? ui.px(pitch > ui.px(kRoomForOneLine) ? 30 : 48) : ui.px(4);
  const float row = field_height(ui) + ui.px(6);
  const float rows = above || !hidden ? 0 : row * static_cast<float>(dense.size());
  const bool grows = ui.stacked;  // then the diagram has a height of its own
  const float height =
      grows ? natural_height(ui, units) : std::max(ui.px(150), content.bottom() - y - header - rows - ui.px(10));
  const float margin = ui.px(above ? 14 : 2);
  const Rect area{content.x + margin, y + header, content.w - 2 * margin, height};
  DiagramRoom room{.area = area, .scale = ui.canvas.scale};
  if (ui.touch) room.smallest_pitch = kTouchPitch / ui.canvas.scale;
  const DiagramLayout layout = place_diagram(room, units, bench.diagram.first);
  if (above) column_headers(ui, bench, layout, y + ui.px(3), pitch);
  announce_network(ui, bench, units, area);
  diagram(ui, bench, layout, area);
  y = area.bottom();
  if (!above && hidden)
    y = layer_rows(ui, bench, content.x, activation_row(ui, bench, content.x, y + ui.px(10), content.w), content.w);
  weight_editor(ui, bench);
  return end_card(ui, card, y);
}

}  // namespace deltarule

// The lab's card: its tabs, and the view that is open.
#include "web/app/lab.h"

#include <algorithm>
#include <array>

#include "web/app/panels.h"
#include "web/app/presentation.h"
#include "web/app/scene.h"
#include "web/app/widgets.h"

namespace deltarule {
namespace {

/// What is open; of another scene's view, the curves.
LabView open_view(const Bench& bench, const Scene& scene) {
  return scene.lab[static_cast<std::size_t>(bench.view.lab)] ? bench.view.lab : LabView::curves;
}

/// In a row; where there is no room, in rows of three. Returns their bottom.
float tabs(Ui& ui, Bench& bench, const Scene& scene, const Rect& content) {
  float whole = 0;
  for (std::size_t i = 0; i < kLabViews; ++i) whole += scene.lab[i] ? tab_width(ui, scene.lab_name(i)) : 0;
  const float pill = ui.px(10);  // of a tab beside its words, which stand where the card's other words begin
  const bool folded = whole > content.w + 2 * pill;
  const float height = ui.target(26), third = (content.w + 2 * pill) / 3;
  float x = content.x - pill, y = content.y - ui.px(6);
  for (std::size_t i = 0; i < kLabViews; ++i) {
    if (!scene.lab[i] || !shows(bench.presentation, kLabNames[i])) continue;
    const std::string_view name = scene.lab_name(i);
    const float width = folded ? third : tab_width(ui, name);
    if (x + width > content.right() + pill + 1) x = content.x - pill, y += height;
    const auto view = static_cast<LabView>(i);
    if (tab(ui, kLabNames[i].data(), {x, y, width, height}, name, open_view(bench, scene) == view))
      bench.view.lab = view;
    x += width;
  }
  return y + height;
}

}  // namespace

float lab_panel(Ui& ui, Bench& bench, const Rect& rect) {
  bench.lab.ghosts.follow(bench.run, ui.memory->slider_held);
  const Card card = begin_card(ui, "lab", tr(Text::lab), rect);
  const Scene& scene = scene_of(bench);
  const float top = tabs(ui, bench, scene, card.content) + ui.px(6);
  const Rect area{card.content.x, top, card.content.w, card.rect.bottom() - ui.px(space::kCardPadding) - top};
  bench.lab_bottom = 0;
  const auto open = static_cast<std::size_t>(open_view(bench, scene));
  {
    const Lock lock(ui, bench.presentation, kLabNames[open]);
    scene.lab[open](ui, bench, area);
  }
  if (bench.lab_bottom == 0) return end_card(ui, card, area.bottom()), 0.f;
  return end_card(ui, card, bench.lab_bottom);
}

}  // namespace deltarule

// The lab's card: its tabs, and the view that is open.
#include "web/app/lab.h"

#include <algorithm>
#include <array>

#include "web/app/panels.h"
#include "web/app/presentation.h"
#include "web/app/widgets.h"

namespace deltarule {
namespace {

struct Tab {
  Text name;
  void (*draw)(Ui&, Bench&, const Rect&);
};

// In the order of LabView; their keys are kLabNames.
constexpr std::array<Tab, kLabViews> kTabs = {{{Text::curves, lab_curves},
                                               {Text::results, lab_results},
                                               {Text::microscope, lab_microscope},
                                               {Text::health, lab_health},
                                               {Text::landscape, lab_landscape},
                                               {Text::tuning, lab_tuning}}};

/// In a row; where there is no room, in rows of three. Returns their bottom.
float tabs(Ui& ui, Bench& bench, const Rect& content) {
  float whole = 0;
  for (const Tab& each : kTabs) whole += tab_width(ui, tr(each.name));
  const float pill = ui.px(10);  // of a tab beside its words, which stand where the card's other words begin
  const bool folded = whole > content.w + 2 * pill;
  const float height = ui.target(26), third = (content.w + 2 * pill) / 3;
  float x = content.x - pill, y = content.y - ui.px(6);
  for (std::size_t i = 0; i < kTabs.size(); ++i) {
    if (!shows(bench.presentation, kLabNames[i])) continue;
    const float width = folded ? third : tab_width(ui, tr(kTabs[i].name));
    if (x + width > content.right() + pill + 1) x = content.x - pill, y += height;
    const auto view = static_cast<LabView>(i);
    if (tab(ui, kLabNames[i].data(), {x, y, width, height}, tr(kTabs[i].name), bench.view.lab == view))
      bench.view.lab = view;
    x += width;
  }
  return y + height;
}

}  // namespace

float lab_panel(Ui& ui, Bench& bench, const Rect& rect) {
  bench.lab.ghosts.follow(bench.run, ui.memory->slider_held);
  const Card card = begin_card(ui, "lab", tr(Text::lab), rect);
  const float top = tabs(ui, bench, card.content) + ui.px(6);
  const Rect area{card.content.x, top, card.content.w, card.rect.bottom() - ui.px(space::kCardPadding) - top};
  bench.lab_bottom = 0;
  const auto open = static_cast<std::size_t>(bench.view.lab);
  {
    const Lock lock(ui, bench.presentation, kLabNames[open]);
    kTabs[open].draw(ui, bench, area);
  }
  if (bench.lab_bottom == 0) return end_card(ui, card, area.bottom()), 0.f;
  return end_card(ui, card, bench.lab_bottom);
}

}  // namespace deltarule

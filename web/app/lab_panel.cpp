// The lab's card: its tabs, and the view that is open.
#include "web/app/lab.h"

#include <array>

#include "web/app/panels.h"
#include "web/app/widgets.h"

namespace deltarule {
namespace {

struct Tab {
  const char* key;
  Text name;
  void (*draw)(Ui&, Bench&, const Rect&);
};

// In the order of LabView.
constexpr std::array<Tab, kLabViews> kTabs = {{{"curves", Text::curves, lab_curves},
                                               {"results", Text::results, lab_results},
                                               {"microscope", Text::microscope, lab_microscope},
                                               {"health", Text::health, lab_health},
                                               {"landscape", Text::landscape, lab_landscape},
                                               {"tuning", Text::tuning, lab_tuning}}};

}  // namespace

float lab_panel(Ui& ui, Bench& bench, const Rect& rect) {
  const Card card = begin_card(ui, "lab", tr(Text::lab), rect);
  float x = card.content.x;
  const float height = ui.target(26);
  const float y = card.content.y - ui.px(5);
  for (std::size_t i = 0; i < kTabs.size(); ++i) {
    const auto view = static_cast<LabView>(i);
    const float width = tab_width(ui, tr(kTabs[i].name));
    if (tab(ui, kTabs[i].key, {x, y, width, height}, tr(kTabs[i].name), bench.view.lab == view)) bench.view.lab = view;
    x += width;
  }
  const float top = y + height + ui.px(6);
  const Rect area{card.content.x, top, card.content.w, card.rect.bottom() - ui.px(space::kCardPadding) - top};
  kTabs[static_cast<std::size_t>(bench.view.lab)].draw(ui, bench, area);
  return end_card(ui, card, area.bottom());
}

}  // namespace deltarule

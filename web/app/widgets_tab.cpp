// Tabs: words in a row; the open one is dark and underlined.
#include "web/app/widgets.h"

namespace deltarule {

float tab_width(const Ui& ui, std::string_view label) {
  return ui.canvas.text_width(ui.fonts().semibold, type::kBody, label) + ui.px(20);
}

bool tab(const Ui& ui, const char* key, const Rect& rect, std::string_view label, bool open) {
  const Theme& theme = ui.theme();
  const std::uint32_t id = widget_id(key);
  const Hit over = hit(ui, key, rect);
  const bool chosen = over.clicked || ui.mirror->take_activate(id);
  // The first word stands where the card's other words begin.
  const Rect words{rect.x, rect.y, rect.w - ui.px(20), rect.h};
  ui.canvas.text(open ? ui.fonts().semibold : ui.fonts().medium, type::kBody, words.x, words.cy(),
                 open || over.hovered ? theme.ink : theme.muted, label);
  if (open) ui.canvas.fill({words.x, rect.bottom() - ui.px(2), words.w, ui.px(2)}, theme.accent, ui.px(1));
  MirrorItem item;
  item.id = id;
  item.role = Role::tab;
  item.name = std::string(label);
  item.pressed = open;
  announce(ui, std::move(item), words, ui.px(4));
  return chosen && !open;
}

}  // namespace deltarule

// Tabs: words in a row; the open one is dark and on a pill.
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
  const float height = ui.px(26), corner = ui.px(7);
  const Rect pill{rect.x, rect.cy() - height / 2, rect.w, height};
  if (open || over.hovered) ui.canvas.fill(pill, open ? theme.sunken : faded(theme.sunken, 0.5f), corner);
  const Face& face = open ? ui.fonts().semibold : ui.fonts().medium;
  ui.canvas.text(face, type::kBody, rect.cx(), rect.cy(), open || over.hovered ? theme.ink : theme.muted, label,
                 Align::centre);
  MirrorItem item;
  item.id = id;
  item.role = Role::tab;
  item.name = std::string(label);
  item.pressed = open;
  announce(ui, std::move(item), ui.touch ? rect : pill, corner);  // a finger has the whole height
  return chosen && !open;
}

}  // namespace deltarule

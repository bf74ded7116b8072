// A few words of which one is chosen, on one pill: what is shown of two or three things.
#include <algorithm>
#include <string>

#include "web/app/widgets.h"

namespace deltarule {

float segments_width(const Ui& ui, std::span<const std::string_view> names) {
  float width = 0;
  for (const std::string_view name : names)
    width += std::max(ui.canvas.text_width(ui.fonts().medium, type::kBody, name) + ui.px(16), ui.touch ? 44.f : 0.f);
  return width;
}

bool segments(const Ui& ui, const char* key, float x, float centre_y, std::span<const std::string_view> names,
              int& chosen) {
  const Theme& theme = ui.theme();
  const float height = ui.px(22), reach = ui.target(22), corner = ui.px(6);
  ui.canvas.fill({x, centre_y - height / 2, segments_width(ui, names), height}, theme.sunken, corner);
  bool changed = false;
  ImGui::PushID(key);
  for (int i = 0; i < static_cast<int>(names.size()); ++i) {
    const std::string_view name = names[static_cast<std::size_t>(i)];
    const float width = segments_width(ui, {&name, 1});
    const Rect rect{x, centre_y - reach / 2, width, reach};
    ImGui::PushID(i);
    const std::uint32_t id = widget_id("segment");
    const Hit over = hit(ui, "segment", rect);
    if ((over.clicked || ui.mirror->take_activate(id)) && chosen != i) {
      chosen = i;
      changed = true;
    }
    const Rect pill{x, centre_y - height / 2, width, height};
    if (chosen == i) {
      ui.canvas.fill(pill.inset(ui.px(2)), theme.card, corner - ui.px(1));
      ui.canvas.outline(pill.inset(ui.px(2)), theme.hairline, corner - ui.px(1), std::max(1.f, ui.px(1)));
    }
    ui.canvas.text(ui.fonts().medium, type::kBody, rect.cx(), centre_y,
                   chosen == i || over.hovered ? theme.ink : theme.muted, name, Align::centre);
    MirrorItem item;
    item.id = id;
    item.role = Role::radio;
    item.name = std::string(name);
    item.pressed = chosen == i;
    announce(ui, std::move(item), rect, corner);
    ImGui::PopID();
    x += width;
  }
  ImGui::PopID();
  return changed;
}

}  // namespace deltarule

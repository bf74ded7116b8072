// The words that appear beside an icon when the mouse rests on it. A finger has none: it cannot rest.
#include <imgui.h>

#include <algorithm>

#include "web/app/widgets.h"

namespace deltarule {

void tooltip(const Ui& ui, const Rect& rect, std::string_view words, std::string_view shortcut) {
  if (ui.touch || !ImGui::IsItemHovered()) return;
  if (!ImGui::IsItemHovered(ImGuiHoveredFlags_DelayNormal)) {
    ui.platform->request_frame();  // until it has rested long enough
    return;
  }
  std::string text(words);
  if (!shortcut.empty()) text.append(" (").append(shortcut) += ')';
  Canvas canvas = ui.canvas;
  canvas.list = ImGui::GetForegroundDrawList();
  canvas.list->_FringeScale = 1 / canvas.pixel_ratio;
  const ImVec2 display = ImGui::GetIO().DisplaySize;
  const float most = std::min(ui.px(260), display.x - ui.px(24));
  const float width = std::min(canvas.text_width(ui.fonts().regular, type::kSmall, text) + 1, most);
  const float lines = canvas.paragraph(ui.fonts().regular, type::kSmall, 0, 0, width, 0, text, false);
  const float padding = ui.px(7);
  Rect box{rect.cx() - width / 2 - padding, rect.bottom() + ui.px(6), width + 2 * padding, lines + ui.px(7)};
  box.x = std::clamp(box.x, ui.px(4), std::max(ui.px(4), display.x - box.w - ui.px(4)));
  if (box.bottom() > display.y) box.y = rect.y - ui.px(6) - box.h;
  canvas.fill(box, ui.theme().primary, ui.px(6));
  canvas.paragraph(ui.fonts().regular, type::kSmall, box.x + padding, box.y + ui.px(3.5f), width, ui.theme().on_primary,
                   text);
}

}  // namespace deltarule

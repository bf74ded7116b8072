// Hits, announcements and cards: what all widgets share. How each looks is in widgets_*.cpp.
#include "web/app/ui.h"

#include <imgui.h>

#include <algorithm>
#include <utility>

namespace deltarule {

std::uint32_t widget_id(const char* key) { return ImGui::GetID(key); }

Hit hit(const Ui& ui, const char* key, const Rect& rect) {
  Hit result;
  if (ui.locked || rect.w < 1 || rect.h < 1) return result;
  ImGui::SetCursorScreenPos({rect.x, rect.y});
  result.clicked = ImGui::InvisibleButton(key, {rect.w, rect.h});
  result.hovered = ImGui::IsItemHovered();
  result.held = ImGui::IsItemActive();
  result.double_clicked = result.hovered && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left);
  return result;
}

void mute(ImDrawList& list, int begin) {
  constexpr float kMuted = 0.45f;
  for (int i = begin; i < list.VtxBuffer.Size; ++i) list.VtxBuffer[i].col = faded(list.VtxBuffer[i].col, kMuted);
}

void announce(const Ui& ui, MirrorItem item, const Rect& rect, float corner) {
  item.group = std::string(ui.group);
  // What is only to be read stays readable.
  if (ui.locked && item.role != Role::status && item.role != Role::image) item.disabled = true;
  // What is scrolled out of its card lies at the card's edge.
  const float top = ImGui::GetWindowPos().y, height = ImGui::GetWindowHeight();
  const float from = std::clamp(rect.y, top, top + height - 1);
  const float to = std::clamp(rect.bottom(), from + 1, std::max(from + 1, top + height));
  item.rect = {rect.x, from, rect.w, to - from};
  if (ui.mirror->focused(item.id)) {
    WidgetMemory& memory = *ui.memory;
    memory.any_focus = true;
    if (memory.focus_seen != item.id) {
      memory.focus_seen = item.id;
      // Where a card scrolls inside a page that scrolls, the card's own window is the one that can move.
      if (rect.y < top || rect.bottom() > top + height)
        ImGui::SetScrollFromPosY(rect.cy() - ImGui::GetWindowPos().y, 0.5f);
    }
    const float out = ui.px(3);
    ui.canvas.outline(rect.inset(-out), ui.theme().accent, corner + out, ui.px(2));
  }
  ui.mirror->announce(std::move(item));
}

void announce_words(const Ui& ui, std::uint32_t id, Role role, std::string_view name, std::string_view words,
                    const Rect& rect, float corner) {
  MirrorItem item;
  item.id = id;
  item.role = role;
  item.name = name;
  item.value_text = words;
  announce(ui, std::move(item), rect, corner);
}

Card begin_card(Ui& ui, const char* key, std::string_view group, const Rect& rect) {
  const Canvas& canvas = ui.canvas;
  const Theme& theme = ui.theme();
  const float corner = ui.px(space::kCardCorner);
  const Rect place = canvas.snap(rect);
  if (!theme.dark) {
    for (int i = 3; i >= 1; --i) {
      const float spread = ui.px(static_cast<float>(i) * 0.9f);
      const Rect shade{place.x - spread * 0.5f, place.y + spread * 0.4f, place.w + spread, place.h + spread * 0.6f};
      // Only its rim: the card covers the rest, and where GL is software every pixel counts.
      canvas.outline(shade, faded(theme.shadow, 0.016f), corner + spread * 0.5f, 2 * spread + 1);
    }
  }
  canvas.flood(place, theme.card, corner);
  canvas.outline(place, theme.hairline, corner, std::max(1.f, ui.px(1)));

  ImGui::SetCursorScreenPos({place.x + 1, place.y + 1});
  ImGui::BeginChild(key, {place.w - 2, place.h - 2}, ImGuiChildFlags_None,
                    ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoNav);
  ui.canvas.list = ImGui::GetWindowDrawList();
  ui.canvas.list->_FringeScale = 1 / canvas.pixel_ratio;
  ui.group = group;
  const float padding = ui.px(space::kCardPadding);
  Card card{.rect = place, .content = place.inset(padding)};
  card.content.y -= ImGui::GetScrollY();
  return card;
}

float end_card(Ui& ui, const Card& card, float content_bottom) {
  if (ui.locked) mute(*ui.canvas.list, 0);
  const float padding = ui.px(space::kCardPadding);
  // What ImGui shall scroll over.
  const float top = card.content.y - padding;
  const float height = content_bottom + padding - top;
  if (height > card.rect.h + 1) {
    ImGui::SetCursorScreenPos({card.rect.x + 2, content_bottom + padding - 3});
    ImGui::Dummy({1, 1});
  } else {
    ImGui::SetCursorScreenPos({card.rect.x + 2, card.rect.y + 2});
    ImGui::Dummy({1, 1});
  }
  ImGui::EndChild();
  ui.canvas.list = ImGui::GetWindowDrawList();
  return height;
}

}  // namespace deltarule

// Dropdown, chip and check box.
#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "web/app/widgets.h"

namespace deltarule {
namespace {

constexpr float kPictureWidth = 46;

/// The open list. True when something was chosen.
bool popup_list(const Ui& ui, const Rect& rect, const SelectSpec& spec, int& chosen) {
  const Theme& theme = ui.theme();
  const float item = std::max(ui.target(30), ui.px(spec.picture ? 33 : 28)), padding = ui.px(5);
  const float beside = spec.picture ? ui.px(kPictureWidth + 12) : 0, foot = spec.key ? ui.px(24) : 0;
  float width = std::max(rect.w, ui.px(120));
  for (const std::string_view option : spec.options)
    width = std::max(width, ui.canvas.text_width(ui.fonts().regular, type::kBody, option) + ui.px(52) + beside);
  const ImVec2 display = ImGui::GetIO().DisplaySize;
  const float wanted = item * static_cast<float>(spec.options.size()) + foot + 2 * padding;
  const float below = display.y - rect.bottom() - ui.px(12), above = rect.y - ui.px(12);
  const bool up = below < wanted && above > below;
  const float height = std::min(wanted, std::max(up ? above : below, item * 2));
  const float x = std::clamp(spec.centred ? rect.cx() - width / 2 : rect.x, ui.px(4),
                             std::max(ui.px(4), display.x - width - ui.px(4)));
  ImGui::SetNextWindowPos({x, up ? rect.y - ui.px(4) - height : rect.bottom() + ui.px(4)});
  ImGui::SetNextWindowSize({width, height});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, padding});
  ImGui::PushStyleVar(ImGuiStyleVar_PopupRounding, ui.px(space::kFieldCorner));
  bool changed = false;
  if (ImGui::BeginPopup("list", ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoMove)) {
    Canvas canvas = ui.canvas;
    canvas.list = ImGui::GetWindowDrawList();
    canvas.list->_FringeScale = 1 / canvas.pixel_ratio;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    for (int i = 0; i < static_cast<int>(spec.options.size()); ++i) {
      const Rect row{at.x + padding, at.y + item * static_cast<float>(i), width - 2 * padding, item};
      ImGui::PushID(i);
      const Hit over = hit(ui, "option", row);
      ImGui::PopID();
      if (i == chosen && ImGui::IsWindowAppearing()) ImGui::SetScrollHereY(0.5f);
      if (over.hovered || i == chosen) canvas.fill(row, over.hovered ? theme.sunken : theme.accent_soft, ui.px(6));
      if (spec.picture)
        spec.picture(canvas, {row.x + ui.px(9), row.y + ui.px(4), beside - ui.px(12), row.h - ui.px(8)}, i);
      canvas.text(i == chosen ? ui.fonts().medium : ui.fonts().regular, type::kBody, row.x + ui.px(9) + beside,
                  row.cy(), i == chosen ? theme.accent : theme.ink, spec.options[static_cast<std::size_t>(i)]);
      if (i == chosen) draw_icon(canvas, Icon::check, row.right() - ui.px(14), row.cy(), ui.px(11), theme.accent);
      if (over.clicked) {
        changed = i != chosen;
        chosen = i;
        ImGui::CloseCurrentPopup();
      }
    }
    if (spec.key) {
      const float bottom = at.y + item * static_cast<float>(spec.options.size());
      spec.key(canvas, at.x + padding + ui.px(9), bottom + foot / 2);
      ImGui::SetCursorScreenPos({at.x, bottom});
      ImGui::Dummy({1, foot});
    }
    ImGui::EndPopup();
  }
  ImGui::PopStyleVar(2);
  return changed;
}

}  // namespace

float field_height(const Ui& ui) { return ui.target(31); }

bool select(const Ui& ui, const char* key, const Rect& rect, const SelectSpec& spec, int& chosen) {
  const Theme& theme = ui.theme();
  const Canvas& canvas = ui.canvas;
  const std::uint32_t id = widget_id(key);
  const int count = static_cast<int>(spec.options.size());
  const float corner = ui.px(space::kFieldCorner);
  ImGui::PushID(key);
  const Hit over = hit(ui, "field", rect);
  const bool open = ImGui::IsPopupOpen("list");
  if (over.clicked || ui.mirror->take_activate(id)) ImGui::OpenPopup("list");
  const std::string_view words =
      chosen >= 0 && chosen < count ? spec.options[static_cast<std::size_t>(chosen)] : std::string_view();
  const float chevron = ui.px(9);
  if (spec.framed) {
    canvas.fill(rect, over.hovered && !open ? mixed(theme.card, theme.sunken, 0.6f) : theme.card, corner);
    canvas.outline(rect,
                   open           ? theme.accent
                   : over.hovered ? mixed(theme.hairline, theme.muted, 0.4f)
                                  : theme.hairline,
                   corner, std::max(1.f, ui.px(1)));
    const bool fits = canvas.text_width(ui.fonts().regular, type::kBody, words) + ui.px(kPictureWidth + 46) <= rect.w;
    const float beside = spec.picture && spec.pictured && fits ? ui.px(kPictureWidth + 8) : 0;
    canvas.list->PushClipRect({rect.x, rect.y}, {rect.right() - ui.px(24) - beside, rect.bottom()}, true);
    canvas.text(ui.fonts().regular, type::kBody, rect.x + ui.px(10), rect.cy(), theme.ink, words);
    canvas.list->PopClipRect();
    if (beside > 0)
      spec.picture(canvas, {rect.right() - ui.px(24) - beside, rect.cy() - ui.px(12), ui.px(kPictureWidth), ui.px(24)},
                   chosen);
    draw_icon(canvas, Icon::chevron_down, rect.right() - ui.px(15), rect.cy(), chevron, theme.muted);
  } else {
    float em = spec.small ? type::kSmall : type::kBody;
    float text = canvas.text_width(ui.fonts().medium, em, words);
    if (spec.small && text > rect.w) text = canvas.text_width(ui.fonts().medium, em = 9, words);
    float whole = spec.small ? text : text + ui.px(5) + chevron;
    const bool pictured = spec.picture && spec.pictured && !spec.small && whole + ui.px(34) <= rect.w;
    const float picture = pictured ? ui.px(26) : 0;
    if (picture > 0) whole += picture + ui.px(6);
    float x = spec.centred ? rect.cx() - whole / 2 : rect.x;
    if (over.hovered || open)
      canvas.fill({x - ui.px(6), rect.cy() - ui.px(11), whole + ui.px(12), ui.px(22)}, theme.sunken, ui.px(6));
    if (picture > 0) {
      spec.picture(canvas, {x, rect.cy() - ui.px(8), picture, ui.px(16)}, chosen);
      x += picture + ui.px(6);
    }
    canvas.text(ui.fonts().medium, em, x, rect.cy(), over.hovered ? theme.ink : theme.muted, words);
    if (!spec.small)
      draw_icon(canvas, Icon::chevron_down, x + text + ui.px(5) + chevron / 2, rect.cy() + ui.px(0.5f), chevron,
                theme.muted);
  }
  bool changed = popup_list(ui, rect, spec, chosen);
  if (const auto picked = ui.mirror->take_select(id); picked && *picked >= 0 && *picked < count && *picked != chosen) {
    chosen = *picked;
    changed = true;
  }
  MirrorItem item;
  item.id = id;
  item.role = Role::select;
  item.name = std::string(spec.name);
  item.options.assign(spec.options.begin(), spec.options.end());
  item.selected = chosen;
  if (chosen >= 0 && chosen < count) item.value_text = std::string(spec.options[static_cast<std::size_t>(chosen)]);
  ImGui::PopID();
  announce(ui, std::move(item), rect, corner);
  return changed;
}

float chip_width(const Ui& ui, std::string_view label) {
  return std::max(ui.canvas.text_width(ui.fonts().regular, type::kBody, label) + ui.px(10), ui.target(27));
}
float chip_height(const Ui& ui) { return ui.target(25); }

bool chip(const Ui& ui, const char* key, const Rect& rect, std::string_view label, bool& on, std::string_view name) {
  const Theme& theme = ui.theme();
  const float corner = ui.px(6);
  const std::uint32_t id = widget_id(key);
  const Hit over = hit(ui, key, rect);
  const bool flipped = over.clicked || ui.mirror->take_activate(id);
  if (flipped) on = !on;
  ui.canvas.fill(rect, on ? theme.accent_soft : over.hovered ? theme.sunken : theme.card, corner);
  ui.canvas.outline(rect, on ? theme.accent : theme.hairline, corner, std::max(1.f, ui.px(1)));
  ui.canvas.text(on ? ui.fonts().medium : ui.fonts().regular, type::kBody, rect.cx(), rect.cy(),
                 on ? theme.accent : theme.muted, label, Align::centre);
  MirrorItem item;
  item.id = id;
  item.role = Role::toggle;
  item.name = std::string(name.empty() ? label : name);
  item.pressed = on;
  announce(ui, std::move(item), rect, corner);
  return flipped;
}

float check_box_width(const Ui& ui, std::string_view label, float em) {
  return ui.canvas.text_width(ui.fonts().regular, em, label) + ui.px(18);
}

bool check_box(const Ui& ui, const char* key, float& right, float centre_y, std::string_view label, bool& on,
               float em) {
  const Theme& theme = ui.theme();
  const Canvas& canvas = ui.canvas;
  const float side = ui.px(12), width = check_box_width(ui, label, em);
  const float height = ui.target(22);
  const Rect rect{right - width, centre_y - height / 2, width, height};
  const std::uint32_t id = widget_id(key);
  const Hit over = hit(ui, key, rect);
  const bool flipped = over.clicked || ui.mirror->take_activate(id);
  if (flipped) on = !on;
  canvas.text(ui.fonts().regular, em, rect.x, centre_y, over.hovered ? theme.ink : theme.muted, label);
  const Rect box = canvas.snap({rect.right() - side, centre_y - side / 2, side, side});
  canvas.fill(box, on ? theme.accent : theme.card, ui.px(3));
  if (!on) canvas.outline(box, over.hovered ? theme.ink : theme.muted, ui.px(3), std::max(1.f, ui.px(1.1f)));
  if (on) draw_icon(canvas, Icon::check, box.cx(), box.cy(), side * 0.78f, theme.on_accent);
  MirrorItem item;
  item.id = id;
  item.role = Role::toggle;
  item.name = std::string(label);
  item.pressed = on;
  announce(ui, std::move(item), rect, ui.px(4));
  right = rect.x - ui.px(14);
  return flipped;
}

}  // namespace deltarule

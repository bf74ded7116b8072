// Buttons, titles and figures to read.
#include <imgui.h>

#include <algorithm>

#include "web/app/widgets.h"

namespace deltarule {

float button_width(const Ui& ui, std::string_view label) {
  return ui.canvas.text_width(ui.fonts().medium, type::kBody, label) + ui.px(24);
}

bool button(const Ui& ui, const char* key, const Rect& rect, const ButtonSpec& spec) {
  const Theme& theme = ui.theme();
  const Canvas& canvas = ui.canvas;
  const std::uint32_t id = widget_id(key);
  const Hit over = hit(ui, key, rect);
  const bool pressed = (over.clicked || ui.mirror->take_activate(id)) && !spec.disabled;
  float corner = ui.px(space::kFieldCorner);
  Colour ink = theme.ink;
  const bool lit = over.hovered && !spec.disabled;
  if (spec.icon) tooltip(ui, rect, spec.name, spec.shortcut);
  switch (spec.look) {
    case ButtonLook::quiet:
      if (lit) canvas.fill(rect, theme.sunken, corner);
      ink = lit ? theme.ink : theme.muted;
      break;
    case ButtonLook::outlined:
      canvas.fill(rect, lit ? theme.sunken : theme.card, corner);
      canvas.outline(rect, theme.hairline, corner, std::max(1.f, ui.px(1)));
      break;
    case ButtonLook::primary:
      canvas.fill(rect, lit ? mixed(theme.primary, theme.card, 0.12f) : theme.primary, corner);
      ink = theme.on_primary;
      break;
    case ButtonLook::round: {
      corner = rect.h / 2;
      const Colour body = lit ? mixed(theme.accent, theme.ink, 0.18f) : theme.accent;
      canvas.list->AddCircleFilled({rect.cx(), rect.cy()}, rect.h / 2, body, 64);
      ink = theme.on_accent;
      break;
    }
  }
  if (spec.disabled) ink = faded(theme.muted, 0.5f);
  if (spec.icon) {
    draw_icon(canvas, *spec.icon, rect.cx(), rect.cy(), ui.px(spec.icon_size), ink);
  } else {
    canvas.text(ui.fonts().medium, type::kBody, rect.cx(), rect.cy(), ink, spec.name, Align::centre);
  }
  MirrorItem item;
  item.id = id;
  item.role = Role::button;
  item.name = std::string(spec.name);
  item.disabled = spec.disabled;
  announce(ui, std::move(item), rect, corner);
  return pressed;
}

float fold(const Ui& ui, const char* key, float x, float y, std::string_view words, bool& open) {
  const float width = ui.canvas.text_width(ui.fonts().medium, type::kBody, words);
  const Rect rect{x - ui.px(6), y, width + ui.px(30), ui.target(24)};
  const Hit over = hit(ui, key, rect);
  const std::uint32_t id = widget_id(key);
  MirrorItem item;
  item.id = id;
  item.role = Role::toggle;
  item.name = words;
  if (over.clicked || ui.mirror->take_activate(id)) open = !open;
  if (over.hovered) ui.canvas.fill(rect, ui.theme().sunken, ui.px(6));
  const Colour ink = over.hovered ? ui.theme().ink : ui.theme().muted;
  ui.canvas.text(ui.fonts().medium, type::kBody, x, rect.cy(), ink, words);
  draw_icon(ui.canvas, open ? Icon::chevron_up : Icon::chevron_down, x + width + ui.px(11), rect.cy() + ui.px(0.5f),
            ui.px(9), ink);
  item.pressed = open;
  announce(ui, std::move(item), rect, ui.px(6));
  return rect.bottom();
}

void card_title(const Ui& ui, float x, float centre_y, std::string_view words) {
  ui.canvas.text(ui.fonts().semibold, type::kBody, x, centre_y, ui.theme().ink, words);
}

namespace {

void announce_figure(const Ui& ui, const char* key, const Rect& rect, std::string_view name,
                     const std::string& figure) {
  MirrorItem item;
  item.id = widget_id(key);
  item.role = Role::status;
  item.name = std::string(name);
  item.value_text = figure;
  announce(ui, std::move(item), rect, ui.px(4));
}

}  // namespace

void stat_tile(const Ui& ui, const char* key, const Rect& rect, std::string_view name, const std::string& figure) {
  ui.canvas.fill(rect, ui.theme().sunken, ui.px(space::kFieldCorner));
  const float x = rect.x + ui.px(11);
  ui.canvas.text(ui.fonts().regular, type::kSmall, x, rect.cy() - ui.px(11), ui.theme().muted, name);
  ui.canvas.text(ui.fonts().mono, type::kLarge, x, rect.cy() + ui.px(9), ui.theme().ink, figure);
  announce_figure(ui, key, rect, name, figure);
}

void stat(const Ui& ui, const char* key, float x, float centre_y, std::string_view name, const std::string& figure) {
  ui.canvas.text(ui.fonts().regular, type::kSmall, x, centre_y - ui.px(9.5f), ui.theme().muted, name);
  ui.canvas.text(ui.fonts().mono, type::kHeading, x, centre_y + ui.px(8.5f), ui.theme().ink, figure);
  announce_figure(ui, key, {x, centre_y - ui.px(17), ui.px(80), ui.px(34)}, name, figure);
}

}  // namespace deltarule

// The pad: ink by mouse, finger or keyboard. What becomes of the drawing is not its business.
//
// By keyboard a pen walks over the pad a pixel of an MNIST digit at a time; it shows while the pad has the focus.
#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cstdio>
#include <string>

#include "web/app/images/drawing.h"
#include "web/app/images/image_panels.h"
#include "web/app/images/image_text.h"
#include "web/app/widgets.h"

namespace deltarule {
namespace {

constexpr float kPen = 4.6f;  // radius, in cells of the pad
constexpr int kSide = ImageState::kPadSide;
constexpr int kPlaces = PadPen::kPlaces, kFar = 5;  // that the keyboard's pen can be at; it goes with Shift

void draw_to(ImageState& state, float from_x, float from_y, float x, float y) {
  if (state.ink.empty()) state.ink.assign(static_cast<std::size_t>(kSide) * kSide, 0.f);
  draw_line(state.ink, kSide, from_x, from_y, x, y, kPen);
  state.drawing_changed = true;
}

void pointer_draws(Ui& ui, ImageState& state, const Rect& box) {
  if (!hit(ui, "pad", box).held) {
    state.pen_x.reset();
    return;
  }
  if (ui.touch) ui.memory->slider_held = true;  // the page does not scroll under the pen
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const float x = (mouse.x - box.x) / box.w * kSide, y = (mouse.y - box.y) / box.h * kSide;
  const bool begins = !state.pen_x;
  draw_to(state, begins ? x : *state.pen_x, begins ? y : *state.pen_y, x, y);
  state.pen_x = x;
  state.pen_y = y;
}

float cell_of(int place) { return (static_cast<float>(place) + 0.5f) * kSide / kPlaces; }

void keys_draw(Ui& ui, ImageState& state) {
  // As many frames as it takes to go through what was typed, and through what is held.
  if (!ImGui::GetCurrentContext()->InputEventsQueue.empty()) ui.platform->request_frame();
  const ImGuiIO& io = ImGui::GetIO();
  if (io.KeyCtrl || io.KeyAlt || io.KeySuper) return;
  PadPen& pen = state.keyboard_pen;
  const auto clears = [](ImGuiKey key) { return ImGui::IsKeyPressed(key, false); };
  if (clears(ImGuiKey_Delete) || clears(ImGuiKey_Backspace)) {
    state.ink.clear();
    state.drawing_changed = true;
    pen.down = false;
  }
  const auto way = [&](ImGuiKey back, ImGuiKey on) {
    int steps = 0;
    for (const ImGuiKey key : {back, on}) {
      if (ImGui::IsKeyDown(key)) ui.platform->request_frame();
      if (ImGui::IsKeyPressed(key)) steps += key == on ? 1 : -1;
    }
    return steps * (io.KeyShift ? kFar : 1);
  };
  const auto moved = [](int place, int by) { return std::clamp(place + by, 0, kPlaces - 1); };
  const PadPen before = pen;
  pen.column = moved(pen.column, way(ImGuiKey_LeftArrow, ImGuiKey_RightArrow));
  pen.row = moved(pen.row, way(ImGuiKey_UpArrow, ImGuiKey_DownArrow));
  for (const ImGuiKey key : {ImGuiKey_Space, ImGuiKey_Enter, ImGuiKey_KeypadEnter})
    if (ImGui::IsKeyPressed(key, false)) pen.down = !pen.down;
  if (pen.down && (pen.row != before.row || pen.column != before.column || !before.down))
    draw_to(state, cell_of(before.column), cell_of(before.row), cell_of(pen.column), cell_of(pen.row));
}

void paint_ink(Ui& ui, Bench& bench, const Rect& box) {
  PictureSheet& sheet = bench.pictures.pad;
  sheet.begin();
  Colour* out = sheet.add(kSide, kSide);
  for (int row = 0; row < kSide; ++row)
    for (int column = 0; column < kSide; ++column)
      out[row * PictureSheet::stride() + column] =
          tinted(ui.theme().sunken, ui.theme().ink, bench.images.ink[static_cast<std::size_t>(row * kSide + column)]);
  sheet.upload();
  sheet.draw(ui.canvas, 0, box, ui.px(space::kFieldCorner));
}

/// A ring where the pen is, filled while it is down.
void paint_pen(Ui& ui, const PadPen& pen, const Rect& box) {
  const float cell = box.w / kSide, x = box.x + cell_of(pen.column) * cell, y = box.y + cell_of(pen.row) * cell;
  const ImVec2 at{x, y};
  const float radius = std::max(ui.px(5), kPen * cell);
  if (pen.down) ui.canvas.list->AddCircleFilled(at, radius, ui.theme().accent);
  ui.canvas.list->AddCircle(at, radius + ui.px(1.5f), ui.theme().card, 0, ui.px(2));
  ui.canvas.list->AddCircle(at, radius, ui.theme().accent, 0, ui.px(2));
  char words[80];
  std::snprintf(words, sizeof words, format_of(pen.down ? ImageText::pen_down : ImageText::pen_up), pen.row + 1,
                pen.column + 1);
  announce_words(ui, widget_id("pen"), Role::status, tr(ImageText::pen_word), words,
                 {x - radius, y - radius, 2 * radius, 2 * radius}, radius);
}

}  // namespace

void drawing_pad(Ui& ui, Bench& bench, const Rect& box) {
  ImageState& state = bench.images;
  const std::uint32_t id = widget_id("pad");
  pointer_draws(ui, state, box);
  const bool focused = !ui.locked && ui.mirror->focused(id);
  if (focused)
    keys_draw(ui, state);
  else
    state.keyboard_pen.down = false;
  ui.canvas.fill(box, ui.theme().sunken, ui.px(space::kFieldCorner));
  if (state.ink.empty())
    ui.canvas.paragraph(ui.fonts().regular, type::kBody, box.x + ui.px(16),
                        focused ? box.y + ui.px(12) : box.cy() - ui.px(8), box.w - ui.px(32), ui.theme().muted,
                        tr(focused ? ImageText::draw_by_keys : ImageText::draw_here));
  else
    paint_ink(ui, bench, box);
  const std::string words = std::string(tr(ImageText::draw_here)) + ' ' + std::string(tr(ImageText::draw_by_keys));
  announce_words(ui, id, Role::pad, tr(ImageText::draw_title), words, box, ui.px(space::kFieldCorner));
  if (focused) paint_pen(ui, state.keyboard_pen, box);
}

}  // namespace deltarule

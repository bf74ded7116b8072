// Slider and stepper: a thin track and a ring; the figure can be typed.
#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>

#include "engine/experiment/text.h"
#include "web/app/widgets.h"

namespace deltarule {
namespace {

constexpr double kDecadesAboveZero = 5;  // of a logarithmic slider that begins at zero

double smallest(const SliderSpec& spec) {
  return spec.min > 0 ? spec.min : spec.max * std::pow(10, -kDecadesAboveZero);
}

/// Of a logarithmic slider with a zero: this much of the track at the left end is zero.
double zero_share(const SliderSpec& spec) { return spec.min > 0 ? 0 : 0.04; }

double place_of(const SliderSpec& spec, double value) {
  if (spec.about_zero) return 0.5 + std::copysign(0.5 * std::sqrt(std::abs(value) / spec.max), value);
  if (!spec.logarithmic) return (value - spec.min) / (spec.max - spec.min);
  if (value <= 0 || value < smallest(spec)) return 0;
  const double share = std::log(value / smallest(spec)) / std::log(spec.max / smallest(spec));
  return zero_share(spec) + (1 - zero_share(spec)) * share;
}

double tidy(const SliderSpec& spec, double value) {
  if (spec.logarithmic && value > 0 && spec.figure != Figure::integer) {
    // Two significant digits: what one would have typed.
    const double power = std::pow(10, std::floor(std::log10(value)) - 1);
    value = power < 1 ? std::round(value / power) / std::round(1 / power) : std::round(value / power) * power;
  }
  if (spec.step > 0)
    value = spec.step < 1 ? std::round(value / spec.step) / std::round(1 / spec.step)
                          : spec.min + std::round((value - spec.min) / spec.step) * spec.step;
  if (spec.figure == Figure::integer) value = std::round(value);
  return std::clamp(value, spec.min, spec.max);
}

double value_at(const SliderSpec& spec, double place) {
  place = std::clamp(place, 0.0, 1.0);
  const double side = 2 * place - 1;
  if (spec.about_zero) return tidy(spec, spec.max * side * std::abs(side));
  if (!spec.logarithmic) return tidy(spec, spec.min + (spec.max - spec.min) * place);
  if (place < zero_share(spec) / 2 || (spec.min <= 0 && place < zero_share(spec))) return 0;
  const double share = (place - zero_share(spec)) / (1 - zero_share(spec));
  return tidy(spec, smallest(spec) * std::pow(spec.max / smallest(spec), share));
}

/// Of what was typed. About zero, the ends are those of the track only.
double clamped(const SliderSpec& spec, double value) {
  constexpr double kFree = 1e4;
  return spec.about_zero ? std::clamp(value, -kFree, kFree) : std::clamp(value, spec.min, spec.max);
}

/// The figure, as a field while it is typed. True when a new value was entered.
bool typed_figure(const Ui& ui, const Rect& figure, const SliderSpec& spec, double& value, float least_width = 74) {
  WidgetMemory& memory = *ui.memory;
  const Face& mono = ui.fonts().mono;
  ImGui::PushFont(mono.font, std::round(ui.px(type::kBody) * mono.line_per_em));
  const float width = std::max(figure.w, ui.px(least_width));
  ImGui::SetCursorScreenPos({figure.right() - width, figure.cy() - ui.px(11)});
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {ui.px(5), (ui.px(22) - ImGui::GetFontSize()) / 2});
  ImGui::SetNextItemWidth(width);
  if (memory.typing_begins) ImGui::SetKeyboardFocusHere();
  const bool entered = ImGui::InputText("##typed", memory.typed, sizeof memory.typed,
                                        ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll);
  const bool left = !memory.typing_begins && ImGui::IsItemDeactivated();
  memory.typing_begins = false;
  ImGui::PopStyleVar();
  ImGui::PopFont();
  if (!entered && !left) return false;
  memory.typing = 0;
  double number = parse_number(memory.typed).value_or(NAN);
  if (!std::isfinite(number) || ImGui::IsKeyPressed(ImGuiKey_Escape)) return false;
  if (spec.figure == Figure::percent) number /= 100;
  if (spec.figure == Figure::integer) number = std::round(number);
  number = clamped(spec, number);
  const bool changed = number != value;
  value = number;
  return changed;
}

}  // namespace

std::string figure_text(Figure figure, double value) {
  char text[48];
  if (figure == Figure::percent) {
    std::snprintf(text, sizeof text, value * 100 == std::round(value * 100) ? "%.0f %%" : "%.1f %%", value * 100);
    return text;
  }
  if (figure == Figure::integer) {
    std::snprintf(text, sizeof text, "%.0f", value);
    std::string words = text;
    for (int at = static_cast<int>(words.size()) - 3; at > (words[0] == '-' ? 1 : 0); at -= 3)
      words.insert(static_cast<std::size_t>(at), ",");
    return words;
  }
  const double size = std::abs(value);
  if (!std::isfinite(value)) return value > 0 ? "\xE2\x88\x9E" : "\xE2\x80\x93";
  if (value == 0) return "0";
  if (size < (figure == Figure::loss ? 0.01 : 0.0001) || size >= 100000) {
    std::snprintf(text, sizeof text, "%.1e", value);
    // 1.0e-05 -> 1e-5
    std::string words = text;
    if (const auto point = words.find(".0e"); point != std::string::npos) words.erase(point, 2);
    if (const auto e = words.find("e-0"); e != std::string::npos) words.erase(e + 2, 1);
    if (const auto e = words.find("e+0"); e != std::string::npos) words.erase(e + 1, 2);
    return words;
  }
  std::snprintf(text, sizeof text, size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f", value);
  if (figure == Figure::loss || size >= 0.1 || parse_number(text) == value) return text;
  std::snprintf(text, sizeof text, "%.4g", value);
  return text;
}

void begin_typing(const Ui& ui, std::uint32_t id, Figure figure, double value) {
  WidgetMemory& memory = *ui.memory;
  memory.typing = id;
  memory.typing_begins = true;
  std::snprintf(memory.typed, sizeof memory.typed, "%.6g", figure == Figure::percent ? value * 100 : value);
}

float slider_height(const Ui& ui) { return ui.touch ? std::max(52.f, ui.px(40)) : ui.px(31); }

bool slider(const Ui& ui, const char* key, const Rect& rect, const SliderSpec& spec, double& value) {
  const Theme& theme = ui.theme();
  const Canvas& canvas = ui.canvas;
  const std::uint32_t id = widget_id(key);
  ImGui::PushID(key);
  bool changed = false;

  const float words_y = rect.y + ui.px(ui.touch ? 10 : 8);
  const float track_y = canvas.snap(ui.touch ? rect.bottom() - 14 : rect.bottom() - ui.px(6));
  const float ring = ui.px(6.5f) + (ui.touch ? 2 : 0);
  canvas.text(ui.fonts().regular, type::kBody, rect.x, words_y, theme.muted,
              spec.shown.empty() ? spec.label : spec.shown);
  const std::string words = spec.words.empty() ? figure_text(spec.figure, value) : std::string(spec.words);
  const float figure_width = canvas.text_width(ui.fonts().mono, type::kBody, words);
  const Rect figure{rect.right() - figure_width, words_y - ui.px(9), figure_width, ui.px(18)};
  if (ui.memory->typing == id) {
    changed |= typed_figure(ui, figure, spec, value);
  } else if (!spec.words.empty()) {
    canvas.text(ui.fonts().mono, type::kBody, rect.right(), words_y, theme.ink, words, Align::right);
  } else {
    const Hit over = hit(ui, "figure", figure);
    if (over.clicked) begin_typing(ui, id, spec.figure, value);
    canvas.text(ui.fonts().mono, type::kBody, rect.right(), words_y, over.hovered ? theme.accent : theme.ink, words,
                Align::right);
    if (over.hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_TextInput);
  }

  // The ring's centre reaches both ends of the track.
  const Rect grip{rect.x - ring, words_y + ui.px(9), rect.w + 2 * ring, rect.bottom() - words_y - ui.px(9) + ui.px(4)};
  const Hit over = hit(ui, "track", grip);
  if (over.held) {
    ui.memory->slider_held = true;
    const double wanted = value_at(spec, (ImGui::GetIO().MousePos.x - rect.x) / rect.w);
    changed |= wanted != value;
    value = wanted;
  }
  if (const auto number = ui.mirror->take_number(id); number && std::isfinite(*number)) {
    double wanted = clamped(spec, *number);
    if (spec.figure == Figure::integer) wanted = std::round(wanted);
    changed |= wanted != value;
    value = wanted;
  }
  if (ui.mirror->take_activate(id) && spec.words.empty()) begin_typing(ui, id, spec.figure, value);

  const auto place = static_cast<float>(std::clamp(place_of(spec, value), 0.0, 1.0));
  const float x = rect.x + rect.w * place, thick = ui.px(3.6f);
  canvas.fill({rect.x, track_y - thick / 2, rect.w, thick}, theme.track, thick / 2);
  const float from = spec.about_zero ? std::min(x, rect.cx()) : rect.x;
  const float filled = spec.about_zero ? std::abs(x - rect.cx()) : std::max(thick, x - rect.x);
  const Colour colour = spec.about_zero && value < 0 ? theme.negative : theme.accent;
  canvas.fill({from, track_y - thick / 2, filled, thick}, colour, thick / 2);
  if (over.hovered || over.held)
    canvas.list->AddCircleFilled({x, track_y}, ring + ui.px(4), faded(colour, over.held ? 0.22f : 0.12f));
  canvas.list->AddCircleFilled({x, track_y}, ring, colour);
  canvas.list->AddCircleFilled({x, track_y}, ring - ui.px(1.9f), theme.card);

  MirrorItem item;
  item.id = id;
  item.role = Role::slider;
  item.name = std::string(spec.label);
  item.value = value;
  item.min = spec.min;
  item.max = spec.max;
  item.step = spec.figure == Figure::integer ? std::max(1.0, spec.step) : spec.step;
  item.logarithmic = spec.logarithmic;
  item.value_text = spec.words.empty() ? figure_text(spec.figure, value) : std::string(spec.words);
  ImGui::PopID();
  announce(ui, std::move(item), rect, ui.px(4));
  return changed;
}

float stepper_width(const Ui& ui) { return ui.touch ? 44 + 44 + ui.px(26) : ui.px(56); }

namespace {

void step_mark(const Ui& ui, const Rect& place, const Hit& over, Icon icon, bool possible) {
  const Theme& theme = ui.theme();
  const float half = std::min(place.w, place.h) / 2 * 0.94f;
  if (over.hovered && possible)
    ui.canvas.fill({place.cx() - half, place.cy() - half, 2 * half, 2 * half}, theme.sunken, ui.px(5));
  draw_icon(ui.canvas, icon, place.cx(), place.cy(), ui.px(10),
            possible ? (over.hovered ? theme.ink : theme.muted) : faded(theme.muted, 0.35f));
}

/// A few pixels to the side are one more; a click without a drag opens the figure as a field.
bool dragged_figure(const Ui& ui, std::uint32_t id, const Hit& over, int value, int& wanted) {
  WidgetMemory& memory = *ui.memory;
  if (over.hovered || over.held) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
  if (over.held && memory.dragged != id) memory.dragged = id, memory.dragged_from = value;
  if (memory.dragged != id) return false;
  const float way = ImGui::GetMouseDragDelta(ImGuiMouseButton_Left, ui.px(4)).x;
  if (!over.held) {
    memory.dragged = 0;
    if (over.clicked && !memory.drag_moved) begin_typing(ui, id, Figure::integer, value);
    memory.drag_moved = false;
    return false;
  }
  if (way == 0 && !memory.drag_moved) return false;
  memory.drag_moved = memory.slider_held = true;
  wanted = memory.dragged_from + static_cast<int>(std::lround(way / ui.px(6)));
  return true;
}

}  // namespace

bool stepper(const Ui& ui, const char* key, const Rect& rect, std::string_view name, int min, int max, int& value) {
  const Theme& theme = ui.theme();
  const std::uint32_t id = widget_id(key);
  ImGui::PushID(key);
  bool changed = false;
  int wanted = value;
  const auto set = [&](int to) {
    to = std::clamp(to, min, max);
    changed |= to != value;
    value = to;
  };
  if (const auto number = ui.mirror->take_number(id); number && std::isfinite(*number))
    set(static_cast<int>(std::lround(std::clamp(*number, double(min), double(max)))));
  if (ui.mirror->take_activate(id)) begin_typing(ui, id, Figure::integer, value);
  if (ui.memory->typing == id) {
    const SliderSpec spec{.label = name, .min = double(min), .max = double(max), .figure = Figure::integer};
    double number = value;
    typed_figure(ui, rect, spec, number, 44);
    set(static_cast<int>(number));
  } else {
    const float side = std::min(ui.target(18), rect.w * 0.38f);
    ImGui::PushItemFlag(ImGuiItemFlags_ButtonRepeat, true);
    const Rect left{rect.x, rect.y, side, rect.h}, right{rect.right() - side, rect.y, side, rect.h};
    const Hit less = hit(ui, "less", left), more = hit(ui, "more", right);
    ImGui::PopItemFlag();
    const Hit figure = hit(ui, "figure", {left.right(), rect.y, right.x - left.right(), rect.h});
    if (less.clicked) set(value - 1);
    if (more.clicked) set(value + 1);
    if (dragged_figure(ui, id, figure, value, wanted)) set(wanted);
    step_mark(ui, left, less, Icon::minus, value > min);
    step_mark(ui, right, more, Icon::plus, value < max);
    ui.canvas.text(ui.fonts().mono, type::kBody, rect.cx(), rect.cy(),
                   figure.hovered || figure.held ? theme.accent : theme.ink, std::to_string(value), Align::centre);
  }
  MirrorItem item;
  item.id = id;
  item.role = Role::slider;
  item.name = std::string(name);
  item.value = value;
  item.min = min;
  item.max = max;
  item.step = 1;
  item.value_text = std::to_string(value);
  ImGui::PopID();
  announce(ui, std::move(item), rect, ui.px(5));
  return changed;
}

}  // namespace deltarule

// A popup of the network card. What is entered goes to the engine at once; what it shows is the engine's latest number.
#include "web/app/weight_editor.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "web/app/neuron_values.h"
#include "web/app/neuron_words.h"
#include "web/app/widgets.h"

namespace deltarule {
namespace {

constexpr char kPopup[] = "weight", kSlider[] = "value";

/// True when it shall close.
bool content(Ui& ui, Bench& bench, WeightId id, std::uint32_t index, float width) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float now = bench.run.snapshot().parameters[index];
  double value = std::isfinite(now) ? static_cast<double>(now) : 0;
  const std::string name = weight_name(bench, id);
  const std::uint32_t slider_id = widget_id(kSlider);
  const bool touch = ui.touch;
  if (ImGui::IsWindowAppearing()) {
    bench.diagram.edit_reach = std::max(3.0, std::ceil(2 * std::abs(value)));
    // A finger would call up a keyboard over the slider that it may rather want.
    if (!touch) begin_typing(ui, slider_id, Figure::plain, value);
  }
  const bool typed = ui.memory->typing == slider_id;
  const double reach = std::max(bench.diagram.edit_reach, std::abs(value));
  const SliderSpec spec{.label = name, .min = -reach, .max = reach, .step = 0.001, .about_zero = true};
  const float height = slider_height(ui);
  bool set = slider(ui, kSlider, {at.x, at.y, width, height}, spec, value);
  const float y = at.y + height + ui.px(8), side = ui.target(26);
  if (button(ui, "zero", {at.x, y, button_width(ui, tr(Text::set_to_zero)), side}, {.name = tr(Text::set_to_zero)}))
    value = 0, set = true;
  const Icon icon = Icon::close;
  const bool closed = button(ui, "close", {at.x + width - side, y, side, side},
                             {.name = tr(Text::dismiss), .icon = &icon, .look = ButtonLook::quiet, .icon_size = 10});
  if (set) bench.run.set_parameter(index, static_cast<float>(value));
  const bool entered = typed && ui.memory->typing != slider_id &&
                       (ImGui::IsKeyPressed(ImGuiKey_Enter) || ImGui::IsKeyPressed(ImGuiKey_KeypadEnter));
  return closed || entered || ImGui::IsKeyPressed(ImGuiKey_Escape);
}

}  // namespace

void edit_weight(Ui& ui, Bench& bench, WeightId id, float x, float y) {
  bench.diagram.edited = id;
  bench.diagram.edit_reach = 0;
  bench.diagram.edit_x = x, bench.diagram.edit_y = y;
  ui.platform->request_frame();
}

void weight_editor(Ui& ui, Bench& bench) {
  DiagramState& state = bench.diagram;
  if (!state.edited) return;
  const auto index = bench.run.same_shape() ? parameter_of(bench.run.snapshot(), *state.edited) : std::nullopt;
  if (index && state.edit_reach == 0) ImGui::OpenPopup(kPopup);
  const float padding = ui.px(12), width = ui.px(264);
  const float height = slider_height(ui) + ui.px(8) + ui.target(26) + 2 * padding;
  const ImVec2 display = ImGui::GetIO().DisplaySize;
  const float x = std::clamp(state.edit_x - width / 2, 4.f, std::max(4.f, display.x - width - 2 * padding - 4));
  const float below = state.edit_y + ui.px(14);
  ImGui::SetNextWindowPos({x, below + height > display.y ? state.edit_y - ui.px(14) - height : below});
  ImGui::SetNextWindowSize({width + 2 * padding, height});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {padding, padding});
  ImGui::PushStyleVar(ImGuiStyleVar_PopupRounding, ui.px(space::kCardCorner));
  if (ImGui::BeginPopup(kPopup, ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoScrollbar)) {
    Ui inside = ui;
    inside.canvas.list = ImGui::GetWindowDrawList();
    inside.canvas.list->_FringeScale = 1 / ui.canvas.pixel_ratio;
    if (!index || content(inside, bench, *state.edited, *index, width)) ImGui::CloseCurrentPopup();
    ImGui::EndPopup();
  } else {
    state.edited.reset();
  }
  ImGui::PopStyleVar(2);
}

}  // namespace deltarule

// Dragging with a threshold, gliding with friction. Mouse and wheel are ImGui's.
#include "web/app/touch_scroll.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

namespace deltarule {
namespace {

constexpr float kThreshold = 8;    // logical pixels before a press becomes a drag
constexpr float kFriction = 4.5f;  // per second
constexpr float kSlowest = 12;

}  // namespace

bool TouchScroll::update(bool touch, bool held, float seconds) {
  const ImGuiIO& io = ImGui::GetIO();
  if (!touch || ImGui::GetScrollMaxY() <= 0) {
    dragging_ = false;
    velocity_ = 0;
    return false;
  }
  if (io.MouseDown[0] && !held) {
    const ImVec2 drag = ImGui::GetMouseDragDelta(ImGuiMouseButton_Left, 0);
    const bool here =
        ImGui::IsWindowHovered(ImGuiHoveredFlags_ChildWindows | ImGuiHoveredFlags_AllowWhenBlockedByActiveItem);
    if (!dragging_ && here && std::abs(drag.y) > kThreshold && std::abs(drag.y) > std::abs(drag.x)) {
      dragging_ = true;
      // What the finger came down upon shall not be pressed when it is lifted.
      ImGui::ClearActiveID();
    }
    if (dragging_) {
      ImGui::SetScrollY(std::clamp(ImGui::GetScrollY() - io.MouseDelta.y, 0.f, ImGui::GetScrollMaxY()));
      if (seconds > 0) velocity_ = 0.6f * velocity_ + 0.4f * (-io.MouseDelta.y / seconds);
    } else {
      velocity_ = 0;
    }
    return dragging_;
  }
  dragging_ = false;
  if (std::abs(velocity_) < kSlowest) {
    velocity_ = 0;
    return false;
  }
  ImGui::SetScrollY(std::clamp(ImGui::GetScrollY() + velocity_ * seconds, 0.f, ImGui::GetScrollMaxY()));
  velocity_ *= std::exp(-kFriction * seconds);
  return true;
}

}  // namespace deltarule

#include "web/platform/platform_web_touch.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <cmath>

namespace deltarule {
namespace {

constexpr float kGlideSeconds = 0.325f;  // after this time a glide has lost 63 % of its speed, as on phones
constexpr float kSlowestGlide = 12;      // pixels per second

/// The innermost window here that has more content than it shows.
ImGuiWindow* scrollable_at(ImVec2 point) {
  ImGuiWindow* window = nullptr;
  ImGui::FindHoveredWindowEx(point, false, &window, nullptr);
  while (window && window->ScrollMax.y <= 0) {
    const bool nested = (window->Flags & ImGuiWindowFlags_ChildWindow) != 0;
    window = nested ? window->ParentWindow : nullptr;
  }
  return window;
}

}  // namespace

bool TouchScroll::begin(float x, float y) {
  speed_ = pending_ = rest_ = 0;
  const ImGuiWindow* window = scrollable_at({x, y});
  window_id_ = window ? window->ID : 0;
  return window != nullptr;
}

void TouchScroll::drag(float dy) { pending_ += dy; }

void TouchScroll::end(float speed) { speed_ = speed; }

void TouchScroll::move(float dy) {
  ImGuiWindow* window = window_id_ ? ImGui::FindWindowByID(window_id_) : nullptr;
  if (!window) {
    speed_ = 0;
    return;
  }
  const float wanted = window->Scroll.y - dy;
  if (wanted < 0 || wanted > window->ScrollMax.y) speed_ = 0;
  ImGui::SetScrollY(window, ImClamp(wanted, 0.0f, window->ScrollMax.y));
}

bool TouchScroll::update(float seconds) {
  float dy = pending_;
  pending_ = 0;
  if (speed_ != 0) {
    const float kept = std::exp(-seconds / kGlideSeconds);
    dy += speed_ * kGlideSeconds * (1 - kept);
    speed_ *= kept;
    if (std::abs(speed_) < kSlowestGlide) speed_ = 0;
  }
  // ImGui scrolls by whole pixels; what is left of them counts next time, or a slow glide would stand still.
  const float whole = std::trunc(dy + rest_);
  rest_ = dy + rest_ - whole;
  if (whole != 0) move(whole);
  return speed_ != 0;
}

}  // namespace deltarule

#include "tests/desktop/desktop_harness.h"

#include <imgui.h>
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <nlohmann/json.hpp>
#include <thread>

#include "web/platform/platform_glfw_screenshot.h"

namespace deltarule::test {
namespace {

constexpr int kFramesToAppear = 30;
constexpr int kFramesToAct = 4;

DesktopOptions parse(std::vector<std::string> arguments) {
  // As many frames as there can be: scripted, so that nothing is kept on disk.
  arguments.insert(arguments.begin(), {"deltarule-desktop", "--frames", "1000000"});
  std::vector<char*> argv;
  for (std::string& argument : arguments) argv.push_back(argument.data());
  auto options = parse_desktop_options(static_cast<int>(argv.size()), argv.data());
  INFO((options ? std::string() : options.error().text()));
  REQUIRE(options);
  return *options;
}

}  // namespace

Desktop::Desktop(std::vector<std::string> options)
    : platform_(std::make_unique<GlfwPlatform>(parse(std::move(options)))) {
  const Status opened = platform_->open();
  INFO((opened ? std::string() : opened.error().text()));
  REQUIRE(opened);
  link_ = make_engine_link([platform = platform_.get()] { platform->request_frame(); });
  app_ = std::make_unique<App>(*platform_, *link_);
  platform_->set_host(app_.get());
  frames(3);
}

void Desktop::frames(int count) {
  for (int i = 0; i < count; ++i) {
    glfwPollEvents();
    platform_->draw([this] { app_->frame(); });
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
}

bool Desktop::until(const std::function<bool()>& condition, double seconds) {
  const double end = platform_->milliseconds() + seconds * 1e3;
  while (!condition()) {
    if (platform_->milliseconds() > end) return false;
    frames(1);
  }
  return true;
}

nlohmann::json Desktop::state() { return nlohmann::json::parse(app_->state_json()); }

MirrorItem Desktop::item(Role role, std::string_view name) {
  for (int i = 0; i < kFramesToAppear; ++i) {
    if (const MirrorItem* found = platform_->mirror().find(role, name)) return *found;
    frames(1);
  }
  std::string there;
  for (const MirrorItem& other : items()) there += "\n  " + other.group + " / " + other.name;
  FAIL("no widget named \"" << name << "\" of role " << static_cast<int>(role) << "; there are:" << there);
  return {};
}

void Desktop::activate(Role role, std::string_view name) {
  platform_->mirror().push({item(role, name).id, MirrorEvent::Kind::activate, 0, {}});
  frames(kFramesToAct);
}

void Desktop::set_number(std::string_view slider, double value) {
  platform_->mirror().push({item(Role::slider, slider).id, MirrorEvent::Kind::set_number, value, {}});
  frames(kFramesToAct);
}

void Desktop::set_text(std::string_view field, std::string text) {
  platform_->mirror().push({item(Role::text_field, field).id, MirrorEvent::Kind::set_text, 0, std::move(text)});
  frames(kFramesToAct);
}

void Desktop::select(std::string_view name, std::string_view option) {
  const MirrorItem found = item(Role::select, name);
  const auto it = std::find(found.options.begin(), found.options.end(), option);
  INFO("option \"" << option << "\" of \"" << name << "\"");
  REQUIRE(it != found.options.end());
  const auto index = static_cast<double>(it - found.options.begin());
  platform_->mirror().push({found.id, MirrorEvent::Kind::select, index, {}});
  frames(kFramesToAct);
}

void Desktop::point(float x, float y) {
  ImGui::GetIO().AddMousePosEvent(x, y);
  frames(kFramesToAct);
}

void Desktop::click(float x, float y) { drag(x, y, x, y); }

void Desktop::drag(float from_x, float from_y, float to_x, float to_y) {
  point(from_x, from_y);
  ImGui::GetIO().AddMouseButtonEvent(ImGuiMouseButton_Left, true);
  frames(kFramesToAct);
  point(to_x, to_y);
  ImGui::GetIO().AddMouseButtonEvent(ImGuiMouseButton_Left, false);
  frames(kFramesToAct);
}

void Desktop::type(std::string_view text) {
  ImGui::GetIO().AddInputCharactersUTF8(std::string(text).c_str());
  frames(kFramesToAct);
}

void Desktop::press_enter() { press(ImGuiKey_Enter); }

void Desktop::press(ImGuiKey key, bool shift) {
  for (const bool down : {true, false}) {
    ImGui::GetIO().AddKeyEvent(ImGuiMod_Shift, down && shift);
    ImGui::GetIO().AddKeyEvent(key, down);
    frames(kFramesToAct);
  }
}

void Desktop::focus(Role role, std::string_view name) {
  platform_->mirror().push({item(role, name).id, MirrorEvent::Kind::focus, 0, {}});
  frames(kFramesToAct);
}

void Desktop::screenshot(const std::string& file) {
  float width = 0, height = 0;
  platform_->width_height(width, height);
  const float ratio = platform_->pixel_ratio();
  REQUIRE(write_screenshot(file, static_cast<int>(width * ratio), static_cast<int>(height * ratio)));
}

Desktop::Colour Desktop::pixel(float x, float y) {
  float width = 0, height = 0;
  platform_->width_height(width, height);
  const float ratio = platform_->pixel_ratio();
  unsigned char rgb[3] = {};
  glReadPixels(static_cast<int>(x * ratio), static_cast<int>((height - y) * ratio), 1, 1, GL_RGB, GL_UNSIGNED_BYTE,
               rgb);
  return {rgb[0], rgb[1], rgb[2]};
}

}  // namespace deltarule::test

// The desktop program inside a test: real window, real GL, real engine thread; driven through the semantic mirror.
//
// A test looks for a widget by role and name, as a person with a screen reader would, acts on it, and lets frames pass.
#pragma once

#include <imgui.h>

#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "web/app/app.h"
#include "web/link/engine_link.h"
#include "web/platform/platform_glfw.h"

namespace deltarule::test {

class Desktop {
 public:
  /// Options as on the command line. Nothing is read from or written to disk.
  explicit Desktop(std::vector<std::string> options = {});

  void frames(int count);
  /// Draws frames until the condition holds; false if it does not within the time.
  bool until(const std::function<bool()>& condition, double seconds);

  nlohmann::json state();
  App& app() { return *app_; }

  /// Waits a moment for the widget and fails the test, listing what there is, if it does not come.
  MirrorItem item(Role role, std::string_view name);
  bool has(Role role, std::string_view name) { return platform_->mirror().find(role, name) != nullptr; }
  void activate(Role role, std::string_view name);
  void set_number(std::string_view slider, double value);
  void select(std::string_view name, std::string_view option);
  void set_text(std::string_view field, std::string text);
  /// A mouse: at a logical position; clicking there; keys typed into what has the caret.
  void point(float x, float y);
  void click(float x, float y);
  void drag(float from_x, float from_y, float to_x, float to_y);
  void type(std::string_view text);
  void press_enter();
  /// A key, pressed and let go, for what has the keyboard's focus.
  void press(ImGuiKey key, bool shift = false);
  void focus(Role role, std::string_view name);
  /// A file or folder onto the window.
  void drop(const std::string& path) { platform_->files().drop(path); }
  const std::vector<MirrorItem>& items() { return platform_->mirror().items(); }

  /// The red, green, blue bytes of the last frame at a logical position.
  struct Colour {
    int red = 0, green = 0, blue = 0;
  };
  Colour pixel(float x, float y);
  /// For eyes.
  void screenshot(const std::string& file);

 private:
  std::unique_ptr<GlfwPlatform> platform_;
  std::unique_ptr<EngineLink> link_;
  std::unique_ptr<App> app_;
};

}  // namespace deltarule::test

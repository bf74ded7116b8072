// The browser's Platform: a canvas with WebGL2, fed with DOM events by web/page/*.js through exported C functions.
//
// Not emscripten's GLFW: its key handler prevents the default of Tab and Backspace, which would break the keyboard
// navigation of the semantic mirror, and it knows neither touch, pens, composition nor a canvas that fills its
// container at any pixel ratio. ImGui takes events directly, so nothing is lost by leaving it out.
//
//   DOM event -> page/input.js -> platform_web_input.cpp -> ImGuiIO -> frame() -> pixels, and Mirror -> page/mirror.js
#pragma once

#include <functional>
#include <string>

#include "web/platform/platform.h"
#include "web/platform/platform_web_mirror.h"
#include "web/platform/platform_web_touch.h"

namespace deltarule {

class WebPlatform final : public Platform {
 public:
  /// WebGL2 and ImGui; false if there is no WebGL2.
  bool open();

  int run(std::function<void()> frame) override;

  void width_height(float& width, float& height) const override;
  [[nodiscard]] float pixel_ratio() const override;
  [[nodiscard]] bool prefers_dark() const override { return dark_; }
  [[nodiscard]] bool prefers_reduced_motion() const override { return reduced_motion_; }
  [[nodiscard]] bool touch() const override { return touch_; }
  [[nodiscard]] bool visible() const override { return visible_; }
  void request_frame() override { want_frames(1); }
  void engine_spoke() override;
  [[nodiscard]] double milliseconds() const override;
  bool take_context_restored() override;

  [[nodiscard]] std::string load(std::string_view key) const override;
  void store(std::string_view key, std::string_view value) override;
  [[nodiscard]] std::string link() const override;
  void set_link(std::string_view link) override;
  bool take_link_changed() override;
  void copy_text(std::string_view text) override;
  [[nodiscard]] std::string share_address(std::string_view link) const override;

  void fetch_digits() override;
  void take_photo() override;
  [[nodiscard]] float fetched() const override { return fetched_; }
  std::vector<GivenFile> take_files(bool dropped) override;
  std::string save_file(std::string_view name, std::span<const std::uint8_t> bytes) override;
  void choose_files() override;
  [[nodiscard]] bool chooses_files() const override { return true; }
  void reload() override;

  void set_host(HostApi* host) override;
  void emit(std::string_view event, std::string_view json) override;
  Mirror& mirror() override { return mirror_; }
  [[nodiscard]] HostApi* host() const { return host_; }

  // What the page reports.
  void resized(float width, float height, int pixel_width, int pixel_height);
  void media_changed(bool dark, bool reduced_motion);
  void visibility_changed(bool visible) { visible_ = visible; }
  void pointer_used(bool touch) { touch_ = touch; }
  void link_was_changed();
  void context_lost() { context_lost_ = true; }
  void context_restored();
  void mirror_event(MirrorEvent event);
  void file_came(GivenFile file);
  void digits_came(float share);
  void set_clipboard(std::string text) { clipboard_ = std::move(text); }
  TouchScroll& touch_scroll() { return touch_scroll_; }

  /// Draws one frame; true if another one is wanted.
  bool draw();
  void flush_mirror();
  /// At least this many frames from now: input needs a few, because ImGui lays out in a frame what it heard in the
  /// last.
  void want_frames(int count);

 private:
  void tell_mirror();
  void tell_cursor();

  std::function<void()> frame_;
  float width_ = 0, height_ = 0;
  int pixel_width_ = 0, pixel_height_ = 0;
  bool dark_ = false, reduced_motion_ = false, touch_ = false, visible_ = true;
  bool context_lost_ = false, context_restored_ = false, link_changed_ = false;
  std::vector<GivenFile> files_[2];  // the second: dropped
  float fetched_ = 0;
  int frames_wanted_ = 0;
  double last_frame_ms_ = 0;
  int cursor_ = -2;  // ImGuiMouseCursor last shown; -1 is ImGui's "none"

  Mirror mirror_;
  MirrorEncoder encoder_;
  bool mirror_stale_ = false;
  int mirror_urgent_frames_ = 0;  // after an event from there, the answer is not kept waiting
  double last_mirror_ms_ = 0;

  TouchScroll touch_scroll_;
  std::string clipboard_;
  HostApi* host_ = nullptr;
};

/// The one platform of this page; null before make_platform. Exported C functions have no other way to it.
WebPlatform* web_platform();

}  // namespace deltarule

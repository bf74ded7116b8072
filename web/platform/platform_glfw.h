// The desktop's Platform: GLFW window, desktop OpenGL 3.3, for testing the front end natively.
//
// Its own options (see platform_glfw_options.h) let a test draw N frames and keep the last one as a picture.
#pragma once

#include <GLFW/glfw3.h>

#include <atomic>
#include <string>

#include "web/platform/platform.h"
#include "web/platform/platform_glfw_files.h"
#include "web/platform/platform_glfw_options.h"
#include "web/platform/platform_glfw_storage.h"

namespace deltarule {

class GlfwPlatform final : public Platform {
 public:
  explicit GlfwPlatform(DesktopOptions options);
  ~GlfwPlatform() override;
  /// Opens the window and its GL context; on failure says why.
  Status open();

  int run(std::function<void()> frame) override;

  void width_height(float& width, float& height) const override;
  [[nodiscard]] float pixel_ratio() const override { return static_cast<float>(pixel_ratio_); }
  [[nodiscard]] bool prefers_dark() const override { return options_.dark.value_or(false); }
  [[nodiscard]] bool prefers_reduced_motion() const override { return false; }
  [[nodiscard]] bool touch() const override { return false; }
  [[nodiscard]] bool visible() const override;
  void request_frame() override;
  [[nodiscard]] double milliseconds() const override { return glfwGetTime() * 1e3; }
  bool take_context_restored() override { return false; }  // desktop GL does not lose contexts

  [[nodiscard]] std::string load(std::string_view key) const override { return storage_.load(key); }
  void store(std::string_view key, std::string_view value) override { storage_.store(key, value); }
  [[nodiscard]] std::string link() const override { return link_; }
  void set_link(std::string_view link) override { link_ = link; }
  bool take_link_changed() override { return false; }
  void copy_text(std::string_view text) override;
  [[nodiscard]] std::string share_address(std::string_view link) const override { return "#" + std::string(link); }

  void fetch_digits() override { files_.fetch_digits(); }
  void take_photo() override { files_.take_photo(); }
  [[nodiscard]] float fetched() const override { return 1; }
  std::vector<GivenFile> take_files(bool dropped) override { return files_.take(dropped); }
  std::string save_file(std::string_view name, std::span<const std::uint8_t> bytes) override {
    return DesktopFiles::save(name, bytes);
  }
  void choose_files() override {}
  [[nodiscard]] bool chooses_files() const override { return false; }
  void reload() override {}  // this program has every scene
  DesktopFiles& files() { return files_; }

  void set_host(HostApi* host) override { host_ = host; }
  void emit(std::string_view event, std::string_view json) override;
  Mirror& mirror() override { return mirror_; }
  [[nodiscard]] HostApi* host() const { return host_; }

  /// One frame: what run() repeats, for tests that look at the mirror between frames.
  void draw(const std::function<void()>& frame);

 private:
  void measure();

  DesktopOptions options_;
  DesktopStorage storage_;
  DesktopFiles files_;
  GLFWwindow* window_ = nullptr;
  double pixel_ratio_ = 1;
  int framebuffer_width_ = 0, framebuffer_height_ = 0;
  std::atomic<bool> frame_requested_{true};
  std::string link_;
  HostApi* host_ = nullptr;
  Mirror mirror_;
};

}  // namespace deltarule

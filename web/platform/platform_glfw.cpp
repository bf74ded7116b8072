#include "web/platform/platform_glfw.h"

#include <backends/imgui_impl_glfw.h>
#include <backends/imgui_impl_opengl3.h>
#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <utility>

#include "web/platform/platform_glfw_screenshot.h"

namespace deltarule {
namespace {

// ImGui lays out what it hears of one frame's input in the next one: draw a few before resting.
constexpr int kSettlingFrames = 3;
constexpr double kScriptedFrameSeconds = 1.0 / 60;

void complain(const Error& error) { std::fprintf(stderr, "deltarule-desktop: %s\n", error.text().c_str()); }

/// Device pixels per unit of GLFW's cursor and window coordinates: 1 where they are pixels (X11, Windows).
double pixels_per_window_unit(GLFWwindow* window) {
  int window_width = 1, framebuffer_width = 1;
  glfwGetWindowSize(window, &window_width, nullptr);
  glfwGetFramebufferSize(window, &framebuffer_width, nullptr);
  return static_cast<double>(framebuffer_width) / std::max(window_width, 1);
}

void on_cursor(GLFWwindow* window, double x, double y) {
  const auto* platform = static_cast<GlfwPlatform*>(glfwGetWindowUserPointer(window));
  const double scale = pixels_per_window_unit(window) / platform->pixel_ratio();
  ImGui_ImplGlfw_CursorPosCallback(window, x * scale, y * scale);
}

void on_drop(GLFWwindow* window, int count, const char** paths) {
  auto* platform = static_cast<GlfwPlatform*>(glfwGetWindowUserPointer(window));
  for (int i = 0; i < count; ++i) platform->files().drop(paths[i]);
  platform->request_frame();
}

}  // namespace

GlfwPlatform::GlfwPlatform(DesktopOptions options)
    : options_(std::move(options)), storage_(options_.frames == 0), link_(options_.experiment) {}

GlfwPlatform::~GlfwPlatform() {
  if (window_) {
    ImGui_ImplOpenGL3_Shutdown();
    ImGui_ImplGlfw_Shutdown();
    ImGui::DestroyContext();
    glfwDestroyWindow(window_);
  }
  glfwTerminate();
}

Status GlfwPlatform::open() {
  glfwSetErrorCallback([](int code, const char* text) { std::fprintf(stderr, "GLFW error %d: %s\n", code, text); });
  if (!glfwInit()) return Error{"window system", "none could be reached; without a screen, run this under xvfb-run"};
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
  glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
  glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
  if (options_.pixel_ratio > 0) {
    pixel_ratio_ = options_.pixel_ratio;
  } else if (GLFWmonitor* monitor = glfwGetPrimaryMonitor()) {
    float scale = 1;
    glfwGetMonitorContentScale(monitor, &scale, nullptr);
    pixel_ratio_ = std::max(1.0, static_cast<double>(scale));
  }
  window_ =
      glfwCreateWindow(static_cast<int>(std::lround(options_.width * pixel_ratio_)),
                       static_cast<int>(std::lround(options_.height * pixel_ratio_)), "Deltarule", nullptr, nullptr);
  if (!window_) return Error{"window", "could not be opened with OpenGL 3.3; update the graphics driver or Mesa"};
  glfwMakeContextCurrent(window_);
  glfwSwapInterval(options_.frames > 0 ? 0 : 1);
  glfwSetWindowUserPointer(window_, this);

  ImGui::CreateContext();
  ImGui::GetIO().IniFilename = nullptr;
  ImGui_ImplGlfw_InitForOpenGL(window_, true);
  ImGui_ImplOpenGL3_Init("#version 330 core");
  // After the backend's own, and instead of it: the front end thinks in logical pixels.
  glfwSetCursorPosCallback(window_, on_cursor);
  glfwSetDropCallback(window_, on_drop);
  measure();
  return success();
}

void GlfwPlatform::measure() { glfwGetFramebufferSize(window_, &framebuffer_width_, &framebuffer_height_); }

void GlfwPlatform::width_height(float& width, float& height) const {
  width = static_cast<float>(framebuffer_width_ / pixel_ratio_);
  height = static_cast<float>(framebuffer_height_ / pixel_ratio_);
}

bool GlfwPlatform::visible() const { return options_.frames > 0 || glfwGetWindowAttrib(window_, GLFW_ICONIFIED) == 0; }

void GlfwPlatform::request_frame() {
  frame_requested_ = true;
  glfwPostEmptyEvent();
}

void GlfwPlatform::draw(const std::function<void()>& frame) {
  measure();
  ImGui_ImplOpenGL3_NewFrame();
  ImGui_ImplGlfw_NewFrame();
  ImGuiIO& io = ImGui::GetIO();
  width_height(io.DisplaySize.x, io.DisplaySize.y);
  io.DisplayFramebufferScale = {pixel_ratio(), pixel_ratio()};
  mirror_.begin_frame();
  ImGui::NewFrame();
  frame();
  ImGui::Render();
  glViewport(0, 0, framebuffer_width_, framebuffer_height_);
  const ImVec4& ground = ImGui::GetStyle().Colors[ImGuiCol_WindowBg];
  glClearColor(ground.x, ground.y, ground.z, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

int GlfwPlatform::run(std::function<void()> frame) {
  int settling = kSettlingFrames;
  for (int drawn = 0; !glfwWindowShouldClose(window_);) {
    const bool scripted = options_.frames > 0;
    const bool rest = settling <= 0 && !frame_requested_ && !mirror_.has_events();
    if (scripted) {
      const double deadline = glfwGetTime() + kScriptedFrameSeconds;
      while (glfwGetTime() < deadline) glfwWaitEventsTimeout(std::max(1e-4, deadline - glfwGetTime()));
    } else if (rest) {
      glfwWaitEvents();
      settling = kSettlingFrames;
    } else {
      glfwPollEvents();
    }
    if (frame_requested_.exchange(false)) settling = std::max(settling, 1);
    --settling;
    draw(frame);
    ++drawn;
    if (scripted && drawn == options_.frames) {
      if (options_.screenshot.empty()) return 0;
      const Status written = write_screenshot(options_.screenshot, framebuffer_width_, framebuffer_height_);
      if (!written) complain(written.error());
      return written ? 0 : 1;
    }
    glfwSwapBuffers(window_);
  }
  return 0;
}

void GlfwPlatform::copy_text(std::string_view text) { glfwSetClipboardString(window_, std::string(text).c_str()); }

void GlfwPlatform::emit(std::string_view event, std::string_view json) {
  // There is no host page here; what a page would be told of an error is said on the terminal.
  if (event == "error") std::fprintf(stderr, "%.*s\n", static_cast<int>(json.size()), json.data());
}

std::unique_ptr<Platform> make_platform(int argc, char** argv, int& exit_code) {
  exit_code = 2;
  auto options = parse_desktop_options(argc, argv);
  if (!options) {
    complain(options.error());
    return nullptr;
  }
  if (options->help) {
    std::fputs(kDesktopUsage, stdout);
    exit_code = 0;
    return nullptr;
  }
  auto platform = std::make_unique<GlfwPlatform>(std::move(*options));
  const Status opened = platform->open();
  if (!opened) {
    complain(opened.error());
    exit_code = 1;
    return nullptr;
  }
  return platform;
}

}  // namespace deltarule

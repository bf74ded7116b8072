#include "web/platform/platform_web.h"

#include <backends/imgui_impl_opengl3.h>
#include <emscripten.h>
#include <emscripten/html5.h>
#include <GLES3/gl3.h>
#include <imgui.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "web/platform/platform_web_js.h"
#include "web/platform/platform_web_scratch.h"

namespace deltarule {
namespace {

constexpr char kGlslVersion[] = "#version 300 es";
constexpr int kInputFrames = 3;
constexpr double kMirrorIntervalMs = 100;  // numbers that run need not reach a screen reader faster
// After a rest the first frame would otherwise be told that minutes went by.
constexpr double kLongestFrameMs = 500, kShortestFrameMs = 0.1;

WebPlatform* the_platform = nullptr;  // exported C functions have nothing else to start from

// In the order of ImGuiMouseCursor.
constexpr std::string_view kCursors[] = {"default",     "text",    "move", "ns-resize", "ew-resize",  "nesw-resize",
                                         "nwse-resize", "pointer", "wait", "progress",  "not-allowed"};
static_assert(std::size(kCursors) == ImGuiMouseCursor_COUNT);

bool make_context() {
  EmscriptenWebGLContextAttributes attributes;
  emscripten_webgl_init_context_attributes(&attributes);
  attributes.majorVersion = 2;
  attributes.alpha = false;
  attributes.depth = false;
  attributes.stencil = false;
  attributes.antialias = false;  // ImGui smooths its own edges
  const EMSCRIPTEN_WEBGL_CONTEXT_HANDLE context = emscripten_webgl_create_context("#canvas", &attributes);
  return context > 0 && emscripten_webgl_make_context_current(context) == EMSCRIPTEN_RESULT_SUCCESS;
}

}  // namespace

WebPlatform* web_platform() { return the_platform; }

std::string& web_scratch() {
  static std::string scratch;
  return scratch;
}

bool WebPlatform::open() {
  if (!make_context()) return false;
  ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.BackendPlatformName = "deltarule_web";
  io.BackendFlags |= ImGuiBackendFlags_HasMouseCursors;
  ImGuiPlatformIO& platform_io = ImGui::GetPlatformIO();
  platform_io.Platform_SetClipboardTextFn = [](ImGuiContext*, const char* text) { the_platform->copy_text(text); };
  platform_io.Platform_GetClipboardTextFn = [](ImGuiContext*) { return the_platform->clipboard_.c_str(); };
  platform_io.Platform_SetImeDataFn = [](ImGuiContext*, ImGuiViewport*, ImGuiPlatformImeData* ime) {
    js_text_input(ime->WantVisible || ime->WantTextInput, ime->InputPos.x, ime->InputPos.y, ime->InputLineHeight);
    the_platform->want_frames(1);
  };
  ImGui_ImplOpenGL3_Init(kGlslVersion);
  js_attach();
  return true;
}

int WebPlatform::run(std::function<void()> frame) {
  frame_ = std::move(frame);
  want_frames(kInputFrames);
  return 0;
}

void WebPlatform::width_height(float& width, float& height) const {
  width = width_;
  height = height_;
}

float WebPlatform::pixel_ratio() const { return width_ > 0 ? static_cast<float>(pixel_width_) / width_ : 1; }

double WebPlatform::milliseconds() const { return emscripten_get_now(); }

void WebPlatform::want_frames(int count) {
  frames_wanted_ = std::max(frames_wanted_, count);
  js_request_frame();
}

bool WebPlatform::draw() {
  if (!frame_ || context_lost_ || width_ < 1 || height_ < 1) return false;
  frames_wanted_ = std::max(frames_wanted_ - 1, 0);
  const double now = milliseconds();
  ImGuiIO& io = ImGui::GetIO();
  io.DeltaTime = static_cast<float>(std::clamp(now - last_frame_ms_, kShortestFrameMs, kLongestFrameMs) / 1e3);
  last_frame_ms_ = now;
  io.DisplaySize = {width_, height_};
  io.DisplayFramebufferScale = {pixel_ratio(), static_cast<float>(pixel_height_) / height_};

  ImGui_ImplOpenGL3_NewFrame();
  mirror_.begin_frame();
  ImGui::NewFrame();
  if (touch_scroll_.update(io.DeltaTime)) want_frames(1);
  frame_();
  ImGui::Render();
  glViewport(0, 0, pixel_width_, pixel_height_);
  const ImVec4& ground = ImGui::GetStyle().Colors[ImGuiCol_WindowBg];
  glClearColor(ground.x, ground.y, ground.z, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());

  tell_mirror();
  tell_cursor();
  // A held button repeats and a text cursor blinks: both need frames without events.
  const bool busy = ImGui::IsAnyMouseDown() || io.WantTextInput || mirror_.has_events();
  return busy || frames_wanted_ > 0;
}

void WebPlatform::engine_spoke() {
  request_frame();
  if (host_) host_->hear();
}

void WebPlatform::tell_mirror() {
  mirror_stale_ = mirror_stale_ || mirror_.changed();
  mirror_urgent_frames_ = std::max(mirror_urgent_frames_ - 1, 0);
  if (!mirror_stale_) return;
  const double wait = last_mirror_ms_ + kMirrorIntervalMs - milliseconds();
  if (wait <= 0 || mirror_urgent_frames_ > 0) {
    flush_mirror();
  } else {
    js_flush_mirror_in(wait);
  }
}

void WebPlatform::flush_mirror() {
  if (!mirror_stale_) return;
  mirror_stale_ = false;
  last_mirror_ms_ = milliseconds();
  const auto& bytes = encoder_.encode(mirror_.items());
  js_mirror(bytes.data(), bytes.size());
}

void WebPlatform::mirror_event(MirrorEvent event) {
  mirror_.push(std::move(event));
  mirror_urgent_frames_ = kInputFrames;
  want_frames(kInputFrames);
}

void WebPlatform::tell_cursor() {
  const int cursor = ImGui::GetIO().MouseDrawCursor ? ImGuiMouseCursor_None : ImGui::GetMouseCursor();
  if (cursor == cursor_) return;
  cursor_ = cursor;
  const std::string_view css = cursor == ImGuiMouseCursor_None ? "none" : kCursors[cursor];
  js_cursor(css.data(), css.size());
}

void WebPlatform::resized(float width, float height, int pixel_width, int pixel_height) {
  width_ = width;
  height_ = height;
  pixel_width_ = pixel_width;
  pixel_height_ = pixel_height;
  want_frames(kInputFrames);
}

void WebPlatform::media_changed(bool dark, bool reduced_motion) {
  dark_ = dark;
  reduced_motion_ = reduced_motion;
  want_frames(kInputFrames);
}

void WebPlatform::context_restored() {
  // Every GL object is gone. The backend forgets its own and makes them again; it asks ImGui for the font texture anew.
  js_forget_gl();
  ImGui_ImplOpenGL3_Shutdown();
  ImGui_ImplOpenGL3_Init(kGlslVersion);
  context_lost_ = false;
  context_restored_ = true;
  want_frames(kInputFrames);
}

bool WebPlatform::take_context_restored() { return std::exchange(context_restored_, false); }

std::string WebPlatform::load(std::string_view key) const { return take_scratch(js_load(key.data(), key.size())); }

void WebPlatform::store(std::string_view key, std::string_view value) {
  js_store(key.data(), key.size(), value.data(), value.size());
}

std::string WebPlatform::link() const { return take_scratch(js_link()); }

void WebPlatform::set_link(std::string_view link) { js_set_link(link.data(), link.size()); }

void WebPlatform::link_was_changed() {
  link_changed_ = true;
  want_frames(kInputFrames);
}

bool WebPlatform::take_link_changed() { return std::exchange(link_changed_, false); }

void WebPlatform::copy_text(std::string_view text) {
  clipboard_ = text;
  js_copy_text(text.data(), text.size());
}

std::string WebPlatform::share_address(std::string_view link) const {
  return take_scratch(js_share_address(link.data(), link.size()));
}

void WebPlatform::fetch_digits() { js_fetch_digits(); }
void WebPlatform::take_photo() { js_take_photo(); }

std::vector<Platform::GivenFile> WebPlatform::take_files(bool dropped) { return std::exchange(files_[dropped], {}); }

void WebPlatform::file_came(GivenFile file) {
  files_[file.dropped].push_back(std::move(file));
  want_frames(kInputFrames);
}

void WebPlatform::digits_came(float share) {
  fetched_ = share;
  want_frames(1);
}

std::string WebPlatform::save_file(std::string_view name, std::span<const std::uint8_t> bytes) {
  js_save_file(name.data(), name.size(), bytes.data(), bytes.size());
  return {};
}

void WebPlatform::choose_files() { js_choose_files(); }

void WebPlatform::reload() { js_reload(); }

void WebPlatform::set_host(HostApi* host) {
  host_ = host;
  if (host_) js_host_ready();
}

void WebPlatform::emit(std::string_view event, std::string_view json) {
  js_emit(event.data(), event.size(), json.data(), json.size());
}

std::unique_ptr<Platform> make_platform(int, char**, int& exit_code) {
  auto platform = std::make_unique<WebPlatform>();
  the_platform = platform.get();
  if (platform->open()) return platform;
  the_platform = nullptr;
  constexpr std::string_view kReason = "webgl2";
  js_fail(kReason.data(), kReason.size());
  exit_code = 1;
  return nullptr;
}

}  // namespace deltarule

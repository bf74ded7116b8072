// What the front end needs from the world it runs in: a window with GL and input, a clock, a little storage,
// the address, and the host page. platform_glfw.cpp and platform_web.cpp are the two worlds; CMake picks one.
//
// The platform owns the ImGui context and its OpenGL backend; the app only draws between begin and end of a frame.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "web/platform/mirror.h"

namespace deltarule {

/// What a host page (window.deltarule) or a script may ask; implemented by the app, called by the platform.
class HostApi {
 public:
  virtual ~HostApi() = default;
  /// One JSON object: experiment, link, epoch, step, trainLoss, testLoss, trainAccuracy, testAccuracy (null where there
  /// is none), samplesPerSecond, status.
  virtual std::string state_json() = 0;
  /// JSON or link; the answer is empty or the error in words.
  virtual std::string set_experiment(std::string_view text) = 0;
  virtual void play() = 0;
  virtual void pause() = 0;
  /// The engine has sent something. What a host page waits for (that a run has stopped) it shall not hear only with the
  /// next frame: a page that draws slowly draws it late.
  virtual void hear() = 0;
  virtual void step(int batches) = 0;
  virtual void reset() = 0;
};

class Platform {
 public:
  virtual ~Platform() = default;

  /// Calls `frame` whenever there is something to draw (see request_frame), until the window closes; in the browser it
  /// returns at once and the browser goes on calling. Returns the program's exit code.
  virtual int run(std::function<void()> frame) = 0;

  // The window. Logical pixels are CSS pixels; a font of size 13 is 13 logical pixels at any pixel ratio.
  virtual void width_height(float& width, float& height) const = 0;
  [[nodiscard]] virtual float pixel_ratio() const = 0;
  [[nodiscard]] virtual bool prefers_dark() const = 0;
  [[nodiscard]] virtual bool prefers_reduced_motion() const = 0;
  [[nodiscard]] virtual bool touch() const = 0;    // the last pointer was a finger: larger targets
  [[nodiscard]] virtual bool visible() const = 0;  // false: tab hidden or figure scrolled out of view
  /// Draw again: input, a mirror event, a snapshot or an animation does this. May be called from any thread.
  virtual void request_frame() = 0;
  /// As request_frame(), because the engine has sent something; from whichever thread it was.
  virtual void engine_spoke() { request_frame(); }
  [[nodiscard]] virtual double milliseconds() const = 0;  // monotonic
  /// The GL context was lost and made anew since the last call: GL objects must be created again.
  virtual bool take_context_restored() = 0;

  // Small things to keep. A refused or broken storage reads as empty and swallows writes.
  [[nodiscard]] virtual std::string load(std::string_view key) const = 0;
  virtual void store(std::string_view key, std::string_view value) = 0;
  [[nodiscard]] virtual std::string link() const = 0;  // the part of the address behind '#', or --experiment's text
  virtual void set_link(std::string_view link) = 0;    // replaces it without a history entry
  /// True once after the user or the host page changed the address by hand.
  virtual bool take_link_changed() = 0;
  virtual void copy_text(std::string_view text) = 0;
  /// The whole address of this page with `link` behind '#', for sharing.
  [[nodiscard]] virtual std::string share_address(std::string_view link) const = 0;

  // Files.
  struct GivenFile {
    std::string name;  // of one that comes with the program: as it was asked for; of a dropped one its path
    std::vector<std::uint8_t> bytes;
    std::string error;     // why it is not there
    bool dropped = false;  // by the user on this page
    // Of one picture alone, dropped or pasted: `bytes` are its pixels in grey, row by row.
    int width = 0, height = 0;
  };
  /// Begins to bring the digits that come with the program (kDigitLabels, then kDigitImages, perhaps twice: the first
  /// ones, then all).
  virtual void fetch_digits() = 0;
  /// How much of them has come, from 0 to 1.
  [[nodiscard]] virtual float fetched() const = 0;
  /// What has arrived since the last call: of what the user dropped, or of what comes with the program.
  virtual std::vector<GivenFile> take_files(bool dropped) = 0;
  /// Hands the user a file to keep; answers where it is or why not, where only the platform can say that.
  virtual std::string save_file(std::string_view name, std::span<const std::uint8_t> bytes) = 0;
  /// Lets the user choose files, which then arrive as dropped ones do; where they can only be dropped, nothing happens.
  virtual void choose_files() = 0;
  [[nodiscard]] virtual bool chooses_files() const = 0;
  /// One frame of the camera, which arrives as a picture that was dropped does.
  virtual void take_photo() = 0;
  /// Starts again with what is kept: another program of the page serves it.
  virtual void reload() = 0;

  // The outside.
  virtual void set_host(HostApi* host) = 0;
  /// Tells listeners of window.deltarule.on(event, fn): "snapshot", "experiment", "status", "error".
  virtual void emit(std::string_view event, std::string_view json) = 0;
  virtual Mirror& mirror() = 0;
};

/// Opens the window. Returns null after saying why (on the terminal, or on the page), with the program's exit code.
std::unique_ptr<Platform> make_platform(int argc, char** argv, int& exit_code);

}  // namespace deltarule

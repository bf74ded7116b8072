// What the page's JavaScript calls apart from input: frames, the window's state, mirror events and the host page's API.
//
// Every function is a line or two: the decisions are in WebPlatform and in the app.
#include <emscripten.h>

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "web/platform/platform_web.h"
#include "web/platform/platform_web_scratch.h"

namespace deltarule {

namespace {

constexpr int kInputFrames = 3;

std::vector<std::uint8_t>& coming_file() {
  static std::vector<std::uint8_t> bytes;
  return bytes;
}

}  // namespace

extern "C" {

/// Room for text that is about to be passed.
EMSCRIPTEN_KEEPALIVE char* dr_scratch(std::size_t size) {
  web_scratch().resize(size);
  return web_scratch().data();
}

EMSCRIPTEN_KEEPALIVE const char* dr_scratch_data() { return web_scratch().data(); }

EMSCRIPTEN_KEEPALIVE bool dr_draw() { return web_platform()->draw(); }

EMSCRIPTEN_KEEPALIVE void dr_flush_mirror() { web_platform()->flush_mirror(); }

EMSCRIPTEN_KEEPALIVE void dr_resized(float width, float height, int pixel_width, int pixel_height) {
  web_platform()->resized(width, height, pixel_width, pixel_height);
}

EMSCRIPTEN_KEEPALIVE void dr_media(bool dark, bool reduced_motion) {
  web_platform()->media_changed(dark, reduced_motion);
}

EMSCRIPTEN_KEEPALIVE void dr_visible(bool visible) {
  web_platform()->visibility_changed(visible);
  web_platform()->want_frames(kInputFrames);
}

EMSCRIPTEN_KEEPALIVE void dr_link_changed() { web_platform()->link_was_changed(); }

EMSCRIPTEN_KEEPALIVE void dr_context_lost() { web_platform()->context_lost(); }

EMSCRIPTEN_KEEPALIVE void dr_context_restored() { web_platform()->context_restored(); }

/// `kind` as MirrorEvent::Kind; the scratch buffer holds the text of set_text.
EMSCRIPTEN_KEEPALIVE void dr_mirror_event(unsigned id, int kind, double number, std::size_t text_length) {
  MirrorEvent event;
  event.id = id;
  event.kind = static_cast<MirrorEvent::Kind>(kind);
  event.number = number;
  event.text = take_scratch(text_length);
  web_platform()->mirror_event(std::move(event));
}

/// Room for the bytes of a file that is about to be passed.
EMSCRIPTEN_KEEPALIVE std::uint8_t* dr_file_buffer(std::size_t size) {
  coming_file().resize(size);
  return coming_file().data();
}
/// The file in that room; the scratch buffer holds its name, a zero and what is wrong with it, if anything.
EMSCRIPTEN_KEEPALIVE void dr_file(std::size_t text_length, bool dropped, int width, int height) {
  const std::string text = take_scratch(text_length);
  const std::size_t zero = std::min(text.find('\0'), text.size() - 1);
  web_platform()->file_came(
      {text.substr(0, zero), std::move(coming_file()), text.substr(zero + 1), dropped, width, height});
}
EMSCRIPTEN_KEEPALIVE void dr_digits_came(float share) { web_platform()->digits_came(share); }

EMSCRIPTEN_KEEPALIVE std::size_t dr_host_state() { return give_scratch(web_platform()->host()->state_json()); }

/// The answer is the length of the error in the scratch buffer; 0 if there was none.
EMSCRIPTEN_KEEPALIVE std::size_t dr_host_set_experiment(std::size_t length) {
  const std::string text = take_scratch(length);
  const std::string error = web_platform()->host()->set_experiment(text);
  web_platform()->want_frames(kInputFrames);
  return give_scratch(error);
}

EMSCRIPTEN_KEEPALIVE void dr_host_play() {
  web_platform()->host()->play();
  web_platform()->want_frames(kInputFrames);
}

EMSCRIPTEN_KEEPALIVE void dr_host_pause() {
  web_platform()->host()->pause();
  web_platform()->want_frames(kInputFrames);
}

EMSCRIPTEN_KEEPALIVE void dr_host_step(int batches) {
  web_platform()->host()->step(batches);
  web_platform()->want_frames(kInputFrames);
}

EMSCRIPTEN_KEEPALIVE void dr_host_reset() {
  web_platform()->host()->reset();
  web_platform()->want_frames(kInputFrames);
}

}  // extern "C"

}  // namespace deltarule

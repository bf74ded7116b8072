// The requests as later/models.js makes them; linked into the whole program only.
#include "web/platform/model_requests.h"

#include <emscripten.h>

#include <deque>
#include <utility>

#include "web/platform/platform_web.h"

extern "C" void js_model_answer(const std::uint8_t* file, std::size_t length, const char* error,
                                std::size_t error_length);

namespace deltarule {
namespace {

constexpr int kFrames = 3;

std::deque<ModelRequest>& waiting() {
  static std::deque<ModelRequest> requests;
  return requests;
}
std::vector<std::uint8_t>& coming() {
  static std::vector<std::uint8_t> bytes;
  return bytes;
}

}  // namespace

extern "C" {

/// Room for the bytes of the file that is to be opened.
EMSCRIPTEN_KEEPALIVE std::uint8_t* dr_model_buffer(std::size_t size) {
  coming().resize(size);
  return coming().data();
}
/// `what` as ModelRequest::What.
EMSCRIPTEN_KEEPALIVE void dr_model_request(int what) {
  waiting().push_back({static_cast<ModelRequest::What>(what), std::exchange(coming(), {})});
  web_platform()->want_frames(kFrames);
}

}  // extern "C"

std::optional<ModelRequest> take_model_request() {
  if (waiting().empty()) return std::nullopt;
  ModelRequest oldest = std::move(waiting().front());
  waiting().pop_front();
  return oldest;
}

void answer_model_request(std::span<const std::uint8_t> file, std::string_view error) {
  js_model_answer(file.data(), file.size(), error.data(), error.size());
}

}  // namespace deltarule

// The engine in a Web Worker: the browser's EngineLink.
//
// The worker is started and watched by web/page/engine_port.js, which passes bytes through without looking into them;
// this side encodes, decodes, merges, and tells a restarted engine where the old one was. Snapshot buffers go back to
// the worker when the app takes the snapshot: a page that draws slowly, or not at all, is sent fewer.
#include <emscripten.h>

#include <span>
#include <utility>

#include "engine/api/codec.h"
#include "web/link/engine_link.h"
#include "web/link/resume.h"
#include "web/link/snapshot_merge.h"

extern "C" {
void js_engine_connect();
void js_engine_send(const void* bytes, std::size_t length);
void js_engine_release();
void js_engine_set_visible(bool visible);
void js_engine_use(bool fast);
}

namespace deltarule {
namespace {

class WorkerLink final : public EngineLink {
 public:
  explicit WorkerLink(std::function<void()> wake) : wake_(std::move(wake)) {}

  void send(const Command& command) override {
    resume_.sent(command);
    // Fast math is another engine, which knows nothing yet.
    const Math before = std::exchange(math_, resume_.math());
    if (math_ == before) return post(command);
    js_engine_use(math_ == Math::fast);
    for (const Command& known : resume_.commands()) post(known);
  }

  std::optional<Snapshot> receive() override {
    if (!arrived_) return std::nullopt;
    js_engine_release();
    return std::exchange(arrived_, std::nullopt);
  }

  LinkNews take_news() override { return std::exchange(news_, LinkNews::none); }

  void set_visible(bool visible) override {
    if (visible == visible_) return;
    visible_ = visible;
    js_engine_set_visible(visible);
  }

  std::uint8_t* buffer(std::size_t size) {
    incoming_.resize(size);
    return incoming_.data();
  }

  void snapshot(std::size_t size) {
    Snapshot snapshot;
    const Status decoded = decode_snapshot(std::span(incoming_).first(size), snapshot);
    if (!decoded) snapshot.error = decoded.error();
    resume_.received(snapshot);
    if (arrived_) {
      merge_snapshot(*arrived_, std::move(snapshot));
    } else {
      arrived_ = std::move(snapshot);
    }
    wake_();
  }

  void restarted() {
    for (const Command& command : resume_.commands()) post(command);
    tell(LinkNews::restarted);
  }

  void tell(LinkNews news) {
    news_ = news;
    wake_();
  }

 private:
  void post(const Command& command) {
    encode(command, outgoing_);
    js_engine_send(outgoing_.data(), outgoing_.size());
  }

  std::function<void()> wake_;
  Resume resume_;
  Bytes outgoing_, incoming_;
  std::optional<Snapshot> arrived_;
  LinkNews news_ = LinkNews::none;
  Math math_ = Math::exact;
  bool visible_ = true;
};

WorkerLink* the_link = nullptr;  // exported C functions have nothing else to start from

}  // namespace

extern "C" {

/// Room for the bytes of a snapshot that is about to be passed.
EMSCRIPTEN_KEEPALIVE std::uint8_t* dr_engine_buffer(std::size_t size) { return the_link->buffer(size); }
EMSCRIPTEN_KEEPALIVE void dr_engine_snapshot(std::size_t size) { the_link->snapshot(size); }
EMSCRIPTEN_KEEPALIVE void dr_engine_restarted() { the_link->restarted(); }
EMSCRIPTEN_KEEPALIVE void dr_engine_failed() { the_link->tell(LinkNews::failed); }

}  // extern "C"

std::unique_ptr<EngineLink> make_engine_link(std::function<void()> wake) {
  auto link = std::make_unique<WorkerLink>(std::move(wake));
  the_link = link.get();
  js_engine_connect();
  return link;
}

}  // namespace deltarule

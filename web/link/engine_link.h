// The front end's line to the engine: commands go one way, the latest snapshot comes back. Never blocks.
//
// link_thread.cpp runs the Session on a std::thread, link_worker.cpp in a Web Worker; both carry the bytes of
// engine/api/codec.h. A worker that dies is started again and the run goes on from the last checkpoint.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "engine/api/command.h"
#include "engine/api/snapshot.h"

namespace deltarule {

/// What became of the engine, for the page to say in plain words.
enum class LinkNews { none, restarted, failed };

class EngineLink {
 public:
  virtual ~EngineLink() = default;
  virtual void send(const Command& command) = 0;
  /// The newest snapshot that has arrived since the last call; older ones that it overtook have been merged into it, so
  /// that parts which are sent only once (layers, points, history) are not lost.
  virtual std::optional<Snapshot> receive() = 0;
  /// Once after each event: the engine crashed and was restarted from its last checkpoint, or cannot be started at all.
  virtual LinkNews take_news() = 0;
  /// False: nobody looks (hidden tab); the engine rests until true.
  virtual void set_visible(bool visible) = 0;
};

/// `wake` is called, from any thread, when a snapshot or news has arrived.
std::unique_ptr<EngineLink> make_engine_link(std::function<void()> wake);

}  // namespace deltarule

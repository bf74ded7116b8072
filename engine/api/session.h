// One experiment under way: takes commands between steps, trains when told, fills snapshots.
//
// No clock, no thread, no transport: the Pump decides how long to train, a link carries the bytes.
#pragma once

#include <cstdint>
#include <memory>

#include "engine/api/command.h"
#include "engine/api/snapshot.h"
#include "engine/core/result.h"

namespace deltarule {

class Session {
 public:
  Session();
  ~Session();
  Session(Session&&) = delete;

  /// Applies one command. On an error the previous experiment stays as it was; the error is also in the next snapshot.
  Status apply(const Command& command);
  /// Trains at most `max_steps` batches; returns how many it did (0: paused, empty or diverged).
  int run(int max_steps);
  [[nodiscard]] bool training() const;
  /// Does some small pieces of the studies that are under way, also while the run is paused.
  void work(int units);
  [[nodiscard]] bool studying() const;
  [[nodiscard]] std::uint64_t samples_seen() const;
  /// The picture of now, in the buffers of `out`. `with_checkpoint` only takes effect if subscribed. `fresh`: results
  /// and health of now, if subscribed; otherwise they may be those of an earlier snapshot.
  void snapshot(Snapshot& out, bool with_checkpoint = false, bool fresh = true);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace deltarule

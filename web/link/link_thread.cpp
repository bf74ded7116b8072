// The engine on a std::thread: the native EngineLink.
//
// Commands and snapshots cross as the same bytes that a Web Worker would exchange, so that the desktop program tests
// the protocol too. At most two snapshots wait; while none is free the engine trains on without making one.
#include "web/link/engine_link.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>

#include "engine/api/codec.h"
#include "engine/api/pump.h"
#include "web/link/snapshot_merge.h"

namespace deltarule {
namespace {

constexpr std::size_t kMaxWaitingSnapshots = 2;
constexpr double kSliceMs = 8;
constexpr double kSnapshotIntervalMs = 1000.0 / 60;

double now_ms() {
  using std::chrono::duration;
  return duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

class ThreadLink final : public EngineLink {
 public:
  explicit ThreadLink(std::function<void()> wake) : wake_(std::move(wake)), thread_([this] { work(); }) {}

  ~ThreadLink() override {
    {
      const std::lock_guard lock(mutex_);
      stop_ = true;
    }
    changed_.notify_all();
    thread_.join();
  }

  void send(const Command& command) override {
    Bytes bytes;
    encode(command, bytes);
    {
      const std::lock_guard lock(mutex_);
      commands_.push_back(std::move(bytes));
    }
    changed_.notify_all();
  }

  std::optional<Snapshot> receive() override {
    std::deque<Bytes> arrived;
    {
      const std::lock_guard lock(mutex_);
      arrived.swap(snapshots_);
    }
    if (arrived.empty()) return std::nullopt;
    changed_.notify_all();  // there is room for the next one
    Snapshot latest;
    for (const Bytes& bytes : arrived) {
      Snapshot snapshot;
      const Status decoded = decode_snapshot(bytes, snapshot);
      if (!decoded) snapshot.error = decoded.error();
      merge_snapshot(latest, std::move(snapshot));
    }
    return latest;
  }

  // A native crash takes the program with it, so there is never news here.
  LinkNews take_news() override { return LinkNews::none; }

  void set_visible(bool visible) override {
    {
      const std::lock_guard lock(mutex_);
      visible_ = visible;
    }
    changed_.notify_all();
  }

 private:
  void work() {
    Pump pump(now_ms);
    Snapshot snapshot;
    std::deque<Bytes> commands;
    while (wait_for_work(pump, commands)) {
      for (const Bytes& bytes : commands) {
        const auto command = decode_command(bytes);
        if (command) {
          pump.apply(*command);
        } else {
          pump.refuse(command.error());
        }
      }
      commands.clear();
      const bool seen = visible();
      if (seen) pump.slice(kSliceMs);
      // While at work, snapshots keep to a rate; once it rests, the last news goes out at once.
      const double interval_ms = seen && pump.busy() ? kSnapshotIntervalMs : 0;
      if (pump.snapshot_due(interval_ms) && has_room()) {
        Bytes bytes;
        pump.snapshot(snapshot);
        encode(snapshot, bytes);
        {
          const std::lock_guard lock(mutex_);
          snapshots_.push_back(std::move(bytes));
        }
        wake_();
      }
    }
  }

  /// Blocks until there is something to do and takes the commands that have arrived; false when the link closes.
  bool wait_for_work(const Pump& pump, std::deque<Bytes>& commands) {
    std::unique_lock lock(mutex_);
    const auto something_to_do = [&] {
      const bool room = snapshots_.size() < kMaxWaitingSnapshots;
      return stop_ || !commands_.empty() || (visible_ && pump.busy()) || (room && pump.snapshot_due(0));
    };
    // At a slow pace the next step is not due yet: only a command or the link's end comes before it.
    const double rest_ms = visible_ ? pump.rest_ms() : 0;
    if (rest_ms > 0) {
      const std::chrono::duration<double, std::milli> rest(std::min(rest_ms, kSnapshotIntervalMs));
      changed_.wait_for(lock, rest, [&] { return stop_ || !commands_.empty(); });
    } else {
      changed_.wait(lock, something_to_do);
    }
    commands.swap(commands_);
    return !stop_;
  }

  bool visible() {
    const std::lock_guard lock(mutex_);
    return visible_;
  }

  bool has_room() {
    const std::lock_guard lock(mutex_);
    return snapshots_.size() < kMaxWaitingSnapshots;
  }

  std::function<void()> wake_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Bytes> commands_, snapshots_;
  bool visible_ = true, stop_ = false;
  std::thread thread_;  // last: it uses all of the above
};

}  // namespace

std::unique_ptr<EngineLink> make_engine_link(std::function<void()> wake) {
  return std::make_unique<ThreadLink>(std::move(wake));
}

}  // namespace deltarule

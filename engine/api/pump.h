// Drives a Session in slices of time: what the worker and the native thread have in common.
//
// slice() trains for about `budget_ms`, re-entering the training loop many times (V8 swaps in optimized code only on
// entry), and works on studies, also while the run is paused. The clock is handed in; nothing here sleeps or waits.
#pragma once

#include <cstdint>
#include <optional>

#include "engine/api/session.h"

namespace deltarule {

class Pump {
 public:
  using Clock = double (*)();  // milliseconds, monotonic
  explicit Pump(Clock clock);

  /// Applies a command; a snapshot is due afterwards.
  void apply(const Command& command);
  /// An undecodable message: shown to the user as an error of the next snapshot.
  void refuse(const Error& error);
  /// Trains and studies for about this long, at most; returns at once when there is nothing to do or the pace says to
  /// wait. With both to do, training gets the larger part.
  void slice(double budget_ms);
  /// How long the pace says to wait before the next slice; 0 when training flat out or a study is under way.
  [[nodiscard]] double rest_ms() const;
  [[nodiscard]] bool training() const { return session_.training(); }
  /// There is something for slice() to do: training or a study.
  [[nodiscard]] bool busy() const { return session_.training() || session_.studying(); }
  /// True if there is news and the last snapshot is at least `min_interval_ms` old (news from commands, and that
  /// training or a study has come to an end: at once).
  [[nodiscard]] bool snapshot_due(double min_interval_ms) const;
  void snapshot(Snapshot& out);

 private:
  [[nodiscard]] bool paced() const {
    return playing_ && pace_.samples_per_second > 0 && samples_per_second_due_ < kFlatOut;
  }
  void train(double start_ms, double budget_ms);
  void study(double start_ms, double budget_ms);
  void restart_pace();
  void earn_credit(double now_ms);
  void restart_speed();
  void measure_speed(double now_ms);

  Clock clock_;
  Session session_;
  std::optional<Error> refused_;
  bool news_ = true, urgent_ = true;
  bool checkpoint_stale_ = true;  // something changed since the last checkpoint
  int steps_per_entry_ = 1, pieces_per_entry_ = 1;
  // The pace: playing earns credit in samples, steps spend it.
  static constexpr double kFlatOut = 1e9;  // faster than any machine: the pace no longer matters
  command::Pace pace_;
  bool playing_ = false;  // by command, not by hand
  double samples_per_second_due_ = 0, credit_ = 0, credit_ms_ = 0;
  double last_snapshot_ms_ = 0, last_checkpoint_ms_ = 0, last_fresh_ms_ = 0;
  // samples/s, measured over windows of about a second.
  double window_start_ms_ = 0;
  std::uint64_t window_start_samples_ = 0;
  double samples_per_second_ = 0;
};

}  // namespace deltarule

// Time slices, snapshots and speed. The only place in the engine that looks at a clock.
#include "engine/api/pump.h"

#include <algorithm>
#include <cmath>

namespace deltarule {
namespace {

// An entry of the training loop should take about this long: short enough for a prompt pause and for V8 to swap in
// optimized code soon, long enough that entering costs nothing.
constexpr double kEntryMinMs = 0.4, kEntryMaxMs = 1.2;
constexpr int kMaxStepsPerEntry = 4096;
void adapt(int& steps, double took_ms) {
  if (took_ms < kEntryMinMs) steps = std::min(2 * steps, kMaxStepsPerEntry);
  if (took_ms > kEntryMaxMs) steps = std::max(steps / 2, 1);
}

constexpr double kTrainingShare = 0.7;  // of a slice in which there is a study to work on too

constexpr double kLongestRestMs = 100;  // what a stall or a hidden tab left undone is not made up for

constexpr double kCheckpointIntervalMs = 1000;
constexpr double kFreshIntervalMs = 250;  // a pass over the data for the largest network takes 10 to 20 ms
constexpr double kSpeedWindowMs = 1000;
constexpr double kFirstSpeedMs = 200;  // the first figure comes sooner

}  // namespace

Pump::Pump(Clock clock) : clock_(clock) {}

void Pump::apply(const Command& command) {
  if (const auto* pace = std::get_if<command::Pace>(&command)) {
    pace_ = *pace;
    restart_pace();
    return;
  }
  const bool was_training = session_.training();
  const std::uint64_t samples_before = session_.samples_seen();
  // What goes wrong here shows in the session's own snapshot.
  static_cast<void>(session_.apply(command));
  // A jump is no speed.
  window_start_samples_ += session_.samples_seen() - samples_before;
  news_ = urgent_ = true;
  if (std::holds_alternative<command::Subscribe>(command)) return;
  if (std::holds_alternative<command::Play>(command)) {
    playing_ = true;
    credit_ms_ = clock_();
  } else if (std::holds_alternative<command::Step>(command)) {
    playing_ = false;
  }
  if (std::holds_alternative<command::Build>(command) || std::holds_alternative<command::Restore>(command) ||
      std::holds_alternative<command::Reset>(command)) {
    restart_pace();
  }
  refused_.reset();
  checkpoint_stale_ = true;
  // A step may now take a thousand times as long, for instance with a larger batch: find out again.
  steps_per_entry_ = pieces_per_entry_ = 1;
  // A new network, a jump back or a fresh start: the old speed says nothing about it.
  if (!was_training || !session_.training()) restart_speed();
}

void Pump::refuse(const Error& error) {
  refused_ = error;
  news_ = urgent_ = true;
}

void Pump::slice(double budget_ms) {
  if (!busy()) return;
  const double start = clock_();
  if (session_.training()) train(start, session_.studying() ? kTrainingShare * budget_ms : budget_ms);
  if (session_.studying()) study(start, budget_ms);
}

void Pump::study(double start_ms, double budget_ms) {
  double entered = clock_();
  do {
    session_.work(pieces_per_entry_);
    const double left = clock_();
    adapt(pieces_per_entry_, left - entered);
    entered = left;
  } while (session_.studying() && entered - start_ms < budget_ms);
  news_ = true;
  if (!session_.studying()) urgent_ = true;
}

void Pump::train(double start_ms, double budget_ms) {
  double entered = start_ms;
  earn_credit(start_ms);
  const std::uint64_t samples_at_start = session_.samples_seen();
  while (session_.training() && entered - start_ms < budget_ms && !(paced() && credit_ <= 0)) {
    const std::uint64_t samples_before = session_.samples_seen();
    // At a pace one batch at a time: what a step costs in samples is known only after it.
    session_.run(paced() ? 1 : steps_per_entry_);
    credit_ -= static_cast<double>(session_.samples_seen() - samples_before);
    const double left = clock_();
    adapt(steps_per_entry_, left - entered);
    entered = left;
  }
  measure_speed(entered);
  if (session_.samples_seen() != samples_at_start) news_ = checkpoint_stale_ = true;
  if (!session_.training()) {
    urgent_ = true;
    samples_per_second_ = 0;
  }
}

double Pump::rest_ms() const {
  if (session_.studying() || !session_.training() || !paced() || credit_ > 0) return 0;
  return std::min(kLongestRestMs, 1 - credit_ / samples_per_second_due_ * 1000);
}

void Pump::restart_pace() {
  samples_per_second_due_ = pace_.samples_per_second;
  credit_ = 0;
  credit_ms_ = clock_();
}

void Pump::earn_credit(double now_ms) {
  const double seconds = std::min(now_ms - credit_ms_, kLongestRestMs) / 1000;
  credit_ms_ = now_ms;
  if (!paced()) return;
  samples_per_second_due_ *= std::pow(pace_.growth, seconds);
  // Never more than one longest rest in advance; debts remain, for a batch may be larger than that.
  credit_ = std::min(credit_ + samples_per_second_due_ * seconds, samples_per_second_due_ * kLongestRestMs / 1000);
}

bool Pump::snapshot_due(double min_interval_ms) const {
  return urgent_ || (news_ && clock_() - last_snapshot_ms_ >= min_interval_ms);
}

void Pump::snapshot(Snapshot& out) {
  const double now = clock_();
  // While training now and then; at rest the last word, so that nothing is lost whatever happens then.
  const bool with_checkpoint =
      checkpoint_stale_ && (!session_.training() || now - last_checkpoint_ms_ >= kCheckpointIntervalMs);
  // What costs a pass over the data is for eyes, which need it less often than a moving picture.
  const bool fresh = !session_.training() || urgent_ || now - last_fresh_ms_ >= kFreshIntervalMs;
  if (fresh) last_fresh_ms_ = now;
  session_.snapshot(out, with_checkpoint, fresh);
  if (!out.checkpoint.empty()) {
    checkpoint_stale_ = false;
    last_checkpoint_ms_ = now;
  }
  out.samples_per_second = samples_per_second_;
  if (refused_) out.error = refused_;
  news_ = urgent_ = false;
  last_snapshot_ms_ = now;
}

void Pump::restart_speed() {
  window_start_ms_ = clock_();
  window_start_samples_ = session_.samples_seen();
  samples_per_second_ = 0;
}

void Pump::measure_speed(double now_ms) {
  const double elapsed = now_ms - window_start_ms_;
  if (elapsed < (samples_per_second_ == 0 ? kFirstSpeedMs : kSpeedWindowMs)) return;
  const auto samples = static_cast<double>(session_.samples_seen() - window_start_samples_);
  samples_per_second_ = samples * 1000 / elapsed;
  window_start_ms_ = now_ms;
  window_start_samples_ = session_.samples_seen();
}

}  // namespace deltarule

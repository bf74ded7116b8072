// The Pump with a clock of its own making: slices end in time, snapshots come when due, speed is measured, errors flow.
#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "engine/api/pump.h"

using namespace deltarule;

namespace {

// Every look at the clock costs a little; tests may let more time go by.
double g_now = 0;
double g_tick = 0.5;
double fake_clock() { return g_now += g_tick; }

Pump playing_pump() {
  g_now = 0;
  g_tick = 0.5;
  return Pump(fake_clock);
}

/// A small one, so that thousands of steps take no time.
Experiment small_experiment() {
  Experiment e = default_experiment();
  e.training.model = {{.kind = LayerKind::dense, .units = 1, .activation = Activation::sigmoid}};
  e.training.batch_size = 1;
  return e;
}

void start(Pump& pump) {
  pump.apply(command::Build{1, small_experiment()});
  pump.apply(command::Play{});
}

}  // namespace

TEST_CASE("pump: does nothing until told, then trains for about its budget") {
  Pump pump = playing_pump();
  const double before = g_now;
  pump.slice(8);
  CHECK(g_now == before);  // not even a look at the clock
  start(pump);
  CHECK(pump.training());
  const double started = g_now;
  pump.slice(8);
  CHECK(g_now - started >= 8);
  CHECK(g_now - started <= 10);
  Snapshot s;
  pump.snapshot(s);
  CHECK(s.step > 0);
  CHECK(s.state == RunState::training);
}

TEST_CASE("pump: more steps per entry when they are fast, fewer when slow, one after a change") {
  const auto steps_in_a_slice = [](Pump& pump, double budget_ms = 8) {
    Snapshot before, after;
    pump.snapshot(before);
    pump.slice(budget_ms);
    pump.snapshot(after);
    return after.step - before.step;
  };
  Pump pump = playing_pump();
  start(pump);
  g_tick = 0.1;  // twenty entries: it doubles up to the limit of 4,096 steps
  const std::uint64_t steps = steps_in_a_slice(pump, 2);
  CHECK(steps > 4096);
  CHECK(steps < 20 * 4096);
  g_tick = 2;  // slow: it halves down to 1
  for (int i = 0; i < 10; ++i) steps_in_a_slice(pump);
  CHECK(steps_in_a_slice(pump) <= 5);
  g_tick = 0.7;  // just right: it stays
  CHECK(steps_in_a_slice(pump) <= 13);
  g_tick = 0.1;
  steps_in_a_slice(pump, 1);
  g_tick = 5;  // two entries per slice
  pump.apply(command::Adjust{small_experiment()});
  CHECK(steps_in_a_slice(pump) <= 3);
}

TEST_CASE("pump: a snapshot is due after commands at once, after training in its time") {
  Pump pump = playing_pump();
  Snapshot s;
  CHECK(pump.snapshot_due(1000));  // the first
  pump.snapshot(s);
  CHECK(!pump.snapshot_due(0));
  start(pump);
  CHECK(pump.snapshot_due(1000));
  pump.snapshot(s);
  CHECK(!pump.snapshot_due(0));
  pump.slice(4);
  CHECK(pump.snapshot_due(0));
  CHECK(!pump.snapshot_due(1000));
  g_now += 1000;
  CHECK(pump.snapshot_due(1000));
  pump.snapshot(s);
  // When a counted stretch ends, the last state goes out at once.
  pump.apply(command::Step{command::Unit::batch, 3});
  pump.snapshot(s);
  pump.slice(8);
  CHECK(!pump.training());
  CHECK(pump.snapshot_due(1000));
  pump.snapshot(s);
  CHECK(s.state == RunState::paused);
  CHECK(!pump.snapshot_due(0));
}

TEST_CASE("pump: samples per second over about a second, nothing while paused") {
  Pump pump = playing_pump();
  start(pump);
  Snapshot s;
  pump.snapshot(s);
  CHECK(s.samples_per_second == 0);
  const std::uint64_t first = s.samples_seen;
  const double began = g_now;
  while (g_now - began < 1500) pump.slice(8);
  pump.snapshot(s);
  const double truth = static_cast<double>(s.samples_seen - first) * 1000 / (g_now - began);
  CHECK(s.samples_per_second > 0.5 * truth);
  CHECK(s.samples_per_second < 2 * truth);
  pump.apply(command::Pause{});
  pump.snapshot(s);
  CHECK(s.samples_per_second == 0);
  pump.apply(command::Play{});
  g_now += 100000;  // a long break is not counted
  pump.apply(command::Pause{});
  pump.apply(command::Play{});
  const double again = g_now;
  while (g_now - again < 400) pump.slice(8);
  pump.snapshot(s);
  CHECK(s.samples_per_second > 0.1 * truth);
}

TEST_CASE("pump: what cannot be read is an error of the next snapshots, until a command succeeds") {
  Pump pump = playing_pump();
  start(pump);
  Snapshot s;
  pump.snapshot(s);
  CHECK(!s.error.has_value());
  pump.refuse(Error{"byte 9", "broken"});
  CHECK(pump.snapshot_due(1000));
  pump.snapshot(s);
  CHECK(s.error == Error{"byte 9", "broken"});
  CHECK(pump.training());
  Experiment wrong = default_experiment();
  wrong.data.inputs.clear();
  pump.apply(command::Build{2, wrong});
  pump.snapshot(s);
  CHECK(s.error.has_value());
  pump.apply(command::Play{});
  pump.snapshot(s);
  CHECK(!s.error.has_value());
}

TEST_CASE("pump: checkpoints about once a second while training, and the last word at rest") {
  Pump pump = playing_pump();
  start(pump);
  pump.apply(command::Subscribe{{.checkpoint = true}});
  Snapshot s;
  pump.snapshot(s);
  int checkpoints = 0;
  const double began = g_now;
  while (g_now - began < 5000) {
    pump.slice(8);
    if (!pump.snapshot_due(16)) continue;
    pump.snapshot(s);
    checkpoints += s.checkpoint.empty() ? 0 : 1;
  }
  CHECK(checkpoints >= 4);
  CHECK(checkpoints <= 6);
  pump.slice(8);
  pump.apply(command::Pause{});
  pump.snapshot(s);
  CHECK(!s.checkpoint.empty());
  // Nothing has changed since.
  pump.apply(command::Subscribe{{.parameters = true, .checkpoint = true}});
  pump.snapshot(s);
  CHECK(s.checkpoint.empty());
}

TEST_CASE("pump: a pace is kept, grows, and never slows steps by hand") {
  Pump pump = playing_pump();
  g_tick = 0.01;
  pump.apply(command::Build{1, small_experiment()});
  Snapshot s;
  const auto samples_after = [&](double seconds) {
    for (const double end = g_now + seconds * 1000; g_now < end;) {
      pump.slice(1);
      const double rest = pump.rest_ms();
      CHECK(rest <= 100);
      g_now += rest;
    }
    pump.snapshot(s);
    return static_cast<double>(s.samples_seen);
  };

  pump.apply(command::Pace{.samples_per_second = 50});
  pump.apply(command::Play{});
  const double slow = samples_after(4);
  CHECK(slow >= 190);
  CHECK(slow <= 205);

  // Two seconds that double the rate each: 50 * (2 - 1) / ln 2 + 100 * (2 - 1) / ln 2.
  pump.apply(command::Reset{});
  pump.apply(command::Pace{.samples_per_second = 50, .growth = 2});
  pump.apply(command::Play{});
  const double growing = samples_after(2);
  CHECK(growing >= 200);
  CHECK(growing <= 225);

  pump.apply(command::Reset{});
  pump.apply(command::Pace{.samples_per_second = 1});
  pump.apply(command::Step{command::Unit::batch, 300});
  while (pump.training()) {
    CHECK(pump.rest_ms() == 0);
    pump.slice(8);
  }
  pump.snapshot(s);
  CHECK(s.step == 300);
}

TEST_CASE("pump: an hour of absence is not made up for") {
  Pump pump = playing_pump();
  pump.apply(command::Build{1, small_experiment()});
  pump.apply(command::Pace{.samples_per_second = 100});
  pump.apply(command::Play{});
  g_now += 3'600'000;
  pump.slice(1000);
  Snapshot s;
  pump.snapshot(s);
  CHECK(s.samples_seen <= 11);
}

TEST_CASE("pump: studies go on while the run is paused, and share the time while it trains") {
  Pump pump = playing_pump();
  pump.apply(command::Build{1, default_experiment()});
  LandscapeSpec wishes;
  wishes.axes = LandscapeAxes::random;
  pump.apply(command::Study{wishes});
  Snapshot s;
  pump.snapshot(s);
  CHECK(!pump.training());
  CHECK(pump.busy());
  const double started = g_now;
  pump.slice(8);
  CHECK(g_now - started >= 8);
  CHECK(g_now - started <= 10);
  CHECK(pump.snapshot_due(0));
  CHECK(!pump.snapshot_due(1000));
  // At a slow pace there is nothing to wait for: the study has time.
  pump.apply(command::Pace{.samples_per_second = 1});
  pump.apply(command::Play{});
  pump.slice(8);
  CHECK(pump.rest_ms() == 0);
  pump.apply(command::Pace{});
  pump.apply(command::Play{});
  pump.snapshot(s);
  const std::uint64_t before = s.step;
  for (int i = 0; i < 2000 && s.landscape.value_or(Landscape{}).rows_done < 41; ++i) {
    pump.slice(8);
    pump.snapshot(s);
  }
  CHECK(s.landscape.value_or(Landscape{}).rows_done == 41);
  CHECK(s.step > before);
  CHECK(pump.training());
  pump.apply(command::Pause{});
  CHECK(!pump.busy());
}

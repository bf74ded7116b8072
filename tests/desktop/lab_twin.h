// What tests of the lab and of the transport share: a run at a known step, and the same run in an engine of the test's
// own. The same experiment has the same numbers, bit for bit.
#pragma once

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "engine/api/session.h"
#include "engine/io/experiment_json.h"
#include "tests/desktop/desktop_harness.h"

namespace deltarule::test {

/// Pauses and goes back to the start.
inline void at_the_start(Desktop& desktop) {
  desktop.app().pause();
  desktop.app().reset();
  REQUIRE(desktop.until([&] { return desktop.state()["step"] == 0 && desktop.state()["status"] == "paused"; }, 5));
}

inline void step_to(Desktop& desktop, int step) {
  desktop.app().step(step - desktop.state()["step"].get<int>());
  REQUIRE(desktop.until([&] { return desktop.state()["step"] == step && desktop.state()["status"] == "paused"; }, 10));
}

/// The experiment of the page, begun anew.
class Twin {
 public:
  explicit Twin(Desktop& desktop) {
    const Result<Experiment> experiment = from_json(desktop.state()["experiment"].dump());
    REQUIRE(experiment);
    REQUIRE(session_.apply(command::Build{1, *experiment}));
    Subscription wanted;
    wanted.parameters = wanted.results = wanted.health = true;
    REQUIRE(session_.apply(command::Subscribe{wanted}));
  }
  /// After so many batches more.
  Snapshot after(std::uint32_t batches) {
    REQUIRE(session_.apply(command::Step{command::Unit::batch, batches}));
    while (session_.training()) session_.run(1000);
    Snapshot snapshot;
    session_.snapshot(snapshot);
    return snapshot;
  }

 private:
  Session session_;
};

}  // namespace deltarule::test

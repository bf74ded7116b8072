// A trial is opened as it was measured: on the experiment that the search began with, not on what has become of it.
#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "tests/desktop/desktop_harness.h"

namespace deltarule::test {

TEST_CASE("a trial opens on the experiment its search began with", "[desktop][tuning]") {
  Desktop desktop(
      {"--experiment", "#data=blobs&n=100&batch=10&l2=0.001&layers=dense(2,tanh)+dense(1,sigmoid)&opt=sgd&seed=3"});
  desktop.app().pause();
  desktop.activate(Role::tab, "Tuning");
  desktop.set_number("Rates", 1);
  desktop.set_number("Epochs each", 1);
  desktop.activate(Role::button, "Search");
  REQUIRE(desktop.until(
      [&] { return desktop.has(Role::button, "Open trial 1") && desktop.has(Role::button, "Search"); }, 20));
  // Live settings: the network stays, and with it the table.
  desktop.set_number("Batch size", 25);
  desktop.set_number("L2", 0.1);
  REQUIRE(desktop.state()["experiment"]["batch_size"] == 25);
  desktop.activate(Role::button, "Open trial 1");
  desktop.frames(5);
  const auto experiment = desktop.state()["experiment"];
  CHECK(experiment["batch_size"] == 10);
  CHECK(experiment["regularization"]["l2"] == 0.001);
}

}  // namespace deltarule::test

// The transport in the whole program: step units, a new seed, the speed, and what of it is kept.
#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/desktop/lab_twin.h"
#include "web/app/bench.h"
#include "web/app/transport.h"

namespace deltarule::test {
namespace {

constexpr const char* kCircle = "#data=circle&n=200&train=0.5&batch=10&layers=dense(4,tanh)+dense(1,sigmoid)&seed=7";

}  // namespace

TEST_CASE("a step is a sample, a batch or an epoch, as chosen", "[desktop][transport]") {
  Desktop desktop({"--experiment", kCircle});
  at_the_start(desktop);
  desktop.select("Step by", "batch");
  desktop.activate(Role::button, "Step");
  CHECK(desktop.until([&] { return desktop.state()["step"] == 1; }, 5));
  CHECK(desktop.state()["epoch"].get<double>() == 0.1);
  desktop.select("Step by", "epoch");
  desktop.activate(Role::button, "Step");
  CHECK(desktop.until([&] { return desktop.state()["epoch"] == 1; }, 5));
  CHECK(desktop.state()["step"] == 10);
  desktop.select("Step by", "sample");
  desktop.activate(Role::button, "Step");
  CHECK(desktop.until([&] { return desktop.state()["epoch"].get<double>() == 1.01; }, 5));
}

TEST_CASE("a new seed is another run on other points, and shown", "[desktop][transport]") {
  Desktop desktop({"--experiment", kCircle});
  at_the_start(desktop);
  const double loss = desktop.state()["trainLoss"].get<double>();
  desktop.activate(Role::button, "New seed");
  const auto seed = desktop.state()["experiment"]["seed"].get<unsigned>();
  CHECK(seed != 7);
  CHECK(desktop.item(Role::button, "New seed").value_text == std::to_string(seed));
  CHECK(desktop.until([&] { return desktop.state()["trainLoss"].is_number() && desktop.state()["trainLoss"] != loss; },
                      5));
  desktop.activate(Role::button, "New data");
  CHECK(desktop.state()["experiment"]["seed"].get<unsigned>() != seed);
}

TEST_CASE("slow motion takes two batches a second, full speed as many as it can", "[desktop][transport]") {
  Desktop desktop({"--experiment", kCircle});
  at_the_start(desktop);
  CHECK(desktop.item(Role::toggle, "auto").pressed);
  desktop.set_number("Speed", 0);
  CHECK_FALSE(desktop.item(Role::toggle, "auto").pressed);
  CHECK(desktop.item(Role::slider, "Speed").value_text == "2/s");
  desktop.app().play();
  REQUIRE(desktop.until([&] { return desktop.state()["step"] >= 2; }, 5));
  // However long the frames take here: the engine's clock allows no more than a rest's worth in advance.
  CHECK(desktop.state()["step"] < 12);
  desktop.set_number("Speed", kSpeedMax);
  CHECK(desktop.item(Role::slider, "Speed").value_text == "max");
  CHECK(desktop.until([&] { return desktop.state()["step"] > 5000; }, 10));
  desktop.activate(Role::toggle, "auto");
  CHECK(desktop.item(Role::toggle, "auto").pressed);
  CHECK(desktop.item(Role::slider, "Speed").value_text != "max");
}

TEST_CASE("speeds go from slow motion to no limit, and each is faster than the one before", "[desktop][transport]") {
  View view;
  view.speed = 0;
  CHECK(pace_of(view, 10).samples_per_second == 20);
  CHECK(pace_of(view, 10).growth == 1);
  for (int level = 1; level < kSpeedMax; ++level) {
    const double before = pace_of(view, 10).samples_per_second;
    view.speed = level;
    CHECK(pace_of(view, 10).samples_per_second > before * 3);
  }
  view.speed = kSpeedMax;
  CHECK(pace_of(view, 10).samples_per_second == 0);
  view.speed = kSpeedAuto;
  CHECK(pace_of(view, 10).growth > 1);
}

TEST_CASE("how it plays and what is shown on the map is kept with the view", "[desktop][transport]") {
  for (int speed = kSpeedAuto; speed <= kSpeedMax; ++speed) {
    for (const auto unit : {command::Unit::sample, command::Unit::batch, command::Unit::epoch}) {
      View view;
      view.speed = speed;
      view.step_unit = unit;
      view.boundary = speed % 2 == 0;
      CHECK(view_from_text(to_text(view)) == view);
    }
  }
}

}  // namespace deltarule::test

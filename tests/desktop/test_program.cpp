// The whole program natively, as a person uses it: it opens, learns, obeys its controls, and repeats itself.
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/desktop/desktop_harness.h"

namespace deltarule::test {
namespace {

void pause(Desktop& desktop) {
  desktop.app().pause();
  REQUIRE(desktop.until([&] { return desktop.state()["status"] == "paused"; }, 5));
}

nlohmann::json after_200_steps(Desktop& desktop) {
  desktop.app().step(200);
  REQUIRE(desktop.until([&] { return desktop.state()["step"] == 200; }, 10));
  return desktop.state();
}

}  // namespace

TEST_CASE("it opens on a network that learns by itself within seconds", "[desktop]") {
  Desktop desktop;
  REQUIRE(desktop.until([&] { return desktop.state()["status"] == "training"; }, 5));
  CHECK(desktop.until([&] { return desktop.state()["testAccuracy"].get<double>() >= 0.95; }, 10));
  // The first figure comes a moment after the first step.
  CHECK(desktop.until([&] { return desktop.state()["samplesPerSecond"].get<double>() > 1000; }, 5));
}

TEST_CASE("reset gives the same run again, to the last digit", "[desktop]") {
  Desktop desktop({"--experiment", "#data=circle&layers=dense(6,tanh)+dense(1,sigmoid)&opt=adam&lr=0.02&seed=5"});
  pause(desktop);
  desktop.app().reset();
  REQUIRE(desktop.until([&] { return desktop.state()["step"] == 0; }, 5));
  const nlohmann::json first = after_200_steps(desktop);
  desktop.app().reset();
  REQUIRE(desktop.until([&] { return desktop.state()["step"] == 0; }, 5));
  const nlohmann::json second = after_200_steps(desktop);
  CHECK(first["trainLoss"] == second["trainLoss"]);
  CHECK(first["testLoss"] == second["testLoss"]);
  CHECK(first["trainLoss"].get<double>() < 0.7);
}

TEST_CASE("controls change the experiment through the mirror", "[desktop]") {
  Desktop desktop;
  pause(desktop);
  desktop.set_number("Learning rate", 0.25);
  CHECK_THAT(desktop.state()["experiment"]["optimizer"]["learning_rate"].get<double>(),
             Catch::Matchers::WithinRel(0.25, 1e-3));
  desktop.select("Optimizer", "SGD");
  CHECK(desktop.state()["experiment"]["optimizer"]["name"] == "sgd");
  const auto layers = desktop.state()["experiment"]["model"].size();
  desktop.activate(Role::button, "Add a layer");
  CHECK(desktop.state()["experiment"]["model"].size() == layers + 1);
  desktop.activate(Role::radio, "Spiral");
  CHECK(desktop.state()["experiment"]["data"]["name"] == "spiral");
}

TEST_CASE("an experiment that cannot be is refused in words, and nothing changes", "[desktop]") {
  Desktop desktop;
  const auto before = desktop.state()["experiment"];
  const std::string error = desktop.app().set_experiment("data=spiral&layers=dense(900000,tanh)");
  CHECK(error.find("units") != std::string::npos);
  CHECK(desktop.state()["experiment"] == before);
}

TEST_CASE("the output map shows both classes once it has learned", "[desktop]") {
  Desktop desktop({"--experiment", "#data=blobs&layers=dense(4,tanh)+dense(1,sigmoid)&lr=0.03&noise=0&seed=1"});
  desktop.app().play();
  REQUIRE(desktop.until([&] { return desktop.state()["testAccuracy"].get<double>() >= 0.99; }, 10));
  desktop.frames(5);
  const MirrorRect map = desktop.item(Role::image, "Output").rect;
  int blue = 0, orange = 0;
  for (int row = 1; row < 20; ++row) {
    for (int column = 1; column < 20; ++column) {
      const auto fraction = [](int i) { return static_cast<float>(i) / 20; };
      const auto colour = desktop.pixel(map.x + map.width * fraction(column), map.y + map.height * fraction(row));
      blue += colour.blue > colour.red + 40 ? 1 : 0;
      orange += colour.red > colour.blue + 40 ? 1 : 0;
    }
  }
  CHECK(blue > 60);
  CHECK(orange > 60);
}

}  // namespace deltarule::test

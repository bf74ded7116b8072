// The health view's advice: it is for what is wrong, and fits the layer that it is about.
#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/desktop/desktop_harness.h"

namespace deltarule::test {
namespace {

/// What the view says after that many steps.
std::string hint(const std::string& experiment, int steps) {
  Desktop desktop({"--experiment", experiment});
  desktop.app().pause();
  REQUIRE(desktop.until([&] { return desktop.state()["status"] == "paused"; }, 5));
  desktop.activate(Role::tab, "Health");
  const int before = desktop.state()["step"];
  desktop.app().step(steps);
  REQUIRE(desktop.until(
      [&] { return desktop.state()["step"] == before + steps && desktop.state()["status"] == "paused"; }, 20));
  desktop.frames(6);
  return desktop.item(Role::status, "Health").value_text;
}

}  // namespace

TEST_CASE("small gradients of a run that has learned are no fault", "[desktop][health]") {
  for (const char* activation : {"tanh", "leaky_relu"}) {
    const std::string words = hint("#data=blobs&noise=0&n=200&batch=10&layers=dense(8," + std::string(activation) +
                                       ")+dense(8," + activation + ")+dense(1,sigmoid)&opt=adam&lr=0.03&seed=1",
                                   600);
    INFO(activation);
    CHECK(words.starts_with("Learned: "));
  }
}

TEST_CASE("where the gradient vanishes, the advice goes by the activation", "[desktop][health]") {
  // Small weights, eight times over, leave next to nothing.
  const auto deep = [](const std::string& activation) {
    std::string layers;
    for (int i = 0; i < 8; ++i) layers += "dense(4," + activation + ")+";
    return "#data=spiral&n=200&batch=10&init=normal&scale=0.1&opt=sgd&lr=0.01&seed=1&layers=" + layers +
           "dense(1,sigmoid)";
  };
  const std::string flat = hint(deep("sigmoid"), 20);
  CHECK(flat.starts_with("Vanishing gradient: "));
  CHECK(flat.find("layer 1,") != std::string::npos);
  CHECK(flat.find("Try ReLU") != std::string::npos);
  // Who has ReLU is not told to try it.
  const std::string straight = hint(deep("leaky_relu"), 20);
  INFO(straight);
  CHECK(straight.starts_with("Vanishing gradient: "));
  CHECK(straight.find("ReLU") == std::string::npos);
  CHECK(straight.find("initializer") != std::string::npos);
}

}  // namespace deltarule::test

// The scrubber through the mirror and under the mouse: the run as it was, nothing lost, and the same run again from
// there.
#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/desktop/lab_twin.h"

namespace deltarule::test {
namespace {

constexpr const char* kCircle =
    "#data=circle&n=200&train=0.5&batch=10&layers=dense(4,tanh)+dense(1,sigmoid)&opt=sgd&lr=0.1&seed=7";
constexpr int kEpoch = 10;  // batches

/// The losses at the ends of the epochs; the run stands at the last.
std::vector<double> losses_of(Desktop& desktop, int epochs) {
  at_the_start(desktop);
  std::vector<double> losses;
  for (int epoch = 0; epoch <= epochs; ++epoch) {
    if (epoch > 0) step_to(desktop, epoch * kEpoch);
    losses.push_back(desktop.state()["trainLoss"].get<double>());
  }
  return losses;
}

bool at_epoch(Desktop& desktop, double epoch) {
  return desktop.until([&] { return desktop.state()["epoch"] == epoch; }, 5);
}

}  // namespace

TEST_CASE("dragging the scrubber shows the run as it was, and loses nothing", "[desktop][history]") {
  Desktop desktop({"--experiment", kCircle});
  const std::vector<double> losses = losses_of(desktop, 6);
  const MirrorItem track = desktop.item(Role::slider, "History");
  CHECK(track.max == 6);
  CHECK(track.value == 6);
  CHECK(track.value_text == "Epoch 6 of 6");
  CHECK_FALSE(desktop.has(Role::button, "Continue from here"));

  const auto place = [&](double epoch) { return track.rect.x + track.rect.width * static_cast<float>(epoch / 6); };
  const float y = track.rect.y + track.rect.height / 2;
  float from = place(6);
  for (const int epoch : {2, 5, 0, 3}) {
    CAPTURE(epoch);
    desktop.drag(from, y, place(epoch), y);
    from = place(epoch);
    REQUIRE(at_epoch(desktop, epoch));
    CHECK(desktop.state()["step"] == epoch * kEpoch);
    CHECK(desktop.state()["trainLoss"].get<double>() == losses[static_cast<std::size_t>(epoch)]);
    CHECK(desktop.item(Role::slider, "History").value == epoch);
    CHECK(desktop.item(Role::slider, "History").value_text == "Epoch " + std::to_string(epoch) + " of 6");
  }
  desktop.activate(Role::button, "Back to latest");
  REQUIRE(at_epoch(desktop, 6));
  CHECK(desktop.state()["trainLoss"].get<double>() == losses[6]);
  CHECK(desktop.item(Role::slider, "History").max == 6);
  CHECK_FALSE(desktop.has(Role::button, "Continue from here"));
}

TEST_CASE("going on from the past is the same run again, and what came after is forgotten", "[desktop][history]") {
  Desktop desktop({"--experiment", kCircle});
  const std::vector<double> losses = losses_of(desktop, 6);
  desktop.set_number("History", 2);
  REQUIRE(at_epoch(desktop, 2));
  step_to(desktop, 4 * kEpoch);
  CHECK(desktop.state()["trainLoss"].get<double>() == losses[4]);
  CHECK(desktop.item(Role::slider, "History").max == 4);
  CHECK(desktop.item(Role::slider, "History").value_text == "Epoch 4 of 4");
}

TEST_CASE("\"Continue from here\" plays from there", "[desktop][history]") {
  Desktop desktop({"--experiment", kCircle});
  losses_of(desktop, 6);
  desktop.set_number("Speed", 0);  // two batches a second
  desktop.set_number("History", 2);
  REQUIRE(at_epoch(desktop, 2));
  desktop.activate(Role::button, "Continue from here");
  REQUIRE(desktop.until([&] { return desktop.state()["step"] > 2 * kEpoch; }, 5));
  desktop.app().pause();
  REQUIRE(desktop.until([&] { return desktop.state()["status"] == "paused"; }, 5));
  CHECK(desktop.state()["step"] < 4 * kEpoch);
  CHECK_FALSE(desktop.has(Role::button, "Continue from here"));
  CHECK(desktop.item(Role::slider, "History").max <= 4);
}

}  // namespace deltarule::test

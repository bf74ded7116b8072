// The loss landscape through the mirror: it arrives whole, is drawn in several colours, turns, and follows the network.
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "tests/desktop/lab_twin.h"
#include "web/app/landscape.h"
#include "web/viz/landscape_surface.h"

namespace deltarule::test {
namespace {

constexpr const char* kOneNeuron = "#data=blobs&noise=0.2&layers=dense(1,sigmoid)&opt=sgd&lr=0.05&batch=10&seed=4";

void open(Desktop& desktop) {
  at_the_start(desktop);
  desktop.activate(Role::tab, "Landscape");
}

std::string picture(Desktop& desktop) {
  return desktop.has(Role::image, "Landscape") ? desktop.item(Role::image, "Landscape").value_text : std::string();
}

bool whole(Desktop& desktop) {
  return desktop.until([&] { return picture(desktop).find("the network is at") != std::string::npos; }, 20);
}

/// Every third pixel of the picture, as one text.
std::string pixels(Desktop& desktop, int* colours = nullptr) {
  desktop.frames(2);
  const MirrorRect at = desktop.item(Role::image, "Landscape").rect;
  std::string all;
  std::set<int> seen;
  for (float y = at.y + 3; y < at.y + at.height; y += 9) {
    for (float x = at.x + 3; x < at.x + at.width; x += 9) {
      const auto c = desktop.pixel(x, y);
      all += {static_cast<char>(c.red), static_cast<char>(c.green), static_cast<char>(c.blue)};
      seen.insert(c.red >> 4 << 8 | c.green >> 4 << 4 | c.blue >> 4);
    }
  }
  if (colours) *colours = static_cast<int>(seen.size());
  return all;
}

}  // namespace

TEST_CASE("the loss surface arrives whole, in many colours, and turns", "[desktop][landscape]") {
  Desktop desktop({"--experiment", kOneNeuron, "--theme", "light"});
  open(desktop);
  REQUIRE(whole(desktop));
  int colours = 0;
  const std::string before = pixels(desktop, &colours);
  CHECK(colours > 20);
  CHECK(pixels(desktop) == before);  // nothing changed, nothing moves
  desktop.set_number("Turn", 100);
  CHECK(pixels(desktop) != before);
  for (const char* axes : {"Random directions", "Two weights"}) {
    desktop.select("Axes", axes);
    CHECK(whole(desktop));
  }
}

TEST_CASE("the ball rolls down while it trains", "[desktop][landscape]") {
  Desktop desktop({"--experiment", kOneNeuron});
  open(desktop);
  REQUIRE(whole(desktop));
  const std::string before = picture(desktop), seen = pixels(desktop);
  desktop.app().step(100);
  REQUIRE(desktop.until([&] { return desktop.state()["step"] == 100 && picture(desktop) != before; }, 10));
  CHECK(pixels(desktop) != seen);
}

TEST_CASE("three learning rates start together and end apart", "[desktop][landscape]") {
  Desktop desktop({"--experiment", kOneNeuron});
  open(desktop);
  REQUIRE(whole(desktop));
  desktop.activate(Role::toggle, "compare learning rates");
  const auto loss = [&](const char* rate) {
    const std::string name = std::string("Learning rate ") + rate;
    if (!desktop.has(Role::status, name)) return -1.0;
    const std::string words = desktop.item(Role::status, name).value_text;
    return words[0] >= '0' && words[0] <= '9' ? std::strtod(words.c_str(), nullptr) : -1.0;
  };
  REQUIRE(desktop.until([&] { return loss("0.005") > 0 && loss("0.050") > 0 && loss("0.500") >= 0; }, 20));
  CHECK(loss("0.005") > loss("0.050"));
  CHECK(desktop.has(Role::button, "Replay"));
}

TEST_CASE("one weight alone is a curve with its slope", "[desktop][landscape]") {
  Desktop desktop({"--experiment", kOneNeuron});
  open(desktop);
  REQUIRE(whole(desktop));
  desktop.select("Second weight", "none: a curve");
  CHECK(desktop.until([&] { return picture(desktop).find("slope") != std::string::npos; }, 10));
  CHECK_FALSE(desktop.has(Role::slider, "Turn"));
}

TEST_CASE("one steep corner does not flatten the surface", "[app][landscape]") {
  std::vector<float> losses(100, 1);
  for (std::size_t i = 0; i < losses.size(); ++i) losses[i] = 1 + static_cast<float>(i) / 100;
  losses[99] = 1e6f;
  losses[98] = INFINITY;
  losses[97] = NAN;
  for (const bool logarithmic : {false, true}) {
    const SurfaceScale scale = surface_scale(losses, logarithmic);
    CHECK(scale.height(1) == 0);
    CHECK(scale.height(1.5f) > 0.2f);
    CHECK(scale.height(1.5f) < 0.8f);
    for (const std::size_t i : {97, 98, 99}) CHECK(scale.height(losses[i]) == 1);
  }
}

TEST_CASE("what the surface is at a place between its points", "[app][landscape]") {
  Landscape landscape;
  landscape.side = 2;
  landscape.losses = {0, 1, 2, 5};
  CHECK(loss_at(landscape, 0, 0) == 0);
  CHECK(loss_at(landscape, 1, 1) == 5);
  CHECK(loss_at(landscape, 0.5f, 0) == 0.5f);
  CHECK(loss_at(landscape, 0.5f, 0.5f) == 2);
}

}  // namespace deltarule::test

// The output map in the whole program: own points by mouse and by keyboard, the boundary, a neuron's response.
#include <imgui.h>

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/desktop/desktop_harness.h"

namespace deltarule::test {
namespace {

constexpr const char* kLearned =
    "#data=blobs&noise=0&n=200&batch=10&layers=dense(4,tanh)+dense(1,sigmoid)&lr=0.03&seed=1";

/// After a few hundred steps, at rest.
void learn(Desktop& desktop, int steps = 300) {
  desktop.app().pause();
  REQUIRE(desktop.until([&] { return desktop.state()["status"] == "paused"; }, 5));
  const int before = desktop.state()["step"];
  desktop.app().step(steps);
  REQUIRE(desktop.until(
      [&] { return desktop.state()["step"] == before + steps && desktop.state()["status"] == "paused"; }, 10));
  desktop.frames(6);
}

struct Mouse {
  Desktop& desktop;
  void move(float x, float y) {
    ImGui::GetIO().AddMousePosEvent(x, y);
    desktop.frames(2);
  }
  void press(bool down) {
    ImGui::GetIO().AddMouseButtonEvent(0, down);
    desktop.frames(2);
  }
  /// A straight stroke in a few moves.
  void drag(float x1, float y1, float x2, float y2) {
    move(x1, y1);
    press(true);
    for (int i = 1; i <= 4; ++i)
      move(x1 + (x2 - x1) * static_cast<float>(i) / 4, y1 + (y2 - y1) * static_cast<float>(i) / 4);
    press(false);
  }
};

MirrorRect map_of(Desktop& desktop) { return desktop.item(Role::image, "Output").rect; }

std::size_t point_count(Desktop& desktop) { return desktop.state()["experiment"]["data"]["points"].size(); }

void add_by_text(Desktop& desktop, const std::string& text) { desktop.set_text("Add a point", text); }

/// The page's words about what was not possible; empty if nothing is said.
std::string message(Desktop& desktop) {
  desktop.frames(3);
  for (const MirrorItem& item : desktop.items()) {
    if (item.group == "Message" && item.role == Role::status) return item.name + item.value_text;
  }
  return {};
}

}  // namespace

TEST_CASE("painting makes a set one's own, a point every few pixels of the stroke", "[desktop][output]") {
  Desktop desktop({"--experiment", kLearned});
  desktop.app().pause();
  desktop.frames(10);
  desktop.activate(Role::radio, "Paint class 1");
  const MirrorRect map = map_of(desktop);
  Mouse mouse{desktop};
  // Bottom left to bottom right, far from all blobs: a point at once, then one every ten pixels.
  const float y = map.y + map.height * 0.95f, x = map.x + map.width * 0.2f;
  mouse.drag(x, y, x + 104, y);
  const auto data = desktop.state()["experiment"]["data"];
  CHECK(data["name"] == "custom");
  REQUIRE(data["points"].size() == 200 + 11);
  for (std::size_t i = 200; i < 211; ++i) {
    CHECK(data["points"][i][2] == 0);
    CHECK(std::abs(data["points"][i][1].get<double>() + 5.4) < 0.1);
  }
}

TEST_CASE("an own point more and the network still knows what it had learned", "[desktop][output]") {
  Desktop desktop({"--experiment", kLearned});
  learn(desktop);
  const double accuracy = desktop.state()["testAccuracy"].get<double>();
  REQUIRE(accuracy > 0.9);
  const int step = desktop.state()["step"];
  add_by_text(desktop, "-5, 5, 1");
  desktop.frames(20);
  CHECK(desktop.state()["experiment"]["data"]["name"] == "custom");
  CHECK(desktop.state()["step"] == step);
  CHECK(desktop.state()["testAccuracy"].get<double>() > 0.9);
}

TEST_CASE("erasing takes the points under the pointer, and only those", "[desktop][output]") {
  Desktop desktop(
      {"--experiment", "#data=custom&points=-4,-4,0;-3,-4,0;4,4,1;4,3,1;0,0,1&batch=1&layers=dense(1,sigmoid)"});
  desktop.app().pause();
  desktop.frames(10);
  REQUIRE(point_count(desktop) == 5);
  desktop.activate(Role::radio, "Erase points");
  const MirrorRect map = map_of(desktop);
  Mouse mouse{desktop};
  mouse.move(map.x + map.width / 2, map.y + map.height / 2);
  mouse.press(true);
  mouse.press(false);
  CHECK(point_count(desktop) == 4);
  // Over nothing: nothing happens.
  mouse.drag(map.x + 20, map.y + 20, map.x + 60, map.y + 20);
  CHECK(point_count(desktop) == 4);
}

TEST_CASE("after clearing, the first point begins a new set", "[desktop][output]") {
  Desktop desktop({"--experiment", kLearned});
  desktop.app().pause();
  desktop.frames(10);
  desktop.activate(Role::button, "Clear all points");
  // An experiment needs points: it has those of before until the first new one.
  CHECK(desktop.state()["experiment"]["data"]["name"] == "blobs");
  add_by_text(desktop, "1.5, -2, 1");
  CHECK(desktop.state()["experiment"]["data"]["name"] == "custom");
  REQUIRE(point_count(desktop) == 1);
  CHECK(desktop.state()["experiment"]["data"]["points"][0] == nlohmann::json::array({1.5, -2, 0}));
  add_by_text(desktop, "1 2 3");
  REQUIRE(point_count(desktop) == 2);
  CHECK(desktop.state()["experiment"]["data"]["points"][1] == nlohmann::json::array({1, 2, 2}));
  // The set that was made is there to go back to.
  desktop.activate(Role::radio, "Circle");
  CHECK(desktop.state()["experiment"]["data"]["name"] == "circle");
  desktop.activate(Role::radio, "Own points");
  CHECK(point_count(desktop) == 2);
}

TEST_CASE("a point that is none is refused in words", "[desktop][output]") {
  for (const char* text : {"1", "1, 2, 9", "1, 2, 1.5", "7, 0, 1", "nan, 0, 1", "a, b, c", "1, 2, 1, 4"}) {
    Desktop desktop({"--experiment", kLearned});
    desktop.app().pause();
    desktop.frames(5);
    add_by_text(desktop, text);
    INFO(text);
    CHECK(desktop.state()["experiment"]["data"]["name"] == "blobs");
    CHECK(message(desktop).find("Add a point") != std::string::npos);
  }
}

TEST_CASE("values are painted on a regression set, and it stays one", "[desktop][output]") {
  Desktop desktop({"--experiment", "#data=plane&n=100&layers=dense(4,tanh)+dense(1,linear)"});
  desktop.app().pause();
  desktop.frames(10);
  desktop.activate(Role::button, "Clear all points");
  desktop.activate(Role::radio, "Paint value 0.9");
  add_by_text(desktop, "1, 1");
  REQUIRE(point_count(desktop) == 1);
  CHECK(desktop.state()["experiment"]["data"]["points"][0][2] == 0.9);
  CHECK(desktop.state()["testAccuracy"].is_null());
  CHECK(desktop.state()["experiment"]["model"].back()["activation"] == "linear");
}

TEST_CASE("the boundary is a line of ink where the class changes", "[desktop][output]") {
  Desktop desktop({"--theme", "light", "--experiment", kLearned});
  learn(desktop);
  const MirrorRect map = map_of(desktop);
  const auto darkest = [&] {
    // Blobs lie at the ends of one diagonal; the boundary crosses it.
    int lowest = 255;
    for (float at = 0.2f; at < 0.8f; at += 0.5f / map.width) {
      const auto colour = desktop.pixel(map.x + map.width * at, map.y + map.height * (1 - at));
      lowest = std::min(lowest, std::max({colour.red, colour.green, colour.blue}));
    }
    return lowest;
  };
  CHECK(darkest() > 150);
  desktop.activate(Role::toggle, "boundary");
  desktop.frames(6);
  CHECK(darkest() < 120);
}

TEST_CASE("pointing at a neuron shows its response on the map until the pointer leaves", "[desktop][output]") {
  Desktop desktop({"--experiment", kLearned});
  learn(desktop);
  const MirrorRect map = map_of(desktop);
  const auto corners = [&] {
    std::vector<int> colours;
    for (const float fx : {0.06f, 0.94f}) {
      for (const float fy : {0.06f, 0.94f}) {
        const auto c = desktop.pixel(map.x + map.width * fx, map.y + map.height * fy);
        colours.insert(colours.end(), {c.red, c.blue});
      }
    }
    return colours;
  };
  const auto answer = corners();
  Mouse mouse{desktop};
  const auto input = std::find_if(desktop.items().begin(), desktop.items().end(), [](const MirrorItem& item) {
    return item.group == "Network" && item.name.ends_with("x\xE2\x82\x81");
  });
  REQUIRE(input != desktop.items().end());
  mouse.move(input->rect.x + input->rect.width / 2, input->rect.y + input->rect.height / 2);
  desktop.frames(3);
  // x1 itself: left orange, right blue, the same above and below.
  const auto now = corners();
  CHECK(now[0] > now[1] + 40);
  CHECK(now[2] > now[3] + 40);
  CHECK(now[5] > now[4] + 40);
  CHECK(now[7] > now[6] + 40);
  mouse.move(3, 3);
  desktop.frames(3);
  CHECK(corners() == answer);
}

}  // namespace deltarule::test

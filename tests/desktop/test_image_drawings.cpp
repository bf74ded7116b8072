// The pad by keyboard, and drawings that are added to what is learned: seen, counted, taken back, kept through a change
// of the images.
#include <catch2/catch_test_macros.hpp>
#include <cstdint>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "engine/experiment/drawings.h"
#include "tests/desktop/desktop_harness.h"
#include "tests/desktop/shapes.h"

using namespace deltarule;
using deltarule::test::Desktop;
using deltarule::test::train_a_little;

namespace {

void draw_a_bar(Desktop& desktop) {
  const MirrorRect pad = desktop.item(Role::pad, "Draw").rect;
  desktop.drag(pad.x + pad.width / 2, pad.y + 20, pad.x + pad.width / 2, pad.y + pad.height - 20);
  REQUIRE(desktop.until([&] { return desktop.has(Role::status, "Answer"); }, 5));
}

std::string drawings(Desktop& desktop) {
  const nlohmann::json data = desktop.state()["experiment"]["data"];
  return data.contains("drawings") ? data["drawings"].get<std::string>() : std::string();
}

/// What is said of the pen: "up, row 15, column 15".
std::string pen(Desktop& desktop) { return desktop.item(Role::status, "Pen").value_text; }

}  // namespace

TEST_CASE("image drawings: the pad by keyboard draws, lifts and clears, and says where the pen is") {
  Desktop desktop({"--experiment", "data=shapes", "--size", "1280x800"});
  train_a_little(desktop);
  CHECK(desktop.item(Role::pad, "Draw").value_text.find("arrow keys") != std::string::npos);
  CHECK(!desktop.has(Role::status, "Pen"));
  const int step = desktop.state()["step"];
  desktop.focus(Role::pad, "Draw");
  CHECK(pen(desktop) == "up, row 15, column 15");
  for (int i = 0; i < 2; ++i) desktop.press(ImGuiKey_UpArrow, true);
  desktop.press(ImGuiKey_LeftArrow);
  CHECK(pen(desktop) == "up, row 5, column 14");
  CHECK(!desktop.has(Role::status, "Answer"));
  desktop.press(ImGuiKey_Space);
  CHECK(pen(desktop) == "down, row 5, column 14");
  for (int i = 0; i < 4; ++i) desktop.press(ImGuiKey_DownArrow, true);
  CHECK(pen(desktop) == "down, row 25, column 14");
  REQUIRE(desktop.until([&] { return desktop.has(Role::status, "Answer"); }, 5));
  // Ink from end to end, and nowhere else.
  const MirrorRect pad = desktop.item(Role::pad, "Draw").rect;
  const auto ink_at = [&](float row, float column) {
    const auto paper = desktop.pixel(pad.x + pad.width * 0.1F, pad.y + pad.height * 0.5F);
    const auto here = desktop.pixel(pad.x + pad.width * column / 28, pad.y + pad.height * row / 28);
    return std::abs(here.red - paper.red) > 60;
  };
  desktop.press(ImGuiKey_Enter);  // up again
  for (int i = 0; i < 2; ++i) desktop.press(ImGuiKey_RightArrow, true);
  CHECK(pen(desktop) == "up, row 25, column 24");
  for (const float row : {5.F, 12.F, 20.F}) {
    CHECK(ink_at(row, 13.5F));
    CHECK(!ink_at(row, 19));
  }
  // The edges hold it.
  for (int i = 0; i < 3; ++i) desktop.press(ImGuiKey_DownArrow, true);
  CHECK(pen(desktop) == "up, row 28, column 24");
  desktop.press(ImGuiKey_Delete);
  CHECK(desktop.until([&] { return !desktop.has(Role::status, "Answer"); }, 5));
  // None of these keys were for the transport.
  CHECK(desktop.state()["step"] == step);
  CHECK(desktop.state()["status"] == "paused");
}

TEST_CASE("image drawings: one is added with its class while it trains, is shown with its class, and goes again") {
  Desktop desktop({"--experiment", "data=shapes", "--size", "1280x800"});
  train_a_little(desktop);
  CHECK(!desktop.has(Role::button, "Add to training set"));
  draw_a_bar(desktop);
  CHECK(desktop.item(Role::button, "Add to training set").disabled);
  const double loss = desktop.state()["testLoss"];
  desktop.select("Class of the drawing", "3");
  CHECK(!desktop.item(Role::button, "Add to training set").disabled);
  desktop.activate(Role::button, "Add to training set");
  REQUIRE(desktop.until([&] { return drawings(desktop).starts_with("3:"); }, 5));
  // The network and its curves go on.
  CHECK(desktop.state()["step"] == 12);
  CHECK(desktop.state()["testLoss"] == loss);
  CHECK(desktop.item(Role::button, "Add to training set").disabled);  // it is there already
  CHECK(desktop.item(Role::status, "Added drawings").value_text.starts_with("1 drawing trains with the images: 3"));
  CHECK(desktop.has(Role::radio, "Drawing 1 of class 3"));
  desktop.app().step(3);
  REQUIRE(desktop.until([&] { return desktop.state()["step"] == 15; }, 20));

  // What is seen is what was added, noise and all.
  desktop.set_number("Noise", 0.3);
  desktop.select("Class of the drawing", "1");
  desktop.activate(Role::button, "Add to training set");
  REQUIRE(desktop.until([&] { return drawings(desktop).find(",1:") != std::string::npos; }, 5));
  const auto read = read_drawings(drawings(desktop));
  REQUIRE(read);
  REQUIRE(read->size() == 2);
  int other = 0;
  for (std::size_t i = 0; i < 784; ++i) other += (*read)[0].pixels[i] != (*read)[1].pixels[i] ? 1 : 0;
  CHECK(other > 150);
  REQUIRE(desktop.has(Role::radio, "Drawing 1 of class 1"));
  desktop.activate(Role::radio, "Drawing 1 of class 1");
  CHECK(desktop.item(Role::radio, "Drawing 1 of class 1").pressed);

  desktop.activate(Role::button, "Remove the last");
  REQUIRE(desktop.until([&] { return drawings(desktop).find(',') == std::string::npos; }, 5));
  CHECK(!desktop.has(Role::radio, "Drawing 1 of class 1"));
  CHECK(desktop.has(Role::radio, "Drawing 1 of class 3"));
  desktop.activate(Role::button, "Remove all");
  CHECK(desktop.until([&] { return drawings(desktop).empty() && !desktop.has(Role::status, "Added drawings"); }, 5));
  CHECK(desktop.state()["step"] == 15);
}

TEST_CASE("image drawings: they wait while other images are learned") {
  Desktop desktop({"--experiment", "data=shapes", "--size", "1280x800"});
  train_a_little(desktop);
  draw_a_bar(desktop);
  desktop.select("Class of the drawing", "2");
  desktop.activate(Role::button, "Add to training set");
  REQUIRE(desktop.until([&] { return drawings(desktop).starts_with("2:"); }, 5));
  const std::string text = drawings(desktop);
  CHECK(desktop.state()["link"].get<std::string>().find("drawings=" + text) != std::string::npos);
  desktop.select("Images to learn", "Digits");
  REQUIRE(desktop.until([&] { return desktop.state()["experiment"]["data"]["name"] == "mnist"; }, 5));
  CHECK(drawings(desktop).empty());
  desktop.select("Images to learn", "Shapes");
  REQUIRE(desktop.until([&] { return desktop.state()["experiment"]["data"]["name"] == "shapes"; }, 5));
  CHECK(drawings(desktop) == text);
}

TEST_CASE("image drawings: they come with a link, and those of classes that are not used rest") {
  std::string text;
  const auto add = [&](std::uint8_t label) {
    Drawing drawing{label, std::vector<std::uint8_t>(784)};
    for (std::size_t row = 4; row < 24; ++row) drawing.pixels[row * 28 + 14] = 255;
    REQUIRE(append_drawing(text, written_drawing(drawing)));
  };
  add(3);
  add(1);
  add(3);
  Desktop desktop({"--experiment", "data=shapes&classes=1,2&layers=flatten+dense(2,softmax)&drawings=" + text, "--size",
                   "1280x800"});
  REQUIRE(desktop.until([&] { return !desktop.state()["trainLoss"].is_null(); }, 20));
  CHECK(desktop.item(Role::status, "Added drawings").value_text.starts_with("3 drawings train with the images: 1"));
  CHECK(desktop.item(Role::status, "Added drawings").value_text.find("2 of classes that are not used") !=
        std::string::npos);
  CHECK(desktop.has(Role::radio, "Drawing 1 of class 1"));
  CHECK(!desktop.has(Role::radio, "Drawing 1 of class 3"));
  desktop.select("Classes", "all classes");
  REQUIRE(desktop.until([&] { return desktop.has(Role::radio, "Drawing 2 of class 3"); }, 5));
  // Added by the name of its class, whatever its number among those that are used.
  desktop.select("Classes", "two classes");
  desktop.select("Class 1 is", "3");
  REQUIRE(desktop.until([&] { return desktop.state()["experiment"]["data"]["classes"] == "0,3"; }, 5));
  REQUIRE(desktop.until([&] { return !desktop.state()["trainLoss"].is_null(); }, 20));
  draw_a_bar(desktop);
  desktop.select("Class of the drawing", "3");
  desktop.activate(Role::button, "Add to training set");
  REQUIRE(desktop.until([&] { return drawings(desktop).size() > text.size(); }, 5));
  CHECK(drawings(desktop).substr(text.size()).starts_with(",3:"));
}

TEST_CASE("image drawings: when there is no room for another, it says so and keeps those that are there") {
  std::string text;
  Drawing full{1, std::vector<std::uint8_t>(784, 200)}, blank{1, std::vector<std::uint8_t>(784)};
  for (const Drawing* drawing : {&full, &blank})
    while (append_drawing(text, written_drawing(*drawing))) continue;
  Desktop desktop({"--experiment", "data=shapes&drawings=" + text, "--size", "1280x800"});
  REQUIRE(desktop.until([&] { return !desktop.state()["trainLoss"].is_null(); }, 20));
  draw_a_bar(desktop);
  desktop.select("Class of the drawing", "0");
  desktop.activate(Role::button, "Add to training set");
  CHECK(desktop.until([&] { return desktop.has(Role::status, "Message"); }, 5));
  CHECK(desktop.item(Role::status, "Message").value_text.find("no room for another drawing") != std::string::npos);
  CHECK(drawings(desktop) == text);
}

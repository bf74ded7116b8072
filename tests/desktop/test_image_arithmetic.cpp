// Networks taken apart in the scene of images: softmax with its exponentials, flatten, a window that slides, and a
// drawing that is shifted.
#include <algorithm>
#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/desktop/desktop_harness.h"
#include "tests/desktop/shapes.h"

using namespace deltarule;
using deltarule::test::Desktop;
using deltarule::test::train_a_little;

namespace {

/// Chooses the layer whose name ends so.
void take_apart(Desktop& desktop, std::string_view ending) {
  desktop.activate(Role::tab, "Arithmetic");
  REQUIRE(desktop.until([&] { return desktop.has(Role::select, "Layer"); }, 5));
  for (int number = 1; number < 12; ++number) {
    const std::string name = std::to_string(number) + " " + std::string(ending);
    const std::vector<std::string> offered = desktop.item(Role::select, "Layer").options;
    if (std::find(offered.begin(), offered.end(), name) == offered.end()) continue;
    return desktop.select("Layer", name);
  }
  FAIL("no layer can be taken apart as " << ending);
}

}  // namespace

TEST_CASE("image arithmetic: the exponentials of softmax are those of the engine's answers") {
  Desktop desktop({"--experiment", "data=shapes", "--size", "1280x800"});
  train_a_little(desktop);
  take_apart(desktop, "softmax");
  REQUIRE(desktop.until([&] { return desktop.has(Role::status, "softmax 0"); }, 5));
  double highest = -1e9, powers = 0;
  for (int i = 0; desktop.has(Role::status, "softmax " + std::to_string(i)); ++i) {
    double z = 0, power = 0, share = 0, answer = 0;
    const std::string words = desktop.item(Role::status, "softmax " + std::to_string(i)).value_text;
    REQUIRE(std::sscanf(words.c_str(), "z %lf, e^(z - max) %lf, %lf %%", &z, &power, &share) == 3);
    const std::string answered = desktop.item(Role::status, "Answer " + std::to_string(i)).value_text;
    REQUIRE(std::sscanf(answered.c_str(), "%lf %%", &answer) == 1);
    CHECK(share == Catch::Approx(answer).margin(0.06));
    highest = std::max(highest, z);
    powers += power;
  }
  REQUIRE(powers >= 1);
  for (int i = 0; desktop.has(Role::status, "softmax " + std::to_string(i)); ++i) {
    double z = 0, power = 0, share = 0;
    const std::string words = desktop.item(Role::status, "softmax " + std::to_string(i)).value_text;
    std::sscanf(words.c_str(), "z %lf, e^(z - max) %lf, %lf %%", &z, &power, &share);
    CHECK(power == Catch::Approx(std::exp(z - highest)).margin(0.002));
    CHECK(share == Catch::Approx(100 * power / powers).margin(0.02));
  }
}

TEST_CASE("image arithmetic: flatten says where each number of its line comes from") {
  Desktop desktop({"--experiment", "data=shapes", "--size", "1280x800"});
  train_a_little(desktop);
  take_apart(desktop, "flatten");
  const auto place = [&](std::string_view words) {
    for (const MirrorItem& item : desktop.items())
      if (item.role == Role::status && item.name.starts_with(words)) return true;
    return false;
  };
  CHECK(desktop.until([&] { return place("Map 1, row 1, column 1 becomes number 1 of "); }, 5));
  desktop.set_number("Number", 2);
  CHECK(desktop.until([&] { return place("Map 1, row 1, column 2 becomes number 2 of "); }, 5));
}

TEST_CASE("image arithmetic: the window slides to the next place by itself, and stops when it is told to") {
  Desktop desktop({"--experiment", "data=shapes", "--size", "1280x800"});
  train_a_little(desktop);
  take_apart(desktop, "conv2d");
  REQUIRE(desktop.until([&] { return desktop.has(Role::slider, "Column"); }, 5));
  desktop.set_number("Row", 1);
  desktop.set_number("Column", 1);
  desktop.activate(Role::button, "Slide the window");
  CHECK(desktop.until([&] { return desktop.item(Role::slider, "Column").value >= 3; }, 10));
  desktop.activate(Role::button, "Stop the window");
  REQUIRE(desktop.until([&] { return desktop.has(Role::button, "Slide the window"); }, 5));
}

TEST_CASE("image arithmetic: a drawing that is shifted is another picture for the network") {
  Desktop desktop({"--experiment", "data=shapes", "--size", "1280x800"});
  train_a_little(desktop);
  const MirrorRect pad = desktop.item(Role::pad, "Draw").rect;
  desktop.drag(pad.x + pad.width / 2, pad.y + 20, pad.x + pad.width / 2, pad.y + pad.height - 20);
  REQUIRE(desktop.until([&] { return desktop.has(Role::status, "Answer"); }, 5));
  const std::string before = desktop.item(Role::status, "Answer").value_text;
  desktop.set_number("Shift right", 6);
  CHECK(desktop.until([&] { return desktop.item(Role::status, "Answer").value_text != before; }, 5));
  desktop.set_number("Shift right", 0);
  CHECK(desktop.until([&] { return desktop.item(Role::status, "Answer").value_text == before; }, 5));
}

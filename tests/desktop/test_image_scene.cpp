// The scene of images in the desktop program: presets, filters, mistakes of a cell, a drawing that is turned.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "tests/desktop/desktop_harness.h"
#include "tests/desktop/shapes.h"

using namespace deltarule;
using deltarule::test::Desktop;
using deltarule::test::train_a_little;

TEST_CASE("image scene: filters are pictures, and a cell of the confusion matrix opens its images") {
  Desktop desktop({"--experiment", "data=shapes", "--size", "1280x800"});
  train_a_little(desktop);
  desktop.activate(Role::tab, "Filters");
  CHECK(desktop.item(Role::image, "Filters").value_text ==
        "8 \xC3\x97 1 \xC3\x97 3\xC3\x97"
        "3");

  desktop.activate(Role::tab, "Results");
  std::string cell;
  REQUIRE(desktop.until(
      [&] {
        for (const MirrorItem& item : desktop.items())
          if (item.role == Role::button && item.name.find(" taken for ") != std::string::npos) cell = item.name;
        return !cell.empty();
      },
      10));
  const int count = std::stoi(cell);
  desktop.activate(Role::button, cell);
  REQUIRE(desktop.until([&] { return desktop.item(Role::tab, "Mistakes").pressed; }, 5));
  const auto shown = [&] {
    return std::count_if(desktop.items().begin(), desktop.items().end(),
                         [](const MirrorItem& i) { return i.role == Role::status && i.name == "Mistakes"; });
  };
  CHECK(desktop.until([&] { return shown() == std::min(count, 30); }, 5));
}

TEST_CASE("image scene: a preset becomes the network, and its layers can be moved and removed") {
  Desktop desktop({"--experiment", "data=shapes", "--size", "1280x800"});
  train_a_little(desktop);
  desktop.select("Preset", "MLP 784-128-10");
  REQUIRE(desktop.until([&] { return desktop.state()["experiment"]["model"].size() == 3; }, 5));
  REQUIRE(desktop.until([&] { return !desktop.state()["trainLoss"].is_null(); }, 20));
  const auto card = [&](std::string_view begin) {
    for (const MirrorItem& item : desktop.items())
      if (item.name.starts_with(begin)) return item.name;
    return std::string();
  };
  REQUIRE(desktop.until([&] { return card("Layer 2: dense").find("w") != std::string::npos; }, 5));
  desktop.activate(Role::toggle, card("Layer 2: dense"));
  desktop.activate(Role::button, "Remove a layer");
  CHECK(desktop.until([&] { return desktop.state()["experiment"]["model"].size() == 2; }, 5));
}

TEST_CASE("image scene: what is drawn is answered, turned and cleared") {
  Desktop desktop({"--experiment", "data=shapes", "--size", "1280x800"});
  train_a_little(desktop);
  const MirrorRect pad = desktop.item(Role::pad, "Draw").rect;
  desktop.drag(pad.x + pad.width / 2, pad.y + 20, pad.x + pad.width / 2, pad.y + pad.height - 20);
  CHECK(desktop.until([&] { return desktop.has(Role::status, "Answer"); }, 5));
  const std::string before = desktop.item(Role::status, "Answer").value_text;
  desktop.set_number("Turn", 90);
  CHECK(desktop.until([&] { return desktop.item(Role::status, "Answer").value_text != before; }, 5));
  desktop.activate(Role::button, "Clear");
  CHECK(desktop.until([&] { return !desktop.has(Role::status, "Answer"); }, 5));
}

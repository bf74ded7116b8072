// The search's outcome: a trial is opened as it was measured, on the experiment that the search began with, not on what
// has become of it; and on a phone all of the table can be read.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

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

TEST_CASE("on a phone the table has all columns, each can be sorted by, and a long one unfolds", "[desktop][tuning]") {
  Desktop desktop({"--size", "360x740", "--experiment",
                   "#data=blobs&n=60&batch=10&layers=dense(2,tanh)+dense(1,sigmoid)&opt=sgd&seed=3&lr=0.1"});
  desktop.app().pause();
  desktop.activate(Role::tab, "Tuning");
  desktop.set_number("Rates", 3);
  desktop.set_number("Epochs each", 1);
  desktop.activate(Role::button, "Search");
  REQUIRE(desktop.until([&] { return desktop.has(Role::toggle, "Show all 12"); }, 20));
  std::vector<MirrorRect> heads;
  for (const char* column : {"Learning rate", "Layers", "Activation", "Optimizer", "Test loss", "Accuracy"}) {
    const std::string name = std::string("Sort by ") + column;
    desktop.activate(Role::toggle, name);
    CHECK(desktop.item(Role::toggle, name).pressed);
    heads.push_back(desktop.item(Role::toggle, name).rect);
  }
  for (std::size_t i = 0; i < heads.size(); ++i) {
    CHECK(heads[i].x + heads[i].width <= 360);
    for (std::size_t k = 0; k < i; ++k) {
      const bool beside = heads[i].x + 1 > heads[k].x + heads[k].width || heads[k].x + 1 > heads[i].x + heads[i].width;
      CHECK((beside || heads[i].y + 1 > heads[k].y + heads[k].height || heads[k].y + 1 > heads[i].y + heads[i].height));
    }
  }
  const auto rows = [&] {
    return std::count_if(desktop.items().begin(), desktop.items().end(),
                         [](const MirrorItem& item) { return item.name.starts_with("Open trial "); });
  };
  CHECK(rows() == 8);
  desktop.activate(Role::toggle, "Show all 12");
  CHECK(rows() == 12);
  CHECK(desktop.item(Role::button, "Open trial 12").rect.width >= 44);
}

}  // namespace deltarule::test

// Own points keep what they had: the side of the split they were on, and the batch size that was chosen.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <nlohmann/json.hpp>
#include <vector>

#include "engine/api/preview.h"
#include "engine/data/points_spec.h"
#include "tests/desktop/desktop_harness.h"

namespace deltarule::test {
namespace {

constexpr const char* kBlobs =
    "#data=blobs&noise=0.1&n=90&train=0.4&batch=10&layers=dense(2,tanh)+dense(1,sigmoid)&seed=3";

struct Side {
  double x1, x2;
  bool test;
};

/// The experiment's own points and on which side the engine puts each of them.
std::vector<Side> sides(Desktop& desktop) {
  const auto data = desktop.state()["experiment"]["data"];
  int seen[kMaxClasses] = {};
  std::vector<Side> all;
  for (const auto& point : data["points"]) {
    const auto label = point[2].get<std::size_t>();
    all.push_back({point[0], point[1], !own_point_trains(seen[label]++, data["train"])});
  }
  return all;
}

int batch_size(Desktop& desktop) { return desktop.state()["experiment"]["batch_size"]; }

void at_rest(Desktop& desktop) {
  desktop.app().pause();
  desktop.frames(10);
}

}  // namespace

TEST_CASE("a set that becomes one's own is split as it was, also when points are erased", "[desktop][output]") {
  Desktop desktop({"--experiment", kBlobs});
  at_rest(desktop);
  PointsSpec spec;
  spec.name = PointSet::blobs;
  spec.samples = 90;
  spec.noise = 0.1;
  spec.train = 0.4;
  std::vector<Side> before;
  for (const SnapshotPoint& p : preview_points(spec, 3)) before.push_back({p.x1, p.x2, p.test});
  REQUIRE(std::count_if(before.begin(), before.end(), [](const Side& s) { return s.test; }) == 54);
  desktop.set_text("Add a point", "5.9, 5.9, 1");
  auto now = sides(desktop);
  REQUIRE(now.size() == 91);
  now.pop_back();
  const auto moved = [&] {
    return std::count_if(now.begin(), now.end(), [&](const Side& side) {
      return std::none_of(before.begin(), before.end(), [&](const Side& s) {
        return s.test == side.test && std::abs(s.x1 - side.x1) < 0.006 && std::abs(s.x2 - side.x2) < 0.006;
      });
    });
  };
  CHECK(moved() == 0);

  // One point fewer: at most the share's rounding moves one.
  desktop.activate(Role::radio, "Erase points");
  const MirrorRect map = desktop.item(Role::image, "Output").rect;
  const auto gone = std::find_if(now.begin(), now.end(), [](const Side& side) { return !side.test; });
  desktop.click(map.x + map.width * static_cast<float>((gone->x1 + 6) / 12),
                map.y + map.height * static_cast<float>((6 - gone->x2) / 12));
  now = sides(desktop);
  REQUIRE(now.size() < 91);
  now.erase(std::remove_if(now.begin(), now.end(), [](const Side& side) { return side.x1 > 5.85; }), now.end());
  CHECK(moved() <= 2);
}

TEST_CASE("a gate that becomes one's own is shown as near as it was, also after clearing", "[desktop][output]") {
  Desktop desktop({"--experiment", "#data=and&n=40&layers=dense(1,sigmoid)"});
  at_rest(desktop);
  desktop.set_text("Add a point", "0.5, 0.5, 2");
  CHECK(desktop.state()["experiment"]["data"]["view"] == "square");
  CHECK(desktop.state()["experiment"]["data"]["points"].size() == 41);
  desktop.activate(Role::button, "Clear all points");
  desktop.set_text("Add a point", "0.2, 0.2, 2");
  CHECK(desktop.state()["experiment"]["data"]["view"] == "square");
  CHECK(desktop.state()["experiment"]["data"]["points"].size() == 1);
}

TEST_CASE("after clearing, the batch grows with the points to what it was", "[desktop][output]") {
  Desktop desktop({"--experiment", kBlobs});
  at_rest(desktop);
  REQUIRE(batch_size(desktop) == 10);
  desktop.activate(Role::button, "Clear all points");
  const auto add = [&](int count) {
    for (int i = 0; i < count; ++i) desktop.set_text("Add a point", i % 2 ? "2, 2, 1" : "-2, -2, 2");
  };
  add(2);
  CHECK(batch_size(desktop) == 2);
  add(30);
  CHECK(batch_size(desktop) == 10);
  // What is chosen meanwhile stays.
  desktop.set_number("Batch size", 3);
  add(2);
  CHECK(batch_size(desktop) == 3);
}

}  // namespace deltarule::test

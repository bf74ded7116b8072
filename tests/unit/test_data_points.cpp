// Generated points, whatever the set: number, range, balance, a fair and disjoint split, the same bits for the same
// seed.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <map>
#include <set>
#include <vector>

#include "tests/support/plane_points.h"

using namespace deltarule;
using namespace deltarule::testing;

namespace {

constexpr int kSets = static_cast<int>(PointSet::custom);

bool same_bits(const PlanePoint& a, const PlanePoint& b) { return a.x1 == b.x1 && a.x2 == b.x2 && a.label == b.label; }

bool same_bits(const std::vector<PlanePoint>& a, const std::vector<PlanePoint>& b) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [](const auto& p, const auto& q) { return same_bits(p, q); });
}

std::map<int, int> label_counts(const std::vector<PlanePoint>& points) {
  std::map<int, int> counts;
  for (const PlanePoint& p : points) ++counts[static_cast<int>(p.label)];
  return counts;
}

}  // namespace

TEST_CASE("points: the number asked for, shared out as asked") {
  for (int set = 0; set < kSets; ++set) {
    for (const int samples : {4, 5, 17, 500, 5000}) {
      for (const double train : {0.1, 0.5, 0.73, 1.0}) {
        const PointsSpec spec = spec_of(static_cast<PointSet>(set), samples, 0.1, train);
        const PointCloud cloud = make_points(spec, 1);
        CHECK(cloud.train.size() + cloud.test.size() == static_cast<std::size_t>(samples));
        CHECK(cloud.train.size() == static_cast<std::size_t>(training_count(spec)));
        CHECK(std::fabs(static_cast<double>(cloud.train.size()) - samples * train) <= (samples * train < 1 ? 1 : 0.5));
      }
    }
  }
}

TEST_CASE("points: the same seed gives the same bits, another seed others") {
  for (int set = 0; set < kSets; ++set) {
    const PointsSpec spec = spec_of(static_cast<PointSet>(set), 100, 0.2);
    const PointCloud a = make_points(spec, 5), b = make_points(spec, 5), c = make_points(spec, 6);
    CHECK(same_bits(a.train, b.train));
    CHECK(same_bits(a.test, b.test));
    CHECK(!same_bits(all_points(a), all_points(c)));
  }
}

TEST_CASE("points: finite and near the plane, labels as declared, at no and full noise") {
  for (int set = 0; set < kSets; ++set) {
    const auto name = static_cast<PointSet>(set);
    for (const double noise : {0.0, 0.1, 0.5}) {
      const PointCloud cloud = make_points(spec_of(name, 2000, noise), 3);
      CHECK(cloud.classes == point_set_classes(name));
      int outside = 0;
      for (const PlanePoint& p : all_points(cloud)) {
        REQUIRE(std::isfinite(p.x1));
        REQUIRE(std::isfinite(p.x2));
        const PlaneView view = plane_view({.name = name});
        outside += p.x1 < view.min || p.x1 > view.max || p.x2 < view.min || p.x2 > view.max ? 1 : 0;
        if (cloud.classes > 0) {
          REQUIRE((p.label >= 0 && p.label < Scalar(cloud.classes)));
          REQUIRE(p.label == std::floor(p.label));
        } else {
          REQUIRE(std::fabs(p.label) <= 1.8);
        }
      }
      // Gaussian tails may leave the picture, and then only at strong noise.
      CAPTURE(set, noise, outside);
      CHECK(outside <= (noise == 0 ? 0 : noise < 0.2 ? 2 : 200));
    }
  }
}

TEST_CASE("points: classes are balanced, in training and in test") {
  for (int set = 0; set < kSets; ++set) {
    const auto name = static_cast<PointSet>(set);
    if (point_set_classes(name) == 0) continue;
    // A gate's truth table decides how often each answer comes; its corners are balanced instead (below).
    if (set >= static_cast<int>(PointSet::and_gate)) continue;
    for (const int samples : {480, 501, 90}) {
      const PointCloud cloud = make_points(spec_of(name, samples, 0, 0.6), 2);
      for (const auto& part : {cloud.train, cloud.test}) {
        const auto counts = label_counts(part);
        CHECK(counts.size() == static_cast<std::size_t>(cloud.classes));
        int least = samples, most = 0;
        for (const auto& [label, count] : counts) {
          least = std::min(least, count);
          most = std::max(most, count);
        }
        CAPTURE(set, samples, least, most);
        // Equal groups; those of xor and of the checkerboard are quadrants and fields, several to a class.
        CHECK(most - least <= (name == PointSet::checkerboard ? 8 : 2));
      }
    }
  }
}

TEST_CASE("points: the split is disjoint and its members depend on neither noise nor share") {
  // Gaussian noise makes every point unique, so equality of place is identity.
  const PointCloud cloud = make_points(spec_of(PointSet::blobs, 1000, 0.3), 9);
  std::set<std::pair<Scalar, Scalar>> train;
  for (const PlanePoint& p : cloud.train) train.insert({p.x1, p.x2});
  CHECK(train.size() == 500);
  for (const PlanePoint& p : cloud.test) CHECK(train.count({p.x1, p.x2}) == 0);

  // A larger share keeps the old training points.
  const PointCloud more = make_points(spec_of(PointSet::blobs, 1000, 0.3, 0.7), 9);
  CHECK(same_bits({more.train.begin(), more.train.begin() + 500}, cloud.train));
  // And it is a shuffle, not the first half: the spiral's training points reach both ends.
  const PointCloud spiral = make_points(spec_of(PointSet::spiral, 1000, 0), 9);
  const auto nearer = [](const PlanePoint& a, const PlanePoint& b) { return radius(a) < radius(b); };
  CHECK(radius(*std::min_element(spiral.test.begin(), spiral.test.end(), nearer)) < 0.3);
  CHECK(radius(*std::max_element(spiral.test.begin(), spiral.test.end(), nearer)) > 4.8);
  CHECK(radius(*std::max_element(spiral.train.begin(), spiral.train.end(), nearer)) > 4.8);
}

TEST_CASE("custom points: all of them, in the users' places, classes shared out fairly") {
  PointsSpec spec{.name = PointSet::custom, .train = 0.5};
  for (int i = 0; i < 20; ++i) spec.points.push_back({i * 0.25, -i * 0.125, i < 4 ? 1.0 : 0.0});
  const PointCloud cloud = make_points(spec, 1);
  CHECK(cloud.classes == 2);
  CHECK(cloud.train.size() == 10);
  CHECK(label_counts(cloud.train) == std::map<int, int>{{0, 8}, {1, 2}});
  std::set<Scalar> places;
  for (const PlanePoint& p : all_points(cloud)) places.insert(p.x1);
  CHECK(places.size() == 20);

  spec.points = {{1, 1, 0.5}, {2, 2, -1}, {3, 3, 1}};
  const PointCloud values = make_points(spec, 1);
  CHECK(values.classes == 0);
  CHECK(values.train.size() + values.test.size() == 3);
  spec.points = {{1, 1, 4}};
  CHECK(make_points(spec, 1).classes == 5);
  CHECK(make_points(spec, 1).train.size() == 1);
}

TEST_CASE("own points are shown where the set they come from was") {
  PointsSpec own{.name = PointSet::custom, .points = {{0, 1, 1}}};
  CHECK(plane_view(own).max == kPlaneExtent);
  own.view = extent_of({.name = PointSet::xor_gate});
  CHECK(plane_view(own).min == -0.5F);
  CHECK(plane_view(own).max == 1.5F);
  CHECK(extent_of({.name = PointSet::spiral}) == Extent::plane);
}

// Each set of points by itself: the shape it has without noise, and what noise does to it.
#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <set>

#include "tests/support/plane_points.h"

using namespace deltarule;
using namespace deltarule::testing;

TEST_CASE("circle without noise: a disc inside a ring") {
  for (const PlanePoint& p : all_points(make_points(spec_of(PointSet::circle, 1000, 0), 1))) {
    if (p.label == 1) CHECK(radius(p) <= 2.5001);
    if (p.label == 0) CHECK((radius(p) >= 3.4999 && radius(p) <= 5.0001));
  }
}

TEST_CASE("xor without noise: the sign of the product, away from the axes") {
  for (const PlanePoint& p : all_points(make_points(spec_of(PointSet::xor_, 1000, 0), 1))) {
    CHECK((p.label == 1) == (p.x1 * p.x2 > 0));
    CHECK((std::fabs(p.x1) >= Scalar(0.2999) && std::fabs(p.x1) <= Scalar(5.3001)));
    CHECK((std::fabs(p.x2) >= Scalar(0.2999) && std::fabs(p.x2) <= Scalar(5.3001)));
  }
}

TEST_CASE("blobs: centres at (2, 2) and (-2, -2), variance from 0.5 to 4") {
  for (const auto& [noise, variance] : {std::pair{0.0, 0.5}, std::pair{0.5, 4.0}}) {
    double sum = 0, squares = 0;
    const auto points = all_points(make_points(spec_of(PointSet::blobs, 5000, noise), 1));
    for (const PlanePoint& p : points) {
      for (const Scalar x : {p.x1, p.x2}) {
        const double off = x - (p.label == 1 ? 2 : -2);
        sum += off;
        squares += off * off;
      }
    }
    const double n = 2.0 * static_cast<double>(points.size());
    CHECK(std::fabs(sum / n) < 0.08);
    CHECK(std::fabs(squares / n - variance) < 0.06 * variance);
  }
}

TEST_CASE("spiral without noise: on the arms") {
  for (const PlanePoint& p : all_points(make_points(spec_of(PointSet::spiral, 400, 0), 1))) {
    const double along = radius(p) / 5;
    const double angle = 1.75 * along * 2 * 3.14159265358979 + (p.label == 1 ? 0 : 3.14159265358979);
    CHECK(std::fabs(p.x1 - 5 * along * std::sin(angle)) < 1e-4);
    CHECK(std::fabs(p.x2 - 5 * along * std::cos(angle)) < 1e-4);
  }
}

TEST_CASE("moons without noise: two half circles that interlock") {
  double highest = -9, lowest = 9;
  for (const PlanePoint& p : all_points(make_points(spec_of(PointSet::moons, 400, 0), 1))) {
    // Back to scikit-learn's coordinates.
    const double x = p.x1 / 3.0 + 0.5, y = p.x2 / 3.0 + 0.25;
    const double r = p.label == 0 ? std::hypot(x, y) : std::hypot(x - 1, y - 0.5);
    CHECK(std::fabs(r - 1) < 1e-5);
    CHECK((p.label == 0 ? y >= -1e-5 : y <= 0.5 + 1e-5));
    highest = std::max(highest, y);
    lowest = std::min(lowest, y);
  }
  CHECK(highest > 0.99);
  CHECK(lowest < -0.49);
}

TEST_CASE("checkerboard without noise: four by four fields") {
  std::set<std::pair<int, int>> fields;
  for (const PlanePoint& p : all_points(make_points(spec_of(PointSet::checkerboard, 800, 0), 1))) {
    const int column = static_cast<int>(std::floor((p.x1 + 6) / 3)), row = static_cast<int>(std::floor((p.x2 + 6) / 3));
    CHECK(static_cast<int>(p.label) == (column + row) % 2);
    fields.insert({column, row});
  }
  CHECK(fields.size() == 16);
}

TEST_CASE("three to five blobs: far apart without noise") {
  for (const auto& [set, count] :
       {std::pair{PointSet::blobs3, 3}, std::pair{PointSet::blobs4, 4}, std::pair{PointSet::blobs5, 5}}) {
    int nearest_is_own = 0;
    const auto points = all_points(make_points(spec_of(set, 1000, 0), 1));
    for (const PlanePoint& p : points) {
      int nearest = 0;
      double least = 1e9;
      for (int c = 0; c < count; ++c) {
        const double angle = 2 * 3.14159265358979 * c / count;
        const double d = std::hypot(p.x1 - 3.5 * std::sin(angle), p.x2 - 3.5 * std::cos(angle));
        if (d < least) {
          least = d;
          nearest = c;
        }
      }
      nearest_is_own += nearest == static_cast<int>(p.label) ? 1 : 0;
    }
    CHECK(nearest_is_own >= 998);
  }
}

TEST_CASE("plane and gaussians without noise: playground's formulas") {
  for (const PlanePoint& p : all_points(make_points(spec_of(PointSet::plane, 500, 0), 1))) {
    CHECK(std::fabs(p.label - (p.x1 + p.x2) / 10) < 1e-6);
  }
  double highest = 0, lowest = 0;
  for (const PlanePoint& p : all_points(make_points(spec_of(PointSet::gaussians, 2000, 0), 1))) {
    double expected = 0;
    const std::array<std::array<double, 3>, 6> hills = {
        {{-4, 2.5, 1}, {0, 2.5, -1}, {4, 2.5, 1}, {-4, -2.5, -1}, {0, -2.5, 1}, {4, -2.5, -1}}};
    for (const auto& [x1, x2, sign] : hills) {
      const double height = std::clamp(1 - std::hypot(p.x1 - x1, p.x2 - x2) / 2, 0.0, 1.0);
      if (height > std::fabs(expected)) expected = sign * height;
    }
    CHECK(std::fabs(p.label - expected) < 1e-5);
    highest = std::max<double>(highest, p.label);
    lowest = std::min<double>(lowest, p.label);
  }
  CHECK(highest > 0.8);
  CHECK(lowest < -0.8);
}

TEST_CASE("logic gates: exactly the corners without noise, each as often, true to the table") {
  struct Gate {
    PointSet set;
    std::array<int, 4> answers;  // of 00, 10, 01, 11
  };
  for (const Gate& gate : {Gate{PointSet::and_gate, {0, 0, 0, 1}}, Gate{PointSet::or_gate, {0, 1, 1, 1}},
                           Gate{PointSet::nand_gate, {1, 1, 1, 0}}, Gate{PointSet::xor_gate, {0, 1, 1, 0}}}) {
    std::array<int, 4> seen{};
    for (const PlanePoint& p : all_points(make_points(spec_of(gate.set, 40, 0), 1))) {
      REQUIRE((p.x1 == 0 || p.x1 == 1));
      REQUIRE((p.x2 == 0 || p.x2 == 1));
      const auto corner = static_cast<std::size_t>(p.x1 + 2 * p.x2);
      CHECK(static_cast<int>(p.label) == gate.answers[corner]);
      ++seen[corner];
    }
    CHECK(seen == std::array{10, 10, 10, 10});
    for (const PlanePoint& p : all_points(make_points(spec_of(gate.set, 400, 0.25), 1))) {
      CHECK(std::fabs(p.x1 - std::round(p.x1)) <= Scalar(0.2501));
      CHECK(static_cast<int>(p.label) ==
            gate.answers[static_cast<std::size_t>(std::round(p.x1) + 2 * std::round(p.x2))]);
    }
  }
}

TEST_CASE("noise flips labels near the border in playground's sets and moves points in the others") {
  const auto circle = all_points(make_points(spec_of(PointSet::circle, 2000, 0.3), 1));
  const auto flipped = std::count_if(circle.begin(), circle.end(),
                                     [](const PlanePoint& p) { return (p.label == 1) != (radius(p) < 2.75); });
  CHECK(flipped > 40);
  const auto spiral = all_points(make_points(spec_of(PointSet::spiral, 1000, 0.5), 1));
  const auto still = all_points(make_points(spec_of(PointSet::spiral, 1000, 0), 1));
  double farthest = 0;
  for (std::size_t i = 0; i < spiral.size(); ++i) {
    REQUIRE(spiral[i].label == still[i].label);
    farthest = std::max<double>(farthest, std::hypot(spiral[i].x1 - still[i].x1, spiral[i].x2 - still[i].x2));
  }
  CHECK(farthest > 0.5);
  CHECK(farthest < 0.71);
}

TEST_CASE("balance: the share of class 1 that was asked for, over training and test alike") {
  for (std::size_t i = 0; i < point_set_names().size(); ++i) {
    const auto set = static_cast<PointSet>(i);
    if (!has_balance(set)) continue;
    for (const double balance : {0.1, 0.25, 0.5, 0.9}) {
      CAPTURE(point_set_names()[i], balance);
      PointsSpec spec = spec_of(set, 1000, 0);
      spec.balance = balance;
      const PointCloud cloud = make_points(spec, 3);
      for (const auto* part : {&cloud.train, &cloud.test}) {
        const auto ones = std::count_if(part->begin(), part->end(), [](const PlanePoint& p) { return p.label == 1; });
        // A group's odd member may fall on either side: as many as there are groups at most.
        CHECK(std::fabs(static_cast<double>(ones) - balance * static_cast<double>(part->size())) <= 8);
      }
    }
  }
}

TEST_CASE("balance: without meaning where classes are none, many, or a table") {
  for (const PointSet set : {PointSet::plane, PointSet::blobs3, PointSet::and_gate, PointSet::custom})
    CHECK(!has_balance(set));
  PointsSpec spec = spec_of(PointSet::blobs3, 300, 0);
  const auto balanced = make_points(spec, 1).train;
  spec.balance = 0.9;
  CHECK(std::ranges::equal(make_points(spec, 1).train, balanced, [](const PlanePoint& a, const PlanePoint& b) {
    return a.x1 == b.x1 && a.x2 == b.x2 && a.label == b.label;
  }));
}

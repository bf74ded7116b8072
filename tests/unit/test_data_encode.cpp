// From points to what the network sees: the inputs, the target codings, the grid.
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <vector>

#include "engine/data/encode.h"

using namespace deltarule;

namespace {
constexpr Input kAll[] = {Input::x1,     Input::x2,     Input::x1_squared, Input::x2_squared, Input::x1_x2,
                          Input::sin_x1, Input::sin_x2, Input::cos_x1,     Input::cos_x2};
}

TEST_CASE("inputs are what their names say, in the order asked for") {
  const std::vector<PlanePoint> points = {{Scalar(1.5), Scalar(-2), 1}, {Scalar(-0.25), Scalar(4), 0}};
  const Dataset data = encode_points(points, kAll, {.classes = 2});
  CHECK(data.features() == 9);
  CHECK(data.samples == 2);
  CHECK(data.targets == 1);
  REQUIRE(data.input.size() == 18);
  for (std::size_t i = 0; i < 2; ++i) {
    const double a = points[i].x1, b = points[i].x2;
    const double expected[] = {a, b, a * a, b * b, a * b, std::sin(a), std::sin(b), std::cos(a), std::cos(b)};
    for (std::size_t k = 0; k < 9; ++k) CHECK(std::fabs(data.input[i * 9 + k] - expected[k]) < 1e-6);
  }
  const Input reversed[] = {Input::x2, Input::x1};
  CHECK(encode_points(points, reversed, {.classes = 2}).input ==
        std::vector<Scalar>{Scalar(-2), Scalar(1.5), Scalar(4), Scalar(-0.25)});
}

TEST_CASE("targets: one output, one per class, or the value itself") {
  const Input x1[] = {Input::x1};
  const std::vector<PlanePoint> points = {{0, 0, 0}, {0, 0, 1}, {0, 0, 2}};
  const Dataset one = encode_points(std::span(points).first(2), x1, {.classes = 2, .units = 1, .low = -1, .high = 1});
  CHECK(one.target == std::vector<Scalar>{-1, 1});
  CHECK(one.classes == std::vector<std::uint8_t>{0, 1});
  const Dataset three = encode_points(points, x1, {.classes = 3, .units = 3, .low = 0, .high = 1});
  CHECK(three.target == std::vector<Scalar>{1, 0, 0, 0, 1, 0, 0, 0, 1});
  CHECK(three.targets == 3);
  CHECK(three.classes == std::vector<std::uint8_t>{0, 1, 2});
  const std::vector<PlanePoint> values = {{0, 0, Scalar(-0.5)}, {0, 0, Scalar(0.75)}};
  const Dataset regression = encode_points(values, x1, {.classes = 0});
  CHECK(regression.target == std::vector<Scalar>{Scalar(-0.5), Scalar(0.75)});
  CHECK(regression.classes.empty());
}

TEST_CASE("the grid begins at the upper left and ends on the border") {
  const Input both[] = {Input::x1, Input::x2};
  const std::vector<Scalar> grid = encode_grid({-6, 6}, 4, both);
  REQUIRE(grid.size() == 32);
  CHECK(grid[0] == -6);
  CHECK(grid[1] == 6);
  CHECK(grid[2] == -2);
  CHECK(grid[3] == 6);
  CHECK(grid[8] == -6);
  CHECK(grid[9] == 2);
  CHECK(grid[30] == 6);
  CHECK(grid[31] == -6);
  CHECK(encode_grid({0, 1}, 1, both).size() == 2);
}

// The image scene's arithmetic: every number it takes apart is the engine's; and a drawing becomes a centred digit.
#include <algorithm>
#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "engine/api/session.h"
#include "engine/io/experiment_json.h"
#include "web/app/images/drawing.h"
#include "web/app/images/map_columns.h"
#include "web/app/images/window_sum.h"

using namespace deltarule;

namespace {

Snapshot trained(const std::string& model) {
  const Result<Experiment> e =
      from_json(R"({"deltarule": 1, "data": {"kind": "images", "name": "shapes", "samples": 100,
    "side": 12}, "batch_size": 10, "loss": "softmax_cross_entropy", "model": )" +
                model + "}");
  INFO((e.ok() ? std::string() : e.error().text()));
  REQUIRE(e.ok());
  Session session;
  REQUIRE(session.apply(command::Build{1, *e}).ok());
  REQUIRE(session.apply(command::Subscribe{{.parameters = true, .look = {LookSource::train, 3}}}).ok());
  REQUIRE(session.apply(command::Step{command::Unit::batch, 20}).ok());
  while (session.training()) session.run(100);
  Snapshot snapshot;
  session.snapshot(snapshot);
  return snapshot;
}

}  // namespace

TEST_CASE("images: every number of every feature map is the sum that the page shows") {
  for (const char* operation : {"correlation", "convolution"}) {
    const Snapshot s =
        trained(std::string(R"([{"layer": "conv2d", "filters": 3, "kernel": 3, "padding": "same", "dilation": 2,
      "activation": "relu", "operation": ")") +
                operation + R"("},
      {"layer": "max_pool2d", "kernel": 3, "stride": 2, "padding": 1},
      {"layer": "conv2d", "filters": 2, "kernel": 2, "stride": 2, "activation": "tanh"}, {"layer": "avg_pool2d", "kernel": 2},
      {"layer": "flatten"}, {"layer": "dense", "units": 4, "activation": "softmax"}])");
    int looked_at = 0;
    for (int layer = 0; layer < 4; ++layer) {
      const SnapshotLayer& of = s.layers[static_cast<std::size_t>(layer)];
      for (int channel = 0; channel < static_cast<int>(of.channels); ++channel)
        for (int row = 0; row < static_cast<int>(of.height); ++row)
          for (int column = 0; column < static_cast<int>(of.width); ++column, ++looked_at) {
            const auto sum = window_sum(s, {layer, channel, row, column});
            REQUIRE(sum);
            INFO(layer << ", " << channel << ", " << row << ", " << column);
            if (layer == 0) CHECK(std::max(sum->z, 0.0) == Catch::Approx(double{sum->value}).margin(1e-5));
            if (layer == 2) CHECK(std::tanh(sum->z) == Catch::Approx(double{sum->value}).margin(1e-5));
            if (layer == 1) {
              float largest = -1e9F;
              for (std::size_t i = 0; i < sum->patch.size(); ++i)
                if (sum->inside[i]) largest = std::max(largest, sum->patch[i]);
              CHECK(largest == sum->value);
            }
            if (layer == 3) {
              double mean = 0;
              for (const float value : sum->patch) mean += double{value} / 4;
              CHECK(mean == Catch::Approx(double{sum->value}).margin(1e-6));
            }
          }
    }
    CHECK(looked_at == 3 * 144 + 3 * 36 + 2 * 9 + 2);
    CHECK(!window_sum(s, {4, 0, 0, 0}));
    CHECK(!window_sum(s, {0, 3, 0, 0}));
  }
}

TEST_CASE("images: multiplications are counted as they are done") {
  const Snapshot s = trained(R"([{"layer": "conv2d", "filters": 3, "kernel": 5, "activation": "relu"},
    {"layer": "flatten"}, {"layer": "dense", "units": 4, "activation": "softmax"}])");
  CHECK(multiplications(s, 0) == 3 * 25 * 64);
  CHECK(multiplications(s, -1) == 3 * 25 * 64 + 192 * 4);
}

TEST_CASE("images: a drawing is centred by its mass and scaled as MNIST's digits are") {
  constexpr int kSide = 112;
  std::vector<float> ink(kSide * kSide, 0.F);
  CHECK(network_input(ink, kSide, 28, 28, true).empty());
  CHECK(network_input({}, kSide, 28, 28, true).empty());
  // A small upright line in a corner.
  draw_line(ink, kSide, 12, 10, 12, 40, 3);
  const auto plain = network_input(ink, kSide, 28, 28, false), centred = network_input(ink, kSide, 28, 28, true);
  const auto extent = [](const std::vector<float>& pixels, bool rows) {
    int first = 28, last = -1;
    for (int i = 0; i < 28 * 28; ++i) {
      if (pixels[static_cast<std::size_t>(i)] < 0.2F) continue;
      first = std::min(first, rows ? i / 28 : i % 28);
      last = std::max(last, rows ? i / 28 : i % 28);
    }
    return std::pair(first, last);
  };
  CHECK(extent(plain, true).second < 14);
  const auto [top, bottom] = extent(centred, true);
  CHECK(bottom - top + 1 >= 19);
  CHECK(bottom - top + 1 <= 21);
  CHECK(std::abs(top + bottom - 27) <= 1);
  const auto [left, right] = extent(centred, false);
  CHECK(std::abs(left + right - 27) <= 1);
  // Turned by a quarter it lies; noise is the same every time, and as much as was asked for.
  const auto lying = network_input(turned(ink, kSide, 90), kSide, 28, 28, true);
  CHECK(extent(lying, false).second - extent(lying, false).first >= 18);
  CHECK(extent(lying, true).second - extent(lying, true).first <= 8);
  CHECK(turned(ink, kSide, 0) == ink);
  auto noisy = centred, again = centred;
  add_noise(noisy, 0.25F);
  add_noise(again, 0.25F);
  CHECK(noisy == again);
  int changed = 0;
  for (std::size_t i = 0; i < noisy.size(); ++i) changed += noisy[i] != centred[i] ? 1 : 0;
  CHECK(std::abs(changed - 196) < 40);
  for (const float pixel : centred) CHECK((pixel >= 0 && pixel <= 1));
}

TEST_CASE("images: a picture becomes ink, be it dark on light or light on dark, and is placed in the middle") {
  constexpr int kSide = 112;
  // 40 wide, 20 high, light with a dark bar in its right half.
  std::vector<std::uint8_t> grey(40 * 20, 230);
  for (int row = 5; row < 15; ++row)
    for (int column = 30; column < 34; ++column) grey[static_cast<std::size_t>(row * 40 + column)] = 30;
  const auto ink = ink_of(grey, 40, 20, kSide);
  REQUIRE(ink.size() == kSide * kSide);
  const auto at = [&](int row, int column) { return ink[static_cast<std::size_t>(row * kSide + column)]; };
  // A pixel of the picture is 2.8 cells of the pad; 28 cells are free above and below.
  CHECK(at(56, 89) == Catch::Approx(1));
  CHECK(at(28 + 15, 89) == Catch::Approx(1));
  CHECK(at(28 + 12, 89) == 0);
  CHECK(at(56, 80) == 0);
  CHECK(at(5, 89) == 0);
  float all = 0;
  for (const float cell : ink) all += cell;
  CHECK(all == Catch::Approx(40 * 2.8 * 2.8).epsilon(0.001));

  std::vector<std::uint8_t> negative = grey;
  for (std::uint8_t& shade : negative) shade = static_cast<std::uint8_t>(255 - shade);
  CHECK(ink_of(negative, 40, 20, kSide) == ink);
  // A digit of 28 x 28 is given to the network as it is.
  std::vector<std::uint8_t> digit(28 * 28, 0);
  for (int row = 4; row < 24; ++row) digit[static_cast<std::size_t>(row * 28 + 14)] = 255;
  const auto input = network_input(ink_of(digit, 28, 28, kSide), kSide, 28, 28, false);
  REQUIRE(input.size() == digit.size());
  for (std::size_t i = 0; i < input.size(); ++i) CHECK(input[i] == Catch::Approx(digit[i] / 255.0).margin(1e-4));

  CHECK(ink_of(std::vector<std::uint8_t>(9, 77), 3, 3, kSide).empty());
  CHECK(ink_of({}, 0, 0, kSide).empty());
  CHECK(ink_of(grey, 41, 20, kSide).empty());
}

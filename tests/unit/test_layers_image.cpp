// The image layers and their neighbours by hand: small images, whole numbers, and what each of them refuses.
#include <catch2/catch_test_macros.hpp>

#include <cmath>
#include <limits>
#include <string>

#include "tests/support/layer_bench.h"

using namespace deltarule;

namespace {

LayerSpec conv(int kernel, int stride = 1, int padding = 0, int dilation = 1) {
  return {.kind = LayerKind::conv2d,
          .filters = 1,
          .kernel = kernel,
          .stride = stride,
          .padding = padding,
          .dilation = dilation};
}
LayerSpec pool(LayerKind kind, int kernel, int stride = 0, int padding = 0) {
  return {.kind = kind, .kernel = kernel, .stride = stride, .padding = padding};
}
constexpr Shape kThree = {1, 3, 3, 1};
const Numbers kCounting = {1, 2, 3,  //
                           4, 5, 6,  //
                           7, 8, 9};

}  // namespace

TEST_CASE("conv2d: a correlation by hand, forward and backward", "[layers]") {
  //     W = | 1 2 |   b = 10
  //         | 0 3 |
  LayerBench bench(conv(2), kThree, 1, {1, 2, 0, 3, 10});
  CHECK(bench.output == Shape{1, 2, 2, 1});
  // 10 + 1*1 + 2*2 + 3*5 = 30, ...
  CHECK(bench.forward(kCounting) == Numbers{30, 36, 48, 54});
  const Scalar* z = bench.layer->logits(bench.scratch.data(), 1);
  CHECK(Numbers(z, z + 4) == bench.y);
  // dy at one place only: dW is what lay under the filter there, dx the filter itself.
  CHECK(bench.backward({0, 0, 1, 0}) == Numbers{0, 0, 0, 1, 2, 0, 0, 3, 0});
  CHECK(bench.gradients == Numbers{4, 5, 7, 8, 1});
}

TEST_CASE("conv2d: a true convolution turns the filter by 180 degrees", "[layers]") {
  LayerSpec spec = conv(2);
  spec.operation = Operation::convolution;
  LayerBench bench(spec, kThree, 1, {1, 2, 0, 3, 10});
  //     W turned = | 3 0 |   10 + 3*1 + 2*4 + 1*5 = 26, ...
  //                | 2 1 |
  CHECK(bench.forward(kCounting) == Numbers{26, 32, 44, 50});
  CHECK(bench.backward({0, 0, 1, 0}) == Numbers{0, 0, 0, 3, 0, 0, 2, 1, 0});
  CHECK(bench.gradients == Numbers{8, 7, 5, 4, 1});  // the gradient lies as the weights do, not turned
}

TEST_CASE("conv2d: filters, channels, fans and images one after the other", "[layers]") {
  LayerSpec spec = conv(1);
  spec.filters = 3;
  spec.activation = Activation::relu;
  // Filters over two channels: their sum, their difference, the second alone; and two images.
  LayerBench bench(spec, {2, 1, 2, 1}, 2, {1, 1, 1, -1, 0, 1, 0, 0, 5});
  CHECK(bench.output == Shape{3, 1, 2, 1});
  CHECK(bench.forward({1, 2, 10, 1, 0, 5, 0, 3}) == Numbers{11, 3, 0, 1, 15, 6, 0, 8, 0, 2, 5, 8});
  const std::vector<Parameter> tensors = bench.layer->parameters();
  REQUIRE(tensors.size() == 2);
  CHECK(tensors[0].name == "weight");
  CHECK(tensors[0].dims == std::vector<int>{3, 2, 1, 1});
  CHECK(tensors[1].name == "bias");
  spec.kernel = 3;
  spec.padding = 1;
  LayerBench wide(spec, {2, 1, 2, 1}, 1, Numbers(3 * 18 + 3));
  CHECK(wide.layer->parameters()[0].fans.in == 18);
  CHECK(wide.layer->parameters()[0].fans.out == 27);
}

TEST_CASE("conv2d: stride, padding, dilation and same", "[layers]") {
  const Numbers ones = {1, 1, 1, 1, 0};
  // Padding 1, stride 2: the filter of ones sums the corners' neighbourhoods.
  LayerBench strided(conv(2, 2, 1), kThree, 1, ones);
  CHECK(strided.forward(kCounting) == Numbers{1, 5, 11, 28});
  // Dilation 2: the four corners.
  LayerBench dilated(conv(2, 1, 0, 2), kThree, 1, ones);
  CHECK(dilated.forward(kCounting) == Numbers{20});
  // Same with an even filter: the odd cell of padding goes to the right and below.
  LayerBench same(conv(2, 1, kSamePadding), kThree, 1, ones);
  CHECK(same.output == kThree);
  CHECK(same.forward(kCounting) == Numbers{12, 16, 9, 24, 28, 15, 15, 17, 9});
  // ... and a dilated one: 3 cells 2 apart need 4, two on each side.
  LayerBench wide(conv(3, 1, kSamePadding, 2), kThree, 1, {1, 1, 1, 1, 1, 1, 1, 1, 1, 0});
  CHECK(wide.forward(kCounting) == Numbers{20, 10, 20, 10, 5, 10, 20, 10, 20});
}

TEST_CASE("conv2d: refusals show the calculation", "[layers]") {
  const Error small = refusal(conv(4), kThree);
  CHECK(small.where == "kernel");
  CHECK(small.what ==
        "the window does not fit into the height of 3: floor((H + 2p - d(k-1) - 1)/s) + 1 = "
        "floor((3 + 0 - 1*(4-1) - 1)/1) + 1 = 0; take a smaller kernel or more padding");
  const Error narrow = refusal(conv(3, 2, 1, 3), {1, 9, 2, 1});
  CHECK(narrow.what ==
        "the window does not fit into the width of 2: floor((H + 2p - d(k-1) - 1)/s) + 1 = "
        "floor((2 + 2 - 3*(3-1) - 1)/2) + 1 = -1; take a smaller kernel or more padding");
  CHECK(refusal(conv(0), kThree).where == "kernel");
  CHECK(refusal(conv(2, 0), kThree).where == "stride");
  CHECK(refusal(conv(2, 1, -2), kThree).where == "padding");
  CHECK(refusal(conv(2, 1, 0, 0), kThree).where == "dilation");
  const Error same = refusal(conv(3, 2, kSamePadding), kThree);
  CHECK(same.where == "padding");
  CHECK(same.what.find("stride 1") != std::string::npos);
  LayerSpec none = conv(2);
  none.filters = 0;
  CHECK(refusal(none, kThree).where == "filters");
  CHECK(refusal(conv(64, 1, 32), {64, 4000, 4000, 1}).what.find("memory") != std::string::npos);
}

TEST_CASE("max_pool2d: the winner takes the gradient, the first of equals", "[layers]") {
  LayerBench bench(pool(LayerKind::max_pool2d, 2, 1), kThree, 1);
  CHECK(bench.forward({7, 7, 1, 7, 7, 9, 0, 2, 3}) == Numbers{7, 9, 7, 9});
  CHECK(bench.backward({1, 10, 100, 1000}) == Numbers{1, 0, 0, 100, 0, 1010, 0, 0, 0});
  // A window's stride is its width unless said otherwise; what is left over at the edge belongs to none.
  LayerBench whole(pool(LayerKind::max_pool2d, 2), kThree, 1);
  CHECK(whole.forward(kCounting) == Numbers{5});
  // Padding never wins, not even over negative numbers.
  LayerBench padded(pool(LayerKind::max_pool2d, 2, 0, 1), kThree, 1);
  CHECK(padded.forward({-1, -2, -3, -4, -5, -6, -7, -8, -9}) == Numbers{-1, -2, -4, -5});
  CHECK(padded.backward({1, 2, 3, 4}) == Numbers{1, 2, 0, 3, 4, 0, 0, 0, 0});
  // A divergence is not hidden.
  Numbers broken = kCounting;
  broken[1] = std::numeric_limits<Scalar>::quiet_NaN();
  CHECK(std::isnan(bench.forward(broken)[0]));
}

TEST_CASE("max_pool2d: two by two, wide enough for four places at once", "[layers]") {
  for (const int width : {7, 8, 9, 10, 15, 18}) {
    for (const int height : {2, 5}) {
      const auto w = static_cast<std::size_t>(width), cells = w * static_cast<std::size_t>(height);
      LayerBench bench(pool(LayerKind::max_pool2d, 2), {1, height, width, 1}, 2);
      Numbers x(2 * cells);
      for (std::size_t i = 0; i < x.size(); ++i) x[i] = static_cast<Scalar>(i * 7 % 11 % 3);  // many are equal
      const std::size_t across = w / 2, down = static_cast<std::size_t>(height) / 2, places = across * down;
      Numbers y(2 * places), dy(2 * places), dx(x.size());
      for (std::size_t p = 0; p < y.size(); ++p) {
        const std::size_t image = p / places * cells, row = p % places / across * 2, column = p % across * 2;
        std::size_t winner = image + row * w + column;
        for (const std::size_t other : {winner + 1, winner + w, winner + w + 1})
          if (x[other] > x[winner]) winner = other;
        y[p] = x[winner];
        dy[p] = dx[winner] = static_cast<Scalar>(p + 1);
      }
      INFO(width << " x " << height);
      CHECK(bench.forward(x) == y);
      CHECK(bench.backward(dy) == dx);
      x[1] = std::numeric_limits<Scalar>::quiet_NaN();
      CHECK(std::isnan(bench.forward(x)[0]));
      CHECK(bench.backward(dy)[1] == dy[0]);
    }
  }
}

TEST_CASE("avg_pool2d: padding counts", "[layers]") {
  LayerBench bench(pool(LayerKind::avg_pool2d, 2, 1), kThree, 1);
  CHECK(bench.forward(kCounting) == Numbers{3, 4, 6, 7});
  CHECK(bench.backward({4, 0, 0, 8}) == Numbers{1, 1, 0, 1, 3, 2, 0, 2, 2});
  LayerBench padded(pool(LayerKind::avg_pool2d, 2, 0, 1), kThree, 1);
  CHECK(padded.forward(kCounting) == Numbers{Scalar{1} / 4, Scalar{5} / 4, Scalar{11} / 4, 7});
}

TEST_CASE("pools: refusals", "[layers]") {
  for (const LayerKind kind : {LayerKind::max_pool2d, LayerKind::avg_pool2d}) {
    CHECK(refusal(pool(kind, 0), kThree).where == "kernel");
    CHECK(refusal(pool(kind, 2, -1), kThree).where == "stride");
    CHECK(refusal(pool(kind, 2, 0, kSamePadding), kThree).where == "padding");
    CHECK(refusal(pool(kind, 3, 0, 2), kThree).what == "a pool's padding is from 0 to half its kernel, here 1, not 2");
    CHECK(refusal(pool(kind, 4), kThree).what.find("floor((3 + 0 - 1*(4-1) - 1)/4) + 1 = 0") != std::string::npos);
  }
}

TEST_CASE("flatten and last_step move numbers and gradients", "[layers]") {
  LayerBench flat({.kind = LayerKind::flatten}, {2, 1, 2, 2}, 1);
  CHECK(flat.output == Shape{4, 1, 1, 2});
  CHECK(flat.forward({1, 2, 3, 4, 5, 6, 7, 8}) == flat.x);
  CHECK(flat.backward({8, 7, 6, 5, 4, 3, 2, 1}) == Numbers{8, 7, 6, 5, 4, 3, 2, 1});

  LayerBench last({.kind = LayerKind::last_step}, {1, 1, 2, 3}, 2);
  CHECK(last.output == Shape{1, 1, 2, 1});
  CHECK(last.forward({1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}) == Numbers{9, 10, 11, 12});
  CHECK(last.backward({1, 2, 3, 4}) == Numbers{0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4});
}

TEST_CASE("embedding: rows by code; a code seen twice learns twice", "[layers]") {
  LayerBench bench({.kind = LayerKind::embedding, .units = 2, .vocabulary = 3}, {1, 1, 1, 3}, 1, {1, 2, 3, 4, 5, 6});
  CHECK(bench.output == Shape{2, 1, 1, 3});
  CHECK(bench.forward({2, 0, 2}) == Numbers{5, 6, 1, 2, 5, 6});
  CHECK(bench.backward({1, 2, 3, 4, 5, 6}) == Numbers{0, 0, 0});
  CHECK(bench.gradients == Numbers{3, 4, 0, 0, 6, 8});
  CHECK(bench.layer->parameters()[0].dims == std::vector<int>{3, 2});

  const Error many = refusal({.kind = LayerKind::embedding}, vector_shape(5));
  CHECK(many.where == "layer");
  CHECK(many.what == "an embedding reads one code per step, not 5 numbers; put it first, behind data that are codes");
  CHECK(refusal({.kind = LayerKind::embedding, .vocabulary = 0}, vector_shape(1)).where == "vocabulary");
  CHECK(refusal({.kind = LayerKind::embedding, .units = 0}, vector_shape(1)).where == "units");
}

TEST_CASE("mcculloch_pitts: AND, OR, NOT, and what inhibition forbids", "[layers]") {
  const LayerSpec spec{.kind = LayerKind::mcculloch_pitts, .units = 4};
  // Units: both exciting with threshold 2 (AND) and 1 (OR); the first inhibiting with threshold 0 (NOT a); b but not a.
  // Only signs count: 0.3 is +1, -7 is -1.
  LayerBench bench(spec, vector_shape(2), 4, {1, 1, static_cast<Scalar>(0.3), 1, -7, 0, -1, 1, 2, 1, 0, 1});
  CHECK(bench.forward({0, 0, 0, 1, 1, 0, 1, 1}) == Numbers{0, 0, 1, 0,  //
                                                           0, 1, 1, 1,  //
                                                           0, 1, 0, 0,  //
                                                           1, 1, 0, 0});
  CHECK(bench.backward(Numbers(16, 1)) == Numbers(8, 0));
  CHECK(bench.gradients == Numbers(12, 0));
  const std::vector<Parameter> tensors = bench.layer->parameters();
  CHECK(tensors[1].name == "threshold");
  CHECK(tensors[1].start == 1);

  // One inhibiting input outweighs any number of exciting ones.
  LayerBench veto({.kind = LayerKind::mcculloch_pitts, .units = 1}, vector_shape(5), 2, {1, 1, 1, 1, -1, 1});
  CHECK(veto.forward({1, 1, 1, 1, 0, 1, 1, 1, 1, 1}) == Numbers{1, 0});
  CHECK(refusal({.kind = LayerKind::mcculloch_pitts, .units = 0}, vector_shape(2)).where == "units");
}

// One convolution by itself: sums made by hand, the layer in a network with the same weights, and what is refused.
#include <catch2/catch_test_macros.hpp>

#include <cmath>
#include <string>
#include <vector>

#include "engine/api/convolve.h"
#include "engine/api/pictures.h"
#include "tests/support/image_writer.h"
#include "tests/support/layer_bench.h"
#include "tests/support/random_values.h"

using namespace deltarule;

namespace {

using Floats = std::vector<float>;

LayerSpec filter_of(int kernel, int padding = 0, int stride = 1, int dilation = 1) {
  return {.kind = LayerKind::conv2d,
          .filters = 1,
          .kernel = kernel,
          .stride = stride,
          .padding = padding,
          .dilation = dilation};
}

const Floats kCounting = {1, 2, 3,  //
                          4, 5, 6,  //
                          7, 8, 9};

/// The definition, in double, cell by cell.
std::vector<double> by_definition(const LayerSpec& spec, const Floats& image, int height, int width,
                                  const Floats& filter, int down, int across) {
  std::vector<double> out;
  const int k = spec.kernel;
  for (int row = 0; row < down; ++row)
    for (int column = 0; column < across; ++column) {
      double sum = 0;
      for (int v = 0; v < k; ++v)
        for (int u = 0; u < k; ++u) {
          const int y = row * spec.stride - spec.padding + v * spec.dilation;
          const int x = column * spec.stride - spec.padding + u * spec.dilation;
          if (y < 0 || y >= height || x < 0 || x >= width) continue;
          const int cell = spec.operation == Operation::convolution ? k * k - 1 - (v * k + u) : v * k + u;
          sum +=
              double{image[static_cast<std::size_t>(y * width + x)]} * double{filter[static_cast<std::size_t>(cell)]};
        }
      out.push_back(sum);
    }
  return out;
}

}  // namespace

TEST_CASE("convolve: correlation and true convolution by hand", "[convolve]") {
  // | 1 2 |        | 0 3 turned by 180 degrees: | 3 0 |
  // | 0 3 |                                     | 2 1 |
  LayerSpec spec = filter_of(2);
  const Result<Convolved> as_it_is = convolve(spec, kCounting, 3, 3, Floats{1, 2, 0, 3}, 10);
  REQUIRE(as_it_is);
  CHECK(as_it_is->height == 2);
  CHECK(as_it_is->width == 2);
  CHECK(as_it_is->z == Floats{30, 36, 48, 54});
  spec.operation = Operation::convolution;
  CHECK(convolve(spec, kCounting, 3, 3, Floats{1, 2, 0, 3}, 10)->z == Floats{26, 32, 44, 50});
}

TEST_CASE("convolve: the activation is the layer's", "[convolve]") {
  LayerSpec spec = filter_of(1);
  spec.activation = Activation::relu;
  const Result<Convolved> out = convolve(spec, kCounting, 3, 3, Floats{-1}, 4);
  REQUIRE(out);
  CHECK(out->z == Floats{3, 2, 1, 0, -1, -2, -3, -4, -5});
  CHECK(out->y == Floats{3, 2, 1, 0, 0, 0, 0, 0, 0});
}

TEST_CASE("convolve: the layer with the same weights gives the same bits, and the definition the same numbers",
          "[convolve]") {
  constexpr int kHeight = 11, kWidth = 13;
  const Floats image = testing::random(kHeight * kWidth, 7);
  for (const int kernel : {1, 3, 5, 7})
    for (const int padding : {0, 1, 3})
      for (const int stride : {1, 2, 3})
        for (const int dilation : {1, 2})
          for (const Operation operation : {Operation::correlation, Operation::convolution}) {
            LayerSpec spec = filter_of(kernel, padding, stride, dilation);
            spec.operation = operation;
            const Floats filter = testing::random(static_cast<std::size_t>(kernel * kernel), 8);
            const float bias = 0.25f;
            const Result<Convolved> out = convolve(spec, image, kHeight, kWidth, filter, bias);
            const int down = (kHeight + 2 * padding - dilation * (kernel - 1) - 1), places = down / stride + 1;
            INFO(kernel << " " << padding << " " << stride << " " << dilation);
            if (down < 0) {
              CHECK_FALSE(out);
              continue;
            }
            REQUIRE(out);
            CHECK(out->height == places);
            Numbers parameters(filter.begin(), filter.end());
            parameters.push_back(static_cast<Scalar>(bias));
            LayerBench bench(spec, {1, kHeight, kWidth, 1}, 1, parameters);
            CHECK(bench.forward(Numbers(image.begin(), image.end())) == Numbers(out->z.begin(), out->z.end()));
            const auto sums = by_definition(spec, image, kHeight, kWidth, filter, out->height, out->width);
            REQUIRE(sums.size() == out->z.size());
            for (std::size_t i = 0; i < sums.size(); ++i)
              CHECK(std::fabs(sums[i] + double{bias} - double{out->z[i]}) < 1e-4);
          }
}

TEST_CASE("convolve: how often each pixel is used", "[convolve]") {
  // Without padding a corner lies in one window of nine, the middle in all nine.
  CHECK(*window_uses(filter_of(3), 5, 5) == Floats{1, 2, 3, 2, 1,  //
                                                   2, 4, 6, 4, 2,  //
                                                   3, 6, 9, 6, 3,  //
                                                   2, 4, 6, 4, 2,  //
                                                   1, 2, 3, 2, 1});
  CHECK(*window_uses(filter_of(3, 1), 3, 3) == Floats{4, 6, 4, 6, 9, 6, 4, 6, 4});
  // A stride of 3 with a window of 2 leaves every third row and column out.
  CHECK(*window_uses(filter_of(2, 0, 3), 5, 5) == Floats{1, 1, 0, 1, 1,  //
                                                         1, 1, 0, 1, 1,  //
                                                         0, 0, 0, 0, 0,  //
                                                         1, 1, 0, 1, 1,  //
                                                         1, 1, 0, 1, 1});
}

TEST_CASE("convolve: what does not fit is refused with the formula", "[convolve]") {
  const Result<Convolved> out = convolve(filter_of(5), kCounting, 3, 3, Floats(25), 0);
  REQUIRE_FALSE(out);
  CHECK(out.error().where == "kernel");
  CHECK(out.error().what.find("floor((3 + 0 - 1*(5-1) - 1)/1) + 1") != std::string::npos);
  CHECK(convolve(filter_of(2), kCounting, 3, 3, Floats(3), 0).error().where == "filter");
  CHECK(convolve(filter_of(2), Floats(8), 3, 3, Floats(4), 0).error().where == "image");
  CHECK_FALSE(window_uses(filter_of(7), 3, 3));
}

TEST_CASE("pictures: a grey square, and the first images of an IDX file", "[convolve]") {
  // 4 x 2: the square in the middle is columns 1 and 2.
  CHECK(grey_square({0, 255, 51, 0, 0, 0, 102, 0}, 2, 4, 2) == Floats{1, 0.2f, 0, 0.4f});

  const testing::Bytes idx = {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0, 255, 51, 0};
  const Result<GreyPictures> first = first_pictures(idx, 1, "digits");
  REQUIRE(first);
  CHECK(first->height == 1);
  CHECK(first->width == 2);
  CHECK(first->pixels == std::vector<Floats>{{0, 1}});
  CHECK(first_pictures(idx, 9, "digits")->pixels.size() == 2);
  CHECK_FALSE(first_pictures(testing::Bytes{0, 0, 8, 1, 0, 0, 0, 1, 7}, 9, "labels"));
}

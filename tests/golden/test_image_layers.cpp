// The image layers and their neighbours against PyTorch, as generate_image_layers.py wrote it down: outputs, dx, the
// gradients of all parameters, and what a batch normalization remembers, while training and at inference.
#include <catch2/catch_test_macros.hpp>

#include <vector>

#include "engine/layers/registry.h"
#include "tests/golden/compare.h"
#include "tests/golden/image_layers.h"

using namespace deltarule;
using golden::close;
using golden::scalars;

TEST_CASE("golden: image layers, normalizations, embedding", "[golden]") {
  constexpr double kTolerance = 1e-5;
  for (const golden::ImageLayer& test : golden::image_layers) {
    INFO(test.name);
    const auto N = static_cast<std::size_t>(test.samples);
    const auto layer = make_layer(test.spec);
    const Result<Shape> output = layer->plan(test.input);
    REQUIRE(output.ok());
    REQUIRE(static_cast<std::size_t>(output->features()) * N == test.y.size());
    const auto x = scalars(test.x), parameters = scalars(test.parameters), R = scalars(test.R);
    auto buffers = scalars(test.buffers_before);
    std::vector<Scalar> y(test.y.size()), dx(x.size()), gradients(parameters.size()), scratch(layer->scratch(N));
    layer->bind(parameters.data(), gradients.data(), buffers.data());
    Rng rng(1, Purpose::dropout);
    layer->forward({x.data(), y.data(), scratch.data(), N, test.training ? &rng : nullptr});
    layer->backward({x.data(), y.data(), R.data(), dx.data(), scratch.data(), N, false});
    close("y", y, test.y, kTolerance);
    close("dx", dx, test.dx, kTolerance);
    close("gradient", gradients, test.gradients, kTolerance);
    close("buffer", buffers, test.buffers_after, kTolerance);
  }
}

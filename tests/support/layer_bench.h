// A layer with everything it needs for a pass, for tests that check its arithmetic by hand.
#pragma once

#include <catch2/catch_test_macros.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <memory>
#include <utility>
#include <vector>

#include "engine/layers/registry.h"

namespace deltarule {

using Numbers = std::vector<Scalar>;

/// Of all tensors together.
inline std::size_t elements(const std::vector<Parameter>& tensors) {
  std::size_t count = 0;
  for (const Parameter& p : tensors) count += static_cast<std::size_t>(element_count(p.dims));
  return count;
}

/// Buffers begin as the layer says, scratch with NaN.
struct LayerBench {
  std::unique_ptr<Layer> layer;
  Shape input, output;
  std::size_t columns;
  Numbers parameters, gradients, buffers, scratch, x, y;

  LayerBench(const LayerSpec& spec, const Shape& shape, std::size_t B, Numbers p = {})
      : layer(make_layer(spec)), input(shape), columns(B * static_cast<std::size_t>(shape.steps)) {
    const Result<Shape> planned = layer->plan(shape);
    REQUIRE(planned.ok());
    output = *planned;
    parameters = std::move(p);
    REQUIRE(parameters.size() == elements(layer->parameters()));
    gradients.assign(parameters.size(), 0);
    for (const Parameter& b : layer->buffers())
      buffers.insert(buffers.end(), static_cast<std::size_t>(element_count(b.dims)), static_cast<Scalar>(b.start));
    scratch.assign(layer->scratch(columns), std::numeric_limits<Scalar>::quiet_NaN());
    y.resize(static_cast<std::size_t>(output.features() * output.steps) * B);
    layer->bind(parameters.data(), gradients.data(), buffers.data());
  }
  const Numbers& forward(Numbers in, bool training = true) {
    x = std::move(in);
    REQUIRE(x.size() == static_cast<std::size_t>(input.features()) * columns);
    Rng rng(1, Purpose::dropout);
    layer->forward({x.data(), y.data(), scratch.data(), columns, training ? &rng : nullptr});
    return y;
  }
  Numbers backward(const Numbers& dy) {
    REQUIRE(dy.size() == y.size());
    Numbers dx(x.size(), 99);
    layer->backward({x.data(), y.data(), dy.data(), dx.data(), scratch.data(), columns, false});
    return dx;
  }
};

inline Error refusal(const LayerSpec& spec, const Shape& input) {
  const Result<Shape> planned = make_layer(spec)->plan(input);
  REQUIRE_FALSE(planned.ok());
  return planned.error();
}
inline bool near(Scalar a, double b) { return std::fabs(static_cast<double>(a) - b) < 1e-5; }

}  // namespace deltarule

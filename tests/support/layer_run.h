// One layer on its own, with parameters that a test sets by name, and everything that a pass needs.
#pragma once

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "engine/core/rng.h"
#include "engine/layers/registry.h"

namespace deltarule {

inline std::vector<Scalar> random_scalars(std::size_t n, std::uint64_t seed, double scale = 1) {
  Rng rng(seed, Purpose::data);
  std::vector<Scalar> values(n);
  for (Scalar& value : values) value = static_cast<Scalar>(rng.normal() * scale);
  return values;
}

/// A layer over T steps of I inputs each, all parameters 0.
struct LayerRun {
  LayerRun(const LayerSpec& spec, int I, int T, std::size_t samples)
      : B(samples), N(samples * static_cast<std::size_t>(T)) {
    layer = make_layer(spec);
    REQUIRE(layer != nullptr);
    const auto planned = layer->plan({I, 1, 1, T});
    REQUIRE(planned.ok());
    shape = *planned;
    tensors = layer->parameters();
    std::size_t count = 0;
    for (const Parameter& p : tensors) count += static_cast<std::size_t>(element_count(p.dims));
    parameters.assign(count, 0);
    gradients.assign(count, 0);
    y.assign(static_cast<std::size_t>(shape.features()) * static_cast<std::size_t>(shape.steps) * B, 0);
    dx.assign(static_cast<std::size_t>(I) * N, 0);
    scratch.assign(layer->scratch(N), 0);
    layer->bind(parameters.data(), gradients.data(), nullptr);
  }

  /// Rows `row` to `row + rows - 1` of a tensor to `value`; rows = 0: all from there on.
  void set(const std::string& name, Scalar value, int row = 0, int rows = 0) {
    const auto [first, count, dim] = find(name);
    const std::size_t width = count / static_cast<std::size_t>(dim);
    const std::size_t n = width * static_cast<std::size_t>(rows == 0 ? dim - row : rows);
    std::fill_n(parameters.begin() + static_cast<std::ptrdiff_t>(first + width * static_cast<std::size_t>(row)), n,
                value);
  }
  [[nodiscard]] std::vector<Scalar> gradient(const std::string& name) const {
    const auto [first, count, dim] = find(name);
    const auto from = gradients.begin() + static_cast<std::ptrdiff_t>(first);
    return {from, from + static_cast<std::ptrdiff_t>(count)};
  }
  const std::vector<Scalar>& forward(const std::vector<Scalar>& x, std::vector<Scalar>* carried = nullptr) {
    REQUIRE(x.size() == dx.size());
    layer->forward({x.data(), y.data(), scratch.data(), N, nullptr, carried == nullptr ? nullptr : carried->data()});
    return y;
  }
  void backward(const std::vector<Scalar>& x, const std::vector<Scalar>& dy) {
    REQUIRE(dy.size() == y.size());
    layer->backward({x.data(), y.data(), dy.data(), dx.data(), scratch.data(), N, false});
  }

  std::size_t B, N;
  std::unique_ptr<Layer> layer;
  Shape shape;
  std::vector<Parameter> tensors;
  std::vector<Scalar> parameters, gradients, y, dx, scratch;

 private:
  struct Place {
    std::size_t first, count;
    int rows;
  };
  [[nodiscard]] Place find(const std::string& name) const {
    std::size_t at = 0;
    for (const Parameter& p : tensors) {
      const auto count = static_cast<std::size_t>(element_count(p.dims));
      if (p.name == name) return {at, count, p.dims[0]};
      at += count;
    }
    FAIL("no tensor " << name);
    return {};
  }
};

}  // namespace deltarule

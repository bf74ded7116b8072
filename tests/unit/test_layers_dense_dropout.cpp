// The two layers by hand: a dense layer's arithmetic, dropout's share and its silence at inference.
#include <catch2/catch_test_macros.hpp>

#include <cmath>
#include <vector>

#include "engine/layers/registry.h"

using namespace deltarule;

TEST_CASE("dense: forward and backward by hand", "[layers]") {
  const auto layer = make_layer({LayerKind::dense, 2, Activation::relu, 0});
  const auto shape = layer->plan(vector_shape(3));
  REQUIRE(shape.ok());
  CHECK(shape->features() == 2);
  const std::vector<Parameter> tensors = layer->parameters();
  REQUIRE(tensors.size() == 2);
  CHECK(tensors[0].name == "weight");
  CHECK(tensors[0].dims == std::vector<int>{2, 3});
  CHECK(tensors[0].fans.in == 3);
  CHECK(tensors[0].fans.out == 2);
  CHECK(tensors[1].name == "bias");
  CHECK(tensors[1].dims == std::vector<int>{2});

  //     W = | 1  2  3 |   b = |  1 |   x = | 1  0 |
  //         | 0 -1  1 |       | -1 |       | 2  1 |
  //                                        | 1 -1 |
  const std::vector<Scalar> parameters = {1, 2, 3, 0, -1, 1, 1, -1};
  std::vector<Scalar> gradients(8, 0), x = {1, 2, 1, 0, 1, -1}, y(4), scratch(layer->scratch(2));
  layer->bind(parameters.data(), gradients.data(), nullptr);
  layer->forward({x.data(), y.data(), scratch.data(), 2, nullptr});
  // z = | 1+4+3+1  2-3+1  | = |  9  0 |
  //     | -2+1-1   -1-1-1 |   | -2 -3 |
  CHECK(y == std::vector<Scalar>{9, 0, 0, 0});
  const Scalar* z = layer->logits(scratch.data(), 2);
  CHECK(std::vector<Scalar>(z, z + 4) == std::vector<Scalar>{9, -2, 0, -3});

  // dy = 1: dz = | 1 0 |, so dW's first row is x's first column, db = (1, 0), dx's first column is W's first row.
  //              | 0 0 |
  const std::vector<Scalar> dy = {1, 1, 1, 1};
  std::vector<Scalar> dx(6, 99);
  layer->backward({x.data(), y.data(), dy.data(), dx.data(), scratch.data(), 2, false});
  CHECK(gradients == std::vector<Scalar>{1, 2, 1, 0, 0, 0, 1, 0});
  CHECK(dx == std::vector<Scalar>{1, 2, 3, 0, 0, 0});

  // From logits the activation is passed over, and gradients add up.
  const std::vector<Scalar> dz = {0, 1, 0, 0};
  layer->backward({x.data(), y.data(), dz.data(), dx.data(), scratch.data(), 2, true});
  CHECK(gradients == std::vector<Scalar>{1, 2, 1, 1, 2, 1, 1, 1});
  CHECK(dx == std::vector<Scalar>{0, -1, 1, 0, 0, 0});
}

TEST_CASE("dense: refuses to have no units", "[layers]") {
  const auto status = make_layer({LayerKind::dense, 0, Activation::relu, 0})->plan(vector_shape(3));
  REQUIRE_FALSE(status.ok());
  CHECK(status.error().where == "units");
}

TEST_CASE("dropout: the right share, scaled to keep the mean; nothing at inference", "[layers]") {
  const auto layer = make_layer({LayerKind::dropout, 1, Activation::linear, 0.3});
  REQUIRE(layer->plan(vector_shape(100)).ok());
  const std::size_t B = 500, n = 100 * B;
  const std::vector<Scalar> x(n, 2);
  std::vector<Scalar> y(n), dx(n), scratch(layer->scratch(B));
  Rng rng(1, Purpose::dropout);
  layer->forward({x.data(), y.data(), scratch.data(), B, &rng});
  const Scalar kept = 2 * static_cast<Scalar>(1 / (1 - 0.3));
  std::size_t zeros = 0;
  for (const Scalar value : y) {
    if (value == 0)
      ++zeros;
    else
      CHECK(value == kept);
  }
  CHECK(std::fabs(static_cast<double>(zeros) / static_cast<double>(n) - 0.3) < 0.01);
  // What was dropped gets no gradient, what was kept gets it scaled: dx / dy = y / x.
  layer->backward({x.data(), y.data(), x.data(), dx.data(), scratch.data(), B, false});
  CHECK(dx == y);

  const auto drawn = rng.state();
  layer->forward({x.data(), y.data(), scratch.data(), B, nullptr});
  CHECK(y == x);
  CHECK(rng.state() == drawn);

  LayerSpec off{LayerKind::dropout, 1, Activation::linear, 0};
  layer->adjust(off);
  layer->forward({x.data(), y.data(), scratch.data(), B, &rng});
  CHECK(y == x);

  for (const double bad : {1.0, -0.1, std::nan("")})
    CHECK(make_layer({LayerKind::dropout, 1, Activation::linear, bad})->plan(vector_shape(3)).error().where == "rate");
}

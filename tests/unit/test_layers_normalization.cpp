// Batch and layer normalization by hand: statistics of the batch, running ones, and what is refused.
#include <catch2/catch_test_macros.hpp>

#include <cmath>

#include "tests/support/layer_bench.h"

using namespace deltarule;

TEST_CASE("batch_norm: the batch's statistics while training, the running ones after", "[layers]") {
  // Channel 0: 1, 3, 5, 7 (mean 4, variance 5, unbiased 20/3); channel 1: 0, 0, 8, 8 (mean 4, variance 16, 64/3).
  LayerBench bench({.kind = LayerKind::batch_norm, .epsilon = 1e-12, .momentum = 0.25}, {2, 1, 2, 1}, 2,
                   {1, 2, 0, 100});
  const std::vector<Parameter> tensors = bench.layer->parameters(), kept = bench.layer->buffers();
  REQUIRE(tensors.size() == 2);
  CHECK(tensors[0].role == ParameterRole::scale);
  CHECK(tensors[0].start == 1);
  REQUIRE(kept.size() == 2);
  CHECK(kept[0].name == "running_mean");
  CHECK(kept[1].name == "running_var");
  CHECK(bench.buffers == Numbers{0, 0, 1, 1});
  const Numbers x = {1, 3, 0, 0, 5, 7, 8, 8};
  const Numbers& y = bench.forward(x);
  CHECK(near(y[0], -3 / std::sqrt(5.0)));
  CHECK(near(y[5], 3 / std::sqrt(5.0)));
  CHECK(near(y[2], 98));
  CHECK(near(y[7], 102));
  const Numbers running = {1, 1, static_cast<Scalar>(0.75 + 0.25 * 20 / 3), static_cast<Scalar>(0.75 + 0.25 * 64 / 3)};
  CHECK(bench.buffers == running);

  // At inference nothing changes, and each column is on its own: y = (x - 1) / sqrt(running variance), ...
  bench.forward(x, false);
  CHECK(bench.buffers == running);
  CHECK(near(bench.y[4], 4 / std::sqrt(0.75 + 5.0 / 3)));
  CHECK(near(bench.y[6], 100 + 2 * 7 / std::sqrt(0.75 + 16.0 / 3)));
  // ... and so is the way back: dx = g / sqrt(running variance) dy.
  const Numbers dx = bench.backward({1, 0, 0, 0, 0, 0, 0, 1});
  CHECK(near(dx[0], 1 / std::sqrt(0.75 + 5.0 / 3)));
  CHECK(near(dx[7], 2 / std::sqrt(0.75 + 16.0 / 3)));
  CHECK(dx[1] == 0);
  CHECK(dx[4] == 0);
}

TEST_CASE("batch_norm: one number has no variance to remember", "[layers]") {
  LayerBench bench({.kind = LayerKind::batch_norm}, vector_shape(1), 1, {3, 5});
  CHECK(bench.forward({7}) == Numbers{5});
  CHECK(near(bench.buffers[0], 0.7));
  CHECK(bench.buffers[1] == 1);
  CHECK(bench.backward({1}) == Numbers{0});
}

TEST_CASE("layer_norm: every column by itself", "[layers]") {
  LayerBench bench({.kind = LayerKind::layer_norm, .epsilon = 1e-12}, {2, 1, 2, 1}, 2, {1, 1, 1, 2, 0, 0, 0, 10});
  const Numbers& y = bench.forward({1, 3, 5, 7, 0, 0, 8, 8});
  CHECK(near(y[0], -3 / std::sqrt(5.0)));
  CHECK(near(y[3], 10 + 6 / std::sqrt(5.0)));
  CHECK(near(y[4], -1));
  CHECK(near(y[7], 12));
  CHECK(bench.layer->parameters()[0].dims == std::vector<int>{4});
  CHECK(bench.layer->parameters()[0].start == 1);
}

TEST_CASE("normalizations: refusals", "[layers]") {
  CHECK(refusal({.kind = LayerKind::batch_norm, .epsilon = 0}, vector_shape(3)).where == "epsilon");
  CHECK(refusal({.kind = LayerKind::batch_norm, .momentum = 1.5}, vector_shape(3)).where == "momentum");
  CHECK(refusal({.kind = LayerKind::layer_norm, .epsilon = std::nan("")}, vector_shape(3)).where == "epsilon");
}

// The small parts of training: schedules, initializers, batches, penalties, clipping.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/train/batcher.h"
#include "engine/train/initializer.h"
#include "engine/train/regularize.h"
#include "engine/train/schedule.h"

using namespace deltarule;

namespace {
bool close(double a, double b) { return std::fabs(a - b) <= 1e-12 * std::fmax(1, std::fabs(b)); }
}  // namespace

TEST_CASE("schedules: the formulas of torch.optim.lr_scheduler", "[train]") {
  const auto rate = [](Schedule name, int period, double gamma, std::uint64_t epoch) {
    return scheduled_rate({name, period, gamma}, 0.4, epoch);
  };
  CHECK(rate(Schedule::constant, 10, 0.5, 1000) == 0.4);
  CHECK(rate(Schedule::step, 10, 0.5, 9) == 0.4);
  CHECK(rate(Schedule::step, 10, 0.5, 10) == 0.2);
  CHECK(rate(Schedule::step, 10, 0.5, 39) == 0.05);
  CHECK(rate(Schedule::exponential, 10, 0.5, 0) == 0.4);
  CHECK(rate(Schedule::exponential, 10, 0.5, 3) == 0.05);
  CHECK(close(rate(Schedule::exponential, 10, 0.9, 50), 0.4 * std::pow(0.9, 50)));
  CHECK(rate(Schedule::cosine, 10, 0.5, 0) == 0.4);
  CHECK(close(rate(Schedule::cosine, 10, 0.5, 5), 0.2));
  CHECK(rate(Schedule::cosine, 10, 0.5, 10) == 0);
  CHECK(close(rate(Schedule::cosine, 10, 0.5, 3), 0.2 * (1 + std::cos(0.3 * 3.14159265358979323846))));
  CHECK(rate(Schedule::cosine, 10, 0.5, 17) == rate(Schedule::cosine, 10, 0.5, 3));  // and up again
  CHECK(close(rate(Schedule::warmup, 4, 0.5, 0), 0.1));
  CHECK(close(rate(Schedule::warmup, 4, 0.5, 2), 0.3));
  CHECK(rate(Schedule::warmup, 4, 0.5, 3) == 0.4);
  CHECK(rate(Schedule::warmup, 4, 0.5, 300) == 0.4);
  CHECK(rate(Schedule::exponential, 1, 0.001, ~std::uint64_t{0}) == 0);
  CHECK(check_schedule({Schedule::step, 0, 0.5}).error().where == "schedule.period");
  CHECK(check_schedule({Schedule::step, 1, 0}).error().where == "schedule.gamma");
  CHECK(schedule_names().size() == static_cast<std::size_t>(Schedule::warmup) + 1);
}

TEST_CASE("initializers: the widths of torch.nn.init", "[train]") {
  const Fans fans{30, 20};
  const std::size_t n = 60000;
  const auto weights = [&](Initializer name, double scale) {
    std::vector<Scalar> w(n);
    Rng rng(1, Purpose::weights);
    initialize({name, scale}, fans, rng, w);
    return w;
  };
  const auto check_uniform = [&](Initializer name, double bound) {
    const auto w = weights(name, 0.3);
    const auto [low, high] = std::minmax_element(w.begin(), w.end());
    double sum = 0, squares = 0;
    for (const Scalar value : w) {
      sum += static_cast<double>(value);
      squares += static_cast<double>(value) * static_cast<double>(value);
    }
    INFO(initializer_names()[static_cast<std::size_t>(name)]);
    CHECK(static_cast<double>(*low) >= -bound * 1.000001);
    CHECK(static_cast<double>(*high) <= bound * 1.000001);
    CHECK(static_cast<double>(*high) > 0.999 * bound);
    CHECK(std::fabs(sum / n) < 0.01 * bound);
    CHECK(std::fabs(squares / n / (bound * bound / 3) - 1) < 0.02);
  };
  const auto check_normal = [&](Initializer name, double deviation) {
    double sum = 0, squares = 0;
    for (const Scalar value : weights(name, 0.3)) {
      sum += static_cast<double>(value);
      squares += static_cast<double>(value) * static_cast<double>(value);
    }
    INFO(initializer_names()[static_cast<std::size_t>(name)]);
    CHECK(std::fabs(sum / n) < 0.02 * deviation);
    CHECK(std::fabs(squares / n / (deviation * deviation) - 1) < 0.03);
  };
  CHECK(weights(Initializer::zeros, 0.3) == std::vector<Scalar>(n, 0));
  CHECK(weights(Initializer::constant, 0.3) == std::vector<Scalar>(n, Scalar(0.3)));
  check_uniform(Initializer::uniform, 0.3);
  check_normal(Initializer::normal, 0.3);
  check_uniform(Initializer::xavier_uniform, std::sqrt(6.0 / 50));
  check_normal(Initializer::xavier_normal, std::sqrt(2.0 / 50));
  check_uniform(Initializer::he_uniform, std::sqrt(6.0 / 30));
  check_normal(Initializer::he_normal, std::sqrt(2.0 / 30));
  CHECK(check_initializer({Initializer::uniform, std::nan("")}).error().where == "initializer.scale");
}

TEST_CASE("batcher: every epoch shows every sample once, in another order", "[train]") {
  Batcher batcher(10, 1);
  std::vector<std::vector<std::uint32_t>> epochs;
  for (int epoch = 0; epoch < 20; ++epoch) {
    std::vector<std::uint32_t> seen;
    for (int i = 0; i < 10; ++i) seen.push_back(batcher.next());
    epochs.push_back(seen);
    std::sort(seen.begin(), seen.end());
    CHECK(seen == std::vector<std::uint32_t>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
  }
  CHECK(epochs[0] != epochs[1]);
  CHECK(epochs[1] != epochs[2]);
  batcher.reset();
  for (const auto& epoch : epochs)
    for (const std::uint32_t sample : epoch) CHECK(batcher.next() == sample);
  Batcher other(10, 2);
  std::vector<std::uint32_t> first;
  for (int i = 0; i < 10; ++i) first.push_back(other.next());
  CHECK(first != epochs[0]);
}

TEST_CASE("batcher: goes on from a saved state and refuses what is no permutation", "[train]") {
  Batcher batcher(7, 1);
  for (int i = 0; i < 11; ++i) batcher.next();
  Batcher copy(7, 99);
  CHECK(copy.restore(batcher.order(), batcher.position(), batcher.rng().state()));
  for (int i = 0; i < 30; ++i) CHECK(copy.next() == batcher.next());
  auto order = batcher.order();
  CHECK_FALSE(copy.restore(order, 8, batcher.rng().state()));
  order[0] = order[1];
  CHECK_FALSE(copy.restore(order, 0, batcher.rng().state()));
  order[0] = 7;
  CHECK_FALSE(copy.restore(order, 0, batcher.rng().state()));
  order.pop_back();
  CHECK_FALSE(copy.restore(order, 0, batcher.rng().state()));
}

TEST_CASE("regularization: on weights, not on biases; clipping: the whole norm", "[train]") {
  LayerLayout layer;
  layer.weight_count = 3;
  layer.bias_offset = 3;
  layer.bias_count = 1;
  const std::vector<LayerLayout> layout = {layer};
  const std::vector<Scalar> w = {2, -4, 0, 5};
  std::vector<Scalar> g = {1, 1, 1, 1};
  add_penalties({0.5, 0.25, 0}, layout, w.data(), g.data());
  CHECK(g == std::vector<Scalar>{1 + Scalar(0.5) + Scalar(0.5), 1 - 1 - Scalar(0.5), 1, 1});

  std::vector<Scalar> long_one = {3, 4, 0, 0, 12};  // norm 13
  clip_gradient(0, long_one);
  clip_gradient(13.1, long_one);
  CHECK(long_one == std::vector<Scalar>{3, 4, 0, 0, 12});
  clip_gradient(6.5, long_one);
  const std::vector<double> half = {1.5, 2, 0, 0, 6};
  for (std::size_t i = 0; i < 5; ++i) CHECK(std::fabs(static_cast<double>(long_one[i]) - half[i]) < 1e-5);
  CHECK(check_regularization({-1, 0, 0}).error().where == "regularization.l1");
  CHECK(check_regularization({0, -1, 0}).error().where == "regularization.l2");
  CHECK(check_regularization({0, 0, -1}).error().where == "regularization.clip_norm");
}

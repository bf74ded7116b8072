// Attention in closed form: equal scores make a mean, high ones a choice; the last step alone; no allocation.
#include <catch2/catch_test_macros.hpp>

#include <cmath>

#include "tests/support/allocation_counter.h"
#include "tests/support/layer_run.h"

using namespace deltarule;

namespace {

constexpr int kSteps = 3;
constexpr std::size_t kSamples = 2;
// One input, two samples: 1, 2, 6 and -1, 4, 3.
const std::vector<Scalar> kX = {1, -1, 2, 4, 6, 3};

LayerRun attention(Score score, int units, Returned returned = Returned::all) {
  LayerRun run({.kind = LayerKind::attention, .units = units, .returned = returned, .score = score}, 1, kSteps,
               kSamples);
  run.set("v_proj_weight", 1);
  return run;
}

void close(const std::vector<Scalar>& ours, const std::vector<double>& expected) {
  REQUIRE(ours.size() == expected.size());
  for (std::size_t i = 0; i < ours.size(); ++i) {
    INFO("[" << i << "]: " << ours[i] << ", expected " << expected[i]);
    CHECK(std::fabs(static_cast<double>(ours[i]) - expected[i]) <= 2e-6 * std::fmax(1, std::fabs(expected[i])));
  }
}

/// The mean of a sample's values, weighted by e^score(u).
template <class F>
double weighted(std::size_t sample, F score) {
  double sum = 0, total = 0;
  for (std::size_t u = 0; u < kSteps; ++u) {
    const auto x = static_cast<double>(kX[u * kSamples + sample]);
    sum += std::exp(score(x)) * x;
    total += std::exp(score(x));
  }
  return sum / total;
}

}  // namespace

TEST_CASE("attention: without scores every step sees the mean", "[layers]") {
  for (const Score score : {Score::scaled_dot, Score::additive}) {
    LayerRun run = attention(score, 1);
    CHECK(run.tensors.size() == (score == Score::additive ? 4u : 3u));
    CHECK(run.tensors[0].name == "q_proj_weight");
    close(run.forward(kX), {3, 2, 3, 2, 3, 2});
  }
}

TEST_CASE("attention: the scores are those of the papers", "[layers]") {
  constexpr int kUnits = 4;  // all alike: q . k is four times one product, divided by sqrt(4)
  std::vector<double> dot, additive;
  for (std::size_t column = 0; column < kX.size(); ++column) {
    const auto x = static_cast<double>(kX[column]);
    for (int j = 0; j < kUnits; ++j) {
      dot.push_back(weighted(column % kSamples, [=](double key) { return 4 * (0.5 * x) * (0.25 * key) / 2; }));
      additive.push_back(weighted(column % kSamples, [=](double key) { return 4 * std::tanh(0.5 * x + 0.25 * key); }));
    }
  }
  for (const Score score : {Score::scaled_dot, Score::additive}) {
    LayerRun run = attention(score, kUnits);
    run.set("q_proj_weight", 0.5f);
    run.set("k_proj_weight", 0.25f);
    if (score == Score::additive) run.set("weight_score", 1);
    close(run.forward(kX), score == Score::additive ? additive : dot);
  }
}

TEST_CASE("attention: a large score is a choice", "[layers]") {
  LayerRun run = attention(Score::scaled_dot, 1);
  run.set("q_proj_weight", 30);
  run.set("k_proj_weight", 1);
  // A positive query takes the largest key, a negative one the smallest.
  close(run.forward(kX), {6, -1, 6, 4, 6, 4});
}

TEST_CASE("attention: the last step alone is the last of all", "[layers]") {
  for (const Score score : {Score::scaled_dot, Score::additive}) {
    LayerRun all = attention(score, 5), last = attention(score, 5, Returned::last);
    all.parameters = random_scalars(all.parameters.size(), 3);
    last.parameters = all.parameters;
    all.layer->bind(all.parameters.data(), all.gradients.data(), nullptr);
    last.layer->bind(last.parameters.data(), last.gradients.data(), nullptr);
    CHECK(last.shape == Shape{5, 1, 1, 1});
    const std::vector<Scalar> y = all.forward(kX);
    CHECK(last.forward(kX) == std::vector<Scalar>(y.end() - 10, y.end()));
  }
}

TEST_CASE("attention: nothing is allocated in a pass", "[layers]") {
  for (const Score score : {Score::scaled_dot, Score::additive}) {
    LayerRun run = attention(score, 4);
    const std::vector<Scalar> dy = random_scalars(run.y.size(), 4);
    start_counting_allocations();
    run.layer->forward({kX.data(), run.y.data(), run.scratch.data(), run.N, nullptr});
    run.layer->backward({kX.data(), run.y.data(), dy.data(), run.dx.data(), run.scratch.data(), run.N, false});
    CHECK(stop_counting_allocations() == 0);
  }
}

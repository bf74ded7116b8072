// Each layer's pulse, on networks built so that the answer is known.
#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

#include "engine/study/health.h"
#include "engine/study/probe.h"
#include "tests/support/toy_data.h"

using namespace deltarule;
using toy::dense;

namespace {

std::vector<LayerHealth> health_of(const std::vector<LayerSpec>& model, const std::vector<Scalar>& parameters,
                                   int samples = 40, double* full_norm = nullptr) {
  TrainingSpec spec;
  spec.model = model;
  spec.loss.name = Loss::mse;
  spec.optimizer.name = Optimizer::sgd;
  spec.batch_size = samples;
  auto built = Trainer::build(spec, toy::sectors(model.back(), Loss::mse, samples), Dataset{});
  REQUIRE(built.ok());
  Trainer& trainer = **built;
  REQUIRE(parameters.size() == trainer.parameters().size());
  std::copy(parameters.begin(), parameters.end(), trainer.parameters().begin());
  Probe probe = make_probe(model, vector_shape(2), health_samples(trainer), ProbeFor::backward);
  const std::vector<LayerHealth> health = measure_health(trainer, probe);
  if (full_norm != nullptr) {
    trainer.step();  // one batch of all samples
    double sum = 0;
    for (const Scalar g : trainer.gradients()) sum += static_cast<double>(g) * static_cast<double>(g);
    *full_norm = std::sqrt(sum);
  }
  for (const LayerHealth& h : health) {
    const auto counted = std::accumulate(h.histogram.begin(), h.histogram.end(), 0U);
    CHECK(counted == h.units * static_cast<std::uint32_t>(std::min(samples, 512)));
  }
  return health;
}

}  // namespace

TEST_CASE("health: dead units of ReLU, and of nothing else", "[study]") {
  // Unit 0: always -5; unit 1: always 3; unit 2: x1, half of the time.
  const std::vector<Scalar> parameters = {0, 0, 0, 0, 1, 0, -5, 3, 0, 1, 1, 1, 0};
  const auto relu = health_of({dense(3, Activation::relu), dense(1, Activation::sigmoid)}, parameters);
  REQUIRE(relu.size() == 2);
  CHECK(relu[0].units == 3);
  CHECK(relu[0].dead == 1);
  CHECK(relu[0].saturated == 0);
  CHECK(relu[0].low == 0);
  CHECK(relu[0].high == 3);
  CHECK(relu[0].histogram.back() == 40);  // unit 1
  CHECK(relu[0].histogram.front() > 40);  // unit 0, and some of unit 2
  CHECK(relu[0].weight_norm == Catch::Approx(std::sqrt(1.0 + 25 + 9)));
  const auto leaky = health_of({dense(3, Activation::leaky_relu), dense(1, Activation::sigmoid)}, parameters);
  CHECK(leaky[0].dead == 0);
  CHECK(health_of({dense(3, Activation::linear), dense(1, Activation::sigmoid)}, std::vector<Scalar>(13, 0))[0].dead ==
        0);
}

TEST_CASE("health: saturated units of sigmoid and tanh", "[study]") {
  // Unit 0: at 1; unit 1: at 0 or -1; unit 2: in the middle.
  const std::vector<Scalar> parameters = {0, 0, 0, 0, 0, 0, 30, -30, 0.1F, 0, 0, 0, 0};
  for (const Activation a : {Activation::sigmoid, Activation::tanh}) {
    const auto health = health_of({dense(3, a), dense(1, Activation::sigmoid)}, parameters);
    CHECK(health[0].saturated == 2);
    CHECK(health[0].dead == 0);
    CHECK(health[1].saturated == 0);
    CHECK(health[0].gradient_norm == 0);  // what lies behind it passes nothing back
    CHECK(health[1].gradient_norm > 0);
  }
  // Not yet: sigmoid(4) = 0.982, tanh(2) = 0.964.
  CHECK(health_of({dense(1, Activation::sigmoid)}, {0, 0, 4})[0].saturated == 0);
  CHECK(health_of({dense(1, Activation::sigmoid)}, {0, 0, 5})[0].saturated == 1);
  CHECK(health_of({dense(1, Activation::tanh)}, {0, 0, 2})[0].saturated == 0);
  CHECK(health_of({dense(1, Activation::tanh)}, {0, 0, -3})[0].saturated == 1);
}

TEST_CASE("health: the gradient is that of a step with all samples; dropout layers are left out", "[study]") {
  std::vector<Scalar> parameters;
  for (int i = 0; i < 17; ++i) parameters.push_back(static_cast<Scalar>(0.13 * ((i * 7) % 11 - 5)));
  double full = 0;
  const auto health = health_of({dense(4, Activation::tanh), dense(1, Activation::sigmoid)}, parameters, 300, &full);
  CHECK(std::hypot(health[0].gradient_norm, health[1].gradient_norm) == Catch::Approx(full).epsilon(1e-5));
  const auto dropped =
      health_of({dense(4, Activation::tanh), toy::dropout(0.5), dense(1, Activation::sigmoid)}, parameters, 300);
  REQUIRE(dropped.size() == 2);
  CHECK(dropped[0].histogram == health[0].histogram);
  CHECK(dropped[1].gradient_norm == health[1].gradient_norm);
}

TEST_CASE("health: at most 512 samples; activations all alike; and what is no number is left out", "[study]") {
  const auto zero = health_of({dense(1, Activation::tanh)}, {0, 0, 0}, 700);
  CHECK(zero[0].low == 0);
  CHECK(zero[0].high == 0);
  CHECK(zero[0].histogram[0] == 512);

  TrainingSpec spec;
  spec.model = {dense(1, Activation::linear)};
  spec.loss.name = Loss::mse;
  auto built = Trainer::build(spec, toy::sectors(spec.model[0], Loss::mse, 20), Dataset{});
  REQUIRE(built.ok());
  (*built)->parameters()[0] = std::numeric_limits<Scalar>::infinity();
  Probe probe = make_probe(spec.model, vector_shape(2), 20, ProbeFor::backward);
  const auto broken = measure_health(**built, probe);
  CHECK(std::accumulate(broken[0].histogram.begin(), broken[0].histogram.end(), 0U) == 0);
  CHECK(broken[0].low == 0);
}

// Rosenblatt's rule: by hand, its convergence on separable data, its endless search on the rest, its refusals.
#include <catch2/catch_test_macros.hpp>

#include <vector>

#include "engine/train/perceptron.h"
#include "engine/train/trainer.h"
#include "tests/support/toy_data.h"

using namespace deltarule;
using toy::dense;

namespace {

TrainingSpec rosenblatt() {
  TrainingSpec spec;
  spec.model = {dense(1, Activation::step)};
  spec.loss.name = Loss::mse;
  spec.optimizer.name = Optimizer::perceptron;
  spec.optimizer.learning_rate = 1;
  spec.initializer.name = Initializer::zeros;
  spec.batch_size = 4;
  return spec;
}

std::unique_ptr<Trainer> trainer_for(std::initializer_list<int> labels, TrainingSpec spec = rosenblatt()) {
  const Dataset data = toy::gate(spec.model.back(), spec.loss.name, labels);
  auto built = Trainer::build(spec, data, Dataset{});
  REQUIRE(built.ok());
  return std::move(*built);
}

}  // namespace

TEST_CASE("perceptron: one batch by hand", "[train]") {
  auto built = Network::build(std::vector<LayerSpec>{dense(1, Activation::step)}, vector_shape(2));
  REQUIRE(built.ok());
  Network& network = **built;  // w = (0, 0), b = 0: answers 1 to everything
  const std::vector<Scalar> x = {1, 2, 3, 1, 0, 1}, target = {0, 1, 0};
  perceptron_step(network, 3, x.data(), target.data(), Scalar(0.5), 0.5);
  // (1,2) -> 1, wrong: w = (-0.5, -1), b = -0.5.  (3,1): -1.5-1-0.5 < 0 -> 0, wrong: w = (1, -0.5), b = 0.
  // (0,1): -0.5 -> 0, right: nothing changes.
  const std::vector<Scalar> expected = {1, Scalar(-0.5), 0};
  CHECK(std::vector<Scalar>(network.parameters().begin(), network.parameters().end()) == expected);
  // The "gradient" is what gradient descent would have needed: -(change)/lr.
  const std::vector<Scalar> gradient = {-2, 1, 0};
  CHECK(std::vector<Scalar>(network.gradients().begin(), network.gradients().end()) == gradient);
}

TEST_CASE("perceptron: converges on every separable gate and then stays", "[train]") {
  for (const auto& labels :
       {std::initializer_list<int>{0, 0, 0, 1}, {0, 1, 1, 1}, {1, 1, 1, 0}, {0, 0, 1, 1}, {1, 0, 0, 0}}) {
    const auto trainer = trainer_for(labels);
    for (int i = 0; i < 30; ++i) trainer->step();
    CHECK(trainer->evaluate_train().accuracy == 1);
    CHECK(trainer->evaluate_train().loss == 0);
    const std::vector<Scalar> found(trainer->parameters().begin(), trainer->parameters().end());
    for (int i = 0; i < 30; ++i) trainer->step();
    CHECK(std::vector<Scalar>(trainer->parameters().begin(), trainer->parameters().end()) == found);
  }
}

TEST_CASE("perceptron: never settles on exclusive or", "[train]") {
  const auto trainer = trainer_for({0, 1, 1, 0});
  for (int i = 0; i < 200; ++i) {
    trainer->step();
    CHECK(trainer->evaluate_train().accuracy < 1);
  }
}

TEST_CASE("perceptron: signed targets and several threshold units", "[train]") {
  TrainingSpec spec = rosenblatt();
  spec.loss.name = Loss::hinge;  // codes the classes as -1 and 1
  const auto trainer = trainer_for({0, 0, 0, 1}, spec);
  for (int i = 0; i < 30; ++i) trainer->step();
  CHECK(trainer->evaluate_train().accuracy == 1);
}

TEST_CASE("perceptron: refuses what it cannot train, with where and why", "[train]") {
  const auto where = [](const TrainingSpec& spec) {
    const Dataset data = toy::gate(spec.model.back(), spec.loss.name, {0, 0, 0, 1});
    const auto built = Trainer::build(spec, data, Dataset{});
    return built.ok() ? std::string() : built.error().where;
  };
  TrainingSpec spec = rosenblatt();
  CHECK(where(spec).empty());
  spec.model = {dense(1, Activation::sigmoid)};
  CHECK(where(spec) == "model[0].activation");
  spec.model = {dense(2, Activation::step), dense(1, Activation::step)};
  CHECK(where(spec) == "optimizer.name");
  spec = rosenblatt();
  CHECK(Trainer::build(spec, toy::saddle(10), Dataset{}).error().where == "optimizer.name");
}

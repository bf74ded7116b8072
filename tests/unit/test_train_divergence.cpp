// Where the numbers end: found in the step where it happens, the layer named, and survived.
#include <catch2/catch_test_macros.hpp>
#include <limits>
#include <string>

#include "tests/support/toy_trainer.h"

using namespace deltarule;
using toy::base;
using toy::dense;
using toy::made;

TEST_CASE("trainer: divergence is found in the step where it happens, and told in words", "[train]") {
  TrainingSpec spec = base();
  spec.model = {dense(4, Activation::linear), dense(4, Activation::linear), dense(1, Activation::linear)};
  spec.loss.name = Loss::mse;
  spec.optimizer.name = Optimizer::sgd;
  spec.optimizer.learning_rate = 1000;
  const auto trainer = made(spec);
  for (int i = 0; i < 200; ++i) trainer->step();
  const Divergence& where = trainer->divergence();
  CHECK_FALSE(where.where.empty());
  CHECK(where.what.find("learning rate") != std::string::npos);
  const auto stopped = trainer->steps();
  CHECK(stopped < 200);
  trainer->step();
  trainer->step_sample();
  CHECK(trainer->steps() == stopped);  // does nothing more
  (void)trainer->evaluate_train();     // but can still be looked at
  TrainingSpec gentle = spec;
  gentle.optimizer.learning_rate = 0.01;
  CHECK(trainer->adjust(gentle).ok());
  trainer->reset();
  CHECK(trainer->divergence().where.empty());
  for (int i = 0; i < 200; ++i) trainer->step();
  CHECK(trainer->divergence().where.empty());
}

TEST_CASE("trainer: divergence names the layer", "[train]") {
  TrainingSpec spec = base();
  spec.model = {dense(4, Activation::relu), dense(4, Activation::linear), dense(1, Activation::linear)};
  spec.loss.name = Loss::mse;
  const auto diverge = [&](std::size_t layer, Scalar value) {
    const auto trainer = made(spec);
    trainer->parameters()[trainer->layout()[layer].weight_offset] = value;
    trainer->step();
    return trainer->divergence().where;
  };
  const Scalar infinity = std::numeric_limits<Scalar>::infinity(), nan = std::numeric_limits<Scalar>::quiet_NaN();
  CHECK(diverge(0, nan) == "layer 1 (dense, relu): weights");
  CHECK(diverge(1, infinity) == "layer 2 (dense, linear): weights");
  CHECK(diverge(2, -nan) == "layer 3 (dense, linear): weights");
  CHECK(diverge(1, 0).empty());

  const auto trainer = made(spec);
  for (std::size_t i = 0; i < 2; ++i)
    for (std::size_t k = 0; k < trainer->layout()[i].weight_count; ++k)
      trainer->parameters()[trainer->layout()[i].weight_offset + k] = static_cast<Scalar>(1e30);
  trainer->step();
  CHECK(trainer->divergence().where == "layer 2 (dense, linear): outputs");
}

// The trainer as a whole: it learns, repeats itself bit for bit, counts, and infers.
#include <catch2/catch_test_macros.hpp>
#include <vector>

#include "tests/support/toy_trainer.h"

using namespace deltarule;
using toy::base;
using toy::dense;
using toy::made;
using toy::parameters;
using toy::restless;

TEST_CASE("trainer: learns exclusive or, three classes and a surface", "[train]") {
  const auto binary = made(base(), 200);
  for (int i = 0; i < 2000; ++i) binary->step();
  CHECK(binary->evaluate_train().accuracy > 0.97);
  CHECK(binary->evaluate_test().accuracy > 0.85);

  TrainingSpec spec = base();
  spec.model.back() = dense(3, Activation::softmax);
  spec.loss.name = Loss::softmax_cross_entropy;
  const auto classes = made(spec, 200);
  for (int i = 0; i < 2000; ++i) classes->step();
  CHECK(classes->evaluate_train().accuracy > 0.97);

  spec.model.back() = dense(1, Activation::linear);
  spec.loss.name = Loss::mse;
  auto regression = Trainer::build(spec, toy::saddle(200), Dataset{});
  REQUIRE(regression.ok());
  const double before = (*regression)->evaluate_train().loss;
  for (int i = 0; i < 2000; ++i) (*regression)->step();
  CHECK((*regression)->evaluate_train().loss < 0.05 * before);
  CHECK((*regression)->evaluate_test().samples == 0);
}

TEST_CASE("trainer: the same bits in a second trainer and after reset", "[train][bits]") {
  const auto a = made(restless()), b = made(restless());
  const auto start = parameters(*a);
  for (int i = 0; i < 50; ++i) {
    a->step();
    b->step();
    (void)b->evaluate_train();  // looking must not disturb
  }
  CHECK(parameters(*a) == parameters(*b));
  CHECK(parameters(*a) != start);
  const auto end = parameters(*a);
  a->step_sample();
  a->reset();
  CHECK(parameters(*a) == start);
  CHECK(a->steps() == 0);
  CHECK(a->samples_seen() == 0);
  CHECK(a->learning_rate() == restless().optimizer.learning_rate);
  for (int i = 0; i < 50; ++i) a->step();
  CHECK(parameters(*a) == end);
  TrainingSpec other = restless();
  other.seed = 2;
  CHECK(parameters(*made(other)) != start);
}

TEST_CASE("trainer: a layer more does not change the weights before it", "[train]") {
  TrainingSpec spec = base();
  const auto small = made(spec);
  spec.model.insert(spec.model.begin() + 1, dense(8, Activation::tanh));
  const auto large = made(spec);
  for (std::size_t i = 0; i < small->layout()[0].weight_count; ++i)
    CHECK(small->parameters()[i] == large->parameters()[i]);
}

TEST_CASE("trainer: counts steps, samples and epochs; the schedule follows whole epochs", "[train]") {
  TrainingSpec spec = base();
  spec.batch_size = 20;
  spec.schedule = {Schedule::step, 2, 0.5};
  const auto trainer = made(spec, 60);
  for (int i = 0; i < 5; ++i) trainer->step();
  trainer->step_sample();
  CHECK(trainer->steps() == 6);
  CHECK(trainer->samples_seen() == 101);
  CHECK(trainer->epoch() == 101 / 60.0);
  CHECK(trainer->learning_rate() == 0.03);
  trainer->step();
  CHECK(trainer->learning_rate() == 0.015);
}

TEST_CASE("trainer: a batch of one is step_sample", "[train]") {
  TrainingSpec spec = restless();
  const auto by_hand = made(spec);
  spec.batch_size = 1;
  const auto single = made(spec);
  for (int i = 0; i < 70; ++i) {
    by_hand->step_sample();
    single->step();
  }
  CHECK(parameters(*by_hand) == parameters(*single));
}

TEST_CASE("trainer: inference visits every layer of every chunk, agrees with evaluation, sees no dropout", "[train]") {
  const auto trainer = made(restless());
  for (int i = 0; i < 20; ++i) trainer->step();
  const int count = 300;
  const Dataset points = toy::sectors(restless().model.back(), Loss::mse, count, 9);
  struct Seen {
    std::vector<int> columns = {0, 0, 0};
    std::vector<Scalar> outputs;
  } seen;
  const auto visit = [](void* user, int layer, ConstMatrixView outputs, int first, int n) {
    auto& to = *static_cast<Seen*>(user);
    CHECK(first == to.columns[static_cast<std::size_t>(layer)]);
    CHECK(outputs.cols() == n);
    CHECK(outputs.rows() == (layer == 2 ? 1 : 8));
    to.columns[static_cast<std::size_t>(layer)] += n;
    if (layer == 2)
      for (int c = 0; c < n; ++c) to.outputs.push_back(outputs(0, c));
  };
  const auto before = trainer->state();
  trainer->infer(points.input.data(), count, visit, &seen);
  CHECK(seen.columns == std::vector<int>{count, count, count});
  CHECK(trainer->state().rng == before.rng);
  // One column at a time gives the same bits as many.
  Seen single;
  for (int c = 0; c < 5; ++c) {
    single.columns = {0, 0, 0};
    trainer->infer(points.input.data() + 2 * c, 1, visit, &single);
    CHECK(single.outputs.back() == seen.outputs[static_cast<std::size_t>(c)]);
  }
  trainer->infer(points.input.data(), 0, visit, &seen);
}

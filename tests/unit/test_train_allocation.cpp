// A training step allocates nothing: for every layer and activation, every optimizer, every loss, and at inference.
#include <catch2/catch_test_macros.hpp>

#include <new>
#include <vector>

#include "engine/train/trainer.h"
#include "tests/support/allocation_counter.h"
#include "tests/support/toy_data.h"

using namespace deltarule;
using toy::dense;

namespace {

void nothing(void*, int, ConstMatrixView, int, int) {}

void check(const TrainingSpec& spec) {
  const LayerSpec& last = spec.model.back();
  const Dataset data = toy::sectors(last, spec.loss.name, 50);
  auto built = Trainer::build(spec, data, data);
  REQUIRE(built.ok());
  Trainer& trainer = **built;
  start_counting_allocations();
  for (int i = 0; i < 20; ++i) trainer.step();  // wraps around the data, reshuffles, changes epochs
  trainer.step_sample();
  const Metrics train = trainer.evaluate_train(), test = trainer.evaluate_test();
  trainer.infer(data.input.data(), data.samples, nothing, nullptr);
  const long count = stop_counting_allocations();
  CHECK(count == 0);
  CHECK(train.samples + test.samples == 100);
  CHECK(trainer.divergence().where.empty());
}

TrainingSpec base() {
  TrainingSpec spec;
  spec.model = {dense(5, Activation::tanh), toy::dropout(0.2), dense(3, Activation::relu),
                dense(1, Activation::sigmoid)};
  spec.regularization = {0.001, 0.001, 1};
  spec.schedule = {Schedule::cosine, 3, 0.5};
  spec.batch_size = 8;
  return spec;
}

}  // namespace

TEST_CASE("the allocation counter counts", "[train]") {
  start_counting_allocations();
  void* volatile direct = ::operator new(8);  // volatile: compilers may leave out allocations that nobody sees
  std::vector<int> numbers(100, 1);
  int* volatile seen = numbers.data();
  const long count = stop_counting_allocations();
  CHECK(count == 2);
  CHECK(seen[3] == 1);
  ::operator delete(direct);
}

TEST_CASE("no allocation in a step: every activation, hidden and last", "[train]") {
  for (std::size_t a = 0; a < activation_names().size(); ++a) {
    INFO(activation_names()[a]);
    const auto activation = static_cast<Activation>(a);
    TrainingSpec spec = base();
    spec.model[0].activation = activation;
    check(spec);
    spec.loss.name = Loss::mse;
    spec.model.back() = dense(4, activation);
    check(spec);
  }
}

TEST_CASE("no allocation in a step: every optimizer and schedule", "[train]") {
  for (std::size_t o = 0; o < optimizer_names().size(); ++o)
    for (std::size_t s = 0; s < schedule_names().size(); ++s) {
      INFO(optimizer_names()[o] << ", " << schedule_names()[s]);
      TrainingSpec spec = base();
      spec.optimizer.name = static_cast<Optimizer>(o);
      spec.schedule.name = static_cast<Schedule>(s);
      if (spec.optimizer.name == Optimizer::perceptron) {
        spec.model = {dense(1, Activation::step)};
        spec.loss.name = Loss::mse;
      }
      check(spec);
    }
}

TEST_CASE("no allocation in a step: every loss", "[train]") {
  for (std::size_t l = 0; l < loss_names().size(); ++l) {
    INFO(loss_names()[l]);
    TrainingSpec spec = base();
    spec.loss.name = static_cast<Loss>(l);
    if (spec.loss.name == Loss::softmax_cross_entropy) spec.model.back() = dense(3, Activation::softmax);
    check(spec);
  }
}

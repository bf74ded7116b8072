// A saved state: training goes on from it bit for bit; one that does not fit is refused.
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>

#include "tests/support/toy_trainer.h"

using namespace deltarule;
using toy::dense;
using toy::made;
using toy::parameters;
using toy::restless;

TEST_CASE("trainer: resumes from a saved state bit for bit, with every optimizer", "[train][bits]") {
  for (std::size_t name = 0; name < optimizer_names().size(); ++name) {
    INFO(optimizer_names()[name]);
    TrainingSpec spec = restless();
    spec.optimizer.name = static_cast<Optimizer>(name);
    if (spec.optimizer.name == Optimizer::perceptron) {
      spec.model = {dense(1, Activation::step)};
      spec.loss.name = Loss::mse;
    }
    const auto a = made(spec);
    for (int i = 0; i < 37; ++i) a->step();
    a->step_sample();
    const TrainerState state = a->state();
    const auto b = made(spec);
    for (int i = 0; i < 5; ++i) b->step();
    REQUIRE(b->restore(state).ok());
    CHECK(b->steps() == 38);
    CHECK(b->samples_seen() == 37 * 7 + 1);
    CHECK(b->learning_rate() == a->learning_rate());
    for (int i = 0; i < 40; ++i) {
      a->step();
      b->step();
    }
    CHECK(parameters(*a) == parameters(*b));
    CHECK(a->epoch() == b->epoch());
  }
}

TEST_CASE("trainer: refuses a state that does not fit and stays as it was", "[train]") {
  const auto trainer = made(restless());
  for (int i = 0; i < 5; ++i) trainer->step();
  const TrainerState good = trainer->state();
  const auto refuses = [&](auto change) {
    TrainerState bad = good;
    change(bad);
    const Status status = trainer->restore(bad);
    CHECK_FALSE(status.ok());
    CHECK(trainer->state().parameters == good.parameters);
    CHECK(trainer->state().rng == good.rng);
  };
  refuses([](TrainerState& s) { s.parameters.pop_back(); });
  refuses([](TrainerState& s) { s.parameters[0] = std::numeric_limits<Scalar>::infinity(); });
  refuses([](TrainerState& s) { s.buffers.push_back(0); });
  refuses([](TrainerState& s) { s.optimizer.pop_back(); });
  refuses([](TrainerState& s) { s.optimizer[0] = std::numeric_limits<Scalar>::quiet_NaN(); });
  refuses([](TrainerState& s) { s.optimizer_scalars.clear(); });
  refuses([](TrainerState& s) { s.optimizer_scalars[0] = std::nan(""); });
  refuses([](TrainerState& s) { s.order[0] = s.order[1]; });
  refuses([](TrainerState& s) { s.position = 1000; });
  refuses([](TrainerState& s) { s.rng.pop_back(); });
  refuses([](TrainerState& s) { s.rng.assign(8, 0); });
}

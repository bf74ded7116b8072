// What a trainer can be: settings that change while it trains, and what does not fit together.
#include <catch2/catch_test_macros.hpp>
#include <limits>
#include <string>
#include <vector>

#include "tests/support/toy_trainer.h"

using namespace deltarule;
using toy::base;
using toy::dense;
using toy::dropout;
using toy::made;
using toy::parameters;
using toy::restless;

namespace {

std::string refused(const TrainingSpec& spec, const Dataset& train, const Dataset& test = {}) {
  const auto built = Trainer::build(spec, train, test);
  if (built.ok()) return "";
  CHECK_FALSE(built.error().what.empty());
  return built.error().where;
}

}  // namespace

TEST_CASE("trainer: live settings keep the parameters, structural ones are refused", "[train]") {
  const TrainingSpec spec = restless();
  const auto trainer = made(spec);
  for (int i = 0; i < 5; ++i) trainer->step();
  const auto before = parameters(*trainer);
  TrainingSpec live = spec;
  live.optimizer.learning_rate = 0.5;
  live.optimizer.beta1 = 0.5;
  live.schedule = {Schedule::constant, 1, 1};
  live.regularization = {0.1, 0.1, 0.5};
  live.batch_size = 30;
  live.model[1].rate = 0.9;
  REQUIRE(Trainer::live_change(spec, live));
  REQUIRE(trainer->adjust(live).ok());
  CHECK(parameters(*trainer) == before);
  CHECK(trainer->learning_rate() == 0.5);
  CHECK(trainer->layout()[1].spec.rate == 0.9);
  trainer->step();
  CHECK(trainer->samples_seen() == 5 * 7 + 30);
  CHECK(parameters(*trainer) != before);

  live.optimizer.name = Optimizer::rmsprop;
  REQUIRE(trainer->adjust(live).ok());
  CHECK(trainer->state().optimizer == std::vector<Scalar>(before.size(), 0));
  trainer->step();

  // Refused, and nothing changes: a batch that is too large, nonsense, Rosenblatt's rule.
  const auto now = parameters(*trainer);
  TrainingSpec wrong = live;
  wrong.batch_size = 61;
  CHECK(trainer->adjust(wrong).error().where == "batch_size");
  wrong = live;
  wrong.optimizer.learning_rate = -1;
  CHECK(trainer->adjust(wrong).error().where == "optimizer.learning_rate");
  wrong = live;
  wrong.model[1].rate = 1;
  CHECK(trainer->adjust(wrong).error().where == "model[1].rate");
  wrong = live;
  wrong.optimizer.name = Optimizer::perceptron;
  CHECK_FALSE(trainer->adjust(wrong).ok());
  CHECK(trainer->learning_rate() == 0.5);
  CHECK(parameters(*trainer) == now);

  const auto structural = [&](auto change) {
    TrainingSpec changed = live;
    change(changed);
    CHECK_FALSE(Trainer::live_change(live, changed));
    CHECK_FALSE(trainer->adjust(changed).ok());
  };
  structural([](TrainingSpec& s) { s.model[0].units = 9; });
  structural([](TrainingSpec& s) { s.model[0].activation = Activation::relu; });
  structural([](TrainingSpec& s) { s.model.pop_back(); });
  structural([](TrainingSpec& s) { s.loss.name = Loss::mse; });
  structural([](TrainingSpec& s) { s.initializer.name = Initializer::zeros; });
  structural([](TrainingSpec& s) { s.seed = 2; });
}

TEST_CASE("trainer: what does not fit together is refused with where", "[train]") {
  const TrainingSpec good = base();
  const Dataset data = toy::sectors(good.model.back(), good.loss.name, 20);
  const auto where = [&](auto change) {
    TrainingSpec spec = good;
    change(spec);
    return refused(spec, data, data);
  };
  CHECK(where([](TrainingSpec&) {}).empty());
  CHECK(where([](TrainingSpec& s) { s.batch_size = 21; }) == "batch_size");
  CHECK(where([](TrainingSpec& s) { s.batch_size = 0; }) == "batch_size");
  CHECK(where([](TrainingSpec& s) { s.model.clear(); }) == "model");
  CHECK(where([](TrainingSpec& s) { s.model[0].units = 0; }) == "model[0].units");
  CHECK(where([](TrainingSpec& s) { s.model[0].units = std::numeric_limits<int>::max(); }) == "model[0].units");
  CHECK(where([](TrainingSpec& s) { s.model.back().units = 2; }) == "model[1].units");
  CHECK(where([](TrainingSpec& s) { s.model.push_back(dropout(0.5)); }) == "model[2].layer");
  CHECK(where([](TrainingSpec& s) { s.model.insert(s.model.begin(), dropout(1)); }) == "model[0].rate");
  CHECK(where([](TrainingSpec& s) { s.model[0].kind = static_cast<LayerKind>(77); }) == "model[0].layer");
  CHECK(where([](TrainingSpec& s) { s.model[0].activation = static_cast<Activation>(77); }) == "model[0].activation");
  CHECK(where([](TrainingSpec& s) { s.model.back().activation = Activation::linear; }) == "loss.name");
  CHECK(where([](TrainingSpec& s) { s.loss.name = Loss::softmax_cross_entropy; }) == "loss.name");
  CHECK(where([](TrainingSpec& s) { s.loss.name = static_cast<Loss>(77); }) == "loss.name");
  CHECK(where([](TrainingSpec& s) { s.optimizer.learning_rate = 0; }) == "optimizer.learning_rate");
  CHECK(where([](TrainingSpec& s) { s.schedule.period = 0; }) == "schedule.period");
  CHECK(where([](TrainingSpec& s) { s.regularization.l2 = -1; }) == "regularization.l2");
  CHECK(where([](TrainingSpec& s) { s.initializer.name = static_cast<Initializer>(77); }) == "initializer.name");

  CHECK(refused(good, Dataset{}) == "data");
  Dataset bad = data;
  bad.input.pop_back();
  CHECK(refused(good, bad) == "data");
  bad = data;
  bad.target[3] = std::numeric_limits<Scalar>::quiet_NaN();
  CHECK(refused(good, bad) == "data");
  bad = data;
  bad.classes.clear();
  CHECK(refused(good, data, bad) == "data");
}

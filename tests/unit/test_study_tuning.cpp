// A search: which trials there are, what they become, and that a trial is the run that the page would train.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>
#include <set>
#include <tuple>

#include "engine/api/tuned.h"
#include "engine/experiment/validate.h"
#include "engine/study/prepare.h"
#include "tests/protocol/random_experiment.h"

using namespace deltarule;

namespace {

Experiment small() {
  Experiment e = default_experiment();
  e.data.samples = 40;
  e.training.model.insert(e.training.model.begin() + 1, LayerSpec{.kind = LayerKind::dropout, .rate = 0.3});
  return e;
}

Tuning searched(const TuningSpec& spec, const Experiment& base) {
  auto job = TuningJob::begin(spec, base);
  INFO((job.ok() ? std::string() : job.error().text()));
  REQUIRE(job.ok());
  float progress = 0;
  while ((*job)->tuning().running) {
    (*job)->work(3);
    REQUIRE((*job)->tuning().progress >= progress);
    REQUIRE((*job)->tuning().progress <= 1);
    progress = (*job)->tuning().progress;
  }
  CHECK(progress == 1);
  return (*job)->tuning();
}

}  // namespace

TEST_CASE("tuning: tuned() changes five things and keeps the rest", "[study]") {
  const Experiment base = small();
  const TuningTrial trial{
      .learning_rate = 0.2, .width = 5, .depth = 3, .activation = Activation::relu, .optimizer = Optimizer::adadelta};
  Experiment expected = base;
  const LayerSpec hidden{.kind = LayerKind::dense, .units = 5, .activation = Activation::relu};
  expected.training.model = {hidden, hidden, hidden, base.training.model.back()};
  expected.training.optimizer.name = Optimizer::adadelta;
  expected.training.optimizer.learning_rate = 0.2;
  expected.training.optimizer.epsilon = 1e-6;
  CHECK(tuned(base, trial) == expected);
  // Whatever the base is, what comes out can be trained.
  Rng rng(8, Purpose::data);
  for (int i = 0; i < 300; ++i) {
    TuningTrial t = trial;
    t.depth = static_cast<int>(rng.below(20));
    t.optimizer = static_cast<Optimizer>(rng.below(8));
    t.activation = static_cast<Activation>(rng.below(static_cast<std::uint32_t>(activation_names().size())));
    const Status status = validate(tuned(testing::random_experiment(rng), t));
    INFO((status.ok() ? std::string() : status.error().text()));
    CHECK(status.ok());
  }
}

TEST_CASE("tuning: a grid has every combination once, and each is the run that the page would train", "[study]") {
  TuningSpec spec;
  spec.learning_rates = {0.01, 10};
  spec.widths = {2, 3};
  spec.depths = {0, 1};
  spec.activations = {Activation::relu};
  spec.optimizers = {Optimizer::adam, Optimizer::sgd};
  spec.epochs = 3;
  const Experiment base = small();
  const Tuning found = searched(spec, base);
  CHECK(found.total == 16);
  REQUIRE(found.trials.size() == 16);
  std::set<std::tuple<double, int, int, Optimizer>> different;
  for (const TuningTrial& t : found.trials) {
    different.insert({t.learning_rate, t.width, t.depth, t.optimizer});
    auto run = prepare_points(tuned(base, t));
    REQUIRE(run.ok());
    while (run->trainer->samples_seen() < 3 * run->points.train.size()) run->trainer->step();
    const bool diverged = !run->trainer->divergence().where.empty();
    CHECK(t.diverged == diverged);
    if (diverged) continue;
    CHECK(t.train_loss == static_cast<float>(run->trainer->evaluate_train().loss));
    CHECK(t.test_loss == static_cast<float>(run->trainer->evaluate_test().loss));
    CHECK(t.test_accuracy == static_cast<float>(run->trainer->evaluate_test().accuracy));
  }
  CHECK(different.size() == 16);
}

TEST_CASE("tuning: a random search draws learning rates evenly over the decades, the same for the same seed",
          "[study]") {
  TuningSpec spec;
  spec.method = TuningMethod::random;
  spec.learning_rates = {0.001, 10};
  spec.widths = {1, 2};
  spec.depths = {1};
  spec.trials = 80;
  spec.epochs = 1;
  const Tuning found = searched(spec, small());
  REQUIRE(found.trials.size() == 80);
  int decades[4] = {};
  for (const TuningTrial& t : found.trials) {
    REQUIRE(t.learning_rate >= 0.001);
    REQUIRE(t.learning_rate <= 10);
    ++decades[std::min(3, static_cast<int>(std::floor(std::log10(t.learning_rate) + 3 + 1e-9)))];
    // Three digits.
    const double digits = t.learning_rate / std::pow(10, std::floor(std::log10(t.learning_rate)) - 2);
    CHECK(std::abs(digits - std::round(digits)) < 1e-6);
  }
  for (const int n : decades) CHECK(n > 8);
  CHECK(std::any_of(found.trials.begin(), found.trials.end(), [](const TuningTrial& t) { return t.width == 2; }));
  const Tuning again = searched(spec, small());
  spec.seed = 2;
  const Tuning other = searched(spec, small());
  bool same = true, differs = false;
  for (std::size_t i = 0; i < 80; ++i) {
    same = same && again.trials[i].learning_rate == found.trials[i].learning_rate &&
           again.trials[i].test_loss == found.trials[i].test_loss;
    differs = differs || other.trials[i].learning_rate != found.trials[i].learning_rate;
  }
  CHECK(same);
  CHECK(differs);
}

TEST_CASE("tuning: a trial that diverges is marked and does not end the search", "[study]") {
  Experiment e = small();
  e.data.name = PointSet::plane;
  e = made_coherent(e);
  e.training.model.back().activation = Activation::linear;
  e.training.loss.name = Loss::mse;
  TuningSpec spec;
  spec.learning_rates = {10, 0.01};
  spec.widths = {8};
  spec.depths = {2};
  spec.activations = {Activation::linear};
  spec.optimizers = {Optimizer::sgd};
  const Tuning found = searched(spec, e);
  REQUIRE(found.trials.size() == 2);
  CHECK(found.trials[0].diverged);
  CHECK(found.trials[0].test_loss == std::numeric_limits<float>::infinity());
  CHECK(!found.trials[1].diverged);
  CHECK(std::isfinite(found.trials[1].test_loss));
}

TEST_CASE("tuning: searches that make no sense are refused by name", "[study]") {
  const auto refusal = [](auto change) {
    TuningSpec spec;
    change(spec);
    const auto job = TuningJob::begin(spec, small());
    REQUIRE(!job.ok());
    return job.error().text();
  };
  CHECK(refusal([](auto& s) { s.widths.clear(); }).find("tuning.widths: give 1 to 16") != std::string::npos);
  CHECK(refusal([](auto& s) { s.depths.assign(17, 1); }).find("tuning.depths: give 1 to 16") != std::string::npos);
  CHECK(refusal([](auto& s) { s.widths = {65}; }).find("tuning.widths: 65") != std::string::npos);
  CHECK(refusal([](auto& s) { s.depths = {-1}; }).find("tuning.depths") != std::string::npos);
  CHECK(refusal([](auto& s) { s.depths = {20}; }).find("0 to 19") != std::string::npos);
  CHECK(refusal([](auto& s) { s.learning_rates = {NAN}; }).find("tuning.learning_rates") != std::string::npos);
  CHECK(refusal([](auto& s) { s.optimizers = {Optimizer::perceptron}; }).find("perceptron") != std::string::npos);
  CHECK(refusal([](auto& s) { s.epochs = 0; }).find("tuning.epochs") != std::string::npos);
  CHECK(refusal([](auto& s) {
          s.method = TuningMethod::random;
          s.trials = 1001;
        }).find("tuning.trials") != std::string::npos);
  CHECK(refusal([](auto& s) {
          s.widths.assign(16, 2);
          s.depths.assign(16, 1);
          s.optimizers = {Optimizer::adam, Optimizer::sgd};
        }).find("grid of 1536") != std::string::npos);
}

// Confusion matrices, RMSE and R squared, by hand.
#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <vector>

#include "engine/study/results.h"
#include "engine/train/trainer.h"
#include "tests/support/toy_data.h"

using namespace deltarule;
using toy::dense;

namespace {

Results results_of(const TrainingSpec& spec, const Dataset& train, const Dataset& test, int classes,
                   const std::vector<Scalar>& parameters) {
  auto built = Trainer::build(spec, train, test);
  INFO((built.ok() ? std::string() : built.error().text()));
  REQUIRE(built.ok());
  Trainer& trainer = **built;
  REQUIRE(parameters.size() == trainer.parameters().size());
  std::copy(parameters.begin(), parameters.end(), trainer.parameters().begin());
  const Results results = measure_results(trainer, classes);
  if (classes > 0) {
    std::uint32_t right = 0, all = 0;
    for (std::size_t i = 0; i < results.train_confusion.size(); ++i) {
      all += results.train_confusion[i];
      if (i % (static_cast<std::size_t>(classes) + 1) == 0) right += results.train_confusion[i];
    }
    CHECK(all == static_cast<std::uint32_t>(train.samples));
    CHECK(static_cast<double>(right) / all == trainer.evaluate_train().accuracy);
  }
  return results;
}

TrainingSpec spec_of(const LayerSpec& last, Loss loss) {
  TrainingSpec spec;
  spec.model = {last};
  spec.loss.name = loss;
  spec.batch_size = 1;
  return spec;
}

}  // namespace

TEST_CASE("results: two classes, one output, at the threshold of the accuracy", "[study]") {
  const TrainingSpec spec = spec_of(dense(1, Activation::linear), Loss::mse);  // targets -1 and 1, threshold 0
  const TargetCoding coding = target_coding(spec.model[0], Loss::mse);
  Dataset train = toy::empty(spec.model[0]), test = train;
  // The network answers x1.
  toy::add(train, coding, 0.5, 9, 1);   // right
  toy::add(train, coding, -0.5, 9, 1);  // wrong
  toy::add(train, coding, 0.1, 9, 0);   // wrong
  toy::add(train, coding, 0, 9, 0);     // on the threshold: class 0, right
  toy::add(train, coding, -2, 9, 0);    // right
  toy::add(test, coding, 3, 0, 0);      // wrong
  const Results r = results_of(spec, train, test, 2, {1, 0, 0});
  CHECK(r.classes == 2);
  CHECK(r.train_confusion == std::vector<std::uint32_t>{2, 1, 1, 1});
  CHECK(r.test_confusion == std::vector<std::uint32_t>{0, 1, 0, 0});
}

TEST_CASE("results: three classes, the largest output", "[study]") {
  const TrainingSpec spec = spec_of(dense(3, Activation::softmax), Loss::softmax_cross_entropy);
  const TargetCoding coding = target_coding(spec.model[0], spec.loss.name);
  Dataset train = toy::empty(spec.model[0]);
  // z = (x1, x2, 0)
  toy::add(train, coding, 1, 0, 0);
  toy::add(train, coding, 1, 0, 2);
  toy::add(train, coding, 0, 1, 1);
  toy::add(train, coding, -1, -1, 2);
  toy::add(train, coding, -1, -1, 1);
  const Results r = results_of(spec, train, Dataset{}, 3, {1, 0, 0, 1, 0, 0, 0, 0, 0});
  CHECK(r.train_confusion == std::vector<std::uint32_t>{1, 0, 0, 0, 1, 1, 1, 0, 1});
  CHECK(r.test_confusion == std::vector<std::uint32_t>(9, 0));  // there is no test data
}

TEST_CASE("results: regression", "[study]") {
  const TrainingSpec spec = spec_of(dense(1, Activation::linear), Loss::mse);
  Dataset train = toy::empty(spec.model[0]), test;
  // The network answers x1; off by 0, 1, 0, -1.
  train.input = {0, 0, 2, 0, 2, 0, 3, 0};
  train.target = {0, 1, 2, 4};
  train.samples = 4;
  test = train;
  test.target = {1, 1, 1, 1};  // nothing to explain, and not met
  const Results r = results_of(spec, train, test, 0, {1, 0, 0});
  CHECK(r.classes == 0);
  CHECK(r.train_confusion.empty());
  CHECK(r.train_rmse == Catch::Approx(std::sqrt(2.0 / 4)));
  CHECK(r.train_r2 == Catch::Approx(1 - 2 / 8.75));  // mean 1.75: 3.0625 + 0.5625 + 0.0625 + 5.0625
  CHECK(r.test_rmse == Catch::Approx(std::sqrt((1 + 1 + 1 + 4) / 4.0)));
  CHECK(r.test_r2 == 0);
  const Results perfect = results_of(spec, test, train, 0, {0, 0, 1});
  CHECK(perfect.train_rmse == 0);
  CHECK(perfect.train_r2 == 1);
}

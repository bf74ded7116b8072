// Targets of classes: one output each, one for two, or one that is the class's number; and what outputs then mean.
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>
#include <string>

#include "engine/experiment/validate.h"
#include "engine/io/experiment_json.h"
#include "engine/io/experiment_link.h"
#include "engine/study/prepare.h"
#include "engine/study/results.h"
#include "engine/train/target_coding.h"
#include "tests/support/no_files.h"

using namespace deltarule;
using deltarule::testing::NoFiles;

namespace {

std::string shapes(const std::string& data, const std::string& rest) {
  return R"({"deltarule": 1, "data": {"kind": "images", "name": "shapes", "samples": 200, "side": 12)" + data +
         R"(}, "optimizer": {"name": "adam", "learning_rate": 0.01}, "batch_size": 16)" + rest + "}";
}

std::string model(int units, const std::string& activation) {
  return R"(, "model": [{"layer": "conv2d", "filters": 4, "kernel": 5, "activation": "relu"},
    {"layer": "max_pool2d", "kernel": 2}, {"layer": "flatten"}, {"layer": "dense", "units": )" +
         std::to_string(units) + R"(, "activation": ")" + activation + "\"}]";
}

/// What is wrong, as a person reads it; or nothing.
std::string refusal(const std::string& json) {
  const Result<Experiment> e = from_json(json);
  if (!e) return e.error().text();
  const Result<Prepared> made = prepare(*e, NoFiles());
  return made ? "" : made.error().text();
}

Prepared prepared(const std::string& json) {
  const Result<Experiment> e = from_json(json);
  INFO((e.ok() ? std::string() : e.error().text()));
  REQUIRE(e.ok());
  Result<Prepared> made = prepare(*e, NoFiles());
  INFO((made.ok() ? std::string() : made.error().text()));
  REQUIRE(made.ok());
  return std::move(*made);
}

bool says(const std::string& text, const std::string& what) {
  INFO(text);
  return text.find(what) != std::string::npos;
}

}  // namespace

TEST_CASE("targets: a number stands for the nearest class there is") {
  TargetCoding coding;
  coding.numbers = 10;
  const auto nearest = [&](double y) {
    const auto output = static_cast<Scalar>(y);
    return static_cast<int>(predicted_class(coding, &output, 1));
  };
  CHECK(nearest(3) == 3);
  CHECK(nearest(3.49) == 3);
  CHECK(nearest(3.51) == 4);
  CHECK(nearest(-7) == 0);
  CHECK(nearest(99) == 9);
  CHECK(nearest(1e30) == 9);
  CHECK(nearest(std::numeric_limits<double>::quiet_NaN()) == 0);
  const auto sure = [&](double y) {
    const auto output = static_cast<Scalar>(y);
    return static_cast<double>(sureness(coding, &output, 1));
  };
  CHECK(sure(4) == 1);
  CHECK(std::abs(sure(4.25) - 0.5) < 1e-6);
  CHECK(std::abs(sure(4.5)) < 1e-6);
  CHECK(sure(-3) == 0);
  const TargetCoding two{0, 1};
  const Scalar low = static_cast<Scalar>(0.125), high = static_cast<Scalar>(0.75);
  CHECK(static_cast<double>(sureness(two, &low, 1)) == 0.875);
  CHECK(static_cast<double>(sureness(two, &high, 1)) == 0.75);
  const Scalar several[] = {low, high};
  CHECK(sureness(two, several, 2) == high);
}

TEST_CASE("targets: integers are the numbers of the classes, and a network of one output learns them") {
  Prepared made = prepared(shapes(R"(, "targets": "integer")", model(1, "linear")));
  Trainer& trainer = *made.trainer;
  const Dataset& data = trainer.train_data();
  CHECK(trainer.spec().loss.name == Loss::mse);
  CHECK(data.targets == 1);
  REQUIRE(data.target.size() == data.classes.size());
  for (std::size_t i = 0; i < data.target.size(); ++i) CHECK(data.target[i] == static_cast<Scalar>(data.classes[i]));
  for (int i = 0; i < 400; ++i) trainer.step();
  // Accuracy and confusion, from every sample by itself.
  const Metrics metrics = trainer.evaluate_test();
  const Results results = measure_results(trainer, 4);
  struct Count {
    const Dataset& data;
    int last, right = 0;
    std::vector<std::uint32_t> confusion;
  } count{trainer.test_data(), static_cast<int>(trainer.layout().size()) - 1, 0, std::vector<std::uint32_t>(16)};
  trainer.infer(
      count.data.input.data(), count.data.samples,
      [](void* user, int layer, ConstMatrixView y, int first, int n) {
        auto& to = *static_cast<Count*>(user);
        if (layer != to.last) return;
        for (int c = 0; c < n; ++c) {
          const long number = std::lround(static_cast<double>(y(0, c)));
          const auto answer = static_cast<std::size_t>(number < 0 ? 0 : number > 3 ? 3 : number);
          const std::size_t truth = to.data.classes[static_cast<std::size_t>(first + c)];
          to.right += answer == truth;
          ++to.confusion[truth * 4 + answer];
        }
      },
      &count);
  CHECK(metrics.accuracy == static_cast<double>(count.right) / 40);
  CHECK(results.test_confusion == count.confusion);
  CHECK(metrics.accuracy > 0.5);
}

TEST_CASE("targets: one sigmoid for each class against the rest learns as well") {
  Prepared made = prepared(shapes("", model(4, "sigmoid")));
  Trainer& trainer = *made.trainer;
  CHECK(trainer.spec().loss.name == Loss::binary_cross_entropy);
  CHECK(trainer.train_data().targets == 4);
  for (int i = 0; i < 300; ++i) trainer.step();
  CHECK(trainer.evaluate_test().accuracy > 0.9);
  const Results results = measure_results(trainer, 4);
  std::uint32_t right = 0;
  for (std::size_t c = 0; c < 4; ++c) right += results.test_confusion[5 * c];
  CHECK(trainer.evaluate_test().accuracy == right / 40.0);
}

TEST_CASE("targets: what does not go together is refused in words") {
  const std::string integer = R"(, "targets": "integer")";
  CHECK(says(refusal(shapes(integer, model(4, "linear"))), "model[3].units: the last layer must have 1 unit"));
  CHECK(says(refusal(shapes(integer, model(1, "sigmoid"))), "loss"));
  CHECK(says(refusal(shapes(integer, model(1, "sigmoid"))), "use mse, mae or huber"));
  CHECK(refusal(shapes(integer, model(1, "linear") + R"(, "loss": "huber")")).empty());
  CHECK(says(refusal(shapes(integer, R"(, "model": [{"layer": "flatten"},
    {"layer": "dense", "units": 1, "activation": "linear"}], "optimizer": "perceptron")")),
             "optimizer"));
  CHECK(says(refusal(shapes(R"(, "targets": "binary")", model(1, "linear"))), "data.targets"));
  // Without a model, one that suits.
  const Result<Experiment> plain = from_json(R"({"deltarule": 1, "data": {"kind": "images", "targets": "integer"}})");
  REQUIRE(plain.ok());
  CHECK(plain->training.model.back().units == 1);
  CHECK(plain->training.model.back().activation == Activation::linear);
  CHECK(plain->training.loss.name == Loss::mse);
  CHECK(validate(*plain).ok());
  const Result<Experiment> linked = from_link(to_link(*plain));
  REQUIRE(linked.ok());
  CHECK(*linked == *plain);
  CHECK(*from_json(to_json(*plain)) == *plain);
}

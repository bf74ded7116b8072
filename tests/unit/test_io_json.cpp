// Experiment files: the round trip, what may be left out, and that every mistake is named with its place.
#include <catch2/catch_test_macros.hpp>
#include <string>

#include "engine/experiment/fields.h"
#include "engine/experiment/validate.h"
#include "engine/io/experiment_json.h"
#include "tests/protocol/random_experiment.h"

using namespace deltarule;

namespace {

std::string error_of(std::string_view text) {
  const auto read = from_json(text);
  return read.ok() ? "" : read.error().text();
}

std::string where_of(std::string_view text) {
  const auto read = from_json(text);
  return read.ok() ? "accepted" : read.error().where;
}

Experiment read_or_default(std::string_view text) {
  const auto read = from_json(text);
  INFO(error_of(text));
  REQUIRE(read.ok());
  return *read;
}

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("JSON: thousands of random experiments come back exactly") {
  Rng rng(21, Purpose::data);
  for (int i = 0; i < 3000; ++i) {
    const Experiment e = testing::random_experiment(rng, i % 10 == 0);
    const std::string text = to_json(e);
    const auto back = from_json(text);
    INFO(text << "\n" << (back.ok() ? "" : back.error().text()));
    REQUIRE(back.ok());
    REQUIRE(*back == e);
    REQUIRE(to_json(*back) == text);
  }
}

TEST_CASE("JSON: the example of the documentation") {
  const Experiment e = read_or_default(R"({"deltarule": 1,
    "data": {"kind": "points", "name": "spiral", "samples": 500, "noise": 0.1, "train": 0.5, "inputs": ["x1", "x2"]},
    "model": [{"layer": "dense", "units": 8, "activation": "tanh"}, {"layer": "dense", "units": 1, "activation": "sigmoid"}],
    "loss": "binary_cross_entropy",
    "optimizer": {"name": "adam", "learning_rate": 0.03},
    "regularization": {"l1": 0, "l2": 0},
    "initializer": "xavier_uniform", "batch_size": 10, "seed": 1})");
  CHECK(e.data.name == PointSet::spiral);
  CHECK(e.training.model.size() == 2);
  CHECK(e.training.model[0] == LayerSpec{.units = 8, .activation = Activation::tanh});
  CHECK(e.training.optimizer.learning_rate == 0.03);
}

TEST_CASE("JSON: the text of the default experiment does not change unnoticed") {
  CHECK(to_json(default_experiment()) == R"({
  "deltarule": 1,
  "data": {"kind": "points", "name": "moons", "samples": 500, "noise": 0, "balance": 0.5, "train": 0.5, "inputs": ["x1", "x2"]},
  "model": [
    {"layer": "dense", "units": 8, "activation": "tanh"},
    {"layer": "dense", "units": 4, "activation": "tanh"},
    {"layer": "dense", "units": 1, "activation": "sigmoid"}
  ],
  "loss": "binary_cross_entropy",
  "optimizer": {"name": "adam", "learning_rate": 0.03, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8},
  "schedule": "constant",
  "regularization": {"l1": 0, "l2": 0, "clip_norm": 0},
  "initializer": "xavier_uniform",
  "batch_size": 10,
  "seed": 1,
  "stop": {"epochs": 0, "loss": 0},
  "math": "exact"
}
)");
}

TEST_CASE("JSON: what is left out is the default, or what the rest asks for") {
  CHECK(read_or_default(R"({"deltarule": 1})") == default_experiment());
  CHECK(read_or_default(R"({"deltarule": 1, "optimizer": "adagrad"})").training.optimizer.epsilon == 1e-10);
  const Experiment four = read_or_default(R"({"deltarule": 1, "data": {"name": "blobs4"}})");
  CHECK(four.training.loss.name == Loss::softmax_cross_entropy);
  CHECK(four.training.model.back().units == 4);
  const Experiment plane = read_or_default(R"({"deltarule": 1, "data": "plane", "loss": "mae"})");
  CHECK(plane.training.loss.name == Loss::mae);
  CHECK(plane.training.model.back().activation == Activation::linear);
  CHECK(read_or_default(R"({"deltarule": 1, "data": {"samples": 6}})").training.batch_size == 3);
  const Experiment bare = read_or_default(R"({"deltarule": 1, "data": "plane", "model": [{"layer": "dense"}]})");
  CHECK(bare.training.model == std::vector{LayerSpec{}});
}

TEST_CASE("JSON: a section may be its name alone or an object") {
  const Experiment short_form = read_or_default(
      R"({"deltarule": 1, "data": "plane", "loss": "huber", "initializer": "uniform", "schedule": "step"})");
  const Experiment long_form = read_or_default(R"({"deltarule": 1, "data": {"name": "plane"}, "loss": {"name": "huber"},
      "initializer": {"name": "uniform"}, "schedule": {"name": "step"}})");
  CHECK(short_form == long_form);
  const Experiment with_values =
      read_or_default(R"({"deltarule": 1, "data": "plane", "loss": {"name": "huber", "delta": 2},
      "initializer": {"name": "uniform", "scale": 0.25}, "schedule": {"name": "step", "period": 7, "gamma": 0.9}})");
  CHECK(with_values.training.loss.delta == 2);
  CHECK(with_values.training.initializer.scale == 0.25);
  CHECK(with_values.training.schedule == ScheduleSpec{Schedule::step, 7, 0.9});
}

TEST_CASE("JSON: the version is asked for first") {
  CHECK(where_of("{}") == "deltarule");
  CHECK(contains(error_of("{}"), "is missing"));
  CHECK(contains(error_of(R"({"deltarule": 2, "nonsense": 1})"), "version 2"));
  CHECK(where_of(R"({"deltarule": "1"})") == "deltarule");
  CHECK(where_of(R"({"deltarule": 1.5})") == "deltarule");
}

TEST_CASE("JSON: unknown keys are named, with a guess") {
  CHECK(where_of(R"({"deltarule": 1, "batchsize": 10})") == "batchsize");
  CHECK(contains(error_of(R"({"deltarule": 1, "batchsize": 10})"), "did you mean \"batch_size\""));
  CHECK(where_of(R"({"deltarule": 1, "optimizer": {"name": "sgd", "lr": 1}})") == "optimizer.lr");
  CHECK(where_of(R"({"deltarule": 1, "model": [{"layer": "dense"}, {"layer": "dense", "unit": 1}]})") ==
        "model[1].unit");
  CHECK(where_of(R"({"deltarule": 1, "model": [{"layer": "dropout", "units": 1}]})") == "model[0].units");
  CHECK(contains(error_of(R"({"deltarule": 1, "data": {"nam": "xor"}})"), "did you mean \"name\""));
}

TEST_CASE("JSON: unknown names are named, with a guess and the list") {
  const std::string error = error_of(R"({"deltarule": 1, "model": [{"layer": "dense", "activation": "tahn"}]})");
  CHECK(contains(error, "model[0].activation"));
  CHECK(contains(error, "did you mean \"tanh\""));
  CHECK(contains(error, "softplus"));
  CHECK(where_of(R"({"deltarule": 1, "loss": "cross"})") == "loss");
  CHECK(where_of(R"({"deltarule": 1, "loss": {"name": "cross"}})") == "loss.name");
  CHECK(where_of(R"({"deltarule": 1, "data": {"inputs": ["x1", "x3"]}})") == "data.inputs[1]");
  CHECK(where_of(R"({"deltarule": 1, "model": [{"layer": "lstm"}]})") == "model[0].layer");
  CHECK(where_of(R"({"deltarule": 1, "data": {"kind": "pictures"}})") == "data.kind");
}

TEST_CASE("JSON: wrong types are named") {
  for (const Field& field : fields()) {
    const std::size_t dot = field.path.find('.');
    const std::string wrong = field.type == FieldType::choice ? "3" : "\"3\"";
    std::string text = "{\"deltarule\": 1, ";
    text += dot == std::string_view::npos ? "\"" + std::string(field.path) + "\": " + wrong + "}"
                                          : "\"" + std::string(field.path.substr(0, dot)) + "\": {\"" +
                                                std::string(field.path.substr(dot + 1)) + "\": " + wrong + "}}";
    CAPTURE(text);
    CHECK(where_of(text) == field.path);
    CHECK(contains(error_of(text), "must be"));
  }
  CHECK(where_of(R"({"deltarule": 1, "data": 5})") == "data");
  CHECK(where_of(R"({"deltarule": 1, "regularization": "l1"})") == "regularization");
  CHECK(where_of(R"({"deltarule": 1, "seed": null})") == "seed");
  CHECK(where_of(R"({"deltarule": 1, "seed": true})") == "seed");
  CHECK(where_of(R"({"deltarule": 1, "model": {}})") == "model");
  CHECK(where_of(R"({"deltarule": 1, "model": [5]})") == "model[0]");
  CHECK(where_of(R"({"deltarule": 1, "model": [{}]})") == "model[0].layer");
  CHECK(where_of(R"({"deltarule": 1, "model": [{"layer": 1}]})") == "model[0].layer");
  CHECK(where_of(R"({"deltarule": 1, "model": [{"layer": "dense", "units": "8"}]})") == "model[0].units");
  CHECK(where_of(R"({"deltarule": 1, "data": {"inputs": "x1"}})") == "data.inputs");
  CHECK(where_of(R"({"deltarule": 1, "data": {"inputs": [1]}})") == "data.inputs[0]");
  CHECK(where_of(R"({"deltarule": 1, "data": {"name": "custom", "points": [[1, 2, 0], [1, 2]]}})") == "data.points[1]");
  CHECK(where_of(R"({"deltarule": 1, "data": {"name": "custom", "points": [[1, 2, "0"]]}})") == "data.points[0]");
  CHECK(where_of(R"({"deltarule": 1, "data": {"name": "custom", "points": 1}})") == "data.points");
  for (const char* text : {"[]", "1", "\"x\"", "null", "true"}) CHECK(contains(error_of(text), "must be an object"));
}

TEST_CASE("JSON: values out of range are named with the range") {
  for (const Field& field : fields()) {
    if (field.type == FieldType::choice) continue;
    for (const std::string& value :
         {std::to_string(field.min - 1), std::to_string(field.max + 1), std::string("1e300")}) {
      const std::size_t dot = field.path.find('.');
      std::string text = "{\"deltarule\": 1, ";
      text += dot == std::string_view::npos ? "\"" + std::string(field.path) + "\": " + value + "}"
                                            : "\"" + std::string(field.path.substr(0, dot)) + "\": {\"" +
                                                  std::string(field.path.substr(dot + 1)) + "\": " + value + "}}";
      CAPTURE(text);
      CHECK(where_of(text) == field.path);
      CHECK(contains(error_of(text), "out of range"));
    }
  }
  CHECK(contains(error_of(R"({"deltarule": 1, "batch_size": 2.5})"), "whole number"));
  CHECK(where_of(R"({"deltarule": 1, "model": [{"layer": "dense", "units": 65}]})") == "model[0].units");
  // The whole is checked, too.
  CHECK(where_of(R"({"deltarule": 1, "loss": "hinge", "model": [{"layer": "dense", "activation": "sigmoid"}]})") ==
        "loss.name");
  CHECK(where_of(R"({"deltarule": 1, "batch_size": 300})") == "batch_size");
}

TEST_CASE("JSON: twice is refused") {
  CHECK(where_of(R"({"deltarule": 1, "seed": 1, "seed": 1})") == "seed");
  CHECK(where_of(R"({"deltarule": 1, "data": {"noise": 0, "noise": 0}})") == "data.noise");
  CHECK(where_of(R"({"deltarule": 1, "model": [{"layer": "dense", "layer": "dense"}]})") == "model[0].layer");
}

TEST_CASE("JSON: syntax errors carry line and column") {
  CHECK(contains(error_of(""), "line 1, column 1"));
  CHECK(contains(error_of("{\"deltarule\": 1,\n \"seed\": }"), "line 2, column 10"));
  CHECK(contains(error_of("{\"deltarule\": 1, \"seed\": NaN}"), "not valid JSON"));
  CHECK(contains(error_of("{\"deltarule\": 1, \"seed\": 1e999}"), "too large"));
  CHECK(contains(error_of("{\"deltarule\": 1,}"), "line 1, column 17"));
  CHECK(contains(error_of("{\"deltarule\": 1"), "ends too early"));
  CHECK(contains(error_of("{\"deltarule\": 1} x"), "not valid JSON"));
  CHECK(contains(error_of("{\"deltarule\": 1, \"\xFF\": 1}"), "not valid JSON"));
}

TEST_CASE("JSON: texts made to hurt are refused quickly") {
  CHECK(contains(error_of(std::string(kMaxExperimentBytes + 1, ' ')), "longer than 1 MB"));
  CHECK(contains(error_of(std::string(900'000, '[')), "nested too deeply"));
  std::string many = "[0";
  for (int i = 0; i < 400'000; ++i) many += ",0";
  CHECK(contains(error_of(many + "]"), "too many values"));
  std::string keys = "{";
  for (int i = 0; i < 100'000; ++i) keys += "\"" + std::to_string(i) + "\":0,";
  CHECK(contains(error_of(keys + "\"x\":0}"), "too many keys"));
  CHECK(contains(error_of("{\"" + std::string(900'000, 'k') + "\": 1, \"deltarule\": 1}"), "is unknown"));
  CHECK(error_of("{\"" + std::string(900'000, 'k') + "\": 1, \"deltarule\": 1}").size() < 1000);
}

// How the parts of an experiment must fit together: what is refused, where, and that nothing slips through to the
// trainer.
#include <catch2/catch_test_macros.hpp>
#include <string>

#include "engine/api/held_files.h"
#include "engine/api/run.h"
#include "engine/experiment/fields.h"
#include "engine/experiment/validate.h"
#include "tests/protocol/random_experiment.h"

using namespace deltarule;

namespace {

LayerSpec dense(int units, Activation activation) {
  return {.kind = LayerKind::dense, .units = units, .activation = activation};
}

std::string refused_at(const Experiment& e) {
  const Status status = validate(e);
  return status.ok() ? "" : status.error().where;
}

}  // namespace

TEST_CASE("lists must not be empty, too long or repeat themselves") {
  Experiment e = default_experiment();
  e.data.inputs.clear();
  CHECK(refused_at(e) == "data.inputs");
  e.data.inputs = {Input::x1, Input::x2, Input::x1};
  CHECK(refused_at(e) == "data.inputs[2]");
  e.data.inputs = {static_cast<Input>(200)};
  CHECK(refused_at(e) == "data.inputs[0]");

  e = default_experiment();
  e.training.model.clear();
  CHECK(refused_at(e) == "model");
  e.training.model.assign(kMaxLayers - 1, dense(1, Activation::tanh));
  e.training.model.push_back(dense(1, Activation::sigmoid));
  CHECK(refused_at(e) == "");
  e.training.model.insert(e.training.model.begin(), dense(1, Activation::tanh));
  CHECK(refused_at(e) == "model");

  e = default_experiment();
  e.data.name = PointSet::custom;
  CHECK(refused_at(e) == "data.points");
  e.data.points.assign(static_cast<std::size_t>(kMaxPoints), Point{1, 2, 1});
  CHECK(refused_at(e) == "");
  e.data.points.push_back({});
  CHECK(refused_at(e) == "data.points");
}

TEST_CASE("points lie in the plane and have labels") {
  Experiment e = default_experiment();
  e.data.name = PointSet::custom;
  e.training.batch_size = 1;
  const auto refused_with = [&](Point p) {
    e.data.points = {{0, 0, 1}, p};
    return refused_at(e);
  };
  CHECK(refused_with({6, -6, 0}) == "");
  CHECK(refused_with({6.001, 0, 0}) == "data.points[1]");
  CHECK(refused_with({0, -6.001, 0}) == "data.points[1]");
  CHECK(refused_with({0, std::nan(""), 0}) == "data.points[1]");
  CHECK(refused_with({0, 0, std::nan("")}) == "data.points[1]");
  CHECK(refused_with({0, 0, 5}) == "data.points[1]");
  CHECK(refused_with({0, 0, -1.5}) == "data.points[1]");
  // Values instead of classes make it a regression, which this model cannot serve.
  CHECK(refused_with({0, 0, 0.5}) == "loss.name");
  // Three classes need three outputs.
  CHECK(refused_with({0, 0, 2}) == "model[2].units");
}

TEST_CASE("the output layer must fit the data") {
  Experiment e = default_experiment();
  e.training.model.back().units = 3;
  CHECK(refused_at(e) == "model[2].units");
  e.training.model.back().units = 2;
  CHECK(refused_at(e) == "");
  e.training.model.push_back({.kind = LayerKind::dropout});
  CHECK(refused_at(e) == "model[3].layer");

  e = default_experiment();
  e.data.name = PointSet::blobs4;
  CHECK(refused_at(e) == "model[2].units");
  e.training.model.back() = dense(4, Activation::softmax);
  CHECK(refused_at(e) == "loss.name");
  e.training.loss.name = Loss::softmax_cross_entropy;
  CHECK(refused_at(e) == "");

  e.data.name = PointSet::plane;
  CHECK(refused_at(e) == "model[2].units");
  e.training.model.back().units = 1;
  CHECK(refused_at(e) == "model[2].units");
  e.training.model.back().activation = Activation::linear;
  CHECK(refused_at(e) == "loss.name");
  e.training.loss.name = Loss::mae;
  CHECK(refused_at(e) == "");
}

TEST_CASE("the loss must fit the output layer") {
  Experiment e = default_experiment();
  for (const Loss loss : {Loss::mse, Loss::mae, Loss::huber, Loss::binary_cross_entropy}) {
    e.training.loss.name = loss;
    CHECK(refused_at(e) == "");
  }
  for (const Loss loss : {Loss::softmax_cross_entropy, Loss::hinge}) {
    e.training.loss.name = loss;
    CHECK(refused_at(e) == "loss.name");
  }
  e.training.model.back().activation = Activation::tanh;
  CHECK(refused_at(e) == "");  // hinge
  e.training.loss.name = Loss::binary_cross_entropy;
  CHECK(refused_at(e) == "loss.name");
  CHECK(validate(e).error().what.find("sigmoid") != std::string::npos);
}

TEST_CASE("the perceptron rule wants one layer of threshold units and classes") {
  Experiment e = default_experiment();
  e.training.optimizer.name = Optimizer::perceptron;
  CHECK(refused_at(e) == "model");
  e.training.model = {dense(1, Activation::sigmoid)};
  CHECK(refused_at(e) == "model[0].activation");
  e.training.model = {dense(1, Activation::step)};
  e.training.loss.name = Loss::mse;
  CHECK(refused_at(e) == "");
  e.data.name = PointSet::plane;
  CHECK(refused_at(e) == "optimizer.name");
}

TEST_CASE("a batch must not be larger than the training data") {
  Experiment e = default_experiment();
  e.training.batch_size = 250;
  CHECK(refused_at(e) == "");
  e.training.batch_size = 251;
  CHECK(refused_at(e) == "batch_size");
  CHECK(validate(e).error().what.find("250") != std::string::npos);
}

TEST_CASE("what validate accepts, the trainer builds") {
  Rng rng(7, Purpose::data);
  int accepted = 0;
  for (int i = 0; i < 4000; ++i) {
    Experiment e = testing::random_parts(rng);
    // Left to chance almost nothing fits; help a little, but not as much as made_coherent() would.
    if (rng.below(2) == 0) e.training.loss.name = natural_loss(e);
    if (rng.below(2) == 0) e.training.batch_size = 1;
    if (rng.below(2) == 0) e.training.model.back().units = std::max(1, classes_of(e.data) - 1 + int(rng.below(2)));
    if (!validate(e)) continue;
    ++accepted;
    const auto run = Run::build(e, HeldFiles());
    INFO((run.ok() ? std::string() : run.error().text()));
    REQUIRE(run.ok());
    CHECK((*run)->trainer().parameters().size() == parameter_count(e));
  }
  CHECK(accepted > 300);
}

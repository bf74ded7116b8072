// made_coherent(): whatever the user did, the result is valid, stays as it is when repeated, and keeps what was chosen.
#include <catch2/catch_test_macros.hpp>
#include <limits>
#include <string>

#include "engine/experiment/fields.h"
#include "engine/experiment/validate.h"
#include "tests/protocol/random_experiment.h"

using namespace deltarule;

namespace {

std::string message_of(const Status& status) { return status.ok() ? "" : status.error().text(); }

Experiment edited(const Experiment& before, void (*edit)(Experiment&)) {
  Experiment after = before;
  edit(after);
  after = made_coherent(after, before);
  CHECK(message_of(validate(after)) == "");
  return after;
}

}  // namespace

TEST_CASE("any parts become a valid experiment, at once and for good") {
  Rng rng(11, Purpose::data);
  for (int i = 0; i < 3000; ++i) {
    Experiment e = testing::random_parts(rng);
    if (e.data.name == PointSet::custom && e.data.points.empty()) continue;
    const Experiment before = testing::random_experiment(rng);
    CHECK(message_of(validate(before)) == "");
    const Experiment once = made_coherent(e);
    CHECK(message_of(validate(once)) == "");
    CHECK(made_coherent(once) == once);
    const Experiment knowing = made_coherent(e, before);
    CHECK(message_of(validate(knowing)) == "");
    CHECK(made_coherent(knowing, knowing) == knowing);
  }
}

TEST_CASE("a valid experiment is left alone") {
  const Experiment e = default_experiment();
  CHECK(made_coherent(e) == e);
  CHECK(made_coherent(e, e) == e);
}

TEST_CASE("numbers are brought into range") {
  Experiment e = default_experiment();
  e.training.optimizer.learning_rate = 1e9;
  e.data.noise = -3;
  e.data.samples = std::numeric_limits<int>::max();
  e.training.regularization.l2 = std::numeric_limits<double>::quiet_NaN();
  e.training.model[0].units = -5;
  e.data.inputs = {Input::x1, Input::x1};
  e = made_coherent(e);
  CHECK(message_of(validate(e)) == "");
  CHECK(e.training.optimizer.learning_rate == 10);
  CHECK(e.data.noise == 0);
  CHECK(e.data.samples == kMaxSamples);
  CHECK(e.training.regularization.l2 == 0);
  CHECK(e.training.model[0].units == 1);
  CHECK(e.data.inputs == std::vector{Input::x1});
}

TEST_CASE("the output follows the data") {
  const Experiment two = default_experiment();
  const Experiment five = edited(two, [](Experiment& e) { e.data.name = PointSet::blobs5; });
  CHECK(five.training.model.back() == LayerSpec{.units = 5, .activation = Activation::softmax});
  CHECK(five.training.loss.name == Loss::softmax_cross_entropy);
  CHECK(five.training.model[0] == two.training.model[0]);

  const Experiment three = edited(five, [](Experiment& e) { e.data.name = PointSet::blobs3; });
  CHECK(three.training.model.back() == LayerSpec{.units = 3, .activation = Activation::softmax});

  const Experiment plane = edited(two, [](Experiment& e) { e.data.name = PointSet::plane; });
  CHECK(plane.training.model.back() == LayerSpec{.units = 1, .activation = Activation::linear});
  CHECK(plane.training.loss.name == Loss::mse);

  const Experiment back = edited(plane, [](Experiment& e) { e.data.name = PointSet::circle; });
  CHECK(back.training.model.back() == two.training.model.back());
  CHECK(back.training.loss.name == Loss::binary_cross_entropy);
}

TEST_CASE("a chosen loss changes the output, a chosen output changes the loss") {
  const Experiment sigmoid = default_experiment();
  const Experiment softmax = edited(sigmoid, [](Experiment& e) { e.training.loss.name = Loss::softmax_cross_entropy; });
  CHECK(softmax.training.loss.name == Loss::softmax_cross_entropy);
  CHECK(softmax.training.model.back() == LayerSpec{.units = 2, .activation = Activation::softmax});

  const Experiment hinge = edited(softmax, [](Experiment& e) { e.training.loss.name = Loss::hinge; });
  CHECK(hinge.training.loss.name == Loss::hinge);
  CHECK(hinge.training.model.back() == LayerSpec{.units = 1, .activation = Activation::linear});

  const Experiment tanh = edited(sigmoid, [](Experiment& e) { e.training.model.back().activation = Activation::tanh; });
  CHECK(tanh.training.model.back().activation == Activation::tanh);
  CHECK(tanh.training.loss.name == Loss::mse);

  const Experiment chosen =
      edited(sigmoid, [](Experiment& e) { e.training.model.back().activation = Activation::softmax; });
  CHECK(chosen.training.model.back() == LayerSpec{.units = 2, .activation = Activation::softmax});
  CHECK(chosen.training.loss.name == Loss::softmax_cross_entropy);
}

TEST_CASE("the perceptron rule takes a threshold unit, and leaves a trainable one behind") {
  const Experiment rule =
      edited(default_experiment(), [](Experiment& e) { e.training.optimizer.name = Optimizer::perceptron; });
  CHECK(rule.training.model == std::vector{LayerSpec{.units = 1, .activation = Activation::step}});
  const Experiment sgd = edited(rule, [](Experiment& e) { e.training.optimizer.name = Optimizer::sgd; });
  CHECK(sgd.training.model.back().activation == Activation::sigmoid);
  const Experiment plane = edited(rule, [](Experiment& e) { e.data.name = PointSet::plane; });
  CHECK(plane.training.optimizer.name == Optimizer::sgd);
  CHECK(plane.training.model.back().activation == Activation::linear);
}

TEST_CASE("an untouched epsilon follows the optimizer, a chosen one stays") {
  const Experiment adagrad =
      edited(default_experiment(), [](Experiment& e) { e.training.optimizer.name = Optimizer::adagrad; });
  CHECK(adagrad.training.optimizer.epsilon == 1e-10);
  Experiment chosen = default_experiment();
  chosen.training.optimizer.epsilon = 0.001;
  CHECK(edited(chosen, [](Experiment& e) {
          e.training.optimizer.name = Optimizer::adagrad;
        }).training.optimizer.epsilon == 0.001);
}

TEST_CASE("the batch shrinks with the data") {
  const Experiment few = edited(default_experiment(), [](Experiment& e) { e.data.samples = 6; });
  CHECK(few.training.batch_size == 3);
}

TEST_CASE("hidden layers that nobody has touched follow the set; chosen ones stay") {
  const auto to_spiral = [](Experiment& e) { e.data.name = PointSet::spiral; };
  const Experiment spiral = edited(default_experiment(), to_spiral);
  CHECK(spiral.training.model.size() == 3);
  CHECK(spiral.training.model[0] == default_hidden(PointSet::spiral)[0]);
  CHECK(edited(spiral, [](Experiment& e) { e.data.name = PointSet::moons; }) == default_experiment());
  // Also to another number of classes, whose output comes with it.
  const Experiment blobs = edited(spiral, [](Experiment& e) { e.data.name = PointSet::blobs3; });
  CHECK(blobs.training.model[0] == default_hidden(PointSet::blobs3)[0]);
  CHECK(blobs.training.model.back().units == 3);
  const Experiment wider = edited(default_experiment(), [](Experiment& e) { e.training.model[0].units = 5; });
  CHECK(edited(wider, to_spiral).training.model == wider.training.model);
}

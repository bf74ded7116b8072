// The trainer as a whole: it learns, repeats itself bit for bit, resumes, adjusts, refuses and survives divergence.
#include <catch2/catch_test_macros.hpp>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "engine/train/trainer.h"
#include "tests/support/toy_data.h"

using namespace deltarule;
using toy::dense;
using toy::dropout;

namespace {

TrainingSpec base() {
  TrainingSpec spec;
  spec.model = {dense(8, Activation::tanh), dense(1, Activation::sigmoid)};
  return spec;
}

// Every stream is in use: weights, order, dropout.
TrainingSpec restless() {
  TrainingSpec spec = base();
  spec.model.insert(spec.model.begin() + 1, dropout(0.3));
  spec.schedule = {Schedule::exponential, 1, 0.9};
  spec.batch_size = 7;
  return spec;
}

std::unique_ptr<Trainer> made(const TrainingSpec& spec, int samples = 60) {
  auto built = Trainer::build(spec, toy::sectors(spec.model.back(), spec.loss.name, samples),
                              toy::sectors(spec.model.back(), spec.loss.name, 30, 2));
  if (!built.ok()) FAIL(built.error().text());
  return std::move(*built);
}

std::vector<Scalar> parameters(const Trainer& trainer) {
  return {trainer.parameters().begin(), trainer.parameters().end()};
}

std::string refused(const TrainingSpec& spec, const Dataset& train, const Dataset& test = {}) {
  const auto built = Trainer::build(spec, train, test);
  if (built.ok()) return "";
  CHECK_FALSE(built.error().what.empty());
  return built.error().where;
}

}  // namespace

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
  refuses([](TrainerState& s) { s.optimizer.pop_back(); });
  refuses([](TrainerState& s) { s.optimizer[0] = std::numeric_limits<Scalar>::quiet_NaN(); });
  refuses([](TrainerState& s) { s.optimizer_scalars.clear(); });
  refuses([](TrainerState& s) { s.optimizer_scalars[0] = std::nan(""); });
  refuses([](TrainerState& s) { s.order[0] = s.order[1]; });
  refuses([](TrainerState& s) { s.position = 1000; });
  refuses([](TrainerState& s) { s.rng.pop_back(); });
  refuses([](TrainerState& s) { s.rng.assign(8, 0); });
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

TEST_CASE("trainer: divergence is found in the step where it happens, and told in words", "[train]") {
  TrainingSpec spec = base();
  spec.model = {dense(4, Activation::linear), dense(4, Activation::linear), dense(1, Activation::linear)};
  spec.loss.name = Loss::mse;
  spec.optimizer.name = Optimizer::sgd;
  spec.optimizer.learning_rate = 1000;
  const auto trainer = made(spec);
  for (int i = 0; i < 200; ++i) trainer->step();
  const Divergence& where = trainer->divergence();
  CHECK_FALSE(where.where.empty());
  CHECK(where.what.find("learning rate") != std::string::npos);
  const auto stopped = trainer->steps();
  CHECK(stopped < 200);
  trainer->step();
  trainer->step_sample();
  CHECK(trainer->steps() == stopped);  // does nothing more
  (void)trainer->evaluate_train();     // but can still be looked at
  TrainingSpec gentle = spec;
  gentle.optimizer.learning_rate = 0.01;
  CHECK(trainer->adjust(gentle).ok());
  trainer->reset();
  CHECK(trainer->divergence().where.empty());
  for (int i = 0; i < 200; ++i) trainer->step();
  CHECK(trainer->divergence().where.empty());
}

TEST_CASE("trainer: divergence names the layer", "[train]") {
  TrainingSpec spec = base();
  spec.model = {dense(4, Activation::relu), dense(4, Activation::linear), dense(1, Activation::linear)};
  spec.loss.name = Loss::mse;
  const auto diverge = [&](std::size_t layer, Scalar value) {
    const auto trainer = made(spec);
    trainer->parameters()[trainer->layout()[layer].weight_offset] = value;
    trainer->step();
    return trainer->divergence().where;
  };
  const Scalar infinity = std::numeric_limits<Scalar>::infinity(), nan = std::numeric_limits<Scalar>::quiet_NaN();
  CHECK(diverge(0, nan) == "layer 1 (dense, relu): weights");
  CHECK(diverge(1, infinity) == "layer 2 (dense, linear): weights");
  CHECK(diverge(2, -nan) == "layer 3 (dense, linear): weights");
  CHECK(diverge(1, 0).empty());

  const auto trainer = made(spec);
  for (std::size_t i = 0; i < 2; ++i)
    for (std::size_t k = 0; k < trainer->layout()[i].weight_count; ++k)
      trainer->parameters()[trainer->layout()[i].weight_offset + k] = static_cast<Scalar>(1e30);
  trainer->step();
  CHECK(trainer->divergence().where == "layer 2 (dense, linear): outputs");
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

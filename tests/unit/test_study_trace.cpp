// The microscope's numbers: a small network by hand, and every update against what a real step does.
#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include "engine/study/trace.h"
#include "engine/train/trainer.h"
#include "tests/support/toy_data.h"

using namespace deltarule;
using toy::dense;

namespace {

TrainingSpec spec_of(std::vector<LayerSpec> model, Loss loss, Optimizer optimizer = Optimizer::sgd) {
  TrainingSpec spec;
  spec.model = std::move(model);
  spec.loss.name = loss;
  spec.optimizer.name = optimizer;
  return spec;
}

TrainerState state_of(std::vector<Scalar> parameters) {
  TrainerState state;
  state.parameters = std::move(parameters);
  return state;
}

void check_close(const std::vector<float>& found, const std::vector<double>& expected) {
  REQUIRE(found.size() == expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    INFO("number " << i);
    CHECK(found[i] == Catch::Approx(expected[i]).epsilon(1e-5));
  }
}

std::unique_ptr<Trainer> trainer_for(const TrainingSpec& spec, int samples = 12) {
  auto built = Trainer::build(spec, toy::sectors(spec.model.back(), spec.loss.name, samples), Dataset{});
  INFO((built.ok() ? std::string() : built.error().text()));
  REQUIRE(built.ok());
  return std::move(*built);
}

/// Of the sample that the next step_sample() takes.
Trace trace_next(const Trainer& trainer) {
  const TrainerState state = trainer.state();
  REQUIRE(state.position < state.order.size());
  const Dataset& data = trainer.train_data();
  const std::size_t sample = state.order[state.position];
  const auto features = static_cast<std::size_t>(data.features()), targets = static_cast<std::size_t>(data.targets);
  return trace_sample(trainer.spec(), state, trainer.learning_rate(),
                      std::span(data.input).subspan(sample * features, features),
                      std::span(data.target).subspan(sample * targets, targets));
}

}  // namespace

TEST_CASE("trace: 2-2-1 with sigmoid and squared error, by hand", "[study]") {
  TrainingSpec spec = spec_of({dense(2, Activation::sigmoid), dense(1, Activation::sigmoid)}, Loss::mse);
  spec.optimizer.learning_rate = 0.5;
  const TrainerState state = state_of({0.15F, 0.2F, 0.25F, 0.3F, 0.35F, 0.4F, 0.4F, -0.45F, 0.6F});
  const std::vector<Scalar> x = {0.05F, -1}, t = {1};
  const Trace trace = trace_sample(spec, state, 0.5, x, t);
  check_close(trace.inputs, {0.05, -1});
  check_close(trace.targets, {1});
  check_close(trace.z, {0.1575, 0.1125, 0.5780746});
  check_close(trace.y, {0.53929381, 0.52809537, 0.64062425});
  check_close(trace.dy, {-0.066189773, 0.074463495, -0.7187515});
  check_close(trace.dz, {-0.016445246, 0.018557096, -0.16547443});
  const std::vector<double> gradients = {-0.00082226231, 0.016445246,  0.0009278548, -0.018557096, -0.016445246,
                                         0.018557096,    -0.089239337, -0.087386283, -0.16547443};
  check_close(trace.gradients, gradients);
  std::vector<double> updates;
  for (const double g : gradients) updates.push_back(-0.5 * g);
  REQUIRE(trace.updates.size() == updates.size());
  // A difference of two floats of about 0.5.
  for (std::size_t i = 0; i < updates.size(); ++i) CHECK(std::abs(trace.updates[i] - updates[i]) < 1e-7);
  CHECK(trace.loss == Catch::Approx(0.12915093).epsilon(1e-5));
}

TEST_CASE("trace: behind a cross-entropy dL/dy is what leads to dL/dz by the chain rule", "[study]") {
  TrainingSpec spec = spec_of({dense(1, Activation::sigmoid)}, Loss::binary_cross_entropy);
  TrainerState state = state_of({1, -2, 0.5F});
  const std::vector<Scalar> x = {0.5F, 0.25F};  // z = 0.5
  for (const Scalar target : {Scalar{0}, Scalar{1}}) {
    const Trace trace = trace_sample(spec, state, 0.1, x, std::vector<Scalar>{target});
    const double y = 1 / (1 + std::exp(-0.5));
    CHECK(trace.dy[0] == Catch::Approx(target == 1 ? -1 / y : 1 / (1 - y)));
    CHECK(trace.dz[0] == Catch::Approx(y - static_cast<double>(target)));
    CHECK(trace.dy[0] * y * (1 - y) == Catch::Approx(trace.dz[0]));
  }
  // So sure and so wrong that 1 / (1 - y) is beyond all numbers: the largest one stands for it.
  state.parameters = {1000, 0, 0};
  const Trace sure = trace_sample(spec, state, 0.1, x, std::vector<Scalar>{0});
  CHECK(sure.dy[0] == std::numeric_limits<float>::max());
  CHECK(sure.dz[0] == 1);
  CHECK(trace_sample(spec, state, 0.1, x, std::vector<Scalar>{1}).dy[0] == -1);

  spec.loss.name = Loss::softmax_cross_entropy;
  spec.model = {dense(2, Activation::softmax)};
  state.parameters = {1, 0, 0, 1, 0, 0};
  const Trace soft = trace_sample(spec, state, 0.1, x, std::vector<Scalar>{0, 1});
  CHECK(soft.dy[0] == 0);
  CHECK(soft.dy[1] == Catch::Approx(-1 / static_cast<double>(soft.y[1])));
  CHECK(soft.dz[0] == Catch::Approx(soft.y[0]));
  CHECK(soft.dz[1] == Catch::Approx(soft.y[1] - 1));
}

TEST_CASE("trace: updates are, bit for bit, what the step does; for every optimizer and loss", "[study]") {
  for (std::size_t o = 0; o < optimizer_names().size(); ++o) {
    const auto optimizer = static_cast<Optimizer>(o);
    if (optimizer == Optimizer::perceptron) continue;
    for (const Loss loss :
         {Loss::mse, Loss::mae, Loss::huber, Loss::binary_cross_entropy, Loss::softmax_cross_entropy}) {
      const bool softmax = loss == Loss::softmax_cross_entropy;
      TrainingSpec spec = spec_of({dense(5, Activation::tanh), dense(3, Activation::relu),
                                   softmax ? dense(3, Activation::softmax) : dense(1, Activation::sigmoid)},
                                  loss, optimizer);
      spec.optimizer.epsilon = default_epsilon(optimizer);
      spec.regularization = {.l1 = 0.001, .l2 = 0.01, .clip_norm = 0.3};
      spec.schedule.name = Schedule::exponential;
      spec.schedule.gamma = 0.9;
      spec.batch_size = 4;
      const auto trainer = trainer_for(spec);
      for (int round = 0; round < 5; ++round) {
        const Trace trace = trace_next(*trainer);
        const std::vector<Scalar> before(trainer->parameters().begin(), trainer->parameters().end());
        trainer->step_sample();
        bool same = true, moved = false;
        for (std::size_t i = 0; i < before.size(); ++i) {
          same = same && trace.updates[i] == trainer->parameters()[i] - before[i];
          moved = moved || trace.updates[i] != 0;
        }
        INFO("optimizer " << o << ", loss " << static_cast<int>(loss) << ", round " << round);
        CHECK(same);
        CHECK(moved);
        trainer->step();  // so that the moments are not those of the start
      }
    }
  }
}

TEST_CASE("trace: dropout is off", "[study]") {
  const TrainingSpec spec = spec_of({dense(4, Activation::tanh), dense(1, Activation::sigmoid)}, Loss::mse);
  TrainingSpec dropped = spec;
  dropped.model.insert(dropped.model.begin() + 1, toy::dropout(0.9));
  TrainerState state;
  for (int i = 0; i < 17; ++i) state.parameters.push_back(static_cast<Scalar>(0.1 * (i - 7)));
  const std::vector<Scalar> x = {0.3F, -0.7F}, t = {1};
  const Trace with = trace_sample(dropped, state, 0.1, x, t), without = trace_sample(spec, state, 0.1, x, t);
  CHECK(with.y == without.y);
  CHECK(with.dz == without.dz);
  CHECK(with.gradients == without.gradients);
  CHECK(with.y.size() == 5);
}

TEST_CASE("trace: Rosenblatt's rule", "[study]") {
  const TrainingSpec spec = spec_of({dense(1, Activation::step)}, Loss::mse, Optimizer::perceptron);
  const TrainerState state = state_of({1, 1, -3});
  const std::vector<Scalar> x = {2, 0.5F};  // z = -0.5, answer 0
  const Trace wrong = trace_sample(spec, state, 0.5, x, std::vector<Scalar>{1});
  CHECK(wrong.z == std::vector<float>{-0.5F});
  CHECK(wrong.y == std::vector<float>{0});
  CHECK(wrong.updates == std::vector<float>{1, 0.25F, 0.5F});
  CHECK(wrong.gradients.empty());
  CHECK(wrong.dy == std::vector<float>{0});
  CHECK(wrong.loss == 1);
  CHECK(trace_sample(spec, state, 0.5, x, std::vector<Scalar>{0}).updates == std::vector<float>{0, 0, 0});
}

TEST_CASE("trace: where a step would diverge nothing is added", "[study]") {
  const TrainingSpec spec = spec_of({dense(1, Activation::linear)}, Loss::mse);
  const TrainerState state = state_of({1e30F, 0, 0});
  const std::vector<Scalar> x = {1, 1};
  const Trace trace = trace_sample(spec, state, 0.5, x, std::vector<Scalar>{1});
  CHECK(!std::isfinite(trace.loss));
  CHECK(trace.updates == std::vector<float>{0, 0, 0});
}

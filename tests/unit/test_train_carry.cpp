// A state carried from batch to batch: the streams, what a carried run equals, that it can be saved and reset, and
// what is refused.
#include <catch2/catch_test_macros.hpp>
#include <memory>
#include <string>

#include "engine/data/gather.h"
#include "engine/data/sequences.h"
#include "engine/study/moments.h"
#include "engine/train/batcher.h"
#include "engine/train/loss.h"
#include "engine/train/network.h"
#include "engine/train/optimizer.h"
#include "engine/train/trainer.h"
#include "tests/support/allocation_counter.h"

using namespace deltarule;

namespace {

constexpr int kSteps = 8, kStreams = 3;

/// 17 windows of 8 characters, of which none repeats another: 3 streams of 5, and 2 windows left over.
SequenceData text() {
  const std::string words =
      "a state that is carried on is not the same as one that begins at zero: here is a text of one hundred and "
      "thirty seven letters or more, so it is cut.";
  auto made =
      make_sequences({.name = SequenceTask::text, .steps = kSteps, .train = 1, .text = words.substr(0, 137)}, 1);
  REQUIRE(made.ok());
  REQUIRE(made->train.samples == 17);
  return std::move(*made);
}

TrainingSpec spec_for(const Dataset& data, const LayerSpec& recurrent) {
  TrainingSpec spec;
  spec.model = {recurrent, {.kind = LayerKind::dense, .units = data.targets, .activation = Activation::softmax}};
  spec.loss.name = Loss::softmax_cross_entropy;
  spec.optimizer.learning_rate = 0.01;
  spec.batch_size = kStreams;
  spec.carry_state = true;
  return spec;
}

LayerSpec lstm() { return {.kind = LayerKind::lstm, .units = 6}; }

std::vector<LayerSpec> kinds() {
  return {{.kind = LayerKind::rnn, .units = 6, .activation = Activation::tanh},
          lstm(),
          {.kind = LayerKind::lstm_peephole, .units = 6},
          {.kind = LayerKind::lstm_coupled, .units = 6},
          {.kind = LayerKind::lstm_depth_gated, .units = 6},
          {.kind = LayerKind::gru, .units = 6},
          {.kind = LayerKind::gru, .units = 6, .reset = ResetGate::before},
          {.kind = LayerKind::clockwork_rnn, .units = 8, .activation = Activation::tanh, .modules = 4},
          {.kind = LayerKind::grid_lstm, .units = 6, .depth = 2}};
}

std::unique_ptr<Trainer> made(const TrainingSpec& spec, const Dataset& data) {
  auto built = Trainer::build(spec, data, {});
  if (!built.ok()) FAIL(built.error().text());
  return std::move(*built);
}

std::vector<Scalar> parameters(const Trainer& trainer) {
  return {trainer.parameters().begin(), trainer.parameters().end()};
}

void run(Trainer& trainer, int steps) {
  for (int i = 0; i < steps; ++i) trainer.step();
  REQUIRE(trainer.divergence().where.empty());
}

/// Windows `which` side by side, as a batch.
void gather(const Dataset& data, const std::vector<std::size_t>& which, std::vector<Scalar>& x,
            std::vector<Scalar>& y) {
  const auto features = static_cast<std::size_t>(data.features()), targets = static_cast<std::size_t>(data.targets);
  const auto T = static_cast<std::size_t>(data.shape.steps);
  x.resize(features * T * which.size());
  y.resize(targets * T * which.size());
  for (std::size_t b = 0; b < which.size(); ++b) {
    gather_sample(features, T, which.size(), b, data.input.data() + which[b] * T * features, x.data());
    gather_sample(targets, T, which.size(), b, data.target.data() + which[b] * T * targets, y.data());
  }
}

}  // namespace

TEST_CASE("batcher: streams walk through equal parts in order, again and again", "[train]") {
  Batcher batcher(11, 1, 3);
  for (int epoch = 0; epoch < 2; ++epoch)
    for (std::uint32_t t = 0; t < 3; ++t) {
      CHECK(batcher.at_start() == (t == 0));
      for (std::uint32_t b = 0; b < 3; ++b) CHECK(batcher.next() == b * 3 + t);
    }
  CHECK(batcher.at_start());
  batcher.next();
  const std::uint32_t position = batcher.position();
  Batcher other(11, 1, 3);
  CHECK_FALSE(other.restore(batcher.order(), position, batcher.rng().state()));  // in the middle of a batch
  CHECK(other.restore(batcher.order(), 6, batcher.rng().state()));
  CHECK(other.next() == 2);
  CHECK_FALSE(other.restore(Batcher(11, 1, 4).order(), 0, batcher.rng().state()));
  CHECK_FALSE(other.restore(batcher.order(), 11, batcher.rng().state()));
}

TEST_CASE("carried state: the run equals a loop written out by hand", "[train][bits]") {
  const Dataset data = text().train;
  const TrainingSpec spec = spec_for(data, lstm());
  const auto trainer = made(spec, data);

  auto built = Network::build(spec.model, data.shape);
  REQUIRE(built.ok());
  Network& net = **built;
  net.initialize(spec.initializer, spec.seed);
  Network::Buffers buffers = net.training_buffers(kStreams);
  net.carry(buffers);
  Descent descent(spec.optimizer, net.parameters().size());
  std::vector<Scalar> x, y;
  for (std::size_t step = 0; step < 12; ++step) {
    const std::size_t t = step % 5;
    if (t == 0) std::fill(buffers.carried.begin(), buffers.carried.end(), Scalar{0});
    gather(data, {t, 5 + t, 10 + t}, x, y);
    net.forward(x.data(), kStreams, buffers, nullptr);
    const Outcome outcome{static_cast<std::size_t>(data.targets), kStreams * kSteps, net.output(buffers),
                          net.logits(buffers, kStreams), y.data()};
    loss_gradient(spec.loss, outcome, net.output_delta(buffers));
    net.backward(x.data(), kStreams, buffers, true);
    descent.step(spec.optimizer.learning_rate, net.gradients().data(), net.parameters().data());
    run(*trainer, 1);
    REQUIRE(parameters(*trainer) == std::vector<Scalar>(net.parameters().begin(), net.parameters().end()));
    REQUIRE(trainer->state().carried == buffers.carried);
  }
  CHECK(trainer->samples_seen() == 36);
}

TEST_CASE("carried state: with nothing learned it is the state of one long sequence", "[train][bits]") {
  const Dataset data = text().train;
  for (const LayerSpec& recurrent : kinds()) {
    INFO(layer_kind_names()[static_cast<std::size_t>(recurrent.kind)]);
    TrainingSpec spec = spec_for(data, recurrent);
    const auto trainer = made(spec, data);
    const std::vector<Scalar> start = parameters(*trainer);
    const auto run_in_place = [&](int steps) {
      for (int i = 0; i < steps; ++i) {
        run(*trainer, 1);
        std::copy(start.begin(), start.end(), trainer->parameters().begin());
      }
    };
    run_in_place(4);

    // Windows 0 to 3, 5 to 8 and 10 to 13, each four as one sequence.
    Shape shape = data.shape;
    shape.steps = 4 * kSteps;
    auto built = Network::build(spec.model, shape);
    REQUIRE(built.ok());
    Network& net = **built;
    net.initialize(spec.initializer, spec.seed);
    Network::Buffers buffers = net.training_buffers(kStreams);
    net.carry(buffers);
    const auto features = static_cast<std::size_t>(data.features());
    std::vector<Scalar> x(features * 4 * kSteps * kStreams);
    for (std::size_t b = 0; b < kStreams; ++b)
      gather_sample(features, 4 * kSteps, kStreams, b, data.input.data() + b * 5 * kSteps * features, x.data());
    net.forward(x.data(), kStreams, buffers, nullptr);
    const std::vector<Scalar> carried = trainer->state().carried;
    REQUIRE(!carried.empty());
    CHECK(carried == buffers.carried);
    run_in_place(1);
    const std::vector<Scalar> end = trainer->state().carried;
    run_in_place(5);
    CHECK(trainer->state().carried == end);  // the second walk began at zero, too
    CHECK(end != carried);
  }
}

TEST_CASE("carried state: a run goes on from a saved state bit for bit, and again from its start", "[train][bits]") {
  const Dataset data = text().train;
  for (const LayerSpec& recurrent : kinds()) {
    INFO(layer_kind_names()[static_cast<std::size_t>(recurrent.kind)]);
    TrainingSpec spec = spec_for(data, recurrent);
    spec.model.insert(spec.model.begin() + 1, LayerSpec{.kind = LayerKind::dropout, .rate = 0.2});
    const auto a = made(spec, data), b = made(spec, data);
    run(*a, 8);
    a->step_sample();  // a whole batch: streams go on together
    CHECK(a->samples_seen() == 27);
    run(*b, 2);
    REQUIRE(b->restore(a->state()).ok());
    run(*a, 9);
    run(*b, 9);
    CHECK(parameters(*a) == parameters(*b));
    CHECK(a->state().carried == b->state().carried);
    b->reset();
    run(*b, 18);
    CHECK(parameters(*a) == parameters(*b));

    TrainerState state = a->state();
    state.carried.pop_back();
    CHECK_FALSE(b->restore(state).ok());
    state = a->state();
    state.carried[0] = std::numeric_limits<Scalar>::infinity();
    CHECK_FALSE(b->restore(state).ok());
    state = a->state();
    std::swap(state.order[0], state.order[1]);
    CHECK_FALSE(b->restore(state).ok());
  }
}

TEST_CASE("carried state: it makes a difference, and evaluation neither sees nor changes it", "[train]") {
  const Dataset data = text().train;
  TrainingSpec spec = spec_for(data, lstm());
  const auto carried = made(spec, data), watched = made(spec, data);
  spec.carry_state = false;
  const auto shuffled = made(spec, data);
  const double fresh = shuffled->evaluate_train().loss;
  CHECK(carried->evaluate_train().loss == fresh);
  for (int i = 0; i < 7; ++i) {
    run(*carried, 1);
    run(*shuffled, 1);
    run(*watched, 1);
    (void)watched->evaluate_train();
  }
  CHECK(parameters(*carried) == parameters(*watched));
  CHECK(parameters(*carried) != parameters(*shuffled));
  CHECK(shuffled->state().carried.empty());
}

TEST_CASE("carried state: another batch size cuts the streams anew; a moment from before can be gone back to",
          "[train]") {
  const Dataset data = text().train;
  TrainingSpec spec = spec_for(data, lstm());
  const auto trainer = made(spec, data);
  run(*trainer, 3);
  const Moment before = moment_of(*trainer, 0);
  spec.batch_size = 4;
  REQUIRE(trainer->adjust(spec).ok());
  CHECK(trainer->state().carried == std::vector<Scalar>(4 * 2 * 6));
  CHECK(trainer->state().position == 0);
  run(*trainer, 9);
  REQUIRE(put_back(*trainer, before).ok());
  CHECK(trainer->steps() == 3);
  CHECK(parameters(*trainer) == before.state.parameters);
  CHECK(trainer->state().carried == std::vector<Scalar>(4 * 2 * 6));
  spec.batch_size = kStreams;
  REQUIRE(trainer->adjust(spec).ok());
  REQUIRE(put_back(*trainer, before).ok());
  CHECK(trainer->state().carried == before.state.carried);
  CHECK(trainer->state().position == 9);
}

TEST_CASE("carried state: a step allocates nothing", "[train]") {
  const Dataset data = text().train;
  for (const LayerSpec& recurrent : kinds()) {
    INFO(layer_kind_names()[static_cast<std::size_t>(recurrent.kind)]);
    const auto trainer = made(spec_for(data, recurrent), data);
    start_counting_allocations();
    for (int i = 0; i < 12; ++i) trainer->step();
    trainer->step_sample();
    trainer->reset();
    CHECK(stop_counting_allocations() == 0);
  }
}

TEST_CASE("carried state: what cannot carry one is refused with words", "[train]") {
  const Dataset data = text().train;
  const TrainingSpec good = spec_for(data, lstm());
  const auto where = [&](auto change) {
    TrainingSpec spec = good;
    Dataset changed = data;
    change(spec, changed);
    const auto built = Trainer::build(spec, changed, {});
    return built.ok() ? std::string() : built.error().where;
  };
  CHECK(where([](TrainingSpec&, Dataset&) {}) == "");
  CHECK(where([](TrainingSpec& s, Dataset&) { s.model[0].direction = Direction::backward; }) == "model[0].direction");
  CHECK(where([](TrainingSpec& s, Dataset&) { s.model[0].direction = Direction::both; }) == "model[0].direction");
  CHECK(where([](TrainingSpec& s, Dataset&) {
          s.model.insert(s.model.begin() + 1, LayerSpec{.kind = LayerKind::attention, .units = 4});
        }) == "model[1].layer");
  CHECK(where([](TrainingSpec& s, Dataset&) { s.batch_size = 8; }) == "");
  CHECK(where([](TrainingSpec& s, Dataset&) { s.batch_size = 9; }) == "batch_size");
  CHECK(where([](TrainingSpec&, Dataset& d) { d.consecutive = false; }) == "carry_state");
  // Without a recurrent layer it means nothing, and the samples are shuffled as ever.
  TrainingSpec dense = good;
  dense.model.erase(dense.model.begin());
  const auto with = made(dense, data);
  dense.carry_state = false;
  const auto without = made(dense, data);
  run(*with, 5);
  run(*without, 5);
  CHECK(parameters(*with) == parameters(*without));
  CHECK(with->state().carried.empty());
  // It is a choice of the start: a running network does not take it up.
  TrainingSpec off = good;
  off.carry_state = false;
  CHECK_FALSE(Trainer::live_change(good, off));
}

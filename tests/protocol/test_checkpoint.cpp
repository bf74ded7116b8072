// A checkpoint carries a run over to a fresh engine, bit for bit; one that does not fit or is damaged is refused.
#include <catch2/catch_test_macros.hpp>
#include <string>

#include "engine/api/checkpoint.h"
#include "tests/protocol/random_experiment.h"
#include "tests/protocol/session_driver.h"

using namespace deltarule;
using namespace deltarule::testing;

namespace {

/// 1,000 steps in one go and 500 + checkpoint + 500 in another engine must be the same, in everything that is shown.
void check_continues(const Experiment& e, std::uint32_t half) {
  Session through;
  subscribe_to_parameters(through);
  must(through, command::Build{1, e});
  train(through, 2 * half);
  const Snapshot whole = look(through);
  if (whole.state == RunState::diverged) return;

  Session first;
  subscribe_to_parameters(first);
  must(first, command::Build{1, e});
  train(first, half);
  const Snapshot saved = look(first, true);
  REQUIRE(!saved.checkpoint.empty());

  Session second;
  subscribe_to_parameters(second);
  must(second, command::Restore{2, e, saved.checkpoint});
  const Snapshot restored = look(second, true);
  CHECK(restored.generation == 2);
  CHECK(restored.state == RunState::paused);
  CHECK(restored.step == half);
  CHECK(restored.epoch == saved.epoch);
  CHECK(restored.train.loss == saved.train.loss);
  CHECK(restored.history.size() == saved.history.size());
  CHECK(restored.checkpoint == saved.checkpoint);
  train(second, half);
  const Snapshot end = look(second);
  CHECK(end.parameters == whole.parameters);
  CHECK(end.samples_seen == whole.samples_seen);
  CHECK(end.test.loss == whole.test.loss);
  if (!end.history.empty()) {
    REQUIRE(end.history.size() == whole.history.size());
    for (std::size_t i = 0; i < end.history.size(); ++i) {
      CHECK(end.history[i].epoch == whole.history[i].epoch);
      CHECK(end.history[i].train_loss == whole.history[i].train_loss);
    }
  }
}

Bytes checkpoint_of(const Experiment& e, std::uint32_t steps) {
  Session session;
  subscribe_to_parameters(session);
  must(session, command::Build{1, e});
  train(session, steps);
  return look(session, true).checkpoint;
}

}  // namespace

TEST_CASE("checkpoint: 500 and 500 steps are 1,000, for every optimizer, with dropout") {
  for (std::uint8_t name = 0; name < optimizer_names().size(); ++name) {
    Experiment e = default_experiment();
    e.training.optimizer.name = static_cast<Optimizer>(name);
    if (e.training.optimizer.name == Optimizer::perceptron) {
      e.training.model = {{.kind = LayerKind::dense, .units = 1, .activation = Activation::step}};
      e.training.loss.name = Loss::mse;
    } else {
      e.training.model.insert(e.training.model.begin() + 1, LayerSpec{.kind = LayerKind::dropout, .rate = 0.2});
      e.training.optimizer.learning_rate = 0.01;
    }
    e.training.schedule = {.name = Schedule::exponential, .gamma = 0.99};
    check_continues(e, 500);
  }
}

TEST_CASE("checkpoint: so it is with random experiments, and with batches that straddle epochs") {
  Rng rng(51, Purpose::data);
  for (int i = 0; i < 40; ++i) check_continues(random_experiment(rng), 37);
}

TEST_CASE("checkpoint: of another network or other data, refused with words") {
  const Bytes saved = checkpoint_of(default_experiment(), 10);
  Experiment wider = default_experiment();
  wider.training.model[0].units = 9;
  Experiment longer = default_experiment();
  longer.data.samples = 400;
  for (const Experiment& other : {wider, longer}) {
    Session session;
    must(session, command::Build{1, default_experiment()});
    train(session, 3);
    const Status status = session.apply(command::Restore{2, other, saved});
    REQUIRE(!status.ok());
    CHECK(status.error().where == "checkpoint");
    // What was there goes on.
    CHECK(look(session).generation == 1);
    CHECK(look(session).step == 3);
    // A fresh engine has nothing to go on with and shows the experiment from its start, beside the error.
    Session fresh;
    CHECK(!fresh.apply(command::Restore{2, other, saved}).ok());
    CHECK(look(fresh).generation == 2);
    CHECK(look(fresh).state == RunState::paused);
    CHECK(look(fresh).step == 0);
    CHECK(look(fresh).error.has_value());
  }
}

TEST_CASE("checkpoint: from before the optimizer was changed, the network is kept") {
  Experiment e = default_experiment();
  e.training.optimizer.name =
      Optimizer::momentum;  // whose moments may be negative; AdaGrad would take the root of them
  Session crashed;
  subscribe_to_parameters(crashed);
  must(crashed, command::Build{1, e});
  train(crashed, 50);
  const Snapshot saved = look(crashed, true);
  for (std::uint8_t name = 0; name < static_cast<std::uint8_t>(Optimizer::perceptron); ++name) {
    e.training.optimizer.name = static_cast<Optimizer>(name);
    Session session;
    subscribe_to_parameters(session);
    must(session, command::Restore{2, e, saved.checkpoint});
    CHECK(look(session).parameters == saved.parameters);
    // As if it had been changed in the session that crashed.
    Session changed;
    subscribe_to_parameters(changed);
    Experiment momentum = e;
    momentum.training.optimizer.name = Optimizer::momentum;
    must(changed, command::Restore{2, momentum, saved.checkpoint});
    must(changed, command::Adjust{e});
    train(session, 50);
    train(changed, 50);
    CHECK(look(session).state == RunState::paused);
    CHECK(bits_of(session) == bits_of(changed));
  }
}

TEST_CASE("checkpoint: any single damaged byte is noticed") {
  const Bytes saved = checkpoint_of(default_experiment(), 10);
  REQUIRE(decode_checkpoint(saved).ok());
  for (std::size_t i = 0; i < saved.size(); ++i) {
    Bytes damaged = saved;
    damaged[i] = static_cast<std::uint8_t>(damaged[i] ^ 0x10U);
    CHECK(!decode_checkpoint(damaged).ok());
  }
  CHECK(!decode_checkpoint({}).ok());
}

TEST_CASE("checkpoint: everything in it comes back") {
  Checkpoint checkpoint;
  checkpoint.optimizer = Optimizer::momentum;
  checkpoint.trainer = {.step = 3,
                        .samples_seen = 30,
                        .parameters = {1, 2},
                        .buffers = {3, 4, 5},
                        .optimizer = {6, 7},
                        .optimizer_scalars = {0.5},
                        .order = {1, 0},
                        .position = 1,
                        .rng = {8, 9},
                        .carried = {10, 11, 12}};
  checkpoint.history = {{0, 1, 2, 3, 4}};
  checkpoint.history_stride = 2;
  Bytes bytes;
  encode(checkpoint, bytes);
  const auto back = decode_checkpoint(bytes);
  REQUIRE(back.ok());
  CHECK(back->trainer.parameters == checkpoint.trainer.parameters);
  CHECK(back->trainer.buffers == checkpoint.trainer.buffers);
  CHECK(back->trainer.optimizer == checkpoint.trainer.optimizer);
  CHECK(back->trainer.rng == checkpoint.trainer.rng);
  CHECK(back->trainer.carried == checkpoint.trainer.carried);
  CHECK(back->history.size() == 1);
  Bytes again;
  encode(*back, again);
  CHECK(again == bytes);
}

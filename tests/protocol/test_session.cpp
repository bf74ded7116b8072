// What each command does to a Session, and that the same experiment gives the same bits.
#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "engine/api/session.h"
#include "engine/experiment/validate.h"
#include "tests/protocol/random_experiment.h"
#include "tests/protocol/session_driver.h"

using namespace deltarule;
using namespace deltarule::testing;

TEST_CASE("session: empty until something is built") {
  Session session;
  CHECK(look(session).state == RunState::empty);
  CHECK(!session.training());
  CHECK(session.run(10) == 0);
  for (const Command& command : {Command(command::Play{}), Command(command::Step{}), Command(command::Reset{}),
                                 Command(command::Adjust{default_experiment()})}) {
    CHECK(!session.apply(command).ok());
    CHECK(look(session).error.has_value());
  }
  CHECK(session.apply(command::Pause{}).ok());
  CHECK(look(session).state == RunState::empty);
}

TEST_CASE("session: build, play, pause") {
  Session session;
  must(session, command::Build{5, default_experiment()});
  Snapshot s = look(session);
  CHECK(s.generation == 5);
  CHECK(s.state == RunState::paused);
  CHECK(s.step == 0);
  CHECK(s.train.samples == 250);
  CHECK(s.test.samples == 250);
  CHECK(session.run(10) == 0);
  must(session, command::Play{});
  CHECK(session.training());
  CHECK(session.run(10) == 10);
  s = look(session);
  CHECK(s.state == RunState::training);
  CHECK(s.step == 10);
  CHECK(s.samples_seen == 100);
  CHECK(session.samples_seen() == 100);
  CHECK(s.epoch == 0.4);
  CHECK(s.learning_rate == 0.03);
  must(session, command::Pause{});
  CHECK(session.run(10) == 0);
  CHECK(look(session).state == RunState::paused);
}

TEST_CASE("session: steps of a sample, a batch and an epoch, then a pause") {
  Session session;
  must(session, command::Build{1, default_experiment()});
  must(session, command::Step{command::Unit::sample, 3});
  CHECK(session.training());
  while (session.training()) session.run(1);
  CHECK(session.samples_seen() == 3);
  must(session, command::Step{command::Unit::batch, 2});
  CHECK(session.run(1000) == 2);
  CHECK(session.samples_seen() == 23);
  // 250 samples are an epoch; full batches of ten overshoot by three here.
  must(session, command::Step{command::Unit::epoch, 1});
  session.run(100000);
  CHECK(session.samples_seen() == 253);
  must(session, command::Step{command::Unit::epoch, 2});
  session.run(100000);
  CHECK(session.samples_seen() == 753);
  CHECK(!session.training());
  must(session, command::Step{command::Unit::batch, 0});
  CHECK(!session.training());
  // A step while playing ends the playing.
  must(session, command::Play{});
  must(session, command::Step{command::Unit::batch, 1});
  CHECK(session.run(100) == 1);
  CHECK(!session.training());
}

TEST_CASE("session: the same experiment gives the same bits, at any pace and after a reset") {
  Rng rng(41, Purpose::data);
  for (int i = 0; i < 40; ++i) {
    Experiment e = random_experiment(rng);
    e.stop = {};  // or the one that is told to play would stop where the other does not
    Session one, other;
    for (Session* s : {&one, &other}) {
      subscribe_to_parameters(*s);
      must(*s, command::Build{1, e});
    }
    const auto start = bits_of(one);
    train(one, 60);
    if (look(one).state == RunState::diverged) continue;
    must(other, command::Play{});
    for (int n = 0; n < 60; n += 3) {
      other.run(3);
      look(other);
    }
    must(other, command::Pause{});
    CHECK(bits_of(one) == bits_of(other));
    must(one, command::Reset{});
    CHECK(bits_of(one) == start);
    CHECK(look(one).step == 0);
    train(one, 60);
    CHECK(bits_of(one) == bits_of(other));
  }
}

TEST_CASE("session: live changes keep the network, structural ones are refused") {
  Session session;
  subscribe_to_parameters(session);
  must(session, command::Build{1, default_experiment()});
  train(session, 20);
  const auto before = bits_of(session);
  Experiment e = default_experiment();
  e.training.optimizer.learning_rate = 0.001;
  e.training.batch_size = 17;
  e.training.regularization.l2 = 0.1;
  must(session, command::Adjust{e});
  CHECK(bits_of(session) == before);
  CHECK(look(session).step == 20);
  CHECK(look(session).learning_rate == 0.001);
  const std::uint64_t seen = session.samples_seen();
  train(session, 1);
  CHECK(session.samples_seen() == seen + 17);
  CHECK(bits_of(session) != before);

  Experiment structural = e;
  structural.training.model[0].units = 9;
  CHECK(!session.apply(command::Adjust{structural}).ok());
  CHECK(look(session).error.has_value());
  structural = e;
  structural.data.noise = 0.2;
  CHECK(!session.apply(command::Adjust{structural}).ok());
  Experiment wrong = e;
  wrong.training.batch_size = 251;
  CHECK(session.apply(command::Adjust{wrong}).error().where == "batch_size");
  CHECK(session.samples_seen() == seen + 17);

  // Adjusted and reset is the same as built that way.
  must(session, command::Reset{});
  train(session, 30);
  Session fresh;
  subscribe_to_parameters(fresh);
  must(fresh, command::Build{1, e});
  train(fresh, 30);
  CHECK(bits_of(session) == bits_of(fresh));
}

TEST_CASE("session: any optimizer may be changed for any other while training") {
  Experiment e = default_experiment();
  Session session;
  must(session, command::Build{1, e});
  for (std::uint8_t name = 0; name < static_cast<std::uint8_t>(Optimizer::perceptron); ++name) {
    e.training.optimizer.name = static_cast<Optimizer>(name);
    must(session, command::Adjust{e});
    train(session, 5);
  }
  CHECK(look(session).step == 40);
}

TEST_CASE("session: a refused build leaves the old experiment and says why") {
  Session session;
  must(session, command::Build{1, default_experiment()});
  train(session, 7);
  Experiment wrong = default_experiment();
  wrong.training.model.back().units = 3;
  const Status status = session.apply(command::Build{2, wrong});
  REQUIRE(!status.ok());
  Snapshot s = look(session);
  CHECK(s.generation == 1);
  CHECK(s.step == 7);
  REQUIRE(s.error.has_value());
  CHECK(s.error->where == "model[2].units");
  // Looking elsewhere does not hide it; success does.
  must(session, command::Subscribe{{.parameters = true}});
  CHECK(look(session).error.has_value());
  must(session, command::Play{});
  CHECK(!look(session).error.has_value());
}

TEST_CASE("session: a run that leaves the finite range stops, says where, and can be reset") {
  Experiment e = default_experiment();
  e.data.name = PointSet::plane;
  e = made_coherent(e, default_experiment());
  for (LayerSpec& layer : e.training.model) layer.activation = Activation::linear;
  e.training.optimizer = {.name = Optimizer::sgd, .learning_rate = 10};
  Session session;
  must(session, command::Subscribe{{.parameters = true, .grid = 8, .checkpoint = true}});
  must(session, command::Build{1, e});
  must(session, command::Play{});
  for (int i = 0; i < 1000 && session.training(); ++i) session.run(10);
  Snapshot s = look(session, true);
  CHECK(s.state == RunState::diverged);
  CHECK(!session.training());
  REQUIRE(s.error.has_value());
  CHECK(!s.error->where.empty());
  CHECK(s.error->what.size() > 20);
  CHECK(s.checkpoint.empty());
  for (const HistoryRecord& r : s.history) CHECK(std::isfinite(r.train_loss));
  const std::uint64_t stopped_at = s.step;
  CHECK(!session.apply(command::Play{}).ok());
  CHECK(!session.apply(command::Step{}).ok());
  CHECK(session.run(10) == 0);
  CHECK(look(session).step == stopped_at);

  e.training.optimizer.learning_rate = 0.001;
  must(session, command::Adjust{e});
  CHECK(look(session).state == RunState::diverged);
  must(session, command::Reset{});
  s = look(session);
  CHECK(s.state == RunState::paused);
  CHECK(!s.error.has_value());
  train(session, 100);
  CHECK(look(session).state == RunState::paused);
}

TEST_CASE("session: every learning rate and noise at both ends trains or diverges, and says which") {
  for (const double rate : {1e-5, 10.0}) {
    for (std::uint8_t activation = 0; activation < activation_names().size() - 1; ++activation) {
      for (std::uint8_t optimizer = 0; optimizer < static_cast<std::uint8_t>(Optimizer::perceptron); ++optimizer) {
        Experiment e = default_experiment();
        e.data.samples = 20;
        e.training.model[0] = {.kind = LayerKind::dense, .units = 4, .activation = static_cast<Activation>(activation)};
        e.training.optimizer = {.name = static_cast<Optimizer>(optimizer), .learning_rate = rate};
        Session session;
        must(session, command::Build{1, e});
        train(session, 50);
        const Snapshot s = look(session);
        CHECK((s.state == RunState::paused || (s.state == RunState::diverged && s.error.has_value())));
        CHECK((s.state == RunState::diverged || s.step == 50));
      }
    }
  }
}

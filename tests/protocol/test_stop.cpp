// Stop conditions: a run that was told to play pauses by itself, says so, and goes on when it may again.
#include <catch2/catch_test_macros.hpp>

#include "tests/protocol/session_driver.h"

using namespace deltarule;
using namespace deltarule::testing;

namespace {

Experiment stopping(StopSpec stop) {
  Experiment e = default_experiment();
  e.stop = stop;
  return e;
}

/// Plays until it pauses by itself, or for a long time.
Snapshot played(Session& session) {
  must(session, command::Play{});
  for (int i = 0; i < 400 && session.training(); ++i) session.run(100);
  return look(session);
}

}  // namespace

TEST_CASE("stop: after so many epochs, to the step") {
  Session session;
  must(session, command::Build{1, stopping({.epochs = 3})});
  const Snapshot s = played(session);
  CHECK(s.state == RunState::finished);
  CHECK(s.epoch == 3);
  CHECK(!s.error);
}

TEST_CASE("stop: at the first epoch whose training loss is below") {
  Session session;
  must(session, command::Build{1, stopping({.loss = 0.2})});
  const Snapshot s = played(session);
  REQUIRE(s.state == RunState::finished);
  CHECK(s.train.loss < 0.2F);
  REQUIRE(s.history.size() >= 2);
  CHECK(s.history[s.history.size() - 2].train_loss >= 0.2F);
}

TEST_CASE("stop: playing on is refused in words, a step by hand is not, and a later end lets it go on") {
  Session session;
  must(session, command::Build{1, stopping({.epochs = 2})});
  played(session);
  const Status refused = session.apply(command::Play{});
  REQUIRE(!refused);
  CHECK(refused.error().where == "stop.epochs");
  CHECK(refused.error().what.find("epoch 2") != std::string::npos);
  CHECK(look(session).state == RunState::finished);
  must(session, command::Step{command::Unit::batch, 1});
  session.run(10);
  CHECK(look(session).epoch > 2);
  must(session, command::Adjust{stopping({.epochs = 5})});
  CHECK(look(session).state == RunState::paused);
  CHECK(played(session).epoch == 5);
  must(session, command::Adjust{stopping({})});
  must(session, command::Play{});
  session.run(1000);
  CHECK(session.training());
}

TEST_CASE("stop: after a reset it stops at the same place, with the same bits") {
  Session session;
  subscribe_to_parameters(session);
  must(session, command::Build{1, stopping({.epochs = 4, .loss = 0.001})});
  played(session);
  const auto first = bits_of(session);
  must(session, command::Reset{});
  CHECK(look(session).state == RunState::paused);
  CHECK(played(session).epoch == 4);
  CHECK(bits_of(session) == first);
}

TEST_CASE("stop: below the loss playing on is refused as well") {
  Session session;
  must(session, command::Build{1, stopping({.loss = 0.3})});
  played(session);
  const Status refused = session.apply(command::Play{});
  REQUIRE(!refused);
  CHECK(refused.error().where == "stop.loss");
  CHECK(refused.error().what.find("0.3") != std::string::npos);
}

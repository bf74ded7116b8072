// The run's own past: looking back loses nothing, going on from there is the same run again, divergence has a way back.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>

#include "engine/experiment/validate.h"
#include "tests/protocol/session_driver.h"

using namespace deltarule;
using namespace deltarule::testing;

namespace {

void epochs(Session& session, std::uint32_t count) {
  must(session, command::Step{command::Unit::epoch, count});
  while (session.training()) session.run(1000);
}

/// Its moments are sent when they have changed, so the first look after a change has them.
std::vector<double> moments_of(Session& session) { return look(session).moments; }

struct Fixture {
  Session session;
  explicit Fixture(const Experiment& experiment = default_experiment()) {
    must(session, command::Build{1, experiment});
    subscribe_to_parameters(session);
  }
};

}  // namespace

TEST_CASE("moments: the seeded start is the first, then one for every epoch") {
  Fixture f;
  CHECK(moments_of(f.session) == std::vector<double>{0});
  epochs(f.session, 3);
  const std::vector<double> moments = moments_of(f.session);
  REQUIRE(moments.size() == 4);
  CHECK(std::is_sorted(moments.begin(), moments.end()));
  CHECK(std::floor(moments[2]) == 2);
  CHECK(look(f.session).moments.empty());  // nothing new
}

TEST_CASE("moments: looking back shows the run as it was, and loses nothing") {
  Fixture f;
  epochs(f.session, 5);
  const auto then = bits_of(f.session);
  const Snapshot at_five = look(f.session);
  epochs(f.session, 5);
  const auto now = bits_of(f.session);
  const Snapshot at_ten = look(f.session);

  must(f.session, command::Seek{5});
  const Snapshot back = look(f.session);
  CHECK(back.in_past);
  CHECK(back.epoch == at_five.epoch);
  CHECK(back.step == at_five.step);
  CHECK(back.train.loss == at_five.train.loss);
  CHECK(back.latest_epoch == at_ten.epoch);
  CHECK(back.history.empty());  // the curves stay as they are
  CHECK(bits_of(f.session) == then);

  must(f.session, command::Seek{});
  const Snapshot again = look(f.session);
  CHECK_FALSE(again.in_past);
  CHECK(again.epoch == at_ten.epoch);
  CHECK(bits_of(f.session) == now);
}

TEST_CASE("moments: training from the past is the same run again, and forgets what came after") {
  for (const Optimizer optimizer : {Optimizer::sgd, Optimizer::adam}) {
    Experiment e = default_experiment();
    e.training.optimizer.name = optimizer;
    e.training.model.insert(e.training.model.begin() + 1, {.kind = LayerKind::dropout, .rate = 0.2});
    Fixture f(e);
    epochs(f.session, 10);
    const auto first_time = bits_of(f.session);
    must(f.session, command::Seek{4});
    epochs(f.session, 2);
    const Snapshot on = look(f.session);
    CHECK_FALSE(on.in_past);
    CHECK(on.latest_epoch == on.epoch);
    REQUIRE_FALSE(on.history.empty());
    CHECK(on.history.back().epoch == on.epoch);
    REQUIRE_FALSE(on.moments.empty());
    CHECK(on.moments.back() == on.epoch);
    epochs(f.session, 4);
    CHECK(bits_of(f.session) == first_time);
  }
}

TEST_CASE("moments: a long run keeps a bounded number of them, evenly") {
  Experiment e = default_experiment();
  e.data.samples = 20;
  e.training.batch_size = 10;
  Fixture f(e);
  epochs(f.session, 3000);
  const std::vector<double> moments = moments_of(f.session);
  CHECK(moments.size() >= 100);
  CHECK(moments.size() <= 256);
  CHECK(moments.front() == 0);
  CHECK(moments.back() >= 2900);
  double widest = 0, narrowest = 1e9;
  for (std::size_t i = 1; i < moments.size(); ++i) {
    widest = std::max(widest, moments[i] - moments[i - 1]);
    narrowest = std::min(narrowest, moments[i] - moments[i - 1]);
  }
  CHECK(widest <= 2 * narrowest);
}

TEST_CASE("moments: what is not there is refused with a message") {
  Fixture f;
  const Status status = f.session.apply(command::Seek{7});
  REQUIRE_FALSE(status.ok());
  CHECK(status.error().what.find("moment 7") != std::string::npos);
  CHECK_FALSE(f.session.apply(command::Seek{command::Seek::kLastGood}).ok());
  CHECK(f.session.apply(command::Seek{}).ok());
}

TEST_CASE("moments: a run that diverged goes back to where all was finite, and can go on") {
  Experiment e = default_experiment();
  e.training.model = {{.kind = LayerKind::dense, .units = 8, .activation = Activation::linear},
                      {.kind = LayerKind::dense, .units = 1, .activation = Activation::linear}};
  e.training.loss.name = Loss::mse;
  e.training.optimizer.name = Optimizer::sgd;
  e.training.optimizer.learning_rate = 1e-4;
  Fixture f(e);
  epochs(f.session, 10);
  Experiment wild = e;
  wild.training.optimizer.learning_rate = 10;
  must(f.session, command::Adjust{wild});
  must(f.session, command::Step{command::Unit::epoch, 50});
  while (f.session.training()) f.session.run(1000);
  REQUIRE(look(f.session).state == RunState::diverged);

  must(f.session, command::Seek{command::Seek::kLastGood});
  const Snapshot back = look(f.session);
  CHECK(back.state == RunState::paused);
  CHECK_FALSE(back.error);
  CHECK(back.epoch >= 10);
  CHECK(std::isfinite(back.train.loss));
  CHECK(std::all_of(back.parameters.begin(), back.parameters.end(), [](float p) { return std::isfinite(p); }));

  // Also further back; what came after is forgotten once something trains.
  must(f.session, command::Seek{3});
  CHECK(look(f.session).in_past);
  must(f.session, command::Adjust{e});
  train(f.session, 1);
  const Snapshot on = look(f.session);
  CHECK_FALSE(on.in_past);
  CHECK(on.moments.size() == 4);
  CHECK(on.history.size() == 4);
  epochs(f.session, 2);
  CHECK(look(f.session).state == RunState::paused);
}

TEST_CASE("moments: with another optimizer since, the network is as then and the moments of the optimizer are new") {
  Experiment e = default_experiment();
  Fixture f(e);
  epochs(f.session, 4);
  const auto then = bits_of(f.session);
  e.training.optimizer.name = Optimizer::sgd;
  must(f.session, command::Adjust{e});
  epochs(f.session, 4);
  must(f.session, command::Seek{4});
  CHECK(bits_of(f.session) == then);
  epochs(f.session, 1);
  CHECK(look(f.session).state == RunState::paused);
}

TEST_CASE("moments: a checkpoint taken in the past is of the past") {
  Fixture f;
  epochs(f.session, 6);
  must(f.session, command::Seek{3});
  const auto then = bits_of(f.session);
  const Snapshot saved = look(f.session, true);
  REQUIRE_FALSE(saved.checkpoint.empty());
  Session fresh;
  must(fresh, command::Restore{5, default_experiment(), saved.checkpoint});
  subscribe_to_parameters(fresh);
  CHECK(bits_of(fresh) == then);
  epochs(fresh, 1);
  epochs(f.session, 1);
  CHECK(bits_of(fresh) == bits_of(f.session));
}

TEST_CASE("by hand: one parameter is set, within limits, and the figures follow") {
  Fixture f;
  epochs(f.session, 2);
  const Snapshot before = look(f.session);
  must(f.session, command::SetParameter{3, 2.5F});
  const Snapshot after = look(f.session);
  CHECK(after.parameters[3] == 2.5F);
  CHECK(after.parameters[4] == before.parameters[4]);
  CHECK(after.train.loss != before.train.loss);
  CHECK(after.step == before.step);
  for (const float value : {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity(), 1e7F})
    CHECK_FALSE(f.session.apply(command::SetParameter{3, value}).ok());
  CHECK_FALSE(f.session.apply(command::SetParameter{static_cast<std::uint32_t>(after.parameters.size()), 0}).ok());
  CHECK(look(f.session).parameters[3] == 2.5F);
}

TEST_CASE("own points: they come and go while the network stays") {
  Experiment e = default_experiment();
  Fixture f(e);
  epochs(f.session, 5);
  const Snapshot before = look(f.session);
  const auto network = bits_of(f.session);

  Experiment own = e;
  own.data.name = PointSet::custom;
  for (const SnapshotPoint& p : before.points.empty() ? std::vector<SnapshotPoint>{} : before.points)
    own.data.points.push_back({p.x1, p.x2, p.label});
  for (int i = 0; i < 40; ++i) own.data.points.push_back({0.1 * i - 2, i % 2 ? 3.0 : -3.0, static_cast<double>(i % 2)});
  REQUIRE(live_change(e, own));
  must(f.session, command::Adjust{own});
  const Snapshot after = look(f.session);
  CHECK(after.points.size() == own.data.points.size());
  CHECK(after.step == before.step);
  CHECK(std::abs(after.epoch - before.epoch) < 0.05);
  CHECK(after.moments.size() == 1);
  CHECK(bits_of(f.session) == network);

  // One more: nobody else changes sides.
  Experiment more = own;
  more.data.points.push_back({5, 5, 1});
  must(f.session, command::Adjust{more});
  const Snapshot last = look(f.session);
  for (const SnapshotPoint& p : after.points)
    CHECK(std::count_if(last.points.begin(), last.points.end(), [&](const SnapshotPoint& q) {
            return q.x1 == p.x1 && q.x2 == p.x2 && q.label == p.label && q.test == p.test;
          }) >= 1);
  epochs(f.session, 1);
  CHECK(look(f.session).state == RunState::paused);

  // A third class asks another question.
  more.data.points.push_back({4, 4, 2});
  CHECK_FALSE(live_change(own, more));
}

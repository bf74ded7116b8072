// What a Session shows by subscription beside the training: the right numbers, and the run none the wiser.
#include <catch2/catch_test_macros.hpp>
#include <limits>

#include "engine/api/session.h"
#include "tests/protocol/session_driver.h"

using namespace deltarule;
using namespace deltarule::testing;

TEST_CASE("studies: a run that is looked at is the same run, bit for bit", "[study]") {
  Experiment e = default_experiment();
  e.training.model.insert(e.training.model.begin() + 1, LayerSpec{.kind = LayerKind::dropout, .rate = 0.3});
  Session plain, watched;
  const TraceRequest trace{.on = true, .x1 = 1, .x2 = 2, .label = 1};
  must(plain, command::Subscribe{{.parameters = true}});
  must(watched, command::Subscribe{{.parameters = true, .results = true, .health = true, .trace = trace}});
  for (Session* s : {&plain, &watched}) must(*s, command::Build{1, e});
  for (int i = 0; i < 60; ++i) {
    for (Session* s : {&plain, &watched}) train(*s, 1);
    const Snapshot seen = look(watched);
    REQUIRE(seen.trace.has_value());
    REQUIRE(seen.results.has_value());
    REQUIRE(seen.health.size() == 3);
  }
  CHECK(bits_of(plain) == bits_of(watched));
  const Snapshot nothing = look(plain);
  CHECK(!nothing.trace.has_value());
  CHECK(!nothing.results.has_value());
  CHECK(nothing.health.empty());
}

TEST_CASE("studies: the next sample's trace is what one more sample does, also over the end of an epoch", "[study]") {
  Session session;
  Experiment e = default_experiment();
  e.data.samples = 20;
  e.training.batch_size = 1;
  must(session, command::Build{1, e});
  must(session, command::Subscribe{{.parameters = true, .trace = {.on = true, .next = true}}});
  for (int i = 0; i < 25; ++i) {
    const Snapshot before = look(session);
    must(session, command::Step{command::Unit::sample, 1});
    while (session.training()) session.run(1);
    const Snapshot after = look(session);
    REQUIRE(before.trace.has_value());
    bool same = before.trace->updates.size() == after.parameters.size();
    for (std::size_t k = 0; same && k < after.parameters.size(); ++k)
      same = before.trace->updates[k] == after.parameters[k] - before.parameters[k];
    CHECK(same);
  }
  // Asked for by its place, the same sample has the same trace.
  const Trace next = *look(session).trace;
  CHECK(next.sample.next);
  TraceRequest asked = next.sample;
  asked.next = false;
  must(session, command::Subscribe{{.trace = asked}});
  const Trace again = *look(session).trace;
  CHECK(again.sample == asked);
  CHECK(again.updates == next.updates);
  CHECK(again.gradients == next.gradients);
}

TEST_CASE("studies: a place that is none is refused, a class that is not there becomes the nearest", "[study]") {
  Session session;
  must(session, command::Build{1, default_experiment()});
  const float nan = std::numeric_limits<float>::quiet_NaN();
  for (const TraceRequest& wrong : {TraceRequest{.on = true, .x1 = nan}, TraceRequest{.on = true, .x2 = 1e30F},
                                    TraceRequest{.on = true, .label = nan}}) {
    const Status status = session.apply(command::Subscribe{{.trace = wrong}});
    REQUIRE(!status.ok());
    CHECK(status.error().where == "subscription.trace");
  }
  must(session, command::Subscribe{{.trace = {.on = true, .label = 4}}});
  const Snapshot s = look(session);
  CHECK(s.trace->sample.label == 1);
  CHECK(s.trace->targets == std::vector<float>{1});
}

TEST_CASE("studies: results and health are of now when asked for, and of the new run after a build", "[study]") {
  Session session;
  must(session, command::Subscribe{{.results = true, .health = true}});
  must(session, command::Build{1, default_experiment()});
  const Snapshot first = look(session);
  train(session, 50);
  Snapshot stale, fresh;
  session.snapshot(stale, false, false);
  session.snapshot(fresh, false, true);
  CHECK(stale.health[0].gradient_norm == first.health[0].gradient_norm);
  CHECK(stale.results->train_rmse == first.results->train_rmse);
  CHECK(fresh.health[0].gradient_norm != first.health[0].gradient_norm);
  CHECK(fresh.results->train_rmse != first.results->train_rmse);
  Experiment e = default_experiment();
  e.training.model.erase(e.training.model.begin());
  must(session, command::Build{2, e});
  session.snapshot(stale, false, false);
  CHECK(stale.health.size() == 2);
  CHECK(stale.health[0].units == 4);

  std::uint32_t right = 0;
  for (std::size_t k = 0; k < 2; ++k) right += stale.results->test_confusion[k * 3];
  CHECK(static_cast<float>(right) / static_cast<float>(stale.test.samples) == stale.test.accuracy);
}

TEST_CASE("studies: a surface grows beside the training, is sent when it changes, and leaves the run alone",
          "[study]") {
  Session plain, studied;
  for (Session* s : {&plain, &studied}) {
    must(*s, command::Subscribe{{.parameters = true}});
    must(*s, command::Build{1, default_experiment()});
  }
  LandscapeSpec wishes;
  wishes.axes = LandscapeAxes::random;
  wishes.side = 9;
  must(studied, command::Study{wishes});
  Snapshot s = look(studied);
  REQUIRE(s.landscape.has_value());
  CHECK(s.landscape->rows_done == 0);
  while (studied.studying()) {
    studied.work(1);
    for (Session* session : {&plain, &studied}) train(*session, 1);
  }
  s = look(studied);
  REQUIRE(s.landscape.has_value());
  CHECK(s.landscape->rows_done == 9);
  CHECK(s.landscape->path.size() > 3);
  CHECK(s.landscape->path[0].u == 0);
  CHECK(!look(studied).landscape.has_value());  // nothing new
  CHECK(bits_of(plain) == bits_of(studied));

  wishes.axes = LandscapeAxes::trajectory;
  must(studied, command::Study{wishes});
  s = look(studied);
  CHECK(s.landscape->axes == LandscapeAxes::trajectory);
  for (const LandscapePlace& p : s.landscape->path) {
    CHECK(p.u > s.landscape->u_min);
    CHECK(p.u < s.landscape->u_max);
  }
  // A reset keeps the surface: the data are the same. A new network ends it: there is no way yet.
  must(studied, command::Reset{});
  CHECK(studied.studying());
  CHECK(look(studied).landscape->path.size() == 1);
  must(studied, command::Build{2, default_experiment()});
  CHECK(!studied.studying());
  s = look(studied);
  REQUIRE(s.landscape.has_value());
  CHECK(s.landscape->axes == LandscapeAxes::off);
  // Two weights go over to the new network.
  wishes.axes = LandscapeAxes::parameters;
  wishes.parameter_v = 1;
  must(studied, command::Study{wishes});
  must(studied, command::Build{3, default_experiment()});
  CHECK(studied.studying());
  must(studied, command::Study{});
  CHECK(!studied.studying());
  CHECK(look(studied).landscape->axes == LandscapeAxes::off);
}

TEST_CASE("studies: the path goes through the states that one can go back to", "[study]") {
  Session session;
  must(session, command::Build{1, default_experiment()});
  must(session, command::Study{{.axes = LandscapeAxes::random, .side = 2, .race_rates = {}}});
  const auto epochs = [&](std::uint32_t count) {
    must(session, command::Step{command::Unit::epoch, count});
    while (session.training()) session.run(1000);
    return look(session);
  };
  const Snapshot six = epochs(6);
  REQUIRE(six.landscape.has_value());
  REQUIRE(six.history.size() == 7);
  REQUIRE(six.landscape->path.size() == 7);
  for (std::size_t i = 0; i < 7; ++i) CHECK(six.landscape->path[i].loss == six.history[i].train_loss);

  // Looking back moves the ball alone; going on from there is another way.
  must(session, command::Seek{2});
  const Snapshot back = look(session);
  REQUIRE(back.landscape.has_value());
  CHECK(back.landscape->path.size() == 7);
  CHECK(back.landscape->ball.u == six.landscape->path[2].u);
  CHECK(back.landscape->ball.loss == six.landscape->path[2].loss);
  CHECK(epochs(1).landscape->path.size() == 4);
}

TEST_CASE("studies: a search pauses the run, reports, goes on over a build, and can be stopped", "[study]") {
  Session session;
  CHECK(!session.apply(command::Tune{}).ok());
  CHECK(!session.apply(command::Study{}).ok());
  must(session, command::Build{1, default_experiment()});
  must(session, command::Play{});
  TuningSpec spec;
  spec.epochs = 1;
  must(session, command::Tune{spec});
  CHECK(!session.training());
  REQUIRE(session.studying());
  CHECK(look(session).tuning->total == 12);
  session.work(40);
  Snapshot s = look(session);
  REQUIRE(s.tuning.has_value());
  CHECK(s.tuning->trials.size() == 1);  // 25 batches each
  CHECK(s.tuning->progress > 1.0F / 12);
  CHECK(!look(session).tuning.has_value());
  must(session, command::Build{2, default_experiment()});
  CHECK(look(session).tuning->running);
  must(session, command::StopTuning{});
  CHECK(!session.studying());
  s = look(session);
  CHECK(!s.tuning->running);
  CHECK(s.tuning->trials.size() == 1);
  // A search that is refused changes nothing.
  must(session, command::Play{});
  spec.widths.clear();
  CHECK(!session.apply(command::Tune{spec}).ok());
  CHECK(session.training());
}

// What a Session shows: what is sent when, what costs nothing, and that the numbers shown are the network's.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "engine/api/preview.h"
#include "engine/api/session.h"
#include "engine/experiment/validate.h"
#include "tests/protocol/random_experiment.h"
#include "tests/protocol/session_driver.h"

using namespace deltarule;
using namespace deltarule::testing;

TEST_CASE("session: layers and points are sent once per generation, and when they change") {
  Session session;
  Experiment e = default_experiment();
  e.training.model.insert(e.training.model.begin() + 1, LayerSpec{.kind = LayerKind::dropout, .rate = 0.1});
  must(session, command::Build{1, e});
  Snapshot s = look(session);
  REQUIRE(s.layers.size() == 4);
  CHECK(s.layers[0].inputs == 2);
  CHECK(s.layers[0].outputs == 8);
  CHECK(s.layers[0].weight_count == 16);
  CHECK(s.layers[0].bias_count == 8);
  CHECK(s.layers[1].spec.kind == LayerKind::dropout);
  CHECK(s.layers[3].spec == e.training.model[3]);
  CHECK(s.points.size() == 500);
  CHECK(s.history.size() == 1);
  CHECK(s.classes == 2);
  s = look(session);
  CHECK(s.layers.empty());
  CHECK(s.points.empty());
  CHECK(s.history.empty());
  CHECK(s.classes == 2);

  e.training.model[1].rate = 0.3;
  must(session, command::Adjust{e});
  s = look(session);
  REQUIRE(s.layers.size() == 4);
  CHECK(s.layers[1].spec.rate == 0.3);
  CHECK(s.points.empty());
  must(session, command::Build{2, e});
  CHECK(look(session).points.size() == 500);

  e.data.name = PointSet::and_gate;
  must(session, command::Build{3, e});
  s = look(session);
  CHECK(s.view_min == -0.5F);
  CHECK(s.view_max == 1.5F);
}

TEST_CASE("session: the points are those of the preview") {
  Rng rng(43, Purpose::data);
  for (int i = 0; i < 30; ++i) {
    const Experiment e = random_experiment(rng);
    Session session;
    must(session, command::Build{1, e});
    const Snapshot s = look(session);
    const auto preview = preview_points(e.data, e.training.seed);
    REQUIRE(s.points.size() == preview.size());
    for (std::size_t k = 0; k < preview.size(); ++k) {
      REQUIRE((s.points[k].x1 == preview[k].x1 && s.points[k].x2 == preview[k].x2));
      REQUIRE((s.points[k].label == preview[k].label && s.points[k].test == preview[k].test));
    }
    float low = 0, high = 0;
    preview_view(e.data, low, high);
    CHECK((s.view_min == low && s.view_max == high));
  }
}

TEST_CASE("session: what is not subscribed is not sent") {
  Session session;
  must(session, command::Build{1, default_experiment()});
  Snapshot s = look(session, true);
  CHECK(s.parameters.empty());
  CHECK(s.grids.empty());
  CHECK(s.grid == 0);
  CHECK(s.checkpoint.empty());

  must(session, command::Subscribe{{.parameters = true, .grid = 5, .output_grid_only = true, .checkpoint = true}});
  s = look(session);
  CHECK(s.parameters.size() == parameter_count(default_experiment()));
  CHECK(s.grid == 5);
  CHECK(s.grids.size() == 25);
  CHECK(s.checkpoint.empty());
  CHECK(!look(session, true).checkpoint.empty());

  must(session, command::Subscribe{{.grid = 4}});
  s = look(session, true);
  CHECK(s.parameters.empty());
  CHECK(s.grids.size() == (8 + 4 + 1) * 16);
  CHECK(s.checkpoint.empty());
  CHECK(!session.apply(command::Subscribe{{.grid = 129}}).ok());
}

TEST_CASE("session: a grid is the network's answer over the plane, computed here by hand") {
  Experiment e = default_experiment();
  e.training.model = {{.kind = LayerKind::dense, .units = 2, .activation = Activation::relu},
                      {.kind = LayerKind::dropout, .rate = 0.5},
                      {.kind = LayerKind::dense, .units = 1, .activation = Activation::linear}};
  e.training.loss.name = Loss::mse;
  Session session;
  must(session, command::Build{1, e});
  must(session, command::Subscribe{{.parameters = true, .grid = 3}});
  train(session, 30);
  const Snapshot s = look(session);
  REQUIRE(s.parameters.size() == 9);
  REQUIRE(s.grids.size() == 3 * 9);
  const auto& p = s.parameters;
  const float axis[] = {-6, 0, 6};
  for (std::size_t row = 0; row < 3; ++row) {
    for (std::size_t column = 0; column < 3; ++column) {
      const float x1 = axis[column], x2 = axis[2 - row];
      const float h0 = std::fmax(p[0] * x1 + p[1] * x2 + p[4], 0.0F);
      const float h1 = std::fmax(p[2] * x1 + p[3] * x2 + p[5], 0.0F);
      const float y = p[6] * h0 + p[7] * h1 + p[8];
      const std::size_t at = row * 3 + column;
      CHECK(std::fabs(s.grids[at] - h0) < 1e-4F);
      CHECK(std::fabs(s.grids[9 + at] - h1) < 1e-4F);
      CHECK(std::fabs(s.grids[18 + at] - y) < 1e-4F);
    }
  }
}

TEST_CASE("session: looking changes nothing") {
  Session watched, blind;
  for (Session* s : {&watched, &blind}) {
    must(*s, command::Build{1, default_experiment()});
    must(*s, command::Play{});
  }
  must(watched, command::Subscribe{{.parameters = true, .grid = 20, .checkpoint = true}});
  for (int i = 0; i < 50; ++i) {
    watched.run(7);
    look(watched, true);
  }
  blind.run(350);
  subscribe_to_parameters(blind);
  CHECK(bits_of(watched) == bits_of(blind));
  CHECK(look(watched).test.loss == look(blind).test.loss);
}

TEST_CASE("session: curves are recorded at whole epochs, at any pace alike") {
  Experiment e = default_experiment();
  e.data.samples = 16;
  e.training.batch_size = 3;
  e.training.model.erase(e.training.model.begin());
  const auto history = [&](int pace, int steps) {
    Session session;
    must(session, command::Build{1, e});
    must(session, command::Play{});
    std::vector<HistoryRecord> latest;
    for (int n = 0; n < steps; n += pace) {
      session.run(std::min(pace, steps - n));
      Snapshot s = look(session);
      if (!s.history.empty()) latest = s.history;
    }
    return latest;
  };
  const auto few = history(1, 27);  // 81 samples of 8 per epoch: epochs 0 to 10
  REQUIRE(few.size() == 11);
  CHECK(few[0].epoch == 0);
  CHECK(few[1].epoch == 9.0 / 8);  // the third batch passes the end of the epoch
  CHECK(few[8].epoch == 66.0 / 8);

  const auto slow = history(13, 9000), fast = history(9000, 9000);
  REQUIRE(slow.size() == fast.size());
  for (std::size_t i = 0; i < slow.size(); ++i) {
    CHECK(slow[i].epoch == fast[i].epoch);
    CHECK(slow[i].train_loss == fast[i].train_loss);
    CHECK(slow[i].test_accuracy == fast[i].test_accuracy);
  }
  // 3375 epochs do not fit into 1,024 records: every fourth is kept.
  CHECK(slow.size() == 844);
  CHECK(std::floor(slow[1].epoch) == 4);
  CHECK(std::floor(slow.back().epoch) == 3372);
}

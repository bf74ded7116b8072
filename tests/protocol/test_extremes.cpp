// Sliders at their ends: every combination of activation, optimizer and loss, all knobs at one end or the other, for
// 200 steps. It may diverge; then it says where and what to do. It never crashes, and never trains on with a NaN.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <string>

#include "engine/experiment/fields.h"
#include "engine/experiment/validate.h"
#include "tests/protocol/session_driver.h"

using namespace deltarule;
using namespace deltarule::testing;

namespace {

constexpr std::uint32_t kSteps = 200;

enum class End { low, high };

Experiment combination(Activation activation, Optimizer optimizer, Loss loss) {
  Experiment e = default_experiment();
  e.data.name = loss == Loss::softmax_cross_entropy ? PointSet::blobs3 : PointSet::circle;
  e.data.samples = 60;
  e.training.model = {{.kind = LayerKind::dense, .units = 3, .activation = activation},
                      {.kind = LayerKind::dropout},
                      {.kind = LayerKind::dense, .units = 2, .activation = activation},
                      {.kind = LayerKind::dense, .units = 1, .activation = activation}};
  e.training.optimizer.name = optimizer;
  e.training.loss.name = loss;
  return e;
}

/// Every number of the table that has a meaning here; what decides about size stays small, so that all can be tried.
void push_to(End end, Experiment& e) {
  for (const Field& field : fields()) {
    const bool kept = field.type == FieldType::choice || field.path == "data.samples" || field.path == "seed" ||
                      field.path.starts_with("stop.");
    if (kept || !field.applies(e)) continue;
    field.set(e, end == End::low ? field.min : field.max);
  }
  for (LayerSpec& layer : e.training.model) {
    if (layer.kind == LayerKind::dropout) layer.rate = end == End::low ? 0 : 0.95;
  }
}

/// False if the experiment was refused (then with a message).
bool survives(Experiment e) {
  // As the page does after every edit.
  e = made_coherent(std::move(e));
  if (const Status status = validate(e); !status) {
    CHECK_FALSE(status.error().what.empty());
    return false;
  }
  Session session;
  must(session, command::Build{1, e});
  subscribe_to_parameters(session);
  must(session, command::Step{command::Unit::batch, kSteps});
  while (session.training()) session.run(1000);
  const Snapshot s = look(session);
  if (s.state == RunState::diverged) {
    REQUIRE(s.error);
    CHECK_FALSE(s.error->where.empty());
    CHECK_FALSE(s.error->what.empty());
    CHECK(s.step <= kSteps);
  } else {
    CHECK(s.step == kSteps);
    CHECK(std::all_of(s.parameters.begin(), s.parameters.end(), [](float p) { return std::isfinite(p); }));
  }
  // The seeded start is always a way on.
  must(session, command::Reset{});
  CHECK(look(session).state == RunState::paused);
  return true;
}

}  // namespace

TEST_CASE("extremes: every activation, optimizer and loss with every knob at either end") {
  int survived = 0;
  for (std::size_t a = 0; a + 1 < activation_names().size(); ++a) {
    for (std::size_t o = 0; o < optimizer_names().size(); ++o) {
      for (std::size_t l = 0; l < loss_names().size(); ++l) {
        for (const End end : {End::low, End::high}) {
          CAPTURE(activation_names()[a], optimizer_names()[o], loss_names()[l], end == End::low);
          Experiment e = combination(static_cast<Activation>(a), static_cast<Optimizer>(o), static_cast<Loss>(l));
          push_to(end, e);
          survived += survives(std::move(e)) ? 1 : 0;
        }
      }
    }
  }
  // Coherence makes something trainable of nearly everything.
  CHECK(survived > 1000);
}

TEST_CASE("extremes: the narrowest, the widest and the deepest network at either end of the learning rate") {
  for (const int hidden : {0, 1, 8}) {
    for (const int width : {1, 64}) {
      for (const double rate : {1e-5, 10.0}) {
        CAPTURE(hidden, width, rate);
        Experiment e = default_experiment();
        e.data.samples = 40;
        e.training.batch_size = 4;
        e.training.optimizer.learning_rate = rate;
        e.training.model.assign(static_cast<std::size_t>(hidden),
                                {.kind = LayerKind::dense, .units = width, .activation = Activation::relu});
        e.training.model.push_back({.kind = LayerKind::dense, .units = 1, .activation = Activation::sigmoid});
        CHECK(survives(std::move(e)));
      }
    }
  }
}

// A Session's network as a file and back: the same bits, a run of its own, and what does not fit is refused in words.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

#include "engine/api/session.h"
#include "engine/experiment/validate.h"
#include "engine/io/experiment_json.h"

#include "tests/protocol/session_driver.h"

using namespace deltarule;
using namespace deltarule::testing;

namespace {

/// Shapes for a small network with batch normalization, which keeps more than its parameters.
Experiment shapes(int filters = 3) {
  Result<Experiment> experiment =
      from_json(R"({"deltarule": 1, "data": {"kind": "images", "name": "shapes", "samples": 200, "side": 12},
    "model": [{"layer": "conv2d", "filters": )" +
                std::to_string(filters) +
                R"(, "kernel": 5, "activation": "relu"}, {"layer": "batch_norm"},
              {"layer": "max_pool2d", "kernel": 2}, {"layer": "flatten"},
              {"layer": "dense", "units": 4, "activation": "softmax"}],
    "loss": "softmax_cross_entropy", "optimizer": {"name": "adam", "learning_rate": 0.01}, "batch_size": 16})");
  INFO((experiment.ok() ? std::string() : experiment.error().text()));
  REQUIRE(experiment.ok());
  return *experiment;
}

std::vector<std::uint8_t> saved(Session& session, ModelFile format) {
  must(session, command::Save{format});
  std::vector<std::uint8_t> file = look(session).saved;
  CHECK(!file.empty());
  CHECK(look(session).saved.empty());  // sent once
  return file;
}

std::string refused(Session& session, const command::Open& open) {
  const Status status = session.apply(open);
  REQUIRE(!status.ok());
  CHECK(look(session).error == status.error());
  return status.error().text();
}

}  // namespace

TEST_CASE("session files: weights that were saved come back bit for bit, in a run that begins anew") {
  Session session;
  must(session, command::Build{1, shapes()});
  subscribe_to_parameters(session);
  train(session, 40);
  const auto bits = bits_of(session);
  const Snapshot then = look(session);
  const std::vector<std::uint8_t> file = saved(session, ModelFile::safetensors);
  CHECK(bits_of(session) == bits);  // saving changes nothing
  CHECK(look(session).step == 40);

  train(session, 30);
  CHECK(bits_of(session) != bits);
  must(session, command::Play{});
  must(session, command::Open{"mine.safetensors", file});
  const Snapshot now = look(session);
  CHECK(bits_of(session) == bits);
  // The metrics too, so the running statistics of the batch_norm have come with them.
  CHECK(now.test.loss == then.test.loss);
  CHECK(now.test.accuracy == then.test.accuracy);
  CHECK(now.state == RunState::paused);
  CHECK(now.step == 0);
  CHECK(now.latest_epoch == 0);
  REQUIRE(now.history.size() == 1);
  CHECK(now.history[0].test_loss == then.test.loss);

  // The same file, the same run from there on; Reset is the seeded start again.
  const auto go_on = [&] {
    must(session, command::Open{"mine.safetensors", file});
    train(session, 5);
    return bits_of(session);
  };
  const auto once = go_on();
  CHECK(once != bits);
  CHECK(go_on() == once);
  must(session, command::Reset{});
  const auto seeded = bits_of(session);
  must(session, command::Build{2, shapes()});
  CHECK(bits_of(session) == seeded);
}

TEST_CASE("session files: a network of ONNX holds the same weights") {
  Session session;
  must(session, command::Build{1, shapes()});
  subscribe_to_parameters(session);
  train(session, 10);
  const std::vector<std::uint8_t> onnx = saved(session, ModelFile::onnx);
  // The first filter's 25 numbers stand in it as they are in memory.
  const Snapshot s = look(session);
  const auto* filter = reinterpret_cast<const std::uint8_t*>(s.parameters.data());
  CHECK(std::search(onnx.begin(), onnx.end(), filter, filter + 25 * sizeof(float)) != onnx.end());
}

TEST_CASE("session files: what does not fit says which tensor and leaves the run alone, also while it trains") {
  Session session;
  must(session, command::Build{1, shapes(5)});
  const std::vector<std::uint8_t> other = saved(session, ModelFile::safetensors);
  must(session, command::Build{2, shapes(3)});
  subscribe_to_parameters(session);
  train(session, 12);
  const std::vector<std::uint8_t> good = saved(session, ModelFile::safetensors);
  const auto bits = bits_of(session);

  const std::string shape = refused(session, {"five.safetensors", other});
  CHECK(shape.find("five.safetensors: 0.weight") != std::string::npos);
  CHECK(shape.find("[5, 1, 5, 5]") != std::string::npos);
  CHECK(shape.find("needs [3, 1, 5, 5]") != std::string::npos);
  for (const std::size_t length : {std::size_t{0}, std::size_t{5}, std::size_t{100}, good.size() - 1})
    CHECK(!refused(session, {"cut", {good.begin(), good.begin() + static_cast<std::ptrdiff_t>(length)}}).empty());
  const std::string words = "these are just some words, not weights";
  CHECK(refused(session, {"words", {words.begin(), words.end()}}).find("safetensors") != std::string::npos);
  CHECK(bits_of(session) == bits);
  CHECK(look(session).step == 12);

  must(session, command::Play{});
  refused(session, {"five.safetensors", other});
  CHECK(session.training());
}

TEST_CASE("session files: without a network, and after a divergence, saving says so; opening mends the latter") {
  Session session;
  CHECK(!session.apply(command::Save{}).ok());
  CHECK(!session.apply(command::Open{"a", {}}).ok());
  Experiment e = default_experiment();
  e.data.name = PointSet::plane;
  e = made_coherent(e, default_experiment());
  for (LayerSpec& layer : e.training.model) layer.activation = Activation::linear;
  e.training.optimizer = {.name = Optimizer::sgd, .learning_rate = 10};
  must(session, command::Build{1, e});
  const std::vector<std::uint8_t> file = saved(session, ModelFile::safetensors);
  must(session, command::Play{});
  for (int i = 0; i < 1000 && session.training(); ++i) session.run(10);
  REQUIRE(look(session).state == RunState::diverged);
  CHECK(!session.apply(command::Save{}).ok());
  must(session, command::Open{"mine.safetensors", file});
  CHECK(look(session).state == RunState::paused);
  CHECK(!look(session).error);
}

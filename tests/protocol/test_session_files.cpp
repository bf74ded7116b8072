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

Experiment experiment_in(const Snapshot& snapshot) {
  return from_json({reinterpret_cast<const char*>(snapshot.saved.data()), snapshot.saved.size()}).value();
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
  must(session, command::Open{2, "mine.safetensors", file});
  const Snapshot now = look(session);
  CHECK(now.generation == 2);
  CHECK(experiment_in(now) == shapes());
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
    must(session, command::Open{3, "mine.safetensors", file});
    train(session, 5);
    return bits_of(session);
  };
  const auto once = go_on();
  CHECK(once != bits);
  CHECK(go_on() == once);
  must(session, command::Reset{});
  const auto seeded = bits_of(session);
  must(session, command::Build{4, shapes()});
  CHECK(bits_of(session) == seeded);
}

TEST_CASE("session files: an ONNX file comes back bit for bit, too") {
  Session session;
  must(session, command::Build{1, shapes()});
  subscribe_to_parameters(session);
  train(session, 40);
  const auto bits = bits_of(session);
  const Snapshot then = look(session);
  const std::vector<std::uint8_t> onnx = saved(session, ModelFile::onnx);
  // The first filter's 25 numbers stand in it as they are in memory.
  const auto* filter = reinterpret_cast<const std::uint8_t*>(then.parameters.data());
  CHECK(std::search(onnx.begin(), onnx.end(), filter, filter + 25 * sizeof(float)) != onnx.end());
  train(session, 30);
  must(session, command::Open{2, "mine.onnx", onnx});
  const Snapshot now = look(session);
  CHECK(bits_of(session) == bits);
  CHECK(now.test.loss == then.test.loss);
  CHECK(now.step == 0);
  CHECK(experiment_in(now) == shapes());
}

TEST_CASE("session files: an ONNX file of other layers takes the network's place, and learning goes on") {
  Session friends;
  Experiment other = shapes(5);
  other.training.model.insert(other.training.model.end() - 1,
                              {.kind = LayerKind::dense, .units = 16, .activation = Activation::tanh});
  other.training.model.back().activation = Activation::sigmoid;  // one against the rest
  other.training.loss.name = Loss::binary_cross_entropy;
  must(friends, command::Build{1, other});
  train(friends, 150);
  const std::vector<std::uint8_t> file = saved(friends, ModelFile::onnx);
  const Snapshot theirs = look(friends);
  REQUIRE(theirs.test.accuracy > 0.5F);

  Session session;
  must(session, command::Build{1, shapes()});
  train(session, 3);
  must(session, command::Open{2, "friend.onnx", file});
  const Snapshot now = look(session);
  CHECK(now.generation == 2);
  CHECK(now.test.accuracy == theirs.test.accuracy);
  CHECK(now.test.loss == theirs.test.loss);
  Experiment expected = shapes();
  expected.training.model = other.training.model;
  expected.training.loss.name = Loss::binary_cross_entropy;
  CHECK(experiment_in(now) == expected);
  REQUIRE(now.layers.size() == other.training.model.size());
  train(session, 100);
  CHECK(look(session).train.loss < theirs.train.loss);
  // Reset is the seeded start of these layers.
  must(session, command::Reset{});
  CHECK(look(session).step == 0);
}

TEST_CASE("session files: an ONNX file for other data is refused, and says what was expected and found") {
  const auto file_of = [](const Experiment& experiment) {
    Session session;
    must(session, command::Build{1, experiment});
    return saved(session, ModelFile::onnx);
  };
  Session session;
  must(session, command::Build{1, shapes()});
  subscribe_to_parameters(session);
  train(session, 12);
  const auto bits = bits_of(session);
  Experiment larger = shapes();
  larger.images.side = 14;
  const std::string size = refused(session, {2, "large.onnx", file_of(larger)});
  CHECK(size.find("large.onnx: input") != std::string::npos);
  CHECK(size.find("[N, 1, 14, 14]") != std::string::npos);
  CHECK(size.find("[N, 1, 12, 12]") != std::string::npos);
  Experiment two = shapes();
  two.images.classes = "0,1";
  two.training.model.back().units = 2;
  const std::string classes = refused(session, {3, "two.onnx", file_of(two)});
  CHECK(classes.find("gives 2 numbers, but the data here has 4 classes") != std::string::npos);
  Experiment plane = default_experiment();
  CHECK(!refused(session, {4, "plane.onnx", file_of(plane)}).empty());
  std::vector<std::uint8_t> cut = file_of(shapes());
  cut.resize(cut.size() / 2);
  CHECK(refused(session, {5, "cut.onnx", cut}).find("damaged or was cut off") != std::string::npos);
  CHECK(bits_of(session) == bits);
  CHECK(look(session).step == 12);
  CHECK(look(session).generation == 1);
}

TEST_CASE("session files: points, too, take an ONNX file of other layers") {
  Session friends, session;
  Experiment other = default_experiment();
  other.training.model.insert(other.training.model.begin(),
                              {.kind = LayerKind::dense, .units = 7, .activation = Activation::silu});
  must(friends, command::Build{1, other});
  subscribe_to_parameters(friends);
  train(friends, 50);
  must(session, command::Build{1, default_experiment()});
  subscribe_to_parameters(session);
  must(session, command::Open{2, "friend.onnx", saved(friends, ModelFile::onnx)});
  CHECK(bits_of(session) == bits_of(friends));
  CHECK(look(session).test.loss == look(friends).test.loss);
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

  const std::string shape = refused(session, {9, "five.safetensors", other});
  CHECK(shape.find("five.safetensors: 0.weight") != std::string::npos);
  CHECK(shape.find("[5, 1, 5, 5]") != std::string::npos);
  CHECK(shape.find("needs [3, 1, 5, 5]") != std::string::npos);
  for (const std::size_t length : {std::size_t{0}, std::size_t{5}, std::size_t{100}, good.size() - 1})
    CHECK(!refused(session, {9, "cut", {good.begin(), good.begin() + static_cast<std::ptrdiff_t>(length)}}).empty());
  const std::string words = "these are just some words, not weights";
  CHECK(refused(session, {9, "words", {words.begin(), words.end()}}).find("safetensors") != std::string::npos);
  CHECK(bits_of(session) == bits);
  CHECK(look(session).step == 12);
  CHECK(look(session).generation == 2);
  CHECK(look(session).refused == 9);

  must(session, command::Play{});
  refused(session, {9, "five.safetensors", other});
  CHECK(session.training());
}

TEST_CASE("session files: without a network, and after a divergence, saving says so; opening mends the latter") {
  Session session;
  CHECK(!session.apply(command::Save{}).ok());
  CHECK(!session.apply(command::Open{1, "a", {}}).ok());
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
  must(session, command::Open{2, "mine.safetensors", file});
  CHECK(look(session).state == RunState::paused);
  CHECK(!look(session).error);
}

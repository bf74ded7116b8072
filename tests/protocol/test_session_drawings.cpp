// Drawings that are added to the training set while a Session trains: the network goes on, and learns them too.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <string>

#include "engine/api/session.h"
#include "engine/experiment/drawings.h"
#include "engine/io/experiment_json.h"
#include "tests/protocol/session_driver.h"

using namespace deltarule;
using namespace deltarule::testing;

namespace {

Experiment shapes(const std::string& more = "") {
  const Result<Experiment> e =
      from_json(R"({"deltarule": 1, "data": {"kind": "images", "name": "shapes", "samples": 200, "side": 12)" + more +
                R"(}, "model": [{"layer": "conv2d", "filters": 4, "kernel": 3, "activation": "relu"},
                   {"layer": "max_pool2d", "kernel": 2}, {"layer": "flatten"},
                   {"layer": "dense", "units": )" +
                (more.empty() ? "4" : "2") + R"(, "activation": "softmax"}],
       "loss": "softmax_cross_entropy", "optimizer": {"name": "adam", "learning_rate": 0.01}, "batch_size": 16})");
  INFO((e.ok() ? std::string() : e.error().text()));
  REQUIRE(e.ok());
  return *e;
}

/// An upright bar along the left edge, for which nobody would take it: class 3, the rings.
Drawing bar(std::uint8_t label = 3) {
  Drawing drawing{label, std::vector<std::uint8_t>(144)};
  for (std::size_t row = 0; row < 12; ++row) drawing.pixels[row * 12] = drawing.pixels[row * 12 + 1] = 255;
  return drawing;
}

Experiment with(Experiment e, const std::vector<Drawing>& drawings) {
  e.images.drawings.clear();
  for (const Drawing& drawing : drawings) REQUIRE(append_drawing(e.images.drawings, written_drawing(drawing)));
  return e;
}

std::vector<float> as_input(const Drawing& drawing) {
  std::vector<float> input;
  for (const std::uint8_t pixel : drawing.pixels) input.push_back(static_cast<float>(pixel) / 255);
  return input;
}

int answer_to(Session& session, const Drawing& drawing) {
  must(session, command::Draw{as_input(drawing)});
  const std::vector<float> drawn = look(session).drawn;
  REQUIRE(drawn.size() == 4);
  return static_cast<int>(std::max_element(drawn.begin(), drawn.end()) - drawn.begin());
}

}  // namespace

TEST_CASE("session: an added drawing trains from then on, and nothing else begins anew") {
  Session session;
  must(session, command::Build{1, shapes()});
  subscribe_to_parameters(session);
  train(session, 45);  // in the middle of an epoch
  const Snapshot before = look(session);
  const auto bits = bits_of(session);
  REQUIRE(answer_to(session, bar()) != 3);

  const Experiment added = with(shapes(), {bar(), bar()});
  must(session, command::Adjust{added});
  const Snapshot after = look(session);
  CHECK(bits_of(session) == bits);
  CHECK(after.generation == 1);
  CHECK(after.step == before.step);
  CHECK(after.history.empty());  // as it was: not sent again
  CHECK(after.training_samples == 162);
  CHECK(after.test_samples == before.test_samples);
  CHECK(after.test.loss == before.test.loss);
  CHECK(std::abs(after.epoch - before.epoch) < 0.01);
  // They are the last of the training samples.
  must(session, command::Subscribe{{.parameters = true, .look = {LookSource::train, 161}}});
  const Snapshot shown = look(session);
  REQUIRE(shown.look);
  CHECK(shown.look->label == 3);
  CHECK(shown.look->input == as_input(bar()));

  train(session, 200);
  const Snapshot later = look(session);
  CHECK(later.step == 245);
  CHECK(later.history.size() > before.history.size());
  CHECK(std::is_sorted(later.history.begin(), later.history.end(),
                       [](const auto& a, const auto& b) { return a.epoch < b.epoch; }));
  CHECK(answer_to(session, bar()) == 3);

  must(session, command::Adjust{with(shapes(), {bar()})});
  CHECK(look(session).training_samples == 161);
  must(session, command::Adjust{shapes()});
  CHECK(look(session).training_samples == 160);
  train(session, 10);
}

TEST_CASE("session: the optimizer keeps its moments when a drawing is added") {
  // One step after the same drawing was added: with Adam's moments of 30 steps, and with none.
  const auto step_of = [](bool forget) {
    Session session;
    must(session, command::Build{1, shapes()});
    subscribe_to_parameters(session);
    train(session, 30);
    Experiment added = with(shapes(), {bar()});
    if (forget) {
      Experiment other = shapes();
      other.training.optimizer.name = Optimizer::sgd;
      must(session, command::Adjust{other});
      must(session, command::Adjust{shapes()});
    }
    must(session, command::Adjust{added});
    const std::vector<float> from = look(session).parameters;
    train(session, 1);
    const std::vector<float> to = look(session).parameters;
    double moved = 0;
    for (std::size_t i = 0; i < to.size(); ++i) moved += std::abs(double{to[i]} - from[i]);
    return moved;
  };
  // Adam's first step moves every parameter by about the learning rate; later ones are smaller.
  CHECK(step_of(false) < 0.8 * step_of(true));
}

TEST_CASE("session: the same drawings in the same order are the same run") {
  const auto run = [](const std::vector<Drawing>& drawings) {
    Session session;
    must(session, command::Build{1, with(shapes(), drawings)});
    subscribe_to_parameters(session);
    train(session, 40);
    return bits_of(session);
  };
  Drawing other = bar(1);
  other.pixels[100] = 200;
  const auto bits = run({bar(), other});
  CHECK(run({bar(), other}) == bits);
  CHECK(run({other, bar()}) != bits);
  CHECK(run({bar()}) != bits);

  // Added while it trains, at the same step, likewise; and a checkpoint goes on from there.
  const auto added_at = [&](std::uint32_t step, bool restored) {
    Session session;
    must(session, command::Build{1, shapes()});
    subscribe_to_parameters(session);
    train(session, step);
    must(session, command::Adjust{with(shapes(), {bar(), other})});
    train(session, 7);
    if (restored) must(session, command::Restore{2, with(shapes(), {bar(), other}), look(session, true).checkpoint});
    train(session, 30);
    return bits_of(session);
  };
  const auto later = added_at(13, false);
  CHECK(added_at(13, false) == later);
  CHECK(added_at(13, true) == later);
  CHECK(added_at(14, false) != later);
}

TEST_CASE("session: going back after a drawing was added stays within its samples") {
  Session session;
  must(session, command::Build{1, shapes()});
  train(session, 40);
  REQUIRE(look(session).moments.size() > 1);
  must(session, command::Adjust{with(shapes(), {bar()})});
  CHECK(look(session).moments.size() == 1);  // what was before belongs to other samples
  train(session, 40);
  must(session, command::Seek{0});
  CHECK(look(session).in_past);
  train(session, 5);
}

TEST_CASE("session: of some classes only their drawings train") {
  Session session;
  must(session, command::Build{1, with(shapes(R"(, "classes": "1,3")"), {bar(3), bar(0), bar(1)})});
  const std::uint32_t all = look(session).training_samples;
  must(session, command::Subscribe{{.look = {LookSource::train, all - 2}}});
  CHECK(look(session).look->label == 1);  // the second of the two
  must(session, command::Subscribe{{.look = {LookSource::train, all - 1}}});
  CHECK(look(session).look->label == 0);
  must(session, command::Build{2, shapes(R"(, "classes": "1,3")")});
  CHECK(look(session).training_samples == all - 2);
}

TEST_CASE("session: drawings that do not fit are refused with their place and change nothing") {
  Session session;
  must(session, command::Build{1, shapes()});
  train(session, 20);
  const auto refused = [&](const Experiment& e) {
    const Status status = session.apply(command::Adjust{e});
    REQUIRE(!status.ok());
    CHECK(look(session).training_samples == 160);
    CHECK(look(session).step == 20);
    return status.error();
  };
  Drawing small = bar();
  small.pixels.resize(64);
  Error error = refused(with(shapes(), {bar(), small}));
  CHECK(error.where == "data.drawings[1]");
  CHECK(error.what.find("64 pixels") != std::string::npos);
  CHECK(error.what.find("144") != std::string::npos);
  error = refused(with(shapes(), {bar(4)}));
  CHECK(error.where == "data.drawings[0]");
  CHECK(error.what.find("0 to 3") != std::string::npos);
  Experiment cut = with(shapes(), {bar()});
  cut.images.drawings.resize(5);
  CHECK(refused(cut).where == "data.drawings[0]");
  train(session, 1);
}

TEST_CASE("session: drawings stay where they are when an ONNX file of other layers is opened") {
  Session friends, session;
  Experiment other = shapes();
  other.training.model.insert(other.training.model.end() - 1,
                              {.kind = LayerKind::dense, .units = 9, .activation = Activation::tanh});
  must(friends, command::Build{1, other});
  train(friends, 20);
  must(friends, command::Save{ModelFile::onnx});
  const std::vector<std::uint8_t> file = look(friends).saved;

  const Experiment drawn = with(shapes(), {bar(), bar()});
  must(session, command::Build{1, drawn});
  must(session, command::Open{2, "friend.onnx", file});
  const Snapshot now = look(session);
  CHECK(now.training_samples == 162);
  const Result<Experiment> opened = from_json({reinterpret_cast<const char*>(now.saved.data()), now.saved.size()});
  REQUIRE(opened.ok());
  CHECK(opened->images.drawings == drawn.images.drawings);
  CHECK(opened->training.model == other.training.model);
  must(session, command::Adjust{*opened});  // as the page does it
  CHECK(look(session).step == 0);
  train(session, 5);
}

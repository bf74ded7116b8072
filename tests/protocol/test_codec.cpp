// Commands and snapshots as bytes: everything comes back, everything broken is refused.
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>
#include <string>

#include "engine/api/codec.h"
#include "engine/api/session.h"
#include "tests/protocol/random_experiment.h"

using namespace deltarule;

namespace {

template <class T>
T there_and_back(const T& command) {
  Bytes bytes;
  encode(Command(command), bytes);
  const Result<Command> decoded = decode_command(bytes);
  INFO((decoded.ok() ? std::string() : decoded.error().text()));
  REQUIRE(decoded.ok());
  REQUIRE(std::holds_alternative<T>(*decoded));
  return std::get<T>(*decoded);
}

std::string refusal(const Bytes& bytes) {
  const Result<Command> decoded = decode_command(bytes);
  return decoded.ok() ? "" : decoded.error().text();
}

Snapshot full_snapshot() {
  Snapshot s;
  s.generation = 7;
  s.state = RunState::diverged;
  s.step = 0x1122334455667788;
  s.samples_seen = 99;
  s.epoch = 1.25;
  s.learning_rate = 0.03;
  s.samples_per_second = 123456.5;
  s.train = {0.5F, 0.75F, 250};
  s.test = {std::numeric_limits<float>::infinity(), 0.25F, 249};
  s.error = Error{"layer 1", "went \"wrong\""};
  s.classes = 2;
  s.view_min = -0.5F;
  s.view_max = 1.5F;
  s.layers = {{{LayerKind::dense, 8, Activation::tanh, 0.5}, 2, 8, 0, 16, 16, 8, 2, 3, 4},
              {{LayerKind::dropout, 1, Activation::linear, 0.25}, 8, 8, 24, 0, 24, 0}};
  s.points = {{1, 2, 0, false}, {-1, 0.5F, 1, true}};
  s.history = {{0, 1, 2, 0.5F, 0.25F}, {1, 0.5F, 0.75F, 1, 0.125F}};
  s.parameters = {1, 2, 3};
  s.grid = 2;
  s.grids = {0.1F, 0.2F, 0.3F, 0.4F};
  s.checkpoint = {1, 2, 3, 255};
  s.saved = {5, 6, 7};
  s.moments = {0, 1, 2.5};
  s.in_past = true;
  s.latest_epoch = 9;
  s.fused = true;
  s.memory = {16, 20, std::int64_t{1} << 40};
  s.results = Results{2, {1, 2, 3, 4}, {5, 6, 7, 8}, 0.5F, 0.25F, 0.75F, -1};
  s.health.resize(2);
  s.health[1] = {1, 2, 3, 4, {5, 6}, 7, 8, 9};
  s.trace = Trace{{true, 1, 2, 3, true}, {1}, {2, 3}, {4}, {5}, {6}, {7}, {8, 9}, {10, 11}, 12};
  s.landscape = Landscape{LandscapeAxes::random,      2, 1, -1, 1, -2, 2, {1, 2, 3, 4}, {{1, 2, 3}}, {4, 5, 6},
                          {{0.5, true, {{7, 8, 9}}}}, 11};
  s.refused = 6;
  s.channels = 3;
  s.height = 28;
  s.width = 27;
  s.training_samples = 800;
  s.test_samples = 200;
  s.look = Look{{LookSource::drawn, 5}, 7, {1, 2}, {3, 4, 5}};
  s.drawn = {0.25F, 0.75F};
  s.gallery =
      Gallery{{GalleryOrder::cell, 9, 3, 8, 2, 300}, {{12, true, 3, 8, 0.5F, 7, {0, 1}}, {13, false, 3, 3, 1, 0, {}}}};
  s.saliency = Saliency{{LookSource::test, 4}, kSaliencyOfAnswer, 3, -1.5F, {1, -2}};
  s.tuning = Tuning{true, 3, 0.5F, {{0.1, 2, 3, Activation::relu, Optimizer::sgd, true, 1, 2, 3, 4}}};
  return s;
}

Bytes bytes_of(const Snapshot& s) {
  Bytes bytes;
  encode(s, bytes);
  return bytes;
}

}  // namespace

TEST_CASE("codec: every command comes back") {
  Rng rng(31, Purpose::data);
  for (int i = 0; i < 500; ++i) {
    const Experiment e = testing::random_experiment(rng, i % 10 == 0);
    const auto build = there_and_back(command::Build{4000000000U, e});
    CHECK(build.generation == 4000000000U);
    CHECK(build.experiment == e);
    CHECK(there_and_back(command::Adjust{e}).experiment == e);
    const auto restore = there_and_back(command::Restore{1, e, {9, 8, 7}});
    CHECK(restore.experiment == e);
    CHECK(restore.checkpoint == Bytes{9, 8, 7});
  }
  there_and_back(command::Play{});
  there_and_back(command::Pause{});
  there_and_back(command::Reset{});
  for (const auto unit : {command::Unit::sample, command::Unit::batch, command::Unit::epoch}) {
    const auto step = there_and_back(command::Step{unit, 4294967295U});
    CHECK(step.unit == unit);
    CHECK(step.count == 4294967295U);
  }
  for (const Subscription s :
       {Subscription{}, Subscription{true, 128, false, false}, Subscription{false, 1, true, true}}) {
    CHECK(there_and_back(command::Subscribe{s}).subscription == s);
  }
  for (const command::Pace pace : {command::Pace{}, command::Pace{0.25, 1}, command::Pace{5e9, 999.5}}) {
    CHECK(there_and_back(pace) == pace);
  }
}

TEST_CASE("codec: commands of the studies come back") {
  Rng rng(32, Purpose::data);
  for (int i = 0; i < 200; ++i) {
    const auto real = [&] { return static_cast<float>(rng.uniform(-9, 9)); };
    const auto number = [&] { return rng.next32(); };
    const auto flag = [&] { return rng.below(2) == 1; };
    const TraceRequest trace{flag(), real(), real(), real(), flag()};
    const LookRequest look{static_cast<LookSource>(rng.below(kLookSources)), number()};
    const GalleryRequest gallery{static_cast<GalleryOrder>(rng.below(kGalleryOrders)),
                                 static_cast<std::uint16_t>(rng.below(65536)),
                                 static_cast<std::uint8_t>(rng.below(256)),
                                 static_cast<std::uint8_t>(rng.below(256)),
                                 static_cast<std::uint16_t>(rng.below(65536)),
                                 static_cast<std::uint16_t>(rng.below(65536))};
    const auto saliency = static_cast<std::int16_t>(static_cast<int>(rng.below(65536)) - 32768);
    const Subscription s{flag(), 7, flag(), flag(), flag(), flag(), trace, look, gallery, saliency};
    CHECK(there_and_back(command::Subscribe{s}).subscription == s);
    const auto set = there_and_back(command::SetParameter{number(), real()});
    CHECK(there_and_back(set).index == set.index);
    CHECK(there_and_back(set).value == set.value);
    const std::uint32_t moment = number();
    CHECK(there_and_back(command::Seek{moment}).moment == moment);
    const LandscapeSpec wishes{static_cast<LandscapeAxes>(rng.below(4)),
                               number(),
                               number(),
                               static_cast<std::uint16_t>(rng.below(65536)),
                               real(),
                               number(),
                               flag(),
                               std::vector<double>(rng.below(9), rng.uniform()),
                               number()};
    CHECK(there_and_back(command::Study{wishes}).landscape == wishes);
    TuningSpec search;
    search.method = flag() ? TuningMethod::grid : TuningMethod::random;
    search.learning_rates.assign(rng.below(5), rng.uniform());
    search.widths.assign(rng.below(5), static_cast<int>(rng.below(99)) - 9);
    search.depths.assign(rng.below(5), static_cast<int>(rng.below(99)) - 9);
    search.activations.assign(rng.below(5), static_cast<Activation>(rng.below(13)));
    search.optimizers.assign(rng.below(5), static_cast<Optimizer>(rng.below(9)));
    search.trials = number();
    search.epochs = number();
    search.seed = number();
    CHECK(there_and_back(command::Tune{search}).spec == search);
  }
  there_and_back(command::StopTuning{});
  const auto file = there_and_back(command::File{"animals/cat/1.png", {9, 8, 7}});
  CHECK(file.name == "animals/cat/1.png");
  CHECK(file.bytes == Bytes{9, 8, 7});
  CHECK(there_and_back(command::Save{ModelFile::onnx}).format == ModelFile::onnx);
  CHECK(there_and_back(command::Save{ModelFile::experiment}).format == ModelFile::experiment);
  const auto weights = there_and_back(command::Open{3, "a.safetensors", {1, 2}});
  CHECK(weights.generation == 3);
  CHECK(weights.name == "a.safetensors");
  CHECK(weights.bytes == Bytes{1, 2});
  CHECK(there_and_back(command::Draw{{0, 0.5F, 1}}).pixels == std::vector<float>{0, 0.5F, 1});
}

TEST_CASE("codec: a pace that makes no sense is refused in words") {
  for (const command::Pace pace : {command::Pace{-1, 1}, command::Pace{NAN, 1}, command::Pace{1e13, 1},
                                   command::Pace{5, 0.5}, command::Pace{5, INFINITY}}) {
    Bytes bytes;
    encode(Command(pace), bytes);
    const auto decoded = decode_command(bytes);
    REQUIRE(!decoded.ok());
    CHECK(decoded.error().what.find("pace") != std::string::npos);
  }
}

TEST_CASE("codec: a snapshot comes back, also into used buffers") {
  const Bytes bytes = bytes_of(full_snapshot());
  Snapshot back;
  REQUIRE(decode_snapshot(bytes, back).ok());
  // Encoding is a function of the value, so equal bytes are equal snapshots; a few members are looked at nevertheless.
  CHECK(bytes_of(back) == bytes);
  CHECK(back.generation == 7);
  CHECK(back.state == RunState::diverged);
  CHECK(back.step == 0x1122334455667788);
  CHECK(back.error == Error{"layer 1", "went \"wrong\""});
  CHECK(back.layers[1].spec.rate == 0.25);
  CHECK(back.points[1].test);
  CHECK(back.history[1].test_accuracy == 0.125F);
  CHECK(back.grids[3] == 0.4F);
  CHECK(back.saved == Bytes{5, 6, 7});
  CHECK(back.moments[2] == 2.5);
  CHECK(back.fused);
  CHECK(back.memory == MemoryUse{16, 20, std::int64_t{1} << 40});
  CHECK(back.results->test_confusion[3] == 8);
  CHECK(back.health[1].saturated == 9);
  CHECK(back.trace->updates[1] == 11);
  CHECK(back.layers[0].width == 4);
  CHECK(back.test_samples == 200);
  CHECK(back.look->activations[2] == 5);
  CHECK(back.drawn[1] == 0.75F);
  CHECK(back.gallery->images[0].prediction == 8);
  CHECK(back.gallery->images[0].place == 7);
  CHECK(back.saliency->gradient[1] == -2);
  CHECK(back.landscape->runners[0].path[0].loss == 9);
  CHECK(back.tuning->trials[0].optimizer == Optimizer::sgd);

  const Bytes empty = bytes_of(Snapshot{});
  REQUIRE(decode_snapshot(empty, back).ok());
  CHECK(bytes_of(back) == empty);
  CHECK(!back.error.has_value());
}

TEST_CASE("codec: little-endian, with magic and length") {
  Bytes bytes;
  encode(Command(command::Step{command::Unit::epoch, 0x01020304}), bytes);
  CHECK(bytes == Bytes{'D', 'R', 'C', '1', 6, 0, 0, 0, 4, 2, 4, 3, 2, 1});
  // The buffer is replaced, not appended to.
  encode(Command(command::Play{}), bytes);
  CHECK(bytes == Bytes{'D', 'R', 'C', '1', 1, 0, 0, 0, 2});
}

TEST_CASE("codec: broken messages are refused with a reason") {
  Bytes good;
  encode(Command(command::Build{1, default_experiment()}), good);
  CHECK(refusal(good).empty());
  CHECK(refusal({}).find("too short") != std::string::npos);
  for (std::size_t size = 0; size < good.size(); ++size)
    CHECK(!refusal(Bytes(good.begin(), good.begin() + static_cast<std::ptrdiff_t>(size))).empty());
  Bytes longer = good;
  longer.push_back(0);
  CHECK(!refusal(longer).empty());
  longer[4] = static_cast<std::uint8_t>(longer[4] + 1);  // and say so
  CHECK(refusal(longer).find("longer than its contents") != std::string::npos);

  Bytes magic = good;
  magic[3] = '2';
  CHECK(refusal(magic).find("kind DRC1") != std::string::npos);
  Snapshot snapshot;
  CHECK(!decode_snapshot(good, snapshot).ok());

  CHECK(refusal({'D', 'R', 'C', '1', 1, 0, 0, 0, 200}).find("choice number 200") != std::string::npos);
  CHECK(refusal({'D', 'R', 'C', '1', 6, 0, 0, 0, 4, 3, 0, 0, 0, 0}).find("choice number 3") != std::string::npos);
  // A grid of 129, a flag of 2.
  CHECK(refusal({'D', 'R', 'C', '1', 6, 0, 0, 0, 6, 1, 129, 0, 0, 0}).find("129") != std::string::npos);
  CHECK(refusal({'D', 'R', 'C', '1', 6, 0, 0, 0, 6, 2, 0, 0, 0, 0}).find("choice number 2") != std::string::npos);
}

TEST_CASE("codec: an experiment's values out of range are refused by name, before they reach an enum") {
  Experiment e = default_experiment();
  e.data.noise = 77;
  Bytes bytes;
  encode(Command(command::Adjust{e}), bytes);
  CHECK(refusal(bytes).find("data.noise: 77 is out of range") != std::string::npos);
  e = default_experiment();
  e.training.optimizer.learning_rate = std::numeric_limits<double>::quiet_NaN();
  encode(Command(command::Adjust{e}), bytes);
  CHECK(refusal(bytes).find("optimizer.learning_rate") != std::string::npos);
  e = default_experiment();
  e.training.loss.name = static_cast<Loss>(77);
  encode(Command(command::Adjust{e}), bytes);
  CHECK(refusal(bytes).find("loss.name") != std::string::npos);
  e = default_experiment();
  e.training.model[1].activation = static_cast<Activation>(200);
  encode(Command(command::Adjust{e}), bytes);
  CHECK(refusal(bytes).find("activation: 200 is out of range") != std::string::npos);
}

TEST_CASE("codec: a list that claims to be huge is refused before it is allocated") {
  // Restore with an empty checkpoint: its length is the last four bytes.
  Bytes bytes;
  encode(Command(command::Restore{1, default_experiment(), {}}), bytes);
  for (std::size_t i = bytes.size() - 4; i < bytes.size(); ++i) bytes[i] = 0xFF;
  CHECK(refusal(bytes).find("does not fit") != std::string::npos);
  // Every other 32-bit count in a snapshot.
  const Bytes good = bytes_of(full_snapshot());
  int refused = 0;
  for (std::size_t at = 8; at + 4 <= good.size(); ++at) {
    Bytes broken = good;
    for (std::size_t i = at; i < at + 4; ++i) broken[i] = 0xFE;
    Snapshot out;
    refused += decode_snapshot(broken, out).ok() ? 0 : 1;
    REQUIRE(out.points.capacity() + out.parameters.capacity() + out.history.capacity() < 10 * good.size());
  }
  CHECK(refused > 30);
}

// Damaged messages and checkpoints: an error with words, or a value that is safe to use. Never a crash, never a huge
// allocation.
//
// Half of the damaged messages get their length (and checksum) put right again, or nothing would come past the frame.
#include <catch2/catch_test_macros.hpp>
#include <cstring>

#include "engine/api/checkpoint.h"
#include "engine/api/codec.h"
#include "tests/fuzz/mutate.h"
#include "tests/protocol/random_experiment.h"
#include "tests/protocol/session_driver.h"

using namespace deltarule;
using namespace deltarule::testing;

namespace {

constexpr int kCases = 25'000;

void repair_length(Bytes& bytes) {
  if (bytes.size() < 8) return;
  const auto length = static_cast<std::uint32_t>(bytes.size() - 8);
  std::memcpy(bytes.data() + 4, &length, sizeof length);
}

void repair_checksum(Bytes& bytes) {
  if (bytes.size() < 16) return;
  const std::uint64_t checksum = fnv1a(std::span(bytes).first(bytes.size() - 8));
  std::memcpy(bytes.data() + bytes.size() - 8, &checksum, sizeof checksum);
}

std::vector<Bytes> good_commands(Rng& rng) {
  std::vector<Bytes> out;
  const auto add = [&](const Command& c) { encode(c, out.emplace_back()); };
  for (int i = 0; i < 20; ++i) {
    add(command::Build{1, random_experiment(rng)});
    add(command::Restore{1, random_experiment(rng), Bytes(20, 7)});
    add(command::Adjust{random_experiment(rng)});
  }
  add(command::Step{});
  add(command::Play{});
  add(command::Subscribe{{true, 30, false, true}});
  add(command::Subscribe{{.results = true, .health = true, .trace = {.on = true, .x1 = 1, .x2 = 2, .label = 1}}});
  add(command::SetParameter{3, 0.5F});
  add(command::Seek{0});
  for (const LandscapeAxes axes : {LandscapeAxes::parameters, LandscapeAxes::random, LandscapeAxes::trajectory})
    add(command::Study{{.axes = axes, .parameter_v = 1, .side = 5, .race_rates = {0.1, 1}, .race_steps = 9}});
  add(command::Tune{});
  add(command::StopTuning{});
  return out;
}

}  // namespace

TEST_CASE("fuzz: commands") {
  Rng rng(61, Purpose::data);
  const std::vector<Bytes> good = good_commands(rng);
  Session session;
  int accepted = 0;
  for (int i = 0; i < kCases; ++i) {
    Bytes bytes = good[rng.below(static_cast<std::uint32_t>(good.size()))];
    mutate(bytes, good[rng.below(static_cast<std::uint32_t>(good.size()))], rng);
    if (i % 2 == 0) repair_length(bytes);
    const Result<Command> command = decode_command(bytes);
    if (!command) {
      REQUIRE(!command.error().what.empty());
      continue;
    }
    ++accepted;
    // What decodes is a proper value: it goes round once more (with a whole number written as -0 put right).
    Bytes again, and_again;
    encode(*command, again);
    REQUIRE(again.size() == bytes.size());
    const Result<Command> back = decode_command(again);
    REQUIRE(back.ok());
    encode(*back, and_again);
    REQUIRE(and_again == again);
    if (accepted % 8 != 0) continue;
    const Status status = session.apply(*command);
    REQUIRE((status.ok() || !status.error().what.empty()));
    session.run(2);
    session.work(2);
    REQUIRE(look(session).points.size() <= 5000);
  }
  CHECK(accepted > kCases / 100);
  CHECK(accepted < kCases);
}

TEST_CASE("fuzz: snapshots") {
  Rng rng(62, Purpose::data);
  std::vector<Bytes> good;
  for (int i = 0; i < 10; ++i) {
    Session session;
    must(session, command::Subscribe{{true, 4, false, true, true, true, {.on = true, .next = true}}});
    must(session, command::Build{1, random_experiment(rng)});
    must(session, command::Study{{.axes = LandscapeAxes::parameters, .parameter_v = 1, .side = 4, .race_rates = {}}});
    if (i % 2 == 0) must(session, command::Tune{});
    session.work(50);
    must(session, command::Step{command::Unit::batch, 5});
    session.run(5);
    REQUIRE(!session.apply(command::Build{2, Experiment{}}).ok());  // so that there is an error to carry
    encode(look(session, true), good.emplace_back());
  }
  Snapshot out;
  int accepted = 0;
  for (int i = 0; i < kCases; ++i) {
    Bytes bytes = good[rng.below(10)];
    mutate(bytes, good[rng.below(10)], rng);
    if (i % 2 == 0) repair_length(bytes);
    const Status status = decode_snapshot(bytes, out);
    if (status.ok()) {
      ++accepted;
      Bytes again;
      encode(out, again);
      REQUIRE(again == bytes);
    } else {
      REQUIRE(!status.error().what.empty());
    }
    REQUIRE(out.grids.size() + out.parameters.size() + out.points.size() <= bytes.size());
  }
  CHECK(accepted > kCases / 100);
}

TEST_CASE("fuzz: checkpoints") {
  Rng rng(63, Purpose::data);
  Experiment e = default_experiment();
  e.data.samples = 20;
  e.training.model.insert(e.training.model.begin() + 1, LayerSpec{.kind = LayerKind::dropout, .rate = 0.2});
  std::vector<Bytes> good;
  for (int i = 0; i < 10; ++i) {
    Session session;
    subscribe_to_parameters(session);
    must(session, command::Build{1, e});
    train(session, static_cast<std::uint32_t>(5 * i));
    good.push_back(look(session, true).checkpoint);
  }
  Session session;
  must(session, command::Build{1, e});
  int accepted = 0, restored = 0;
  for (int i = 0; i < kCases; ++i) {
    Bytes bytes = good[rng.below(10)];
    if (i % 4 == 0) {
      // A number here or there, everything else right: the deepest that damage can come.
      const std::size_t at = 8 + rng.below(static_cast<std::uint32_t>(bytes.size()) - 16);
      bytes[at] = static_cast<std::uint8_t>(rng.below(256));
    } else {
      mutate(bytes, good[rng.below(10)], rng);
    }
    if (i % 2 == 0) {
      repair_length(bytes);
      repair_checksum(bytes);
    }
    if (!decode_checkpoint(bytes)) continue;
    ++accepted;
    const Status status = session.apply(command::Restore{1, e, bytes});
    if (!status) {
      REQUIRE(!status.error().what.empty());
      continue;
    }
    ++restored;
    train(session, 3);
    look(session, true);
  }
  CHECK(accepted > kCases / 10);
  CHECK(restored > kCases / 20);
  CHECK(restored < accepted);
}

// What a fresh engine is told after the old one died.
#include "web/link/resume.h"

#include <catch2/catch_test_macros.hpp>

using namespace deltarule;

namespace {

Snapshot saved(std::uint32_t generation, std::uint64_t step) {
  Snapshot snapshot;
  snapshot.generation = generation;
  snapshot.step = step;
  snapshot.checkpoint = {static_cast<std::uint8_t>(step)};
  return snapshot;
}

template <class C>
bool sends(const Resume& resume) {
  for (const Command& command : resume.commands()) {
    if (std::holds_alternative<C>(command)) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("resume: a run goes on from its last checkpoint, and plays if it played") {
  Resume resume;
  resume.sent(command::Build{1, default_experiment()});
  resume.sent(command::Play{});
  CHECK(sends<command::Build>(resume));
  resume.received(saved(1, 40));
  CHECK(sends<command::Restore>(resume));
  CHECK(sends<command::Play>(resume));
  resume.sent(command::Seek{3});
  CHECK_FALSE(sends<command::Play>(resume));
}

TEST_CASE("resume: a checkpoint that was on its way when the run was reset is not used") {
  Resume resume;
  resume.sent(command::Build{1, default_experiment()});
  resume.received(saved(1, 40));
  resume.sent(command::Reset{});
  CHECK(sends<command::Build>(resume));
  resume.received(saved(1, 60));
  CHECK(sends<command::Build>(resume));
  resume.received(saved(1, 0));
  resume.received(saved(1, 20));
  CHECK(sends<command::Restore>(resume));
}

TEST_CASE("resume: checkpoints of another generation are not used") {
  Resume resume;
  resume.sent(command::Build{2, default_experiment()});
  resume.received(saved(1, 40));
  CHECK(sends<command::Build>(resume));
}

TEST_CASE("resume: a network that was opened begins a generation of its own; refused, all is as it was") {
  const auto generation = [](const Resume& resume) {
    for (const Command& command : resume.commands()) {
      if (const auto* build = std::get_if<command::Build>(&command)) return build->generation;
      if (const auto* restore = std::get_if<command::Restore>(&command)) return restore->generation;
    }
    return 0U;
  };
  for (const bool refused : {false, true}) {
    Resume resume;
    resume.sent(command::Build{1, default_experiment()});
    resume.sent(command::Play{});
    resume.received(saved(1, 40));
    resume.sent(command::Open{2, "a.onnx", {}});
    // Nobody knows yet: the run of before, under the number that the page waits for.
    CHECK(generation(resume) == 2);
    CHECK(sends<command::Restore>(resume));
    Snapshot answer = saved(refused ? 1 : 2, 0);
    answer.checkpoint.clear();
    if (refused) answer.refused = 2;
    resume.received(answer);
    CHECK(generation(resume) == (refused ? 1 : 2));
    CHECK(sends<command::Restore>(resume) == refused);
    CHECK(sends<command::Play>(resume) == refused);
    resume.received(saved(refused ? 1 : 2, 60));
    CHECK(sends<command::Restore>(resume));
  }
}

// The sequence tasks: each one's rule checked on every sequence, the split, the seed, and the refusals.
#include <catch2/catch_test_macros.hpp>

#include <cmath>
#include <string>

#include "engine/data/sequence_task.h"
#include "engine/data/sequences.h"

using namespace deltarule;

namespace {

SequenceData made(const SequenceSpec& spec, std::uint32_t seed = 1) {
  Result<SequenceData> data = make_sequences(spec, seed);
  REQUIRE(data.ok());
  return std::move(*data);
}

/// The symbol at each step of a sample whose input is one-hot.
std::string letters(const SequenceData& data, int sample) {
  const Dataset& d = data.train;
  std::string out;
  for (int t = 0; t < d.shape.steps; ++t) {
    int found = -1;
    for (int row = 0; row < d.features(); ++row) {
      const Scalar x = d.input[static_cast<std::size_t>((sample * d.shape.steps + t) * d.features() + row)];
      if (x == 0) continue;
      CHECK(x == 1);
      CHECK(found == -1);
      found = row;
    }
    out += data.alphabet[static_cast<std::size_t>(found)];
  }
  return out;
}

int answer(const SequenceData& data, int sample, int t) {
  return data.train.classes[static_cast<std::size_t>(sample * data.train.target_steps + t)];
}

std::string where(const SequenceSpec& spec) {
  const Result<SequenceData> data = make_sequences(spec, 1);
  return data.ok() ? "" : data.error().where;
}

}  // namespace

TEST_CASE("sequences: sizes, split and seed", "[data]") {
  for (std::size_t task = 1; task < sequence_task_names().size(); ++task) {
    INFO(sequence_task_names()[task]);
    const SequenceSpec spec{.name = static_cast<SequenceTask>(task), .samples = 40, .steps = 30, .train = 0.75};
    const SequenceData data = made(spec);
    CHECK(data.train.samples == 30);
    CHECK(data.test.samples == 10);
    CHECK(data.train.shape.steps == 30);
    for (const Dataset* d : {&data.train, &data.test}) {
      const auto samples = static_cast<std::size_t>(d->samples);
      CHECK(d->input.size() == samples * 30 * static_cast<std::size_t>(d->features()));
      CHECK(d->target.size() ==
            samples * static_cast<std::size_t>(d->target_steps) * static_cast<std::size_t>(d->targets));
      CHECK(d->classes.size() == (data.classes ? samples * static_cast<std::size_t>(d->target_steps) : 0));
    }
    CHECK(made(spec).train.input == data.train.input);
    CHECK(made(spec, 2).train.input != data.train.input);
  }
}

TEST_CASE("sequences: adding marks one number of each half and asks for the sum", "[data]") {
  const SequenceData data = made({.name = SequenceTask::adding, .samples = 200, .steps = 21});
  for (int s = 0; s < data.train.samples; ++s) {
    Scalar sum = 0;
    int marks[2] = {0, 0};
    for (int t = 0; t < 21; ++t) {
      const Scalar* x = data.train.input.data() + (s * 21 + t) * 2;
      CHECK((x[0] >= 0 && x[0] < 1));
      if (x[1] == 0) continue;
      sum += x[0];
      ++marks[t >= 10];
    }
    CHECK(marks[0] == 1);
    CHECK(marks[1] == 1);
    CHECK(std::fabs(data.train.target[static_cast<std::size_t>(s)] - sum) < 1e-6);
  }
}

TEST_CASE("sequences: copy repeats its letters at the end", "[data]") {
  const SequenceData data = made({.name = SequenceTask::copy, .samples = 20, .steps = 40});
  const std::string shown = letters(data, 3);
  CHECK(shown.substr(10, 19) == std::string(19, '.'));
  CHECK(shown[29] == '?');
  for (int t = 0; t < 40; ++t)
    CHECK(data.alphabet[static_cast<std::size_t>(answer(data, 3, t))][0] ==
          (t < 30 ? '.' : shown[static_cast<std::size_t>(t - 30)]));
}

TEST_CASE("sequences: temporal order asks which pair came in which order", "[data]") {
  const SequenceData data = made({.name = SequenceTask::temporal_order, .samples = 60, .steps = 50});
  for (int s = 0; s < data.train.samples; ++s) {
    const std::string shown = letters(data, s);
    CHECK(shown.front() == 'B');
    CHECK(shown.back() == 'E');
    std::string pair;
    for (const char c : shown)
      if (c == 'X' || c == 'Y') pair += c;
    REQUIRE(pair.size() == 2);
    CHECK(answer(data, s, 0) == 2 * (pair[0] == 'Y') + (pair[1] == 'Y'));
  }
}

TEST_CASE("sequences: embedded Reber strings end as they began, and the limit is the share of coin flips", "[data]") {
  const SequenceData data = made({.name = SequenceTask::reber, .samples = 400, .steps = 60, .train = 0.5});
  for (int s = 0; s < 50; ++s) {
    const std::string shown = letters(data, s);
    for (int t = 0; t + 1 < 60; ++t)
      CHECK(data.alphabet[static_cast<std::size_t>(answer(data, s, t))][0] == shown[static_cast<std::size_t>(t + 1)]);
    // The first string: B o B ... E o E.
    const std::size_t end = shown.find('E');
    if (end == std::string::npos || end + 2 >= shown.size()) continue;
    CHECK((shown[1] == 'T' || shown[1] == 'P'));
    CHECK(shown[end + 1] == shown[1]);
    CHECK(shown[end + 2] == 'E');
  }
  CHECK(data.limit > 0.25);
  CHECK(data.limit < 0.45);
}

TEST_CASE("sequences: counting has as many b as a; brackets answer with the depth", "[data]") {
  const SequenceData counting = made({.name = SequenceTask::counting, .samples = 20, .steps = 100});
  const std::string shown = letters(counting, 0);
  for (std::size_t at = 0; at < shown.size();) {
    const std::size_t b = shown.find('b', at), next = shown.find('a', b);
    if (next == std::string::npos) break;
    CHECK(b - at == next - b);
    at = next;
  }
  CHECK(counting.limit > 0);
  const SequenceData brackets = made({.name = SequenceTask::brackets, .samples = 20, .steps = 100});
  int depth = 0;
  const std::string nested = letters(brackets, 1);
  for (int t = 0; t < 100; ++t) {
    depth += nested[static_cast<std::size_t>(t)] == '(' ? 1 : -1;
    CHECK(answer(brackets, 1, t) == depth);
    CHECK((depth >= 0 && depth <= kMaxBracketDepth));
  }
}

TEST_CASE("sequences: signals ask for the next value; noise is only in what is seen", "[data]") {
  const SequenceData clean = made({.name = SequenceTask::sine, .samples = 10, .steps = 30});
  for (int t = 0; t + 1 < 30; ++t)
    CHECK(clean.train.target[static_cast<std::size_t>(t)] == clean.train.input[static_cast<std::size_t>(t + 1)]);
  const SequenceData noisy = made({.name = SequenceTask::noisy_series, .samples = 10, .steps = 30, .noise = 0.2});
  double difference = 0;
  for (std::size_t t = 0; t + 1 < 30; ++t) difference += std::fabs(noisy.train.target[t] - noisy.train.input[t + 1]);
  CHECK(difference / 29 > 0.05);
  CHECK(difference / 29 < 0.4);
}

TEST_CASE("sequences: a text is cut into windows that ask for the next character", "[data]") {
  SequenceSpec spec{.name = SequenceTask::text, .steps = 8, .train = 0.5, .text = "ab cd éab cd éab cd é 你好 ab cd"};
  const SequenceData data = made(spec);
  CHECK(data.alphabet == std::vector<std::string>{" ", "a", "b", "c", "d", "é", "你", "好"});
  CHECK(letters(data, 0) == "ab cd éa");
  CHECK(letters(data, 1) == "b cd éab");
  for (int t = 0; t < 7; ++t) CHECK(answer(data, 0, t) >= 0);
  CHECK(answer(data, 0, 7) == 2);
  CHECK(data.train.samples == 2);
  CHECK(data.test.samples == 1);
}

TEST_CASE("sequences: what cannot be drawn is refused by name", "[data]") {
  CHECK(where({.steps = 7}) == "data.steps");
  CHECK(where({.steps = 1001}) == "data.steps");
  CHECK(where({.samples = 1}) == "data.samples");
  CHECK(where({.samples = 100'000'000, .steps = 1000}) == "data.samples");
  CHECK(where({.train = 0}) == "data.train");
  CHECK(where({.name = SequenceTask::noisy_series, .noise = -1}) == "data.noise");
  CHECK(where({.name = SequenceTask::text}) == "data.text");
  CHECK(where({.name = SequenceTask::text, .steps = 8, .text = "0123456789abcdef"}) == "data.text");
  CHECK(where({.name = SequenceTask::text, .steps = 8, .text = std::string(40, '\xff')}) == "data.text");
  CHECK(where({.name = SequenceTask::text, .steps = 8, .text = std::string(kMaxText + 1, 'a')}) == "data.text");
}

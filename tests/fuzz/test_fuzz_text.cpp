// Damaged files and links: an error with words, or an experiment that is valid and comes back. Never a crash.
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "engine/experiment/drawings.h"
#include "engine/experiment/validate.h"
#include "engine/io/experiment_json.h"
#include "engine/io/experiment_link.h"
#include "tests/fuzz/mutate.h"
#include "tests/protocol/random_experiment.h"

using namespace deltarule;
using namespace deltarule::testing;

namespace {

constexpr int kCases = 25'000;

// What goes wrong in texts that people edit, and what attackers try.
constexpr std::array<std::string_view, 32> kWords = {"null",
                                                     "NaN",
                                                     "-1",
                                                     "1e999",
                                                     "1e-999",
                                                     "\"\"",
                                                     "{}",
                                                     "[]",
                                                     "[[[[[[[[",
                                                     "\\u0000",
                                                     "\xEF\xBB\xBF",
                                                     "\xFF",
                                                     ",",
                                                     ":",
                                                     "\"",
                                                     "}",
                                                     "]",
                                                     "&",
                                                     "=",
                                                     "%",
                                                     "%00",
                                                     "%FF",
                                                     "#",
                                                     "+",
                                                     "(",
                                                     ")",
                                                     ";",
                                                     "0x10",
                                                     "1.5",
                                                     "true",
                                                     "dense(",
                                                     "99999999999999999999"};

void edit(std::string& text, const std::string& other, Rng& rng) {
  if (rng.below(2) == 0) return mutate(text, other, rng);
  const std::uint32_t rounds = 1 + rng.below(3);
  for (std::uint32_t i = 0; i < rounds; ++i) {
    const std::size_t at = rng.below(static_cast<std::uint32_t>(text.size()) + 1);
    const std::string_view word = kWords[rng.below(kWords.size())];
    if (rng.below(2) == 0) {
      text.insert(at, word);
    } else {
      text.replace(at, rng.below(6), word);
    }
  }
}

template <class Read, class Write>
void fuzz(std::uint32_t seed, Read read, Write write) {
  Rng rng(seed, Purpose::data);
  std::vector<std::string> good;
  for (int i = 0; i < 50; ++i) good.push_back(write(random_experiment(rng)));
  int accepted = 0;
  for (int i = 0; i < kCases; ++i) {
    std::string text = good[rng.below(50)];
    edit(text, good[rng.below(50)], rng);
    const Result<Experiment> result = read(text);
    if (!result) {
      REQUIRE(!result.error().what.empty());
      REQUIRE(result.error().text().size() < 1000);
      continue;
    }
    ++accepted;
    REQUIRE(validate(*result).ok());
    const Result<Experiment> again = read(write(*result));
    REQUIRE(again.ok());
    REQUIRE(*again == *result);
  }
  CHECK(accepted > kCases / 500);
  CHECK(accepted < kCases / 2);
}

}  // namespace

TEST_CASE("fuzz: JSON") {
  fuzz(
      71, [](const std::string& text) { return from_json(text); }, [](const Experiment& e) { return to_json(e); });
}

TEST_CASE("fuzz: links") {
  fuzz(
      72, [](const std::string& text) { return from_link(text); }, [](const Experiment& e) { return to_link(e); });
}

TEST_CASE("fuzz: damaged drawings are refused with their place, or are drawings that come back", "[fuzz]") {
  Rng rng(11, Purpose::data);
  const auto some = [&rng] {
    std::string text;
    for (std::uint32_t i = 0; i < 1 + rng.below(3); ++i) {
      Drawing drawing{static_cast<std::uint8_t>(rng.below(12)), {}};
      for (std::uint32_t k = 0; k < 1 + rng.below(100); ++k)
        drawing.pixels.push_back(rng.below(3) > 0 ? 0 : static_cast<std::uint8_t>(rng.below(256)));
      append_drawing(text, written_drawing(drawing));
    }
    return text;
  };
  for (int i = 0; i < kCases; ++i) {
    std::string text = some();
    edit(text, some(), rng);
    INFO(text);
    const auto drawings = read_drawings(text);
    if (!drawings) {
      REQUIRE(drawings.error().where.starts_with("data.drawings["));
      continue;
    }
    std::string again;
    for (const Drawing& drawing : *drawings) REQUIRE(append_drawing(again, written_drawing(drawing)));
    REQUIRE(*read_drawings(again) == *drawings);
  }
}

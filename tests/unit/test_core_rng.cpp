// Random numbers: known sequences, independence of streams, no bias, saved state.
#include <catch2/catch_test_macros.hpp>

#include <array>
#include <cmath>
#include <numeric>
#include <span>
#include <vector>

#include "engine/core/rng.h"

using namespace deltarule;

TEST_CASE("rng: xoshiro256** as published", "[core]") {
  // From state 1, 2, 3, 4: result = rotl(s1 * 5, 7) * 9, worked out by hand for the first draws.
  // 1: s1 = 2: rotl(10, 7) * 9 = 1280 * 9 = 11520.  Then s = {1^(4^2)=7, 2^(3^1)=0, 3^1^(2<<17)=262146, rotl(6, 45)}.
  // 2: s1 = 0: 0.  Then t = 0; s2 = 262146^7 = 262149, s3 = rotl(6,45)^0, s1 = 0^262149.
  // 3: s1 = 262149: rotl(1310745, 7) * 9 = 167775360 * 9 = 1509978240.
  Rng rng(Rng::State{1, 2, 3, 4});
  CHECK(rng.next() == 11520);
  CHECK(rng.next() == 0);
  CHECK(rng.next() == 1509978240);
}

TEST_CASE("rng: seeds, purposes and indices give streams of their own", "[core]") {
  std::vector<std::uint64_t> first;
  for (std::uint64_t seed : {0u, 1u, 2u})
    for (Purpose purpose : {Purpose::weights, Purpose::data, Purpose::shuffle, Purpose::dropout})
      for (std::uint64_t index : {0u, 1u, 2u}) first.push_back(Rng(seed, purpose, index).next());
  for (std::size_t i = 0; i < first.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) CHECK(first[i] != first[j]);
  CHECK(Rng(7, Purpose::data).next() == Rng(7, Purpose::data).next());
}

TEST_CASE("rng: pinned first numbers, so that no link ever shows another picture", "[core][bits]") {
  Rng rng(1, Purpose::weights);
  CHECK(rng.next() == 18210742990652214u);
  CHECK(rng.uniform() == 0.63239422331451367);
  CHECK(rng.normal() == -0.74668300151824951);
}

TEST_CASE("rng: uniform numbers have the moments of a uniform distribution", "[core]") {
  Rng rng(3, Purpose::data);
  const int n = 200000;
  double sum = 0, squares = 0, lowest = 1, highest = 0;
  for (int i = 0; i < n; ++i) {
    const double u = rng.uniform();
    lowest = std::fmin(lowest, u);
    highest = std::fmax(highest, u);
    sum += u;
    squares += u * u;
  }
  CHECK(lowest >= 0);
  CHECK(highest < 1);
  CHECK(std::fabs(sum / n - 0.5) < 0.003);  // about 4.6 standard errors
  CHECK(std::fabs(squares / n - 1.0 / 3) < 0.003);
}

TEST_CASE("rng: normal numbers have the moments and tails of a normal distribution", "[core]") {
  Rng rng(4, Purpose::data);
  const int n = 200000;
  double sum = 0, squares = 0, fourth = 0;
  int beyond2 = 0;
  for (int i = 0; i < n; ++i) {
    const double z = rng.normal();
    sum += z;
    squares += z * z;
    fourth += z * z * z * z;
    if (std::fabs(z) > 2) ++beyond2;
  }
  CHECK(std::fabs(sum / n) < 0.01);
  CHECK(std::fabs(squares / n - 1) < 0.015);
  CHECK(std::fabs(fourth / n - 3) < 0.12);
  CHECK(std::fabs(beyond2 / static_cast<double>(n) - 0.0455) < 0.002);
}

TEST_CASE("rng: below() has no bias and covers its range", "[core]") {
  Rng rng(5, Purpose::shuffle);
  std::array<int, 6> count{};
  for (int i = 0; i < 60000; ++i) ++count[rng.below(6)];
  double chi = 0;
  for (const int c : count) chi += (c - 10000.0) * (c - 10000.0) / 10000.0;
  CHECK(chi < 20.5);  // 99.9 % of a chi-squared distribution with 5 degrees of freedom
  for (int i = 0; i < 100; ++i) CHECK(rng.below(1) == 0);
  // A bound just above 2^31 rejects almost half of all draws: the mean shows whether it does so evenly.
  double sum = 0;
  for (int i = 0; i < 100000; ++i) sum += rng.below(0x80000001u);
  CHECK(std::fabs(sum / 100000 / 0x80000000u - 0.5) < 0.005);
}

TEST_CASE("rng: shuffle permutes, all orders equally often", "[core]") {
  Rng rng(6, Purpose::shuffle);
  std::array<int, 27> count{};
  for (int i = 0; i < 60000; ++i) {
    std::array<int, 3> items{0, 1, 2};
    rng.shuffle(std::span<int>(items));
    ++count[static_cast<std::size_t>(items[0] * 9 + items[1] * 3 + items[2])];
  }
  int orders = 0;
  for (const int c : count) {
    if (c == 0) continue;
    ++orders;
    CHECK(std::abs(c - 10000) < 400);
  }
  CHECK(orders == 6);
}

TEST_CASE("rng: goes on from a saved state", "[core]") {
  Rng rng(8, Purpose::dropout);
  for (int i = 0; i < 10; ++i) rng.next();
  Rng copy(rng.state());
  for (int i = 0; i < 10; ++i) CHECK(rng.next() == copy.next());
}

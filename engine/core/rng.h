// Random numbers that are the same on every machine: xoshiro256** (Blackman and Vigna), seeded through splitmix64.
//
// One root seed is split per purpose (and further, per layer for instance), so that drawing more numbers for one thing
// never changes another. No std::*_distribution: those differ between standard libraries. Not for cryptography.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

namespace deltarule {

/// What a stream of random numbers is for.
enum class Purpose : std::uint64_t { weights = 1, data = 2, shuffle = 3, dropout = 4, study = 5 };

class Rng {
 public:
  using State = std::array<std::uint64_t, 4>;

  /// Streams of different purpose or index have nothing to do with one another.
  Rng(std::uint64_t root_seed, Purpose purpose, std::uint64_t index = 0);
  explicit Rng(const State& state) : state_(state) {}

  std::uint64_t next();
  std::uint32_t next32() { return static_cast<std::uint32_t>(next() >> 32); }

  /// [0, 1), in steps of 2^-53.
  double uniform();
  /// [low, high).
  double uniform(double low, double high);
  /// [0, bound) without bias; bound > 0.
  std::uint32_t below(std::uint32_t bound);
  /// Standard normal (Box and Muller, with the engine's own logarithm and cosine; float precision). Draws twice.
  double normal();

  /// Fisher and Yates.
  template <class T>
  void shuffle(std::span<T> items) {
    for (std::size_t i = items.size(); i > 1; --i) {
      const std::size_t j = below(static_cast<std::uint32_t>(i));
      using std::swap;
      swap(items[i - 1], items[j]);
    }
  }

  /// All there is to it: an Rng made from it goes on where this one stands.
  [[nodiscard]] const State& state() const { return state_; }

 private:
  State state_;
};

}  // namespace deltarule

// The generator behind rng.h: integer arithmetic only, but for the last step into a double.
#include "engine/core/rng.h"

#include "engine/core/math.h"

namespace deltarule {
namespace {

std::uint64_t splitmix64(std::uint64_t& state) {
  state += 0x9e3779b97f4a7c15u;
  std::uint64_t z = state;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

std::uint64_t rotate_left(std::uint64_t x, int k) { return (x << k) | (x >> (64 - k)); }

}  // namespace

Rng::Rng(std::uint64_t root_seed, Purpose purpose, std::uint64_t index) {
  // Mixing between the parts keeps (seed 1, index 0) away from (seed 0, index 1).
  std::uint64_t mix = root_seed;
  mix = splitmix64(mix) ^ static_cast<std::uint64_t>(purpose);
  mix = splitmix64(mix) ^ index;
  for (std::uint64_t& word : state_) word = splitmix64(mix);
}

std::uint64_t Rng::next() {
  const std::uint64_t result = rotate_left(state_[1] * 5, 7) * 9;
  const std::uint64_t t = state_[1] << 17;
  state_[2] ^= state_[0];
  state_[3] ^= state_[1];
  state_[1] ^= state_[2];
  state_[0] ^= state_[3];
  state_[2] ^= t;
  state_[3] = rotate_left(state_[3], 45);
  return result;
}

double Rng::uniform() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }

double Rng::uniform(double low, double high) { return low + (high - low) * uniform(); }

std::uint32_t Rng::below(std::uint32_t bound) {
  // Lemire: the high half of a product is uniform once the few low halves that would be too many are drawn again.
  std::uint64_t product = std::uint64_t{next32()} * bound;
  if (static_cast<std::uint32_t>(product) < bound) {
    const std::uint32_t threshold = (0u - bound) % bound;
    while (static_cast<std::uint32_t>(product) < threshold) product = std::uint64_t{next32()} * bound;
  }
  return static_cast<std::uint32_t>(product >> 32);
}

double Rng::normal() {
  // Radius from u in (0, 1], angle from v in [0, 1). Two statements: the order of the draws is part of the result.
  const auto u = static_cast<float>((next() >> 40) + 1) * 0x1.0p-24f;
  const auto v = static_cast<float>(next() >> 40) * 0x1.0p-24f;
  const float radius = math::sqrt(-2.0f * math::log(u));
  const float angle = math::cos(static_cast<float>(2 * math::kPi) * v);
  return static_cast<double>(radius * angle);
}

}  // namespace deltarule

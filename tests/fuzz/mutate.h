// Seeded damage for fuzz tests: cut, flip, overwrite, splice, repeat, grow. The same seed gives the same damage
// everywhere.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "engine/core/rng.h"

namespace deltarule::testing {

/// `Container` is a string or a vector of bytes.
template <class Container>
void mutate(Container& data, const Container& other, Rng& rng) {
  using Value = typename Container::value_type;
  const auto place = [&] {
    return static_cast<std::ptrdiff_t>(rng.below(static_cast<std::uint32_t>(data.size()) + 1));
  };
  const std::uint32_t rounds = 1 + rng.below(4);
  for (std::uint32_t round = 0; round < rounds; ++round) {
    const std::ptrdiff_t at = place(), to = place();
    const auto [low, high] = std::minmax(at, to);
    switch (rng.below(7)) {
      case 0:  // cut off
        data.resize(static_cast<std::size_t>(at));
        break;
      case 1:  // flip a bit
        if (!data.empty()) {
          auto& value = data[rng.below(static_cast<std::uint32_t>(data.size()))];
          value = static_cast<Value>(static_cast<unsigned>(value) ^ (1U << rng.below(8)));
        }
        break;
      case 2: {  // overwrite a few with an extreme
        constexpr unsigned kExtremes[] = {0x00, 0xFF, 0x7F, 0x80, 0x01};
        const auto extreme = static_cast<Value>(kExtremes[rng.below(5)]);
        for (std::ptrdiff_t i = low; i < std::min(high, low + 8); ++i) data[static_cast<std::size_t>(i)] = extreme;
        break;
      }
      case 3:  // take a piece out
        data.erase(data.begin() + low, data.begin() + std::min(high, low + 16));
        break;
      case 4: {  // put a piece in again
        const Container piece(data.begin() + low, data.begin() + std::min(high, low + 64));
        data.insert(data.begin() + place(), piece.begin(), piece.end());
        break;
      }
      case 5: {  // splice: go on as the other
        const auto from = static_cast<std::ptrdiff_t>(rng.below(static_cast<std::uint32_t>(other.size()) + 1));
        data.resize(static_cast<std::size_t>(at));
        data.insert(data.end(), other.begin() + from, other.end());
        break;
      }
      default:  // grow
        data.insert(data.begin() + at, 1 + rng.below(100), static_cast<Value>(rng.below(256)));
    }
  }
}

}  // namespace deltarule::testing

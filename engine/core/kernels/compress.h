// Keeps what is not 0 of neighbouring numbers, in order and without a branch. `compress` does it for four at a time, by
// a shuffle that is looked up; it is there, with DELTARULE_COMPRESS, where one instruction shuffles by a variable.
#pragma once

#include <array>
#include <cstdint>

#include "engine/core/lanes.h"

#if defined(__wasm_simd128__) && !defined(DELTARULE_SCALAR_DOUBLE)
#define DELTARULE_COMPRESS
#endif

namespace deltarule {

/// Whether x is +0 or -0, from its bits: a comparison of floats would branch, because of NaN.
inline bool is_zero(float x) { return __builtin_bit_cast(std::uint32_t, x) << 1 == 0; }
inline bool is_zero(double x) { return __builtin_bit_cast(std::uint64_t, x) << 1 == 0; }

#ifdef DELTARULE_COMPRESS
// Which bytes come first, for every mask of the elements to keep; what is not kept is left at the end.
inline constexpr auto kCompressShuffles = [] {
  std::array<std::array<std::uint8_t, 16>, 16> shuffles{};
  for (std::size_t mask = 0; mask < 16; ++mask)
    for (std::size_t element = 0, to = 0; element < 4; ++element)
      if ((mask >> element & 1) != 0)
        for (std::size_t byte = 0; byte < 4; ++byte)
          shuffles[mask][to++] = static_cast<std::uint8_t>(4 * element + byte);
  return shuffles;
}();

/// Writes what of values [4] is not 0 to `to`, and the same elements of `where` [4] to `to_where`; answers how many
/// they are. Four of each are written.
inline std::size_t compress(const float* values, const std::uint32_t* where, float* to, std::uint32_t* to_where) {
  const v128_t value = wasm_v128_load(values);
  const std::uint32_t mask = wasm_i32x4_bitmask(wasm_f32x4_ne(value, wasm_f32x4_const_splat(0)));
  const v128_t shuffle = wasm_v128_load(kCompressShuffles[mask].data());
  wasm_v128_store(to, wasm_i8x16_swizzle(value, shuffle));
  wasm_v128_store(to_where, wasm_i8x16_swizzle(wasm_v128_load(where), shuffle));
  return static_cast<std::size_t>(__builtin_popcount(mask));
}
#endif

}  // namespace deltarule

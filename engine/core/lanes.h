// A handful of Scalars worked on together: the only form of SIMD in the engine, and the same on every machine.
//
// Lane is four floats (the compiler's vector extension: SSE2, NEON and WASM SIMD alike), or one double in the build for
// gradient checks. Every operation is an IEEE operation per lane and nothing here adds across lanes, so what is
// written with Lane has the same bits at every width, on every compiler. There are no wider native vectors on purpose.
#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/core/scalar.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__wasm_simd128__)
#include <wasm_simd128.h>
#endif

namespace deltarule {

// Four floats, and their bits. A comparison of two Float4 yields an Int4 of all-ones or all-zeros lanes.
using Float4 = float __attribute__((vector_size(16)));
using Int4 = std::int32_t __attribute__((vector_size(16)));

inline Float4 splat4(float value) { return Float4{value, value, value, value}; }
inline Int4 splat4(std::int32_t value) { return Int4{value, value, value, value}; }
inline Int4 bits(Float4 value) { return reinterpret_cast<Int4>(value); }
inline Float4 from_bits(Int4 value) { return reinterpret_cast<Float4>(value); }

/// mask ? a : b, lane by lane.
inline Float4 select(Int4 mask, Float4 a, Float4 b) { return from_bits((mask & bits(a)) | (~mask & bits(b))); }
inline double select(bool mask, double a, double b) { return mask ? a : b; }

inline Float4 abs(Float4 x) { return from_bits(bits(x) & splat4(std::int32_t{0x7fffffff})); }
inline double abs(double x) { return __builtin_fabs(x); }

/// The magnitude of x with the sign of s.
inline Float4 copy_sign(Float4 x, Float4 s) {
  const Int4 magnitude = splat4(std::int32_t{0x7fffffff});
  return from_bits((bits(x) & magnitude) | (bits(s) & ~magnitude));
}
inline double copy_sign(double x, double s) { return __builtin_copysign(x, s); }

/// Correctly rounded, as IEEE 754 demands.
inline Float4 square_root(Float4 x) {
#if defined(__SSE2__)
  return reinterpret_cast<Float4>(_mm_sqrt_ps(reinterpret_cast<__m128>(x)));
#elif defined(__wasm_simd128__)
  return reinterpret_cast<Float4>(wasm_f32x4_sqrt(reinterpret_cast<v128_t>(x)));
#else
  return Float4{__builtin_sqrtf(x[0]), __builtin_sqrtf(x[1]), __builtin_sqrtf(x[2]), __builtin_sqrtf(x[3])};
#endif
}
inline double square_root(double x) { return __builtin_sqrt(x); }

#ifdef DELTARULE_SCALAR_DOUBLE
using Lane = double;
inline constexpr std::size_t kLaneWidth = 1;
inline Lane splat(Scalar value) { return value; }
#else
using Lane = Float4;
inline constexpr std::size_t kLaneWidth = 4;
inline Lane splat(Scalar value) { return splat4(value); }
#endif

// Pointers into flat buffers have no alignment beyond that of a Scalar.
template <class L>
inline L load(const Scalar* p) {
  L value;
  __builtin_memcpy(&value, p, sizeof(L));
  return value;
}
template <class L>
inline void store(Scalar* p, L value) {
  __builtin_memcpy(p, &value, sizeof(L));
}

/// kLaneWidth neighbouring elements at index i.
struct FullLane {
  std::size_t i;
  [[nodiscard]] Lane load(const Scalar* p) const { return deltarule::load<Lane>(p + i); }
  void store(Scalar* p, Lane value) const { deltarule::store<Lane>(p + i, value); }
  [[nodiscard]] static constexpr std::size_t size() { return kLaneWidth; }
};
/// The last 1 to kLaneWidth - 1 elements; the unused lanes read as zero and are not written.
struct PartLane {
  std::size_t i, count;
  [[nodiscard]] Lane load(const Scalar* p) const {
    Scalar padded[kLaneWidth] = {};
    for (std::size_t k = 0; k < count; ++k) padded[k] = p[i + k];
    return deltarule::load<Lane>(padded);
  }
  void store(Scalar* p, Lane value) const {
    Scalar padded[kLaneWidth];
    deltarule::store<Lane>(padded, value);
    for (std::size_t k = 0; k < count; ++k) p[i + k] = padded[k];
  }
  [[nodiscard]] std::size_t size() const { return count; }
};

/// Calls f with a FullLane or PartLane for each stretch of [0, n). f loads, computes elementwise, stores.
template <class F>
inline void for_lanes(std::size_t n, F f) {
  std::size_t i = 0;
  for (; i + kLaneWidth <= n; i += kLaneWidth) f(FullLane{i});
  if (i < n) f(PartLane{i, n - i});
}

}  // namespace deltarule

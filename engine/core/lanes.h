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
using Pair64 = std::int64_t __attribute__((vector_size(16)));

inline Float4 splat4(float value) { return Float4{value, value, value, value}; }
inline Int4 splat4(std::int32_t value) { return Int4{value, value, value, value}; }
inline Int4 bits(Float4 value) { return reinterpret_cast<Int4>(value); }
inline Float4 from_bits(Int4 value) { return reinterpret_cast<Float4>(value); }

/// mask ? a : b, lane by lane.
inline Float4 select(Int4 mask, Float4 a, Float4 b) { return from_bits((mask & bits(a)) | (~mask & bits(b))); }
inline double select(bool mask, double a, double b) { return mask ? a : b; }

/// x > y ? x : y, lane by lane, and x < y ? x : y: y where either is NaN. One instruction each, in these words.
inline Float4 larger(Float4 x, Float4 y) {
#if defined(__SSE2__)
  return reinterpret_cast<Float4>(_mm_max_ps(reinterpret_cast<__m128>(x), reinterpret_cast<__m128>(y)));
#elif defined(__wasm_simd128__)
  return reinterpret_cast<Float4>(wasm_f32x4_pmax(reinterpret_cast<v128_t>(y), reinterpret_cast<v128_t>(x)));
#else
  return select(x > y, x, y);
#endif
}
inline Float4 smaller(Float4 x, Float4 y) {
#if defined(__SSE2__)
  return reinterpret_cast<Float4>(_mm_min_ps(reinterpret_cast<__m128>(x), reinterpret_cast<__m128>(y)));
#elif defined(__wasm_simd128__)
  return reinterpret_cast<Float4>(wasm_f32x4_pmin(reinterpret_cast<v128_t>(y), reinterpret_cast<v128_t>(x)));
#else
  return select(x < y, x, y);
#endif
}

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
inline Scalar element(Lane lane, std::size_t) { return lane; }
#else
using Lane = Float4;
inline constexpr std::size_t kLaneWidth = 4;
inline Lane splat(Scalar value) { return splat4(value); }
inline Scalar element(Lane lane, std::size_t k) { return lane[k]; }
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

// The first W of a Lane's elements, for what is narrower than one; the rest reads as zero and is not written. No loop
// and no array: either would go through the stack or a call of memcpy, which cost more than the work on so few numbers.
template <std::size_t W>
inline Lane load_first(const Scalar* p) {
#ifndef DELTARULE_SCALAR_DOUBLE
  if constexpr (W == 1) return Lane{p[0], 0, 0, 0};
  if constexpr (W == 2) {
    std::int64_t pair;
    __builtin_memcpy(&pair, p, sizeof(pair));
    return reinterpret_cast<Lane>(Pair64{pair, 0});
  }
  if constexpr (W == 3) return Lane{p[0], p[1], p[2], 0};
#endif
  return load<Lane>(p);
}
template <std::size_t W>
inline void store_first(Scalar* p, Lane value) {
#ifdef DELTARULE_SCALAR_DOUBLE
  store<Lane>(p, value);
#else
  if constexpr (W == 1) p[0] = value[0];
  if constexpr (W == 2 || W == 3) {
    const std::int64_t pair = reinterpret_cast<Pair64>(value)[0];
    __builtin_memcpy(p, &pair, sizeof(pair));
  }
  if constexpr (W == 3) p[2] = value[2];
  if constexpr (W == 4) store<Lane>(p, value);
#endif
}

/// kLaneWidth neighbouring elements at index i.
struct FullLane {
  std::size_t i;
  [[nodiscard]] Lane load(const Scalar* p) const { return deltarule::load<Lane>(p + i); }
  void store(Scalar* p, Lane value) const { deltarule::store<Lane>(p + i, value); }
  [[nodiscard]] static constexpr std::size_t size() { return kLaneWidth; }
};
/// The last 1 to kLaneWidth - 1 elements; the unused lanes read as zero and are not written. (Not a type per count: the
/// code of f would be there four times.)
struct PartLane {
  std::size_t i, count;
  [[nodiscard]] Lane load(const Scalar* p) const {
    return count == 1 ? load_first<1>(p + i) : count == 2 ? load_first<2>(p + i) : load_first<3>(p + i);
  }
  void store(Scalar* p, Lane value) const {
    if (count == 1) return store_first<1>(p + i, value);
    if (count == 2) return store_first<2>(p + i, value);
    store_first<3>(p + i, value);
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

// a * b + c on a Lane, of which all products are made. Only for the kernels beside this file, which are compiled a
// second time for Math::fast: with DELTARULE_FUSED_MULTIPLY_ADD it may round once instead of twice, which is faster and
// the one exception from the same bits everywhere.
#pragma once

#include "engine/core/lanes.h"

#if defined(DELTARULE_FUSED_MULTIPLY_ADD) && defined(__FMA__)
#include <immintrin.h>
#endif

namespace deltarule {

inline Float4 multiply_add(Float4 a, Float4 b, Float4 c) {
#if !defined(DELTARULE_FUSED_MULTIPLY_ADD)
  return a * b + c;
#elif defined(__wasm_relaxed_simd__)
  return reinterpret_cast<Float4>(
      wasm_f32x4_relaxed_madd(reinterpret_cast<v128_t>(a), reinterpret_cast<v128_t>(b), reinterpret_cast<v128_t>(c)));
#elif defined(__FMA__)
  return reinterpret_cast<Float4>(
      _mm_fmadd_ps(reinterpret_cast<__m128>(a), reinterpret_cast<__m128>(b), reinterpret_cast<__m128>(c)));
#else
  return Float4{__builtin_fmaf(a[0], b[0], c[0]), __builtin_fmaf(a[1], b[1], c[1]), __builtin_fmaf(a[2], b[2], c[2]),
                __builtin_fmaf(a[3], b[3], c[3])};
#endif
}
inline double multiply_add(double a, double b, double c) { return a * b + c; }

}  // namespace deltarule

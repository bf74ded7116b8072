// The peaks: loops of independent sums in registers, one for each instruction that could do the engine's work. Written
// with intrinsics where the compiler must not decide (-ffp-contract=off forbids it to fuse by itself).
#include "tests/bench/peak.h"

#include <cstddef>

#include "engine/core/lanes.h"
#include "tests/bench/clock.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace deltarule::bench {

namespace {

// Twelve sums that have nothing to do with one another hide the time that an addition takes. They begin with different
// numbers: equal ones would be one sum to the compiler. Counting the steps takes units that could have
// multiplied, hence several at once.
constexpr std::size_t kSums = 12, kSteps = 10000, kUnrolled = 4;
volatile float sink;        // somebody might look: nothing may be left out
volatile float half = 0.5;  // and nobody may know what it is

template <class Vector>
void begin(Vector (&sums)[kSums]) {
  for (std::size_t i = 0; i < kSums; ++i) sums[i] = Vector{} + static_cast<float>(i);
}
template <class Vector>
void keep(const Vector (&sums)[kSums]) {
  Vector all = sums[0];
  for (std::size_t i = 1; i < kSums; ++i) all = all + sums[i];
  sink = all[0];
}

[[gnu::noinline]] void mul_add() {
  const Float4 a = splat4(float{half}), b = a;
  Float4 sums[kSums];
  begin(sums);
  for (std::size_t k = 0; k < kSteps; k += kUnrolled)
    for (std::size_t u = 0; u < kUnrolled; ++u)
      for (Float4& s : sums) s = s * a + b;
  keep(sums);
}

#if defined(__x86_64__)
[[gnu::noinline, gnu::target("fma")]] void fma() {
  const __m128 a = _mm_set1_ps(half), b = a;
  __m128 sums[kSums];
  for (std::size_t i = 0; i < kSums; ++i) sums[i] = _mm_set1_ps(static_cast<float>(i));
  for (std::size_t k = 0; k < kSteps; k += kUnrolled)
    for (std::size_t u = 0; u < kUnrolled; ++u)
      for (__m128& s : sums) s = _mm_fmadd_ps(s, a, b);
  __m128 all = sums[0];
  for (std::size_t i = 1; i < kSums; ++i) all = _mm_add_ps(all, sums[i]);
  sink = _mm_cvtss_f32(all);
}

[[gnu::noinline, gnu::target("fma")]] void fma_wide() {
  const __m256 a = _mm256_set1_ps(half), b = a;
  __m256 sums[kSums];
  for (std::size_t i = 0; i < kSums; ++i) sums[i] = _mm256_set1_ps(static_cast<float>(i));
  for (std::size_t k = 0; k < kSteps; k += kUnrolled)
    for (std::size_t u = 0; u < kUnrolled; ++u)
      for (__m256& s : sums) s = _mm256_fmadd_ps(s, a, b);
  __m256 all = sums[0];
  for (std::size_t i = 1; i < kSums; ++i) all = _mm256_add_ps(all, sums[i]);
  sink = _mm256_cvtss_f32(all);
}

bool has_fma() { return __builtin_cpu_supports("fma") != 0; }
#elif defined(__wasm_relaxed_simd__)
[[gnu::noinline]] void fma() {
  const Float4 a = splat4(float{half}), b = a;
  Float4 sums[kSums];
  begin(sums);
  for (std::size_t k = 0; k < kSteps; k += kUnrolled)
    for (std::size_t u = 0; u < kUnrolled; ++u)
      for (Float4& s : sums) s = __builtin_wasm_relaxed_madd_f32x4(s, a, b);
  keep(sums);
}
#endif

double gflops(void (*work)(), double lanes, double seconds) {
  return calls_per_second(work, seconds) * 2e-9 * lanes * static_cast<double>(kSums * kSteps);
}

}  // namespace

double measure_peak(Peak peak, double seconds) {
  if (peak == Peak::mul_add) return gflops(mul_add, 4, seconds);
#if defined(__x86_64__)
  if (!has_fma()) return 0;
  return peak == Peak::fma ? gflops(fma, 4, seconds) : gflops(fma_wide, 8, seconds);
#elif defined(__wasm_relaxed_simd__)
  if (peak == Peak::fma) return gflops(fma, 4, seconds);
#endif
  return 0;
}

}  // namespace deltarule::bench

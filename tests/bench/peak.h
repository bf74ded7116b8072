// What the machine can do at most, on one thread: multiplications and additions of vectors that wait for nothing.
#pragma once

namespace deltarule::bench {

/// What the engine uses (a multiplication and an addition, 128 bits wide); both in one rounding; the same, 256 bits
/// wide.
enum class Peak { mul_add, fma, fma_wide };

/// GFLOP per second, measured for so long; 0 where this machine or this build has no such instruction.
double measure_peak(Peak peak, double seconds);

}  // namespace deltarule::bench

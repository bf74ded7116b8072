// How fast something is that can be called again and again: the timing that all C++ of the benchmark shares.
#pragma once

#include <chrono>

namespace deltarule::bench {

inline double now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// Calls per second of `work`, over at least so many seconds. Calls come in bursts of a fiftieth of the time, so that
/// reading the clock, which is coarse in a browser, does not count.
template <class Work>
double calls_per_second(Work&& work, double seconds) {
  const double begin = now();
  double calls = 0, spent = 0;
  for (double burst = 1; spent < seconds;) {
    for (double i = 0; i < burst; ++i) work();
    calls += burst;
    const double before = spent;
    spent = now() - begin;
    if (spent - before < seconds / 50) burst *= 2;
  }
  return calls / spent;
}

}  // namespace deltarule::bench

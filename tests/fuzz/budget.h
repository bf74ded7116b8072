// How long a fuzz test goes on: a fixed number of inputs in everyday runs, the same ones each time; or, if
// DELTARULE_FUZZ_SECONDS says so, as many more as it takes to use so many seconds of the processor
// (tests/fuzz/side_by_side.py).
#pragma once

#include <cstdlib>
#include <ctime>

namespace deltarule::testing {

/// Calls once() at least `count` times; how often it was.
template <class F>
int fuzz(int count, F once) {
  const char* given = std::getenv("DELTARULE_FUZZ_SECONDS");
  const double seconds = given == nullptr ? 0 : std::atof(given);
  const auto used = [] { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; };
  int done = 0;
  for (; done < count || used() < seconds; ++done) once();
  return done;
}

}  // namespace deltarule::testing

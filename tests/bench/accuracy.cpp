// build/native/deltarule-accuracy: the test accuracy of each point set's default experiment, over ten seeds.
//
// Prints a line for each set, worst and mean, beside what is promised. Ends with status 1 if a promise is not kept.
#include <algorithm>
#include <cstdio>

#include "tests/support/default_accuracy.h"

int main() {
  using namespace deltarule::testing;
  constexpr int kSeeds = 10;
  bool all_kept = true;
  std::printf("Test accuracy of each default experiment after %u epochs, %d seeds\n", kAccuracyEpochs, kSeeds);
  std::printf("%-10s %8s %8s %10s\n", "data", "worst", "mean", "promised");
  for (const AccuracyBar& bar : kAccuracyBars) {
    float worst = 1;
    double sum = 0;
    for (std::uint32_t seed = 1; seed <= kSeeds; ++seed) {
      const float accuracy = default_accuracy(bar.set, seed);
      worst = std::min(worst, accuracy);
      sum += accuracy;
    }
    const bool kept = worst >= bar.accuracy;
    all_kept &= kept;
    std::printf("%-10s %6.1f %% %6.1f %% %8.0f %%  %s\n", bar.set, worst * 100.0, sum * 100 / kSeeds,
                bar.accuracy * 100.0, kept ? "ok" : "FAIL");
  }
  return all_kept ? 0 : 1;
}

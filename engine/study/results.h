// How well the network does beyond one number: the confusion matrix for classes, RMSE and R squared for regression.
#pragma once

#include <cstdint>
#include <vector>

namespace deltarule {

class Trainer;

struct Results {
  std::uint32_t classes = 0;  // 0: regression
  // Counts, [true class][predicted class]; empty for regression.
  std::vector<std::uint32_t> train_confusion, test_confusion;
  // Of the outputs on the scale of the targets. R2 = 1 - sum (t - y)^2 / sum (t - mean t)^2; meaningless for classes.
  float train_rmse = 0, test_rmse = 0, train_r2 = 0, test_r2 = 0;
};

/// Of the network as it is. Outputs count as a class as they do in the accuracy.
Results measure_results(Trainer& trainer, int classes);

}  // namespace deltarule

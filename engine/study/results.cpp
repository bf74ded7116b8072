// One pass over each of the two data sets.
#include "engine/study/results.h"

#include "engine/train/target_coding.h"
#include "engine/train/trainer.h"

namespace deltarule {
namespace {

/// What is summed up over the samples.
struct Sums {
  const Dataset& data;
  TargetCoding coding;
  std::size_t classes;
  int last_layer;
  std::vector<std::uint32_t>& confusion;
  double squared_errors = 0;

  void add(ConstMatrixView outputs, int first, int n) {
    const auto units = static_cast<std::size_t>(outputs.rows());
    for (int c = 0; c < n; ++c) {
      const Scalar* y = outputs.data() + static_cast<std::size_t>(c) * units;
      const auto sample = static_cast<std::size_t>(first + c);
      for (std::size_t i = 0; i < units; ++i) {
        const double error = static_cast<double>(data.target[sample * units + i]) - static_cast<double>(y[i]);
        squared_errors += error * error;
      }
      if (classes > 0) ++confusion[data.classes[sample] * classes + predicted_class(coding, y, data.targets)];
    }
  }
};

/// sum (t - mean t)^2
double spread(const std::vector<Scalar>& targets) {
  double mean = 0, sum = 0;
  for (const Scalar t : targets) mean += static_cast<double>(t);
  mean /= static_cast<double>(targets.size());
  for (const Scalar t : targets) sum += (static_cast<double>(t) - mean) * (static_cast<double>(t) - mean);
  return sum;
}

void measure(Trainer& trainer, const Dataset& data, std::size_t classes, std::vector<std::uint32_t>& confusion,
             float& rmse, float& r2) {
  confusion.assign(classes * classes, 0);
  if (data.samples == 0) return;
  const TargetCoding coding = target_coding(trainer.spec().model.back(), trainer.spec().loss.name, data);
  Sums sums{data, coding, classes, static_cast<int>(trainer.layout().size()) - 1, confusion};
  trainer.infer(
      data.input.data(), data.samples,
      [](void* user, int layer, ConstMatrixView outputs, int first, int n) {
        auto& to = *static_cast<Sums*>(user);
        if (layer == to.last_layer) to.add(outputs, first, n);
      },
      &sums);
  rmse = static_cast<float>(__builtin_sqrt(sums.squared_errors / static_cast<double>(data.target.size())));
  // Targets that are all the same leave nothing to explain: 1 if they are met, else 0.
  const double whole = spread(data.target);
  r2 = whole > 0 ? static_cast<float>(1 - sums.squared_errors / whole) : sums.squared_errors == 0 ? 1.0F : 0.0F;
}

}  // namespace

Results measure_results(Trainer& trainer, int classes) {
  Results results;
  results.classes = static_cast<std::uint32_t>(classes);
  measure(trainer, trainer.train_data(), results.classes, results.train_confusion, results.train_rmse,
          results.train_r2);
  measure(trainer, trainer.test_data(), results.classes, results.test_confusion, results.test_rmse, results.test_r2);
  return results;
}

}  // namespace deltarule

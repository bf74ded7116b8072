// Small trainers on toy data, for the tests of what a trainer does.
#pragma once

#include <catch2/catch_test_macros.hpp>
#include <memory>
#include <vector>

#include "engine/train/trainer.h"
#include "tests/support/toy_data.h"

namespace deltarule::toy {

inline TrainingSpec base() {
  TrainingSpec spec;
  spec.model = {dense(8, Activation::tanh), dense(1, Activation::sigmoid)};
  return spec;
}

/// Every stream is in use: weights, order, dropout.
inline TrainingSpec restless() {
  TrainingSpec spec = base();
  spec.model.insert(spec.model.begin() + 1, dropout(0.3));
  spec.schedule = {Schedule::exponential, 1, 0.9};
  spec.batch_size = 7;
  return spec;
}

inline std::unique_ptr<Trainer> made(const TrainingSpec& spec, int samples = 60) {
  auto built = Trainer::build(spec, sectors(spec.model.back(), spec.loss.name, samples),
                              sectors(spec.model.back(), spec.loss.name, 30, 2));
  if (!built.ok()) FAIL(built.error().text());
  return std::move(*built);
}

inline std::vector<Scalar> parameters(const Trainer& trainer) {
  return {trainer.parameters().begin(), trainer.parameters().end()};
}

}  // namespace deltarule::toy

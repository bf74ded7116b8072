// A search over learning rate, width, depth, activation and optimizer: one small run after the other.
//
// Every trial is the base experiment with five things changed (tuned()), trained for the same number of epochs from the
// same seed, so that "open this one" gives exactly the run that was measured.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/layers/layer_spec.h"
#include "engine/train/training_spec.h"

namespace deltarule {

enum class TuningMethod : std::uint8_t { grid, random };

/// Grid: every combination. Random: `trials` of them, the learning rate drawn log-uniformly between the first and the
/// last of its list. Lists must not be empty, at most 16 entries each, and a grid has at most 1,000 combinations.
struct TuningSpec {
  TuningMethod method = TuningMethod::grid;
  std::vector<double> learning_rates{0.003, 0.03, 0.3};
  std::vector<int> widths{4, 8};
  std::vector<int> depths{1, 2};
  std::vector<Activation> activations{Activation::tanh};
  std::vector<Optimizer> optimizers{Optimizer::adam};
  std::uint32_t trials = 20;  // random only, 1 to 1,000
  std::uint32_t epochs = 50;  // 1 to 10,000
  std::uint32_t seed = 1;     // of the random search
  friend bool operator==(const TuningSpec&, const TuningSpec&) = default;
};

struct TuningTrial {
  double learning_rate = 0;
  int width = 0, depth = 0;
  Activation activation = Activation::tanh;
  Optimizer optimizer = Optimizer::adam;
  // The outcome.
  bool diverged = false;
  float train_loss = 0, test_loss = 0, train_accuracy = 0, test_accuracy = 0;
};

struct Tuning {
  bool running = false;
  std::uint32_t total = 0;          // trials in all; 0: there was no search
  float progress = 0;               // 0 to 1, the trial under way included
  std::vector<TuningTrial> trials;  // those that are done, in the order of the search
};

}  // namespace deltarule

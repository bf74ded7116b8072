// How a network is built and trained, as the user says it: plain values, no behaviour.
//
// Names, definitions and defaults are PyTorch's where it has them (torch.optim, torch.nn, torch.nn.init).
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "engine/layers/layer_spec.h"

namespace deltarule {

enum class Loss : std::uint8_t { mse, mae, huber, binary_cross_entropy, softmax_cross_entropy, hinge };
std::span<const std::string_view> loss_names();

enum class Optimizer : std::uint8_t { sgd, momentum, nesterov, adagrad, adadelta, rmsprop, adam, adamw, perceptron };
std::span<const std::string_view> optimizer_names();

enum class Schedule : std::uint8_t { constant, step, cosine, exponential, warmup };
std::span<const std::string_view> schedule_names();

enum class Initializer : std::uint8_t {
  zeros,
  constant,
  uniform,
  normal,
  xavier_uniform,
  xavier_normal,
  he_uniform,
  he_normal
};
std::span<const std::string_view> initializer_names();

struct OptimizerSpec {
  Optimizer name = Optimizer::adam;
  double learning_rate = 0.03;
  double momentum = 0.9;       // momentum, nesterov
  double beta1 = 0.9;          // adam, adamw
  double beta2 = 0.999;        // adam, adamw
  double rho = 0.9;            // adadelta (torch default 0.9)
  double alpha = 0.99;         // rmsprop's smoothing constant (torch default 0.99)
  double epsilon = 1e-8;       // every adaptive one (adagrad 1e-10 and adadelta 1e-6 in torch: the reader of
                               // a file that leaves it out gets torch's value for the named optimizer)
  double weight_decay = 0.01;  // adamw only (decoupled); the L2 of the others is Regularization
  friend bool operator==(const OptimizerSpec&, const OptimizerSpec&) = default;
};
/// torch's default epsilon for an optimizer.
double default_epsilon(Optimizer name);

struct ScheduleSpec {
  Schedule name = Schedule::constant;
  int period = 100;    // in epochs: between two drops (step), half a cosine (cosine), rise (warmup)
  double gamma = 0.5;  // factor per period (step) or per epoch (exponential)
  friend bool operator==(const ScheduleSpec&, const ScheduleSpec&) = default;
};

struct RegularizationSpec {
  double l1 = 0;         // adds l1 * sign(w) to the gradient of every weight (not biases), once per step
  double l2 = 0;         // adds l2 * w
  double clip_norm = 0;  // > 0: the whole gradient is scaled down to this norm (torch clip_grad_norm_)
  friend bool operator==(const RegularizationSpec&, const RegularizationSpec&) = default;
};

struct InitializerSpec {
  Initializer name = Initializer::xavier_uniform;
  double scale = 0.5;  // constant: the value; uniform: the half-width; normal: the standard deviation
  friend bool operator==(const InitializerSpec&, const InitializerSpec&) = default;
};

struct LossSpec {
  Loss name = Loss::binary_cross_entropy;
  double delta = 1;  // huber
  friend bool operator==(const LossSpec&, const LossSpec&) = default;
};

struct TrainingSpec {
  std::vector<LayerSpec> model;
  LossSpec loss;
  OptimizerSpec optimizer;
  ScheduleSpec schedule;
  RegularizationSpec regularization;
  InitializerSpec initializer;
  int batch_size = 10;
  std::uint32_t seed = 1;
  /// Recurrent layers go on from batch to batch instead of beginning at zero ("truncated backpropagation through time",
  /// Williams & Peng 1990: the state crosses the border, the gradient does not). The samples then come in order, as
  /// batch_size streams (batcher.h), and the state is zero where the streams begin. Without a recurrent layer it means
  /// nothing. Only for data whose samples follow one another (Dataset::consecutive), with one answer or many.
  bool carry_state = false;
  friend bool operator==(const TrainingSpec&, const TrainingSpec&) = default;
};

}  // namespace deltarule

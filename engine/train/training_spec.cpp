// The names of what training_spec.h lists, in the order of the enums, and the defaults that depend on a name.
#include "engine/train/training_spec.h"

#include <array>

namespace deltarule {

std::span<const std::string_view> loss_names() {
  static constexpr std::array<std::string_view, 6> names = {
      "mse", "mae", "huber", "binary_cross_entropy", "softmax_cross_entropy", "hinge"};
  return names;
}

std::span<const std::string_view> optimizer_names() {
  static constexpr std::array<std::string_view, 9> names = {"sgd",     "momentum", "nesterov", "adagrad",   "adadelta",
                                                            "rmsprop", "adam",     "adamw",    "perceptron"};
  return names;
}

std::span<const std::string_view> schedule_names() {
  static constexpr std::array<std::string_view, 5> names = {"constant", "step", "cosine", "exponential", "warmup"};
  return names;
}

std::span<const std::string_view> initializer_names() {
  static constexpr std::array<std::string_view, 8> names = {
      "zeros", "constant", "uniform", "normal", "xavier_uniform", "xavier_normal", "he_uniform", "he_normal"};
  return names;
}

double default_epsilon(Optimizer name) {
  switch (name) {
    case Optimizer::adagrad: return 1e-10;
    case Optimizer::adadelta: return 1e-6;
    default: return 1e-8;
  }
}

}  // namespace deltarule

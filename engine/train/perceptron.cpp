// The rule of perceptron.h. One sample at a time cannot be a matrix product: the weights change in between.
#include "engine/train/perceptron.h"

#include <algorithm>

#include "engine/core/kernels/vector_ops.h"

namespace deltarule {

Status check_perceptron(std::span<const LayerSpec> model, bool classes) {
  if (model.size() != 1)
    return Error{"optimizer.name",
                 "the perceptron rule trains a single layer; it cannot tell a hidden layer what to do"};
  if (model[0].kind != LayerKind::dense || model[0].activation != Activation::step)
    return Error{"model[0].activation", "the perceptron rule trains threshold neurons: the activation must be step"};
  if (!classes) return Error{"optimizer.name", "the perceptron rule learns classes, not values"};
  return success();
}

void perceptron_step(Network& network, std::size_t columns, const Scalar* x, const Scalar* target, Scalar threshold,
                     double learning_rate) {
  const LayerLayout& layer = network.layout()[0];
  const auto I = static_cast<std::size_t>(layer.inputs), H = static_cast<std::size_t>(layer.outputs);
  const auto rate = static_cast<Scalar>(learning_rate);
  Scalar* W = network.parameters().data() + layer.weight_offset;  // [H, I]
  Scalar* b = network.parameters().data() + layer.bias_offset;    // [H]
  Scalar* dW = network.gradients().data() + layer.weight_offset;
  Scalar* db = network.gradients().data() + layer.bias_offset;
  std::fill(network.gradients().begin(), network.gradients().end(), Scalar{0});
  for (std::size_t n = 0; n < columns; ++n, x += I, target += H) {
    for (std::size_t j = 0; j < H; ++j) {
      Scalar z = 0;  // the sum in the order of the dense layer: over k, then the bias
      for (std::size_t i = 0; i < I; ++i) z += x[i] * W[j * I + i];
      z += b[j];
      const bool answer = z >= 0, wanted = target[j] > threshold;
      if (answer == wanted) continue;
      const Scalar sign = wanted ? Scalar{1} : Scalar{-1};  // t - y
      axpy(I, rate * sign, x, W + j * I);
      b[j] += rate * sign;
      axpy(I, -sign, x, dW + j * I);
      db[j] -= sign;
    }
  }
}

}  // namespace deltarule

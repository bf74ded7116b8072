// Looks through the network layer by layer and says what it found in plain words.
#include "engine/train/diagnose.h"

#include <limits>

#include "engine/core/kernels/vector_ops.h"

namespace deltarule {
namespace {

constexpr const char* kAdvice = " Try a learning rate ten times smaller, or clip the gradient's norm; then reset.";

Divergence found(const Network& network, std::size_t layer, const char* what, const char* story) {
  return {layer_title(layer, network.layout()[layer].spec) + ": " + what, std::string(story) + kAdvice};
}

bool finite(const LayerLayout& layer, std::span<const Scalar> values) {
  return all_finite(layer.weight_count + layer.bias_count, values.data() + layer.weight_offset);
}

}  // namespace

Divergence diagnose_loss(const Network& network, const Network::Buffers& buffers, std::size_t samples) {
  for (std::size_t i = 0; i < network.layout().size(); ++i) {
    const LayerLayout& layer = network.layout()[i];
    if (!finite(layer, network.parameters()))
      return found(network, i, "weights", "A weight has become infinite or not a number.");
    if (!all_finite(static_cast<std::size_t>(layer.outputs) * static_cast<std::size_t>(layer.output.steps) * samples,
                    network.output(i, buffers)))
      return found(network, i, "outputs", "The outputs have grown beyond the largest number that fits.");
  }
  return {"loss",
          std::string("The outputs are so far from the targets that their loss no longer fits in a number.") + kAdvice};
}

Divergence diagnose_gradients(const Network& network) {
  // Backwards, as they are computed.
  for (std::size_t i = network.layout().size(); i-- > 0;)
    if (!finite(network.layout()[i], network.gradients()))
      return found(network, i, "gradients", "The gradient has grown beyond the largest number that fits: it exploded.");
  return {"gradients", std::string("The gradient is infinite or not a number.") + kAdvice};
}

Divergence diagnose_weights(const Network& network) {
  for (std::size_t i = 0; i < network.layout().size(); ++i)
    if (!finite(network.layout()[i], network.parameters()))
      return found(network, i, "weights", "The last update threw a weight beyond the largest number that fits.");
  return {"weights", std::string("A weight is infinite or not a number.") + kAdvice};
}

void canonicalize_nan(std::span<Scalar> values) {
  for (Scalar& value : values)
    if (value != value) value = std::numeric_limits<Scalar>::quiet_NaN();
}

}  // namespace deltarule

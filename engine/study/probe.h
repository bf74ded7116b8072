// A network beside the run's: the same layers on buffers of its own, to try parameters on without touching the run.
#pragma once

#include <algorithm>
#include <cassert>
#include <memory>
#include <span>
#include <utility>

#include "engine/train/network.h"

namespace deltarule {

struct Probe {
  std::unique_ptr<Network> network;
  Network::Buffers buffers;

  void load(std::span<const Scalar> parameters) {
    std::copy(parameters.begin(), parameters.end(), network->parameters().begin());
  }
};

enum class ProbeFor { forward, backward };

/// For up to `samples` samples at a time. The model is one that has been built before: it cannot fail.
inline Probe make_probe(std::span<const LayerSpec> model, const Shape& input, std::size_t samples, ProbeFor use) {
  Result<std::unique_ptr<Network>> network = Network::build(model, input);
  assert(network.ok());
  Network::Buffers buffers =
      use == ProbeFor::backward ? (*network)->training_buffers(samples) : (*network)->inference_buffers(samples);
  return {std::move(*network), std::move(buffers)};
}

}  // namespace deltarule

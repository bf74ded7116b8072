// Random feed-forward networks over images and vectors, with random weights: for tests that write and read files.
#pragma once

#include <catch2/catch_test_macros.hpp>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/core/rng.h"
#include "engine/io/export.h"
#include "engine/io/weights.h"
#include "engine/train/network.h"
#include "tests/support/random_values.h"

namespace deltarule::testing {

/// The network with random weights; what comes of a running variance stays above 0.
inline std::unique_ptr<Network> network_of(const std::vector<LayerSpec>& model, const Shape& input,
                                           std::uint64_t seed) {
  Result<std::unique_ptr<Network>> built = Network::build(model, input);
  INFO((built.ok() ? std::string() : built.error().text()));
  REQUIRE(built.ok());
  Network& network = **built;
  const std::vector<Scalar> parameters = random(network.parameters().size(), seed);
  std::copy(parameters.begin(), parameters.end(), network.parameters().begin());
  const std::vector<Scalar> state = random(network.state().size(), seed + 1);
  for (std::size_t i = 0; i < state.size(); ++i) network.state()[i] = state[i] * state[i] + Scalar(0.1);
  return std::move(*built);
}

inline TensorFile weights_of(const Network& network) {
  return deltarule::weights_of(network.layout(), network.parameters(), network.state());
}

inline std::vector<std::uint8_t> onnx_of(const Network& network) {
  const TensorFile weights = weights_of(network);
  return export_onnx({network.layout(), weights, {}, {}});
}

/// What comes out for `samples` random samples, [outputs, samples].
inline std::vector<Scalar> answers_of(Network& network, std::size_t samples = 3) {
  const std::vector<Scalar> x = random(static_cast<std::size_t>(network.input_shape().features()) * samples, 77);
  Network::Buffers buffers = network.inference_buffers(samples);
  network.forward(x.data(), samples, buffers, nullptr);
  const Scalar* y = network.output(buffers);
  return {y, y + static_cast<std::size_t>(network.output_shape().features()) * samples};
}

struct RandomModel {
  Shape input;
  std::vector<LayerSpec> model;
};

inline RandomModel any_model(Rng& rng) {
  const auto upto = [&](int most) { return 1 + static_cast<int>(rng.below(static_cast<std::uint32_t>(most))); };
  const auto chance = [&](std::uint32_t of) { return rng.below(of) == 0; };
  const auto activation = [&] { return static_cast<Activation>(rng.below(12)); };  // all but softmax
  const bool image = chance(2);
  RandomModel out{image ? Shape{upto(3), 9 + upto(4), 9 + upto(4), 1} : vector_shape(upto(6)), {}};
  std::vector<LayerSpec>& model = out.model;
  for (int i = image ? upto(3) : 0; i > 0; --i) {
    LayerSpec conv{.kind = LayerKind::conv2d, .activation = activation(), .filters = upto(4), .kernel = upto(3)};
    conv.padding = chance(2) ? kSamePadding : static_cast<int>(rng.below(3));
    if (conv.padding != kSamePadding) conv.stride = upto(2);
    if (chance(4)) conv.operation = Operation::convolution;
    if (chance(3)) conv.dilation = 2, conv.padding = kSamePadding, conv.stride = 1;
    model.push_back(conv);
    if (chance(2)) model.push_back({.kind = LayerKind::batch_norm, .epsilon = chance(2) ? 1e-5 : 1e-3});
    if (chance(4)) model.push_back({.kind = LayerKind::dropout, .rate = 0.25});
    LayerSpec pool = default_layer(chance(2) ? LayerKind::max_pool2d : LayerKind::avg_pool2d);
    if (chance(3)) pool.kernel = 3, pool.padding = static_cast<int>(rng.below(2)), pool.stride = upto(2);
    if (chance(2)) model.push_back(pool);
  }
  if (image && chance(2)) model.push_back({.kind = LayerKind::flatten});
  for (int i = static_cast<int>(rng.below(3)); i > 0; --i) {
    model.push_back({.kind = LayerKind::dense, .units = upto(6), .activation = activation()});
    if (chance(3)) model.push_back({.kind = LayerKind::dropout, .rate = 0.5});
    if (chance(3)) model.push_back({.kind = LayerKind::batch_norm});
    if (chance(3)) model.push_back({.kind = LayerKind::layer_norm});
  }
  model.push_back(
      {.kind = LayerKind::dense, .units = upto(5), .activation = chance(2) ? Activation::softmax : activation()});
  return out;
}

/// One whose windows fit.
inline RandomModel random_model(Rng& rng) {
  for (;;) {
    RandomModel made = any_model(rng);
    if (Network::build(made.model, made.input).ok()) return made;
  }
}

}  // namespace deltarule::testing

// Networks whose products are large enough to be packed, and convolutions, pools and gates: the same bits everywhere.
//
// The networks of points are in tests/golden/checksums.txt. A digest that changes with the compiler, the machine or
// between native code and WASM means that some kernel sums in another order there.
#include <catch2/catch_test_macros.hpp>
#include <cstring>
#include <string>
#include <vector>

#include "engine/core/rng.h"
#include "engine/train/trainer.h"

using namespace deltarule;

namespace {

/// Noise to learn by heart: inputs from -1 to 1, a class for every step.
Dataset noise(const Shape& shape, int classes, int samples) {
  Dataset data;
  data.shape = shape;
  data.targets = classes;
  data.target_steps = shape.steps;
  data.samples = samples;
  Rng rng(5, Purpose::data);
  const auto columns = static_cast<std::size_t>(samples * shape.steps), rows = static_cast<std::size_t>(classes);
  data.input.resize(columns * static_cast<std::size_t>(shape.features()));
  for (Scalar& x : data.input) x = static_cast<Scalar>(rng.uniform(-1, 1));
  data.target.assign(columns * rows, 0);
  for (std::size_t i = 0; i < columns; ++i) {
    data.classes.push_back(static_cast<std::uint8_t>(rng.below(static_cast<std::uint32_t>(classes))));
    data.target[i * rows + data.classes.back()] = 1;
  }
  return data;
}

/// FNV-1a of the parameters' bits after twenty steps.
std::uint64_t digest(std::vector<LayerSpec> model, Optimizer optimizer, const Dataset& data) {
  TrainingSpec spec;
  spec.model = std::move(model);
  spec.model.push_back({.kind = LayerKind::dense, .units = data.targets, .activation = Activation::softmax});
  spec.loss.name = Loss::softmax_cross_entropy;
  spec.optimizer.name = optimizer;
  spec.optimizer.learning_rate = 0.01;
  spec.batch_size = 9;
  const auto trainer = Trainer::build(spec, data, Dataset{});
  REQUIRE(trainer.ok());
  for (int i = 0; i < 20; ++i) (*trainer)->step();
  CHECK((*trainer)->divergence().where.empty());
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (const Scalar p : std::as_const(**trainer).parameters()) {
    std::uint32_t bits = 0;
    std::memcpy(&bits, &p, sizeof bits);
    hash = (hash ^ bits) * 0x100000001b3u;
  }
  return hash;
}

LayerSpec conv(int filters, int padding) {
  return {
      .kind = LayerKind::conv2d, .activation = Activation::relu, .filters = filters, .kernel = 5, .padding = padding};
}
LayerSpec recurrent(LayerKind kind, Direction direction) {
  LayerSpec spec = default_layer(kind);
  spec.units = 33;
  spec.activation = Activation::tanh;
  spec.direction = direction;
  return spec;
}

}  // namespace

TEST_CASE("trainer: large dense layers have the same bits on every machine", "[train][bits]") {
  const LayerSpec wide{.kind = LayerKind::dense, .units = 131, .activation = Activation::relu};
  const LayerSpec next{.kind = LayerKind::dense, .units = 67, .activation = Activation::tanh};
  CHECK(digest({wide, next}, Optimizer::momentum, noise({300, 1, 1, 1}, 10, 40)) == 0xca1f97599ba9112u);
}

TEST_CASE("trainer: convolutions and pools have the same bits on every machine", "[train][bits]") {
  const LayerSpec pool = default_layer(LayerKind::max_pool2d), flatten{.kind = LayerKind::flatten};
  CHECK(digest({conv(6, 2), pool, conv(16, 0), pool, flatten}, Optimizer::momentum, noise({1, 28, 28, 1}, 10, 40)) ==
        0x8ef20210d2a84a4u);
}

TEST_CASE("trainer: recurrent layers have the same bits on every machine", "[train][bits]") {
  const Dataset data = noise({21, 1, 1, 7}, 10, 40);
  const auto digest_of = [&](LayerKind kind, Direction direction) {
    return digest({recurrent(kind, direction)}, Optimizer::adam, data);
  };
  CHECK(digest_of(LayerKind::rnn, Direction::forward) == 0x8d4b990402d1e76cu);
  CHECK(digest_of(LayerKind::lstm, Direction::forward) == 0x276f19aaff312a33u);
  CHECK(digest_of(LayerKind::lstm, Direction::both) == 0x735b3d4d340f46b9u);
  CHECK(digest_of(LayerKind::gru, Direction::backward) == 0x726c9bbe6c563f70u);
}

// A pass of a layer allocates nothing, forward or backward, training or at inference: for every kind that there is.
#include <catch2/catch_test_macros.hpp>

#include <vector>

#include "tests/support/allocation_counter.h"
#include "tests/support/layer_bench.h"

using namespace deltarule;

namespace {

constexpr std::size_t kB = 2, kT = 3, kColumns = kT * kB;

Shape input_of(LayerKind kind) {
  const int steps = static_cast<int>(kT);
  switch (kind) {
    case LayerKind::conv2d:
    case LayerKind::max_pool2d:
    case LayerKind::avg_pool2d:
    case LayerKind::flatten:
    case LayerKind::batch_norm: return {2, 6, 6, steps};
    case LayerKind::embedding: return {1, 1, 1, steps};
    default: return {5, 1, 1, steps};
  }
}

void check(const LayerSpec& spec) {
  const std::unique_ptr<Layer> layer = make_layer(spec);
  if (layer == nullptr) return;
  const Shape input = input_of(spec.kind);
  const Result<Shape> output = layer->plan(input);
  REQUIRE(output.ok());
  const std::vector<Scalar> x(static_cast<std::size_t>(input.features()) * kColumns, 1);  // also a code
  std::vector<Scalar> y(static_cast<std::size_t>(output->features() * output->steps) * kB), dx(x.size());
  const std::vector<Scalar> dy(y.size(), 1), parameters(elements(layer->parameters()), static_cast<Scalar>(0.1));
  std::vector<Scalar> gradients(parameters.size()), buffers(elements(layer->buffers()), 1);
  std::vector<Scalar> scratch(layer->scratch(kColumns)), carried(layer->carried(kB));
  layer->bind(parameters.data(), gradients.data(), buffers.data());
  Rng rng(1, Purpose::dropout);
  start_counting_allocations();
  layer->forward({x.data(), y.data(), scratch.data(), kColumns, nullptr});
  layer->forward({x.data(), y.data(), scratch.data(), kColumns, &rng, carried.empty() ? nullptr : carried.data()});
  layer->backward({x.data(), y.data(), dy.data(), dx.data(), scratch.data(), kColumns, false});
  layer->backward({x.data(), y.data(), dy.data(), nullptr, scratch.data(), kColumns, false});
  const Scalar* z = layer->logits(scratch.data(), kColumns);
  if (z != nullptr) layer->backward({x.data(), y.data(), dy.data(), dx.data(), scratch.data(), kColumns, true});
  CHECK(stop_counting_allocations() == 0);
}

}  // namespace

TEST_CASE("no allocation in a pass: every kind of layer", "[layers]") {
  for (std::size_t kind = 0; kind < layer_kind_names().size(); ++kind) {
    INFO(layer_kind_names()[kind]);
    LayerSpec spec = default_layer(static_cast<LayerKind>(kind));
    spec.units = 4;
    check(spec);
    // What may take another path through the same layer.
    spec.activation = Activation::tanh;
    spec.returned = Returned::last;
    if (spec.kind == LayerKind::conv2d) {
      spec.padding = kSamePadding;
      spec.operation = Operation::convolution;
    }
    check(spec);
    if (spec.kind != LayerKind::conv2d) continue;
    spec.padding = 2;
    spec.stride = 2;
    check(spec);
  }
}

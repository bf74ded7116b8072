// Our numbers against PyTorch's, as generate.py wrote them down: layers, losses, optimizers, a network end to end.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/layers/registry.h"
#include "engine/train/loss.h"
#include "engine/train/network.h"
#include "engine/train/optimizer.h"
#include "engine/train/regularize.h"
#include "tests/golden/compare.h"
#include "tests/golden/goldens.h"

using namespace deltarule;
using golden::close;
using golden::scalars;

// A sample is a row there and a column here; both lie in memory one after the other.

TEST_CASE("golden: a dense layer with every activation", "[golden]") {
  const auto x = scalars(golden::dense_x), R = scalars(golden::dense_R);
  auto parameters = scalars(golden::dense_W);
  const auto b = scalars(golden::dense_b);
  parameters.insert(parameters.end(), b.begin(), b.end());
  REQUIRE(golden::dense.size() == activation_names().size());
  for (std::size_t a = 0; a < golden::dense.size(); ++a) {
    INFO(activation_names()[a]);
    const auto layer = make_layer({LayerKind::dense, 4, static_cast<Activation>(a), 0});
    REQUIRE(layer->plan(vector_shape(3)).ok());
    std::vector<Scalar> gradients(parameters.size()), y(20), dx(15), scratch(layer->scratch(5));
    layer->bind(parameters.data(), gradients.data(), nullptr);
    layer->forward({x.data(), y.data(), scratch.data(), 5, nullptr});
    layer->backward({x.data(), y.data(), R.data(), dx.data(), scratch.data(), 5, false});
    close("y", y, golden::dense[a].y);
    close("dx", dx, golden::dense[a].dx);
    close("dW", std::span(gradients).first(12), golden::dense[a].dW);
    close("db", std::span(gradients).last(4), golden::dense[a].db);
  }
}

TEST_CASE("golden: every loss and its gradient", "[golden]") {
  const auto z = scalars(golden::loss_z), values = scalars(golden::loss_values), bits = scalars(golden::loss_bits),
             onehot = scalars(golden::loss_onehot);
  auto signs = bits;
  for (Scalar& sign : signs) sign = 2 * sign - 1;
  REQUIRE(golden::losses.size() == loss_names().size());
  for (std::size_t l = 0; l < golden::losses.size(); ++l) {
    INFO(loss_names()[l]);
    const LossSpec loss{static_cast<Loss>(l), 0.75};
    const std::vector<Scalar>* target = &values;
    std::vector<Scalar> y = z;
    if (loss.name == Loss::hinge) target = &signs;
    if (loss.name == Loss::binary_cross_entropy) {
      target = &bits;
      for (Scalar& p : y) p = 1 / (1 + std::exp(-p));
    }
    if (loss.name == Loss::softmax_cross_entropy) {
      target = &onehot;
      for (std::size_t c = 0; c < 6; ++c) {
        Scalar sum = 0;
        for (std::size_t i = 0; i < 3; ++i) sum += std::exp(z[3 * c + i]);
        for (std::size_t i = 0; i < 3; ++i) y[3 * c + i] = std::exp(z[3 * c + i]) / sum;
      }
    }
    const Outcome outcome{3, 6, y.data(), z.data(), target->data()};
    double sum = 0;
    add_loss(loss, outcome, sum);
    std::vector<Scalar> gradient(18);
    loss_gradient(loss, outcome, gradient.data());
    CHECK(std::fabs(sum / loss_count(loss.name, 3, 6) - golden::losses[l].value) < 2e-6);
    close("gradient", gradient, golden::losses[l].gradient);
  }
}

TEST_CASE("golden: twenty steps of every optimizer with PyTorch's defaults", "[golden]") {
  const auto start = scalars(golden::optimizer_start), gradients = scalars(golden::optimizer_gradients);
  REQUIRE(golden::optimizers.size() + 1 == optimizer_names().size());  // all but the perceptron rule
  for (std::size_t o = 0; o < golden::optimizers.size(); ++o) {
    INFO(optimizer_names()[o]);
    OptimizerSpec spec;
    spec.name = static_cast<Optimizer>(o);
    spec.learning_rate = 0.05;
    spec.epsilon = default_epsilon(spec.name);
    Descent descent(spec, 5);
    auto p = start;
    std::vector<Scalar> path;
    for (std::size_t step = 0; step < 20; ++step) {
      descent.step(spec.learning_rate, gradients.data() + 5 * step, p.data());
      path.insert(path.end(), p.begin(), p.end());
    }
    close("step * 5 + parameter", path, golden::optimizers[o], 5e-6);
  }
}

TEST_CASE("golden: a network trained for ten steps, with penalties and clipping", "[golden]") {
  const std::vector<LayerSpec> model = {{LayerKind::dense, 4, Activation::tanh, 0},
                                        {LayerKind::dense, 3, Activation::softmax, 0}};
  auto built = Network::build(model, vector_shape(2));
  REQUIRE(built.ok());
  Network& network = **built;
  Network::Buffers buffers = network.training_buffers(8);
  const auto x = scalars(golden::network_x), start = scalars(golden::network_start);
  std::copy(start.begin(), start.end(), network.parameters().begin());
  std::vector<Scalar> target(24);
  for (std::size_t c = 0; c < 8; ++c) target[3 * c + static_cast<std::size_t>(golden::network_classes[c])] = 1;
  const LossSpec loss{Loss::softmax_cross_entropy, 1};
  Descent descent(OptimizerSpec{}, start.size());
  for (std::size_t step = 0; step < 10; ++step) {
    network.forward(x.data(), 8, buffers, nullptr);
    const Outcome outcome{3, 8, network.output(buffers), network.logits(buffers, 8), target.data()};
    double sum = 0;
    add_loss(loss, outcome, sum);
    CHECK(std::fabs(sum / 8 - golden::network_losses[step]) < 5e-6);
    loss_gradient(loss, outcome, network.output_delta(buffers));
    network.backward(x.data(), 8, buffers, true);
    add_penalties({0.002, 0.01, 0}, network.layout(), network.parameters().data(), network.gradients().data());
    clip_gradient(0.4, network.gradients());
    descent.step(0.05, network.gradients().data(), network.parameters().data());
  }
  close("parameter", network.parameters(), golden::network_end, 2e-5);
}

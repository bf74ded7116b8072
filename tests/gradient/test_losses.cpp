// Every loss behind every kind of last layer that it allows, and a whole network with all its parameters.
#include "tests/gradient/harness.h"

#include "engine/train/loss.h"
#include "engine/train/network.h"
#include "engine/train/target_coding.h"

using namespace deltarule;
using namespace deltarule::gradient;

namespace {

struct LossCase {
  Loss loss;
  Activation last;
  int units;
};

const std::vector<LossCase>& cases() {
  static const std::vector<LossCase> all = {
      {Loss::mse, Activation::linear, 1},
      {Loss::mse, Activation::sigmoid, 3},
      {Loss::mse, Activation::softmax, 3},
      {Loss::mae, Activation::linear, 2},
      {Loss::mae, Activation::tanh, 1},
      {Loss::huber, Activation::linear, 3},
      {Loss::binary_cross_entropy, Activation::sigmoid, 1},
      {Loss::binary_cross_entropy, Activation::sigmoid, 3},
      {Loss::softmax_cross_entropy, Activation::softmax, 2},
      {Loss::softmax_cross_entropy, Activation::softmax, 4},
      {Loss::hinge, Activation::linear, 1},
      {Loss::hinge, Activation::tanh, 3},
  };
  return all;
}

// Class c mod C of column c, coded as the loss wants it.
std::vector<Scalar> targets(const LossCase& test, const LayerSpec& last) {
  const TargetCoding coding = target_coding(last, test.loss);
  const auto C = static_cast<std::size_t>(test.units);
  std::vector<Scalar> t(C * kColumns);
  for (std::size_t i = 0; i < t.size(); ++i) {
    const std::size_t column = i / C, unit = i % C;
    t[i] = (C == 1 ? column % 2 == 0 : column % C == unit) ? coding.high : coding.low;
  }
  return t;
}

}  // namespace

TEST_CASE("gradients of every loss, through a network of every depth", "[gradient]") {
  for (const LossCase& test : cases()) {
    INFO(loss_names()[static_cast<std::size_t>(test.loss)]
         << " behind " << activation_names()[static_cast<std::size_t>(test.last)] << " of " << test.units);
    const LossSpec loss{test.loss, 0.8};
    const std::vector<LayerSpec> model = {{LayerKind::dense, 4, Activation::tanh, 0},
                                          {LayerKind::dropout, 1, Activation::linear, 0.3},
                                          {LayerKind::dense, 3, Activation::silu, 0},
                                          {LayerKind::dense, test.units, test.last, 0}};
    REQUIRE(check_loss(loss, model.back()).ok());
    auto built = Network::build(model, vector_shape(2));
    REQUIRE(built.ok());
    Network& network = **built;
    Network::Buffers buffers = network.training_buffers(kColumns + 3);  // more room than the batch needs
    const std::vector<Scalar> start = random(network.parameters().size(), 11);
    std::copy(start.begin(), start.end(), network.parameters().begin());
    const std::vector<Scalar> x = random(2 * kColumns, 12), t = targets(test, model.back());
    const auto C = static_cast<std::size_t>(test.units);

    const auto value = [&] {
      Rng rng(1, Purpose::dropout);
      network.forward(x.data(), kColumns, buffers, &rng);
      double sum = 0;
      add_loss(loss, {C, kColumns, network.output(buffers), network.logits(buffers, kColumns), t.data()}, sum);
      return sum / loss_count(test.loss, C, kColumns);
    };

    value();
    // Poison: deltas must be overwritten, old gradients forgotten.
    std::fill(buffers.deltas.begin(), buffers.deltas.end(), std::numeric_limits<Scalar>::quiet_NaN());
    std::fill(network.gradients().begin(), network.gradients().end(), std::numeric_limits<Scalar>::quiet_NaN());
    loss_gradient(loss, {C, kColumns, network.output(buffers), network.logits(buffers, kColumns), t.data()},
                  network.output_delta(buffers));
    network.backward(x.data(), kColumns, buffers, loss_from_logits(test.loss));
    const std::vector<Scalar> analytic(network.gradients().begin(), network.gradients().end());
    for (std::size_t i = 0; i < analytic.size(); ++i)
      compare("parameter", i, analytic[i], difference(value, network.parameters()[i]));
  }
}

TEST_CASE("every loss has a gradient check", "[gradient]") {
  for (std::size_t loss = 0; loss < loss_names().size(); ++loss) {
    bool found = false;
    for (const LossCase& test : cases()) found = found || static_cast<std::size_t>(test.loss) == loss;
    INFO(loss_names()[loss]);
    CHECK(found);
  }
}

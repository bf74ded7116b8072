// The microscope's gradients against central differences, in double; dL/dy of the outputs too.
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <vector>

#include "engine/core/rng.h"
#include "engine/study/trace.h"
#include "engine/train/trainer.h"

using namespace deltarule;

TEST_CASE("trace: dL/dW and dL/db are the slopes of the loss", "[study]") {
  struct Case {
    Loss loss;
    Activation last;
    int outputs;
  };
  for (const Case& c : {Case{Loss::mse, Activation::tanh, 1}, Case{Loss::huber, Activation::linear, 2},
                        Case{Loss::binary_cross_entropy, Activation::sigmoid, 1},
                        Case{Loss::softmax_cross_entropy, Activation::softmax, 3}}) {
    TrainingSpec spec;
    spec.model = {{LayerKind::dense, 4, Activation::gelu, 0.5},
                  {LayerKind::dropout, 1, Activation::linear, 0.5},
                  {LayerKind::dense, 3, Activation::sigmoid, 0.5},
                  {LayerKind::dense, c.outputs, c.last, 0.5}};
    spec.loss.name = c.loss;
    spec.optimizer.name = Optimizer::sgd;
    Rng rng(5, Purpose::data);
    TrainerState state;
    const std::size_t count = 2 * 4 + 4 + 4 * 3 + 3 + 4 * static_cast<std::size_t>(c.outputs);
    for (std::size_t i = 0; i < count; ++i) state.parameters.push_back(rng.uniform(-1, 1));
    const std::vector<Scalar> x = {0.4, -1.2};
    std::vector<Scalar> t(static_cast<std::size_t>(c.outputs), 0);
    t.back() = 1;
    const Trace trace = trace_sample(spec, state, 0.1, x, t);
    REQUIRE(trace.gradients.size() == count);
    const double h = 0.003;  // the loss of a trace is a float: its rounding is what limits this
    for (std::size_t i = 0; i < count; ++i) {
      TrainerState more = state, less = state;
      more.parameters[i] += h;
      less.parameters[i] -= h;
      const double slope = (static_cast<double>(trace_sample(spec, more, 0.1, x, t).loss) -
                            static_cast<double>(trace_sample(spec, less, 0.1, x, t).loss)) /
                           (2 * h);
      INFO("loss " << static_cast<int>(c.loss) << ", parameter " << i);
      CHECK(std::abs(slope - static_cast<double>(trace.gradients[i])) < 1e-4);
    }
  }
}

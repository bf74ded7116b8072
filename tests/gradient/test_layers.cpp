// Every layer and every activation through the harness. A new layer adds one line to `cases`.
#include "tests/gradient/harness.h"

using namespace deltarule;
using namespace deltarule::gradient;

namespace {

LayerSpec dense(Activation activation, int units = 4) {
  return {.kind = LayerKind::dense, .units = units, .activation = activation};
}
LayerSpec dropout(double rate) { return {.kind = LayerKind::dropout, .rate = rate}; }

}  // namespace

std::vector<LayerCase> deltarule::gradient::plain_cases() {
  return {
      {"dense linear", dense(Activation::linear)},
      {"dense of one unit", dense(Activation::linear, 1)},
      {"dense step", dense(Activation::step), {0}},
      {"dense sigmoid", dense(Activation::sigmoid)},
      {"dense tanh", dense(Activation::tanh)},
      {"dense relu", dense(Activation::relu), {0}},
      {"dense leaky_relu", dense(Activation::leaky_relu), {0}},
      {"dense elu", dense(Activation::elu), {0}},
      {"dense selu", dense(Activation::selu), {0}},
      {"dense gelu", dense(Activation::gelu)},
      {"dense silu", dense(Activation::silu)},
      {"dense softplus", dense(Activation::softplus), {20}},
      {"dense sine", dense(Activation::sine)},
      {"dense softmax", dense(Activation::softmax)},
      {"softmax of one unit", dense(Activation::softmax, 1)},
      {"dropout 0", dropout(0)},
      {"dropout 0.4", dropout(0.4)},
  };
}

namespace {

std::vector<LayerCase> cases() {
  std::vector<LayerCase> all;
  for (const auto& wing : {plain_cases(), image_cases(), recurrent_cases(), attention_cases()})
    all.insert(all.end(), wing.begin(), wing.end());
  return all;
}

}  // namespace

TEST_CASE("gradients of every layer", "[gradient]") {
  for (const LayerCase& test : cases()) check_layer(test);
}

TEST_CASE("every layer kind and every activation has a gradient check", "[gradient]") {
  for (std::size_t kind = 0; kind < layer_kind_names().size(); ++kind) {
    bool found = false;
    for (const LayerCase& test : cases()) found = found || static_cast<std::size_t>(test.spec.kind) == kind;
    INFO(layer_kind_names()[kind]);
    CHECK(found);
  }
  for (std::size_t activation = 0; activation < activation_names().size(); ++activation) {
    bool found = false;
    for (const LayerCase& test : cases())
      found =
          found || (test.spec.kind == LayerKind::dense && static_cast<std::size_t>(test.spec.activation) == activation);
    INFO(activation_names()[activation]);
    CHECK(found);
  }
}

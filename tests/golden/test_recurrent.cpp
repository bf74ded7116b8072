// Recurrent layers and attention against PyTorch, as generate_recurrent.py wrote it down.
#include <catch2/catch_test_macros.hpp>

#include <cmath>
#include <string>
#include <vector>

#include "engine/layers/registry.h"
#include "tests/golden/recurrent.h"

using namespace deltarule;
namespace pytorch = deltarule::golden::recurrent;

namespace {

std::vector<Scalar> scalars(const std::vector<double>& values) {
  std::vector<Scalar> result(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) result[i] = static_cast<Scalar>(values[i]);
  return result;
}

void close(const std::string& what, const std::vector<Scalar>& ours, const std::vector<double>& theirs) {
  REQUIRE(ours.size() == theirs.size());
  for (std::size_t i = 0; i < theirs.size(); ++i) {
    INFO(what << "[" << i << "]: " << ours[i] << ", PyTorch " << theirs[i]);
    CHECK(std::fabs(static_cast<double>(ours[i]) - theirs[i]) <= 1e-5 * std::fmax(1, std::fabs(theirs[i])));
  }
}

}  // namespace

TEST_CASE("golden: recurrent layers and attention", "[golden]") {
  constexpr auto H = pytorch::units;
  const std::vector<LayerSpec> specs = {
      {.kind = LayerKind::rnn, .units = H, .activation = Activation::tanh},
      {.kind = LayerKind::rnn, .units = H, .activation = Activation::relu},
      {.kind = LayerKind::lstm, .units = H},
      {.kind = LayerKind::gru, .units = H},
      {.kind = LayerKind::lstm, .units = H, .direction = Direction::both},
      {.kind = LayerKind::gru, .units = H, .direction = Direction::both},
      {.kind = LayerKind::attention, .units = H},
  };
  REQUIRE(pytorch::layers.size() == specs.size());
  constexpr std::size_t N = pytorch::steps * pytorch::samples;
  const std::vector<Scalar> x = scalars(pytorch::x), R = scalars(pytorch::R);
  for (std::size_t k = 0; k < specs.size(); ++k) {
    const pytorch::Golden& theirs = pytorch::layers[k];
    INFO(layer_kind_names()[static_cast<std::size_t>(specs[k].kind)] << ", the case " << k);
    const auto layer = make_layer(specs[k]);
    const auto shape = layer->plan({pytorch::inputs, 1, 1, pytorch::steps});
    REQUIRE(shape.ok());
    const auto outputs = static_cast<std::size_t>(shape->features());
    const std::vector<Scalar> parameters = scalars(theirs.parameters);
    std::vector<Scalar> gradients(parameters.size()), y(outputs * N), dy(outputs * N), dx(x.size());
    std::vector<Scalar> scratch(layer->scratch(N));
    for (std::size_t n = 0; n < N; ++n)
      for (std::size_t j = 0; j < outputs; ++j) dy[n * outputs + j] = R[n * 2 * H + j];
    layer->bind(parameters.data(), gradients.data(), nullptr);
    layer->forward({x.data(), y.data(), scratch.data(), N, nullptr});
    layer->backward({x.data(), y.data(), dy.data(), dx.data(), scratch.data(), N, false});
    close("y", y, theirs.y);
    close("dx", dx, theirs.dx);
    close("gradient", gradients, theirs.gradients);
  }
}

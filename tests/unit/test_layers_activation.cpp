// Activation functions: names, hand-checked values, extreme arguments, and that NaN never hides.
#include <catch2/catch_test_macros.hpp>

#include <cmath>
#include <limits>
#include <string_view>
#include <vector>

#include "engine/layers/activation.h"
#include "engine/layers/registry.h"

using namespace deltarule;

namespace {

constexpr Scalar kInf = std::numeric_limits<Scalar>::infinity();

bool near(Scalar a, double b) { return std::fabs(static_cast<double>(a) - b) <= 1e-6 * std::fmax(1, std::fabs(b)); }

std::vector<Activation> all() {
  std::vector<Activation> result;
  for (std::size_t i = 0; i < activation_names().size(); ++i) result.push_back(static_cast<Activation>(i));
  return result;
}

}  // namespace

TEST_CASE("activations: the same bits wherever an element stands in a row", "[layers]") {
  for (const Activation a : all()) {
    if (a == Activation::softmax) continue;  // its elements depend on one another
    for (std::size_t n = 1; n <= 21; ++n) {
      std::vector<Scalar> z(n), y(n);
      for (std::size_t i = 0; i < n; ++i) z[i] = static_cast<Scalar>(0.37) * static_cast<Scalar>(i) - 4;
      activate(a, 1, n, z.data(), y.data());
      for (std::size_t i = 0; i < n; ++i) CHECK(y[i] == activation_value(a, z[i]));
    }
  }
}

TEST_CASE("activations: names as in files and links", "[layers]") {
  const std::vector<std::string_view> expected = {"linear", "step", "sigmoid", "tanh",     "relu", "leaky_relu", "elu",
                                                  "selu",   "gelu", "silu",    "softplus", "sine", "softmax"};
  CHECK(std::vector(activation_names().begin(), activation_names().end()) == expected);
  CHECK(static_cast<std::size_t>(Activation::softmax) + 1 == expected.size());
  CHECK(layer_kind_names()[static_cast<std::size_t>(LayerKind::dense)] == "dense");
  CHECK(layer_kind_names()[static_cast<std::size_t>(LayerKind::dropout)] == "dropout");
  for (std::size_t i = 0; i < layer_kind_names().size(); ++i) {
    LayerSpec spec;
    spec.kind = static_cast<LayerKind>(i);
    const auto layer = make_layer(spec);
    REQUIRE(layer != nullptr);
    CHECK(layer->kind() == spec.kind);
  }
  LayerSpec unknown;
  unknown.kind = static_cast<LayerKind>(200);
  CHECK(make_layer(unknown) == nullptr);
}

TEST_CASE("activations: values", "[layers]") {
  const auto f = [](Activation a, double z) { return activation_value(a, static_cast<Scalar>(z)); };
  CHECK(f(Activation::linear, -2.5) == Scalar{-2.5});
  CHECK(f(Activation::step, -1e-30) == 0);
  CHECK(f(Activation::step, 0) == 1);
  CHECK(f(Activation::step, 3) == 1);
  CHECK(near(f(Activation::sigmoid, 1), 0.7310585786300049));
  CHECK(near(f(Activation::tanh, 0.5), 0.46211715726000973));
  CHECK(f(Activation::relu, -3) == 0);
  CHECK(f(Activation::relu, 3) == 3);
  CHECK(near(f(Activation::leaky_relu, -3), -0.03));
  CHECK(near(f(Activation::elu, -1), -0.6321205588285577));
  CHECK(f(Activation::elu, 2) == 2);
  CHECK(near(f(Activation::selu, 1), 1.0507009873554805));
  CHECK(near(f(Activation::selu, -1), -1.1113307378125625));
  CHECK(near(f(Activation::gelu, 1), 0.8413447460685429));  // 1 * Phi(1)
  CHECK(near(f(Activation::gelu, -1), -0.15865525393145707));
  CHECK(near(f(Activation::silu, 1), 0.7310585786300049));
  CHECK(near(f(Activation::softplus, 0), 0.6931471805599453));
  CHECK(f(Activation::softplus, 25) == 25);
  CHECK(near(f(Activation::sine, 1), 0.8414709848078965));
  CHECK(f(Activation::softmax, 7) == 1);
}

TEST_CASE("activations: softmax of a column sums to 1 and survives large logits", "[layers]") {
  const std::vector<Scalar> z = {0, std::log(Scalar{2}), std::log(Scalar{3}), 1000, 1000, -1000};
  std::vector<Scalar> y(6);
  activate(Activation::softmax, 3, 2, z.data(), y.data());
  CHECK(near(y[0], 1.0 / 6));
  CHECK(near(y[1], 2.0 / 6));
  CHECK(near(y[2], 3.0 / 6));
  CHECK(y[3] == Scalar{0.5});
  CHECK(y[4] == Scalar{0.5});
  CHECK(y[5] == 0);
}

TEST_CASE("activations: finite everywhere, in place, any count, and NaN comes through", "[layers]") {
  for (const Activation a : all()) {
    INFO(activation_names()[static_cast<std::size_t>(a)]);
    for (const double z : {-1e30, -1000.0, -100.0, -1e-40, 0.0, 1e-40, 100.0, 1000.0, 1e30})
      CHECK(std::isfinite(activation_value(a, static_cast<Scalar>(z))));
    CHECK(std::isnan(activation_value(a, std::numeric_limits<Scalar>::quiet_NaN())));
    for (std::size_t n = 1; n < 10; ++n) {
      std::vector<Scalar> z(n + 1), y(n + 1, 77), dz(n + 1, 77);
      for (std::size_t i = 0; i < n; ++i) z[i] = static_cast<Scalar>(0.7 * static_cast<double>(i) - 2);
      activate(a, n, 1, z.data(), y.data());
      CHECK(y[n] == 77);  // nothing written beyond the end
      activate_backward(a, n, 1, z.data(), y.data(), z.data(), dz.data());
      CHECK(dz[n] == 77);
      auto in_place = z;
      activate(a, n, 1, in_place.data(), in_place.data());
      for (std::size_t i = 0; i < n; ++i) {
        CHECK(in_place[i] == y[i]);
        // Each number by itself gives the same bits as among others.
        if (a != Activation::softmax) CHECK(activation_value(a, z[i]) == y[i]);
      }
    }
  }
  CHECK(activation_value(Activation::relu, kInf) == kInf);
}

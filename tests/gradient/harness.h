// One check for every layer and loss: analytic gradients against central differences, in double, on poisoned buffers.
//
// dx is filled with NaN (backward must overwrite all of it) and parameter gradients with known garbage (backward must
// add to it). Columns are T*B with B = 2 and T = 3. Functions with kinks declare them; inputs that fall near one are
// moved away.
#pragma once

#include <catch2/catch_test_macros.hpp>

#include <cmath>
#include <cstddef>
#include <functional>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "engine/core/rng.h"
#include "engine/layers/registry.h"

namespace deltarule::gradient {

static_assert(sizeof(Scalar) == 8, "gradient checks run in double");

inline constexpr std::size_t kB = 2, kT = 3, kColumns = kT * kB;
inline constexpr double kStep = 1e-5;       // the error of a central difference is of the order of its square
inline constexpr double kTolerance = 1e-7;  // relative to 1 or the gradient, whichever is larger
inline constexpr double kGarbage = 0.25;    // what parameter gradients hold before backward()

inline std::vector<Scalar> random(std::size_t n, std::uint64_t seed, double scale = 1) {
  Rng rng(seed, Purpose::data);
  std::vector<Scalar> values(n);
  for (Scalar& value : values) value = rng.normal() * scale;
  return values;
}

/// d f / d at[i] by central difference.
inline double difference(const std::function<double()>& f, Scalar& at) {
  const Scalar here = at;
  at = here + kStep;
  const double above = f();
  at = here - kStep;
  const double below = f();
  at = here;
  return (above - below) / (2 * kStep);
}

inline void compare(const std::string& what, std::size_t index, double analytic, double numeric) {
  INFO(what << "[" << index << "]: analytic " << analytic << ", numeric " << numeric);
  CHECK(std::fabs(analytic - numeric) <= kTolerance * std::fmax(1, std::fabs(numeric)));
}

struct LayerCase {
  std::string name;
  LayerSpec spec;
  std::vector<double> kinks = {};  // values of z where the activation has no derivative
  std::uint64_t seed = 1;
  Shape input = {5, 1, 1, static_cast<int>(kT)};
  /// Makes the input from random numbers: codes for an embedding, numbers far apart for a maximum. Null: as they are.
  void (*prepare)(std::vector<Scalar>& x) = nullptr;
  bool discrete = false;  // the input is codes: there is no dx, and backward() fills it with zeros
};

// The cases by wing; a new layer adds a line to one of them.
std::vector<LayerCase> plain_cases();
std::vector<LayerCase> image_cases();
std::vector<LayerCase> recurrent_cases();
std::vector<LayerCase> attention_cases();

/// L = sum(R * y) with random R, differentiated with respect to everything the layer has.
inline void check_layer(const LayerCase& test) {
  INFO(test.name);
  const auto inputs = static_cast<std::size_t>(test.input.features());
  const std::unique_ptr<Layer> layer = make_layer(test.spec);
  REQUIRE(layer != nullptr);
  const Result<Shape> shape = layer->plan(test.input);
  REQUIRE(shape.ok());
  const std::size_t columns_out = static_cast<std::size_t>(shape->steps) * kB;
  const std::size_t outputs = static_cast<std::size_t>(shape->features()) * columns_out;
  std::size_t count = 0, state = 0;
  for (const Parameter& p : layer->parameters()) count += static_cast<std::size_t>(element_count(p.dims));
  for (const Parameter& p : layer->buffers()) state += static_cast<std::size_t>(element_count(p.dims));

  std::vector<Scalar> x = random(inputs * kColumns, test.seed), y(outputs);
  if (test.prepare) test.prepare(x);
  std::vector<Scalar> parameters = random(count, test.seed + 1, 0.7), buffers(state, 1);
  std::vector<Scalar> gradients(parameters.size(), kGarbage);
  std::vector<Scalar> scratch(layer->scratch(kColumns), std::numeric_limits<Scalar>::quiet_NaN());
  const std::vector<Scalar> R = random(outputs, test.seed + 2);
  layer->bind(parameters.data(), gradients.data(), buffers.data());

  const auto run = [&] {
    Rng rng(test.seed, Purpose::dropout);  // the same masks in every pass
    layer->forward({x.data(), y.data(), scratch.data(), kColumns, &rng});
  };
  const auto loss = [&] {
    run();
    double sum = 0;
    for (std::size_t i = 0; i < y.size(); ++i) sum += R[i] * y[i];
    return sum;
  };

  run();
  if (const Scalar* z = layer->logits(scratch.data(), kColumns); z != nullptr)
    for (std::size_t i = 0; i < y.size(); ++i)
      for (const double kink : test.kinks) REQUIRE(std::fabs(z[i] - kink) > 100 * kStep);  // else take another seed

  std::vector<Scalar> dx(x.size(), std::numeric_limits<Scalar>::quiet_NaN());
  layer->backward({x.data(), y.data(), R.data(), dx.data(), scratch.data(), kColumns, false});
  for (std::size_t i = 0; i < x.size(); ++i) compare("dx", i, dx[i], test.discrete ? 0 : difference(loss, x[i]));
  for (std::size_t i = 0; i < parameters.size(); ++i)
    compare("parameter", i, gradients[i] - kGarbage, difference(loss, parameters[i]));

  // A first layer has no one to hand dx to; its own gradients are the same.
  run();
  std::vector<Scalar> again(parameters.size(), kGarbage);
  layer->bind(parameters.data(), again.data(), buffers.data());
  layer->backward({x.data(), y.data(), R.data(), nullptr, scratch.data(), kColumns, false});
  CHECK(again == gradients);
}

}  // namespace deltarule::gradient

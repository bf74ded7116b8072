// Functions of one number: what they are, and how samples of them are drawn.
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>
#include <string>

#include "engine/data/functions.h"
#include "engine/train/trainer.h"

using namespace deltarule;

namespace {

constexpr double kTurn = 6.283185307179586;

TargetFunction function(std::size_t i) { return static_cast<TargetFunction>(i); }

FunctionData made(const FunctionSpec& spec, std::uint32_t seed = 1) {
  auto data = make_functions(spec, seed);
  if (!data.ok()) FAIL(data.error().text());
  return std::move(*data);
}

double exact(TargetFunction name, double x) {
  const auto bump = [x](double middle, double s) { return std::exp(-(x - middle) * (x - middle) / (2 * s * s)); };
  switch (name) {
    case TargetFunction::sine: return std::sin(kTurn * x);
    case TargetFunction::square: return x - std::floor(x) < 0.5 ? 1 : -1;
    case TargetFunction::sawtooth: return 2 * (x - std::floor(x)) - 1;
    case TargetFunction::step: return x >= 0 ? 1 : 0;
    case TargetFunction::gaussian: return bump(0, 0.2);
    case TargetFunction::gaussians: return 0.8 * bump(-0.6, 0.1) - 0.6 * bump(0.05, 0.15) + bump(0.55, 0.08);
    case TargetFunction::polynomial: return std::cos(5 * std::acos(x));
    case TargetFunction::absolute: return std::fabs(x);
    case TargetFunction::sinc: return x == 0 ? 1 : std::sin(2 * kTurn * x) / (2 * kTurn * x);
    case TargetFunction::chirp: return std::sin(0.75 * kTurn * (x + 1) * (x + 1));
  }
  return 0;
}

}  // namespace

TEST_CASE("functions: each is what its formula says, between -1 and 1, on a grid with both ends", "[data]") {
  constexpr int kPlaces = 401;
  CHECK(function_place(0, kPlaces) == -1);
  CHECK(function_place(kPlaces - 1, kPlaces) == 1);
  CHECK(function_place(200, kPlaces) == 0);
  for (std::size_t f = 0; f < target_function_names().size(); ++f) {
    CAPTURE(target_function_names()[f]);
    const std::vector<Scalar> grid = function_grid(function(f), kPlaces);
    REQUIRE(grid.size() == kPlaces);
    double least = 1, most = -1;
    for (int i = 0; i < kPlaces; ++i) {
      const Scalar x = function_place(i, kPlaces), y = grid[static_cast<std::size_t>(i)];
      CAPTURE(x);
      CHECK(std::fabs(static_cast<double>(y) - exact(function(f), static_cast<double>(x))) < 1e-5);
      least = std::min(least, static_cast<double>(y));
      most = std::max(most, static_cast<double>(y));
    }
    CHECK(least >= -1.00001);
    CHECK(most <= 1.00001);
    CHECK(most > 0.9);
    CHECK(least < 0.3);
  }
  CHECK(exact(function(target_function_names().size()), 0) == 0);  // the list above has them all
}

TEST_CASE("functions: samples lie on the function, split as asked, the same from the same seed", "[data]") {
  for (std::size_t f = 0; f < target_function_names().size(); ++f) {
    CAPTURE(target_function_names()[f]);
    const FunctionData data = made({.name = function(f), .samples = 100, .train = 0.7});
    CHECK(data.train.samples == 70);
    CHECK(data.test.samples == 30);
    CHECK(data.train.shape == vector_shape(1));
    CHECK(data.train.classes.empty());
    for (const Dataset* part : {&data.train, &data.test})
      for (std::size_t i = 0; i < part->input.size(); ++i) {
        CHECK(part->input[i] >= -1);
        CHECK(part->input[i] <= 1);
        CHECK(part->target[i] == function_value(function(f), part->input[i]));
      }
  }
  const FunctionData a = made({.samples = 50, .noise = 0.1, .train = 1}, 3);
  const FunctionData b = made({.samples = 50, .noise = 0.1, .train = 1}, 3);
  const FunctionData more = made({.samples = 60, .noise = 0.1, .train = 1}, 3);
  const FunctionData other = made({.samples = 50, .noise = 0.1, .train = 1}, 4);
  CHECK(a.train.target == b.train.target);
  CHECK(std::equal(a.train.target.begin(), a.train.target.end(), more.train.target.begin()));
  CHECK(a.train.input != other.train.input);
  CHECK(a.test.samples == 0);
}

TEST_CASE("functions: places are spread evenly, and noise has the deviation that was asked for", "[data]") {
  const FunctionData data = made({.name = TargetFunction::absolute, .samples = 20'000, .noise = 0.3, .train = 1});
  double places = 0, squares = 0, noise = 0;
  for (std::size_t i = 0; i < data.train.input.size(); ++i) {
    const auto x = static_cast<double>(data.train.input[i]);
    const double off = static_cast<double>(data.train.target[i]) - std::fabs(x);
    places += x;
    squares += x * x;
    noise += off * off;
  }
  CHECK(std::fabs(places / 20'000) < 0.02);
  CHECK(std::fabs(squares / 20'000 - 1.0 / 3) < 0.01);
  CHECK(std::fabs(std::sqrt(noise / 20'000) - 0.3) < 0.01);
}

TEST_CASE("functions: what cannot be met is refused by its field", "[data]") {
  const auto where = [](const FunctionSpec& spec) {
    const auto result = make_functions(spec, 1);
    return result.ok() ? std::string() : result.error().where;
  };
  CHECK(where({.name = static_cast<TargetFunction>(99)}) == "data.name");
  CHECK(where({.samples = 1}) == "data.samples");
  CHECK(where({.samples = kMaxFunctionSamples + 1}) == "data.samples");
  CHECK(where({.noise = -0.1}) == "data.noise");
  CHECK(where({.noise = std::numeric_limits<double>::quiet_NaN()}) == "data.noise");
  CHECK(where({.train = 0}) == "data.train");
  CHECK(where({.train = 1.5}) == "data.train");
}

TEST_CASE("functions: one hidden layer learns the bump", "[data][train]") {
  const FunctionData data = made({.name = TargetFunction::gaussian});
  TrainingSpec spec;
  spec.model = {{.kind = LayerKind::dense, .units = 20, .activation = Activation::tanh}, {.kind = LayerKind::dense}};
  spec.loss.name = Loss::mse;
  spec.optimizer.learning_rate = 0.02;
  auto trainer = Trainer::build(spec, data.train, data.test);
  REQUIRE(trainer.ok());
  const double before = (*trainer)->evaluate_test().loss;
  for (int i = 0; i < 3000; ++i) (*trainer)->step();
  CHECK(before > 0.1);
  CHECK((*trainer)->evaluate_test().loss < 0.001);
}

// Three steps of every optimizer, worked out by hand from PyTorch's formulas: p = 1, lr = 0.1, gradients 0.5, -0.25, 1.
#include <catch2/catch_test_macros.hpp>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "engine/train/optimizer.h"

using namespace deltarule;

namespace {

const std::vector<double> kGradients = {0.5, -0.25, 1};

// Nine parameters, so that whole lanes and the remainder are both seen; all must take the same path.
std::vector<double> trajectory(const OptimizerSpec& spec) {
  const std::size_t n = 9;
  Descent descent(spec, n);
  std::vector<Scalar> p(n, 1);
  std::vector<double> path;
  for (const double gradient : kGradients) {
    const std::vector<Scalar> g(n, static_cast<Scalar>(gradient));
    descent.step(spec.learning_rate, g.data(), p.data());
    for (const Scalar value : p) CHECK(value == p[0]);
    path.push_back(static_cast<double>(p[0]));
  }
  return path;
}

OptimizerSpec spec(Optimizer name, double learning_rate = 0.1) {
  OptimizerSpec result;
  result.name = name;
  result.learning_rate = learning_rate;
  result.epsilon = default_epsilon(name);
  return result;
}

void check(const OptimizerSpec& optimizer, const std::vector<double>& expected) {
  const std::vector<double> path = trajectory(optimizer);
  INFO(optimizer_names()[static_cast<std::size_t>(optimizer.name)]);
  REQUIRE(path.size() == expected.size());
  for (std::size_t i = 0; i < path.size(); ++i) {
    INFO("step " << i + 1 << ": " << path[i] << ", expected " << expected[i]);
    CHECK(std::fabs(path[i] - expected[i]) < 2e-6);
  }
}

}  // namespace

TEST_CASE("optimizers: names as in files and links", "[train]") {
  const std::vector<std::string_view> expected = {"sgd",     "momentum", "nesterov", "adagrad",   "adadelta",
                                                  "rmsprop", "adam",     "adamw",    "perceptron"};
  CHECK(std::vector(optimizer_names().begin(), optimizer_names().end()) == expected);
  CHECK(static_cast<std::size_t>(Optimizer::perceptron) + 1 == expected.size());
  CHECK(default_epsilon(Optimizer::adam) == 1e-8);
  CHECK(default_epsilon(Optimizer::adagrad) == 1e-10);
  CHECK(default_epsilon(Optimizer::adadelta) == 1e-6);
}

TEST_CASE("sgd by hand", "[train]") {
  // 1 - 0.1*0.5 = 0.95; 0.95 + 0.1*0.25 = 0.975; 0.975 - 0.1 = 0.875
  check(spec(Optimizer::sgd), {0.95, 0.975, 0.875});
}

TEST_CASE("momentum by hand", "[train]") {
  // v = 0.5; 0.9*0.5 - 0.25 = 0.2; 0.9*0.2 + 1 = 1.18.   p = 1 - 0.05; - 0.02; - 0.118
  check(spec(Optimizer::momentum), {0.95, 0.93, 0.812});
}

TEST_CASE("nesterov by hand", "[train]") {
  // v as above; g + 0.9 v = 0.95; -0.25 + 0.18 = -0.07; 1 + 1.062 = 2.062
  check(spec(Optimizer::nesterov), {0.905, 0.912, 0.7058});
}

TEST_CASE("adagrad by hand", "[train]") {
  // s = 0.25; 0.3125; 1.3125.   g/sqrt(s) = 1; -0.4472136; 0.8728716
  check(spec(Optimizer::adagrad), {0.9, 0.94472136, 0.85743420});
}

TEST_CASE("adadelta by hand", "[train]") {
  // lr = 1.  s = 0.025; 0.02875; 0.125875.   u before = 0; 9.9996e-7; 1.33472e-6
  // d = sqrt(u + 1e-6)/sqrt(s + 1e-6) g = 0.0031622144; -0.0020850870; 0.0043067156
  check(spec(Optimizer::adadelta, 1), {0.996837786, 0.998922873, 0.994616157});
}

TEST_CASE("rmsprop by hand", "[train]") {
  // s = 0.01*0.25 = 0.0025; 0.99*0.0025 + 0.000625 = 0.0031; 0.013069.   g/sqrt(s) = 10; -4.4901326; 8.7473959
  check(spec(Optimizer::rmsprop), {0.0000002, 0.449013374, -0.425726216});
}

TEST_CASE("adam by hand", "[train]") {
  // m = 0.05; 0.02; 0.118, over 1 - 0.9^t = 0.1; 0.19; 0.271:             0.5; 0.10526316; 0.43542435
  // v = 0.00025; 0.00031225; 0.00131193775, over 0.001; 0.001999; 0.002997001:  0.25; 0.15620310; 0.43775019
  // quotient = 1; 0.26633704; 0.65811160
  check(spec(Optimizer::adam), {0.9, 0.873366299, 0.807555140});
}

TEST_CASE("adamw by hand", "[train]") {
  // As Adam, but p is first multiplied by 1 - 0.1*0.01 = 0.999: 0.999 - 0.1; 0.898101 - 0.0266337; 0.8705958 -
  // 0.0658112
  check(spec(Optimizer::adamw), {0.899, 0.871467299, 0.804784672});
}

TEST_CASE("optimizers: reset and restore bring the same path again", "[train]") {
  for (std::size_t name = 0; name + 1 < optimizer_names().size(); ++name) {
    INFO(optimizer_names()[name]);
    const OptimizerSpec optimizer = spec(static_cast<Optimizer>(name));
    const std::vector<Scalar> g = {Scalar(0.5), Scalar(-2), Scalar(1e-3), 0, 1};
    std::vector<Scalar> p(5, 1);
    Descent descent(optimizer, 5);
    for (int i = 0; i < 3; ++i) descent.step(0.1, g.data(), p.data());
    Descent copy(optimizer, 5);
    CHECK(copy.restore(descent.moments(), descent.scalars()));
    auto q = p;
    for (int i = 0; i < 3; ++i) descent.step(0.1, g.data(), p.data());
    for (int i = 0; i < 3; ++i) copy.step(0.1, g.data(), q.data());
    CHECK(p == q);
    descent.reset();
    std::vector<Scalar> again(5, 1);
    for (int i = 0; i < 6; ++i) descent.step(0.1, g.data(), again.data());
    CHECK(again == p);
    CHECK_FALSE(copy.restore(std::vector<Scalar>(1), descent.scalars()));
    CHECK_FALSE(copy.restore(descent.moments(), std::vector<double>(5)));
  }
}

TEST_CASE("optimizers: the moments of a dead unit come to rest at zero, not among the denormals", "[train]") {
  for (const Optimizer name : {Optimizer::momentum, Optimizer::nesterov, Optimizer::adadelta, Optimizer::rmsprop,
                               Optimizer::adam, Optimizer::adamw}) {
    OptimizerSpec optimizer = spec(name);
    optimizer.beta2 = 0.9;
    optimizer.alpha = 0.9;
    Descent descent(optimizer, 5);
    std::vector<Scalar> p(5, 1), g(5, 1);
    descent.step(0.1, g.data(), p.data());
    g.assign(5, 0);
    for (int i = 0; i < 2000; ++i) descent.step(0.1, g.data(), p.data());
    for (const Scalar moment : descent.moments()) CHECK(moment == 0);
    for (const Scalar value : p) CHECK(std::isfinite(value));
  }
}

TEST_CASE("optimizers: numbers that make no sense are refused by name", "[train]") {
  const auto where = [](auto change) {
    OptimizerSpec optimizer;
    change(optimizer);
    const Status status = check_optimizer(optimizer);
    return status.ok() ? std::string() : status.error().where;
  };
  CHECK(where([](OptimizerSpec&) {}).empty());
  CHECK(where([](OptimizerSpec& o) { o.learning_rate = 0; }) == "optimizer.learning_rate");
  CHECK(where([](OptimizerSpec& o) { o.learning_rate = std::nan(""); }) == "optimizer.learning_rate");
  CHECK(where([](OptimizerSpec& o) { o.momentum = 1; }) == "optimizer.momentum");
  CHECK(where([](OptimizerSpec& o) { o.beta1 = -0.1; }) == "optimizer.beta1");
  CHECK(where([](OptimizerSpec& o) { o.beta2 = 1; }) == "optimizer.beta2");
  CHECK(where([](OptimizerSpec& o) { o.rho = 1; }) == "optimizer.rho");
  CHECK(where([](OptimizerSpec& o) { o.alpha = 2; }) == "optimizer.alpha");
  CHECK(where([](OptimizerSpec& o) { o.epsilon = 0; }) == "optimizer.epsilon");
  CHECK(where([](OptimizerSpec& o) { o.weight_decay = -1; }) == "optimizer.weight_decay");
  CHECK(where([](OptimizerSpec& o) { o.name = static_cast<Optimizer>(99); }) == "optimizer.name");
}

TEST_CASE("optimizers: an update says whether all parameters are finite", "[train]") {
  for (const Optimizer name : {Optimizer::sgd, Optimizer::momentum, Optimizer::nesterov, Optimizer::adagrad,
                               Optimizer::rmsprop, Optimizer::adadelta, Optimizer::adam, Optimizer::adamw})
    for (const std::size_t place : {0u, 3u, 8u}) {
      std::vector<Scalar> g(9, Scalar(0.5)), p(9, 1);
      CHECK(Descent(spec(name), 9).step(0.1, g.data(), p.data()));
      p[place] = std::numeric_limits<Scalar>::infinity();
      CHECK_FALSE(Descent(spec(name), 9).step(0.1, g.data(), p.data()));
      p[place] = std::numeric_limits<Scalar>::quiet_NaN();
      CHECK_FALSE(Descent(spec(name), 9).step(0.1, g.data(), p.data()));
    }
}

// Losses by hand, their reductions, their behaviour far out, and which last layers they accept.
#include <catch2/catch_test_macros.hpp>

#include <cmath>
#include <vector>

#include "engine/train/loss.h"
#include "engine/train/target_coding.h"

using namespace deltarule;

namespace {

using Numbers = std::vector<Scalar>;

double value(const LossSpec& loss, std::size_t units, const Numbers& y, const Numbers& z, const Numbers& t) {
  const std::size_t columns = t.size() / units;
  double sum = 0;
  add_loss(loss, {units, columns, y.data(), z.data(), t.data()}, sum);
  return sum / loss_count(loss.name, units, columns);
}

Numbers gradient(const LossSpec& loss, std::size_t units, const Numbers& y, const Numbers& z, const Numbers& t) {
  Numbers result(t.size(), 99);
  loss_gradient(loss, {units, t.size() / units, y.data(), z.data(), t.data()}, result.data());
  return result;
}

void close(const Numbers& a, const std::vector<double>& b) {
  REQUIRE(a.size() == b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    INFO("element " << i << ": " << a[i] << ", expected " << b[i]);
    CHECK(std::fabs(static_cast<double>(a[i]) - b[i]) < 1e-6);
  }
}

bool close(double a, double b) { return std::fabs(a - b) < 1e-6; }

}  // namespace

TEST_CASE("losses: elementwise ones by hand, mean over all elements", "[train]") {
  const Numbers y = {1, -2, Scalar(0.5), 3, 0}, t = {0, -1, Scalar(0.5), -1, 0};  // d = 1, -1, 0, 4, 0
  CHECK(close(value({Loss::mse, 1}, 1, y, y, t), (1 + 1 + 0 + 16 + 0) / 5.0));
  close(gradient({Loss::mse, 1}, 1, y, y, t), {0.4, -0.4, 0, 1.6, 0});
  CHECK(close(value({Loss::mse, 1}, 5, y, y, t), 18 / 5.0));  // five outputs of one sample: the same mean
  CHECK(close(value({Loss::mae, 1}, 1, y, y, t), 6 / 5.0));
  close(gradient({Loss::mae, 1}, 1, y, y, t), {0.2, -0.2, 0, 0.2, 0});
  // Huber, delta 2: 0.5, 0.5, 0, 2*(4 - 1) = 6, 0
  CHECK(close(value({Loss::huber, 2}, 1, y, y, t), 7 / 5.0));
  close(gradient({Loss::huber, 2}, 1, y, y, t), {0.2, -0.2, 0, 0.4, 0});
}

TEST_CASE("losses: hinge by hand", "[train]") {
  // 1 - t y = 0.5, 3, -1, 1 with the last exactly on the flat side
  const Numbers y = {Scalar(0.5), -2, -2, 0}, t = {1, 1, -1, 1};
  CHECK(close(value({Loss::hinge, 1}, 1, y, y, t), (0.5 + 3 + 0 + 1) / 4));
  close(gradient({Loss::hinge, 1}, 1, y, y, t), {-0.25, -0.25, 0, -0.25});
}

TEST_CASE("losses: binary cross-entropy from logits by hand", "[train]") {
  // z = 0: log 2 either way. z = 1, t = 1: log(1 + 1/e) = 0.31326169.
  const Numbers z = {0, 1}, y = {Scalar(0.5), Scalar(0.7310585786)}, t = {0, 1};
  CHECK(close(value({Loss::binary_cross_entropy, 1}, 1, y, z, t), (0.69314718 + 0.31326169) / 2));
  close(gradient({Loss::binary_cross_entropy, 1}, 1, y, z, t), {0.25, (0.7310585786 - 1) / 2});
  // Utterly wrong and utterly sure: the loss is the logit, not infinity.
  CHECK(close(value({Loss::binary_cross_entropy, 1}, 1, {1}, {500}, {0}), 500));
  CHECK(value({Loss::binary_cross_entropy, 1}, 1, {0}, {-500}, {0}) == 0);
}

TEST_CASE("losses: softmax cross-entropy from logits by hand, mean over the batch", "[train]") {
  // Column 1: z = log 1, log 2, log 3, right class 1: -log(2/6) = log 3.  Column 2: certain and right.
  const Numbers z = {0, std::log(Scalar(2)), std::log(Scalar(3)), 0, 0, 1000};
  const Numbers y = {Scalar(1.0 / 6), Scalar(2.0 / 6), Scalar(3.0 / 6), 0, 0, 1}, t = {0, 1, 0, 0, 0, 1};
  CHECK(close(value({Loss::softmax_cross_entropy, 1}, 3, y, z, t), std::log(3.0) / 2));
  close(gradient({Loss::softmax_cross_entropy, 1}, 3, y, z, t), {1.0 / 12, (1.0 / 3 - 1) / 2, 0.25, 0, 0, 0});
  CHECK(close(value({Loss::softmax_cross_entropy, 1}, 2, {1, 0}, {800, 0}, {0, 1}), 800));
}

TEST_CASE("losses: a NaN comes through", "[train]") {
  const Scalar nan = std::nanf("");
  for (std::size_t name = 0; name < loss_names().size(); ++name) {
    const LossSpec loss{static_cast<Loss>(name), 1};
    INFO(loss_names()[name]);
    CHECK(std::isnan(value(loss, 2, {nan, 1}, {nan, 1}, {1, 0})));
    CHECK(std::isnan(gradient(loss, 2, {nan, nan}, {nan, nan}, {1, 0})[0]));
  }
}

TEST_CASE("losses: which last layers they accept", "[train]") {
  const auto accepts = [](Loss loss, Activation last, int units = 2) {
    return check_loss({loss, 1}, {LayerKind::dense, units, last, 0}).ok();
  };
  CHECK(accepts(Loss::binary_cross_entropy, Activation::sigmoid));
  CHECK_FALSE(accepts(Loss::binary_cross_entropy, Activation::linear));
  CHECK_FALSE(accepts(Loss::binary_cross_entropy, Activation::softmax));
  CHECK(accepts(Loss::softmax_cross_entropy, Activation::softmax));
  CHECK_FALSE(accepts(Loss::softmax_cross_entropy, Activation::sigmoid));
  CHECK_FALSE(accepts(Loss::softmax_cross_entropy, Activation::softmax, 1));
  for (std::size_t a = 0; a < activation_names().size(); ++a) CHECK(accepts(Loss::mse, static_cast<Activation>(a)));
  CHECK(check_loss({Loss::huber, 0}, {}).error().where == "loss.delta");
}

TEST_CASE("target coding: the one rule", "[train]") {
  const auto low = [](Activation last, Loss loss, int units = 1) {
    return target_coding({LayerKind::dense, units, last, 0}, loss).low;
  };
  CHECK(low(Activation::sigmoid, Loss::binary_cross_entropy) == 0);
  CHECK(low(Activation::sigmoid, Loss::mse) == 0);
  CHECK(low(Activation::step, Loss::mse) == 0);
  CHECK(low(Activation::relu, Loss::mse) == 0);
  CHECK(low(Activation::tanh, Loss::mse) == -1);
  CHECK(low(Activation::linear, Loss::huber) == -1);
  CHECK(low(Activation::sine, Loss::mae) == -1);
  CHECK(low(Activation::linear, Loss::hinge) == -1);
  CHECK(low(Activation::softmax, Loss::softmax_cross_entropy, 3) == 0);
  CHECK(low(Activation::linear, Loss::mse, 3) == 0);
  CHECK(low(Activation::linear, Loss::hinge, 3) == -1);
  const TargetCoding unsigned_coding{0, 1}, signed_coding{-1, 1};
  CHECK(unsigned_coding.threshold() == Scalar(0.5));
  CHECK(signed_coding.threshold() == 0);
  const Numbers one = {Scalar(0.25)}, three = {Scalar(0.1), Scalar(0.7), Scalar(0.7)};
  CHECK(predicted_class(unsigned_coding, one.data(), 1) == 0);
  CHECK(predicted_class(signed_coding, one.data(), 1) == 1);
  CHECK(predicted_class(unsigned_coding, three.data(), 3) == 1);  // the first of equals
}

// Batch files: shapes, orders and targets, and every way in which a file does not say them.
#include <catch2/catch_test_macros.hpp>
#include <string>

#include "engine/io/batch.h"
#include "tests/support/toy_data.h"

using namespace deltarule;

namespace {

std::vector<Scalar> counted(std::size_t n) {
  std::vector<Scalar> out(n);
  for (std::size_t i = 0; i < n; ++i) out[i] = static_cast<Scalar>(i);
  return out;
}

Tensor input(std::vector<std::int64_t> shape) {
  std::size_t n = 1;
  for (const std::int64_t side : shape) n *= static_cast<std::size_t>(side);
  return tensor_of("input", std::move(shape), counted(n));
}
Tensor values(std::vector<std::int64_t> shape) {
  Tensor out = input(std::move(shape));
  out.name = "target";
  return out;
}
Tensor classes(std::vector<std::int64_t> shape, const std::vector<std::int64_t>& labels) {
  return tensor_of("target", std::move(shape), labels);
}

TrainingSpec spec_of(int units, Activation activation, Loss loss) {
  TrainingSpec spec;
  spec.model = {toy::dense(units, activation)};
  spec.loss.name = loss;
  return spec;
}
const TrainingSpec kThree = spec_of(3, Activation::softmax, Loss::softmax_cross_entropy);
const TrainingSpec kOne = spec_of(1, Activation::tanh, Loss::mse);

Dataset read(const TensorFile& file, const TrainingSpec& spec) {
  const auto data = dataset_of(file, spec);
  if (!data.ok()) FAIL(data.error().text());
  return *data;
}
bool refuses(const TensorFile& file, const TrainingSpec& spec, std::string_view part) {
  const auto data = dataset_of(file, spec);
  if (!data.ok()) UNSCOPED_INFO(data.error().text());
  return !data.ok() && data.error().text().find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("batch: features with values") {
  const Dataset data = read({{input({2, 3}), values({2, 1})}, {}}, kOne);
  CHECK(data.shape == vector_shape(3));
  CHECK(data.samples == 2);
  CHECK(data.targets == 1);
  CHECK(data.target_steps == 1);
  CHECK(data.classes.empty());
  CHECK(data.input == counted(6));
}

TEST_CASE("batch: sequences, images and codes have shapes of their own") {
  CHECK(read({{input({2, 5, 3}), values({2, 1})}, {}}, kOne).shape == Shape{3, 1, 1, 5});
  CHECK(read({{input({2, 3, 4, 5}), values({2, 1})}, {}}, kOne).shape == Shape{3, 4, 5, 1});
  const Dataset each = read({{input({2, 5, 3}), values({2, 5, 1})}, {}}, kOne);
  CHECK(each.target_steps == 5);
  CHECK(each.target.size() == 10);
  TrainingSpec codes = kOne;
  codes.model.insert(codes.model.begin(), {.kind = LayerKind::embedding, .vocabulary = 6});
  CHECK(read({{input({2, 3}), values({2, 1})}, {}}, codes).shape == Shape{1, 1, 1, 3});
  CHECK(refuses({{input({2, 4}), values({2, 1})}, {}}, codes, "input: must hold codes, whole numbers from 0 to 5"));
  std::swap(codes.model[0], codes.model[1]);
  CHECK(refuses({{input({2, 3}), values({2, 1})}, {}}, codes, "model[1].layer: an embedding must be the first"));
}

TEST_CASE("batch: classes become targets as the loss wants them") {
  const Dataset three = read({{input({2, 1}), classes({2}, {2, 0})}, {}}, kThree);
  CHECK(three.classes == std::vector<std::uint8_t>{2, 0});
  CHECK(three.target == std::vector<Scalar>{0, 0, 1, 1, 0, 0});
  const Dataset one = read({{input({2, 1}), classes({2}, {1, 0})}, {}}, kOne);
  CHECK(one.target == std::vector<Scalar>{1, -1});
  const Dataset steps = read({{input({1, 3, 1}), classes({1, 3}, {0, 1, 1})}, {}}, kOne);
  CHECK(steps.target_steps == 3);
  CHECK(steps.target == std::vector<Scalar>{-1, 1, 1});
}

TEST_CASE("batch: what is wrong is named") {
  CHECK(refuses({{values({2, 1})}, {}}, kOne, "input: is missing"));
  CHECK(refuses({{input({2, 1})}, {}}, kOne, "target: is missing"));
  CHECK(refuses({{input({2}), values({2, 1})}, {}}, kOne, "input: has the shape [2]; use [B, features]"));
  CHECK(refuses({{input({0, 3}), values({2, 1})}, {}}, kOne, "use sides of 1 to"));
  CHECK(refuses({{input({2, 3}), values({2})}, {}}, kOne, "values are [B, units]"));
  CHECK(refuses({{input({2, 3}), values({3, 1})}, {}}, kOne, "target: has 3 samples, but \"input\" has 2"));
  CHECK(refuses({{input({2, 3}), classes({2}, {0, 3})}, {}}, kThree, "has the class 3"));
  CHECK(refuses({{input({2, 3}), classes({2}, {0, -1})}, {}}, kThree, "has the class -1"));
  CHECK(refuses({{input({1, 3}), classes({1, 1, 1}, {0})}, {}}, kThree, "classes are [B]"));
  CHECK(refuses({}, {}, "model: a network needs at least one layer"));
}

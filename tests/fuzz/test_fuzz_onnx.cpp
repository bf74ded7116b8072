// Damaged ONNX files: an error with words, or a network that can be built and whose weights fit. Never a crash, never a
// huge allocation, never without end.
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <limits>

#include "engine/io/import_onnx.h"
#include "engine/io/onnx_model.h"
#include "tests/fuzz/budget.h"
#include "tests/fuzz/mutate.h"
#include "tests/support/onnx_file.h"
#include "tests/support/onnx_networks.h"

using namespace deltarule;
using namespace deltarule::testing;

namespace {

using Bytes = std::vector<std::uint8_t>;

/// What others write, with shapes that are computed, constants that are shared, and numbers in lists.
Bytes foreign(Rng& rng) {
  OnnxFile file;
  file.input({1, 6, 6}, rng.below(2));
  const auto as = static_cast<OnnxFile::As>(rng.below(5));
  const std::string W = file.tensor("W", {2, 1, 3, 3}, random(18, 1), as), b = file.tensor("b", {2}, random(2, 2), as);
  std::string now = file.node("Conv", {"x", W, file.node("Identity", {b})}, {OnnxFile::text("auto_pad", "SAME_UPPER")});
  now = file.node("MaxPool", {now}, {OnnxFile::wholes("kernel_shape", {2, 2}), OnnxFile::wholes("strides", {2, 2})});
  now = file.node("Relu", {now});
  const std::string batch = file.node("Gather", {file.node("Shape", {now}), file.constant({0}, true)});
  const std::string shape =
      file.node("Concat", {file.node("Unsqueeze", {batch, file.constant({0})}), file.constant({18})});
  now = file.node("Reshape", {now, shape});
  const std::string turned = file.node("Transpose", {file.tensor("V", {3, 18}, random(54, 3), as)});
  now = file.node("Add", {file.node("MatMul", {now, turned}), file.tensor("c", {3}, random(3, 4), as)});
  file.output(file.node("LogSoftmax", {now}, {OnnxFile::whole("axis", -1)}));
  return file.bytes();
}

struct Made {
  Bytes bytes;
  Shape input;
};
Made good_file(Rng& rng) {
  if (rng.below(3) == 0) return {foreign(rng), {1, 6, 6, 1}};
  const RandomModel made = random_model(rng);
  return {onnx_of(*network_of(made.model, made.input, rng.below(1000))), made.input};
}

}  // namespace

TEST_CASE("fuzz: ONNX files", "[files]") {
  Rng rng(91, Purpose::data);
  int accepted = 0, undamaged = 0;
  const int all = testing::fuzz(6'000, [&] {
    Made file = good_file(rng);
    if (rng.below(20) == 0) {
      ++undamaged;
    } else {
      testing::mutate(file.bytes, good_file(rng).bytes, rng);
    }
    const Result<ImportedNetwork> read = import_onnx(file.bytes, file.input);
    if (!read.ok()) {
      REQUIRE(!read.error().where.empty());
      REQUIRE(!read.error().what.empty());
      REQUIRE(read.error().text().size() < 1500);
      return;
    }
    ++accepted;
    const Result<std::unique_ptr<Network>> built = Network::build(read->model, file.input);
    REQUIRE(built.ok());
    REQUIRE((*built)->parameters().size() * sizeof(Scalar) <= 8 * file.bytes.size() + 65536);
    const Status loaded = load_weights(read->weights, (*built)->layout(), (*built)->parameters(), (*built)->state());
    REQUIRE(loaded.ok());
  });
  CHECK(accepted >= undamaged);
  CHECK(accepted > all / 100);
  CHECK(accepted < all / 6 * 5);
}

TEST_CASE("fuzz: ONNX operators with settings that nobody would choose", "[files]") {
  Rng rng(93, Purpose::data);
  const auto one_of = [&](const auto& list) { return list[rng.below(static_cast<std::uint32_t>(std::size(list)))]; };
  const auto number = [&] {
    static constexpr std::int64_t kNumbers[] = {0,
                                                1,
                                                1,
                                                2,
                                                2,
                                                3,
                                                4,
                                                -1,
                                                -2,
                                                16,
                                                100,
                                                2147483647,
                                                -2147483648,
                                                std::numeric_limits<std::int64_t>::min(),
                                                std::numeric_limits<std::int64_t>::max()};
    return one_of(kNumbers);
  };
  const auto numbers = [&](std::size_t most) {
    OnnxFile::Dims dims(rng.below(static_cast<std::uint32_t>(most) + 1));
    for (std::int64_t& dim : dims) dim = number();
    return dims;
  };
  int accepted = 0;
  const int all = testing::fuzz(20'000, [&] {
    OnnxFile file;
    file.input(one_of(std::to_array<OnnxFile::Dims>({{1, 4, 4}, {16}, {4, 4}, {1, 4, 4}})), rng.below(3));
    int count = 0;
    const auto tensor = [&] {
      static const std::array<OnnxFile::Dims, 12> kShapes = {
          {{2, 1, 3, 3}, {2}, {3, 16}, {16, 3}, {3}, {0}, {4096, 0}, {1}, {}, {1, 1, 1, 1}, {2, 2, 2, 2}, {32, 3}}};
      const OnnxFile::Dims dims = one_of(kShapes);
      std::size_t size = 1;
      for (const std::int64_t dim : dims) size *= static_cast<std::size_t>(dim);
      return file.tensor("t" + std::to_string(count++), dims, random(size, rng.below(9)));
    };
    std::string now = "x";
    std::vector<std::string> before = {now};
    for (std::uint32_t i = 1 + rng.below(5); i > 0; --i) {
      static constexpr std::string_view kOps[] = {"Gemm",
                                                  "MatMul",
                                                  "Add",
                                                  "Conv",
                                                  "MaxPool",
                                                  "AveragePool",
                                                  "GlobalAveragePool",
                                                  "BatchNormalization",
                                                  "Relu",
                                                  "Tanh",
                                                  "Dropout",
                                                  "Reshape",
                                                  "Flatten",
                                                  "Squeeze",
                                                  "Unsqueeze",
                                                  "Transpose",
                                                  "Mul",
                                                  "Erf",
                                                  "Softmax",
                                                  "Shape",
                                                  "Identity",
                                                  "LayerNormalization",
                                                  "Sigmoid",
                                                  "LeakyRelu"};
      const std::string_view op = one_of(kOps);
      std::vector<std::string> operands = {rng.below(8) ? now : one_of(before)};
      for (std::uint32_t k = rng.below(op == "BatchNormalization" ? 6 : 3); k > 0; --k)
        operands.push_back(rng.below(4) == 0   ? file.constant(numbers(4))
                           : rng.below(8) == 0 ? one_of(before)
                                               : tensor());
      std::vector<OnnxFile::Attribute> attributes;
      static const char* const kWholes[] = {"kernel_shape", "strides", "pads", "dilations", "axes", "perm"};
      static const char* const kWhole[] = {"axis",     "group", "transB", "transA", "ceil_mode", "count_include_pad",
                                           "allowzero"};
      if (rng.below(2)) attributes.push_back(OnnxFile::wholes("kernel_shape", {1 + rng.below(3), 1 + rng.below(3)}));
      for (std::uint32_t k = rng.below(3); k > 0; --k)
        attributes.push_back(rng.below(2) ? OnnxFile::wholes(one_of(kWholes), numbers(4))
                                          : OnnxFile::whole(one_of(kWhole), number()));
      if (rng.below(8) == 0)
        attributes.push_back(OnnxFile::text("auto_pad", rng.below(2) ? "SAME_LOWER" : "SAME_UPPER"));
      now = file.node(op, operands, attributes);
      before.push_back(now);
    }
    if (rng.below(2)) now = file.node("Gemm", {now, file.tensor("last", {16, 2}, random(32, 1))});
    file.output(now);
    const Result<ImportedNetwork> read = import_onnx(file.bytes(), Shape{1, 4, 4, 1});
    if (!read.ok()) {
      REQUIRE(read.error().text().size() < 1500);
      return;
    }
    ++accepted;
    const Result<std::unique_ptr<Network>> built = Network::build(read->model, Shape{1, 4, 4, 1});
    REQUIRE(built.ok());
    REQUIRE(load_weights(read->weights, (*built)->layout(), (*built)->parameters(), (*built)->state()).ok());
  });
  CHECK(accepted > all / 1000);
}

TEST_CASE("fuzz: bytes of the kinds that ONNX files are made of", "[files]") {
  Rng rng(92, Purpose::data);
  // A model with a graph whose contents are random fields with lengths that are mostly right: deep inside at once.
  testing::fuzz(20'000, [&] {
    const auto message = [&](auto self, int depth) -> ProtobufMessage {
      ProtobufMessage out;
      for (std::uint32_t i = 0; i < rng.below(6); ++i) {
        const int field = 1 + static_cast<int>(rng.below(15));
        switch (rng.below(depth > 0 ? 5 : 3)) {
          case 0:
            out.number(field, static_cast<std::int64_t>(rng.below(2) ? rng.below(12) : rng.below(1U << 31)) *
                                  (rng.below(9) ? 1 : -1));
            break;
          case 1: out.real(field, 0.5F); break;
          case 2: {
            static constexpr std::string_view kWords[] = {"x",       "y",     "Gemm", "Conv",     "Constant",
                                                          "Reshape", "value", "pads", "Identity", ""};
            out.text(field, kWords[rng.below(10)]);
            break;
          }
          default: out.message(field, self(self, depth - 1));
        }
      }
      return out;
    };
    ProtobufMessage graph, model;
    for (std::uint32_t i = 0; i < rng.below(8); ++i) {
      constexpr int kFields[] = {1, 1, 5, 11, 12};
      graph.message(kFields[rng.below(5)], message(message, 3));
    }
    model.message(7, graph);
    const Result<ImportedNetwork> read = import_onnx(model.data(), Shape{1, 4, 4, 1});
    if (!read.ok()) REQUIRE(read.error().text().size() < 1500);
  });
}

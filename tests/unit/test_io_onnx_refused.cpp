// ONNX files that are not opened: of the wrong size, of other kinds of networks, or damaged. The message says which
// operator, and why.
#include <catch2/catch_test_macros.hpp>
#include <functional>

#include "engine/io/import_onnx.h"
#include "tests/support/torch_file.h"

using namespace deltarule;
using namespace deltarule::testing;

namespace {

const Shape kDigit{1, 28, 28, 1};

std::string refused(const OnnxFile::Bytes& bytes, const Shape& input = kDigit) {
  const Result<ImportedNetwork> read = import_onnx(bytes, input);
  REQUIRE(!read.ok());
  CHECK(!read.error().where.empty());
  CHECK(read.error().text().size() < 600);
  return read.error().text();
}

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("refused ONNX: samples of another size, channels last, padding that is not alike") {
  TorchFile other({3, 32, 32});
  other.op("Flatten");
  other.linear("fc", 10, 3072);
  const std::string text = refused(other.done());
  CHECK(contains(text, "[N, 3, 32, 32]"));
  CHECK(contains(text, "[N, 1, 28, 28]"));
  TorchFile colours({8, 8, 3});
  colours.op("Transpose", {OnnxFile::wholes("perm", {0, 3, 1, 2})});
  colours.conv("c", 4, 3, 3);
  CHECK(contains(refused(colours.done(), Shape{3, 8, 8, 1}), "[N, 8, 8, 3]"));
  // 14 places of 28 at stride 2 take one cell more: before or behind, which is not alike.
  TorchFile w({1, 28, 28});
  w.conv("c", 2, 1, 3, {OnnxFile::text("auto_pad", "SAME_UPPER"), OnnxFile::wholes("strides", {2, 2})});
  CHECK(contains(refused(w.done()), "padded by 0 before and 1 behind"));
}

TEST_CASE("refused ONNX: what is not a row of layers is refused with its operator and the reason") {
  const auto with = [](const std::function<void(TorchFile&)>& what) {
    TorchFile w({1, 28, 28});
    w.conv("c", 4, 1, 3, {OnnxFile::wholes("pads", {1, 1, 1, 1})});
    what(w);
    w.op("Flatten");
    w.linear("fc", 10, 4 * 28 * 28);
    return refused(w.done());
  };
  CHECK(contains(with([](TorchFile& w) { w.op("LSTM"); }), "LSTM"));
  CHECK(contains(with([](TorchFile& w) { w.op(""); }), "a node without an operator"));
  CHECK(contains(with([](TorchFile& w) {
                   w.op("Pad", {OnnxFile::wholes("pads", {0, 0, 1, 1, 0, 0, 1, 1})});
                 }),
                 "pads apart from a layer"));
  CHECK(contains(with([](TorchFile& w) { w.op("HardSwish"); }),
                 "HardSwish (\"/HardSwish\"): is an operator that is not read"));
  CHECK(contains(with([](TorchFile& w) {  // a way around
                   const std::string before = w.now;
                   w.op("Relu");
                   w.now = w.file.node("Add", {w.now, before});
                 }),
                 "branches"));
  CHECK(contains(with([](TorchFile& w) { w.op("LeakyRelu", {OnnxFile::real("alpha", 0.2F)}); }), "alpha 0.2"));
  CHECK(contains(with([](TorchFile& w) {
                   w.op("Relu");
                   w.op("Tanh");
                 }),
                 "second activation, behind relu"));
  CHECK(contains(with([](TorchFile& w) {
                   w.op("AveragePool", {OnnxFile::wholes("kernel_shape", {3, 2})});
                 }),
                 "squares"));
  CHECK(contains(
      with([](TorchFile& w) {
        w.op("AveragePool", {OnnxFile::wholes("kernel_shape", {3, 3}), OnnxFile::wholes("pads", {1, 1, 1, 1})});
        w.op("Relu");
      }),
      "count_include_pad"));
  CHECK(contains(with([](TorchFile& w) {
                   w.op("AveragePool", {OnnxFile::wholes("kernel_shape", {1, 1})});
                   w.op("Relu");
                 }),
                 "stands behind a avg_pool2d"));
  CHECK(contains(with([](TorchFile& w) { w.op("Softmax", {OnnxFile::whole("axis", 1)}); }), "softmax"));
  CHECK(contains(with([](TorchFile& w) { w.conv("g", 4, 2, 3, {OnnxFile::whole("group", 2)}); }), "group"));

  TorchFile outside({784});
  outside.now =
      outside.file.node("Gemm", {"x", outside.file.elsewhere("W", {10, 784})}, {OnnxFile::whole("transB", 1)});
  CHECK(contains(refused(outside.done()), "lies in another file; write the ONNX file with its weights inside"));

  TorchFile narrow({784});
  narrow.linear("fc", 10, 783);
  CHECK(contains(refused(narrow.done()), "783 inputs, but 784 come in"));

  TorchFile circle({784});
  circle.now = circle.file.node("Identity", {"/Identity_0_output_0"});
  CHECK(!refused(circle.done()).empty());
  CHECK(contains(refused({'t', 'e', 'x', 't'}), "damaged"));
  CHECK(contains(refused({}), "no graph"));
}

// ONNX files as others write them: PyTorch's LeNet and MLP, numbers of other types, operators in other places.
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <functional>

#include "engine/io/import_onnx.h"
#include "tests/support/onnx_networks.h"
#include "tests/support/torch_file.h"

using namespace deltarule;
using namespace deltarule::testing;

namespace {

using Dims = OnnxFile::Dims;
using As = OnnxFile::As;

const Shape kDigit{1, 28, 28, 1};

ImportedNetwork opened(const OnnxFile::Bytes& bytes, const Shape& input = kDigit) {
  Result<ImportedNetwork> read = import_onnx(bytes, input);
  INFO((read.ok() ? std::string() : read.error().text()));
  REQUIRE(read.ok());
  return std::move(*read);
}

std::vector<Scalar> weights(const ImportedNetwork& network, std::string_view name) {
  const Tensor* tensor = network.weights.find(name);
  REQUIRE(tensor != nullptr);
  return *scalars_of(*tensor);
}

std::unique_ptr<Network> built(const ImportedNetwork& from, const Shape& input) {
  std::unique_ptr<Network> network = network_of(from.model, input, 999);
  REQUIRE(load_weights(from.weights, network->layout(), network->parameters(), network->state()).ok());
  return network;
}

LayerSpec dense(int units, Activation activation = Activation::linear) {
  return {.kind = LayerKind::dense, .units = units, .activation = activation};
}
const LayerSpec kFlatten{.kind = LayerKind::flatten};

/// PyTorch's LeNet-5; `flatten` as the program that wrote it did it.
OnnxFile::Bytes lenet(const std::function<void(TorchFile&)>& flatten, As as = As::raw) {
  TorchFile w({1, 28, 28});
  w.as = as;
  w.conv("conv1", 6, 1, 5, {OnnxFile::wholes("pads", {2, 2, 2, 2}), OnnxFile::wholes("strides", {1, 1})});
  w.op("Relu");
  w.pool("MaxPool");
  w.conv("conv2", 16, 6, 5);
  w.op("Relu");
  w.pool("MaxPool");
  flatten(w);
  w.linear("fc1", 120, 400);
  w.op("Relu");
  w.linear("fc2", 84, 120);
  w.op("Relu");
  w.linear("fc3", 10, 84);
  return w.done();
}

}  // namespace

TEST_CASE("foreign ONNX: PyTorch's LeNet, however it flattens and whatever type its numbers have") {
  const LayerSpec pool = default_layer(LayerKind::max_pool2d);
  const LayerSpec first{
      .kind = LayerKind::conv2d, .activation = Activation::relu, .filters = 6, .kernel = 5, .padding = kSamePadding};
  LayerSpec second = first;
  second.filters = 16, second.padding = 0;
  const std::vector<LayerSpec> model = {
      first, pool, second, pool, kFlatten, dense(120, Activation::relu), dense(84, Activation::relu), dense(10)};
  const std::function<void(TorchFile&)> ways[] = {
      [](TorchFile& w) { w.op("Flatten", {OnnxFile::whole("axis", 1)}); },
      [](TorchFile& w) {
        w.now = w.file.node("Reshape", {w.now, w.file.constant({-1, 400})});
      },
      [](TorchFile& w) {
        w.now = w.file.node("Reshape", {w.now, w.file.constant({0, -1})});
      },
      // x.view(x.size(0), -1)
      [](TorchFile& w) {
        const std::string shape = w.file.node("Shape", {w.now});
        const std::string batch = w.file.node("Gather", {shape, w.file.constant({0}, true)});
        const std::string list = w.file.node("Unsqueeze", {batch, w.file.constant({0})});
        const std::string rest = w.file.constant({-1});
        w.now = w.file.node("Reshape", {w.now, w.file.node("Concat", {list, rest}, {OnnxFile::whole("axis", 0)})});
      },
  };
  for (const auto& way : ways) {
    const ImportedNetwork network = opened(lenet(way));
    CHECK(network.model == model);
    CHECK(weights(network, "0.weight") == coarse(6 * 25, 1));
    CHECK(weights(network, "0.bias") == coarse(6, 2));
    CHECK(weights(network, "2.weight") == coarse(16 * 6 * 25, 3));
    CHECK(weights(network, "5.weight") == coarse(120 * 400, 5));
    CHECK(weights(network, "7.bias") == coarse(10, 10));
  }
  for (const As as : {As::list, As::half, As::bfloat, As::wide}) {
    const ImportedNetwork network = opened(lenet(ways[0], as));
    CHECK(network.model == model);
    CHECK(weights(network, "5.weight") == coarse(120 * 400, 5));
  }
}

TEST_CASE("foreign ONNX: an MLP over images of a fixed batch, with MatMul and Add, and LogSoftmax at the end") {
  TorchFile w({1, 28, 28}, 1);
  w.now = w.file.node("Reshape", {w.now, w.file.constant({1, 784})});
  const std::vector<Scalar> W = random(784 * 30, 1), b = random(30, 2);
  const std::string product = w.file.node("MatMul", {w.now, w.file.tensor("W", {784, 30}, W)});
  w.now = w.file.node("Add", {w.file.tensor("b", {30}, b), product});
  w.op("Sigmoid");
  w.op("Dropout");
  w.linear("out", 10, 30);
  w.op("LogSoftmax", {OnnxFile::whole("axis", 1)});
  const ImportedNetwork network = opened(w.done());
  CHECK(network.model == std::vector<LayerSpec>{kFlatten,
                                                dense(30, Activation::sigmoid),
                                                {.kind = LayerKind::dropout, .rate = 0.5},
                                                dense(10, Activation::softmax)});
  CHECK(weights(network, "1.bias") == b);
  const std::vector<Scalar> turned = weights(network, "1.weight");  // [30, 784]
  for (std::size_t u = 0; u < 30; ++u)
    for (std::size_t i = 0; i < 784; ++i) REQUIRE(turned[u * 784 + i] == W[i * 30 + u]);
}

TEST_CASE("foreign ONNX: samples may come flat, or with a dimension of 1 elsewhere") {
  for (const Dims& sample : {Dims{784}, Dims{28, 28}, Dims{28, 28, 1}, Dims{1, 28, 28}}) {
    TorchFile w(sample);
    if (sample.size() > 1) w.op("Flatten");
    w.linear("fc", 10, 784);
    CHECK(opened(w.done()).model == std::vector<LayerSpec>{kFlatten, dense(10)});
  }
  // A channel behind the pixels is turned to the front where that moves nothing.
  TorchFile last({28, 28, 1});
  last.op("Transpose", {OnnxFile::wholes("perm", {0, 3, 1, 2})});
  last.conv("c", 4, 1, 3);
  CHECK(opened([&] {
          last.op("Flatten");
          last.linear("fc", 10, 4 * 26 * 26);
          return last.done();
        }())
            .model.size() == 3);
}

TEST_CASE("foreign ONNX: padding by name, strides and means of all places") {
  const auto layer = [](std::vector<OnnxFile::Attribute> attributes, std::int64_t kernel) {
    TorchFile w({1, 28, 28});
    w.conv("c", 2, 1, kernel, std::move(attributes));
    w.op("GlobalAveragePool");
    w.op("Flatten");
    w.linear("fc", 10, 2);
    return opened(w.done()).model;
  };
  const std::vector<LayerSpec> same = layer({OnnxFile::text("auto_pad", "SAME_UPPER")}, 5);
  CHECK(same[0].padding == kSamePadding);
  CHECK(same[1].kernel == 28);
  CHECK(same[1].kind == LayerKind::avg_pool2d);
  CHECK(layer({OnnxFile::text("auto_pad", "SAME_UPPER")}, 4)[0].padding == kSamePadding);
  CHECK(layer({OnnxFile::wholes("pads", {1, 1, 2, 2})}, 4)[0].padding == kSamePadding);
  CHECK(layer({OnnxFile::text("auto_pad", "VALID")}, 3)[0].padding == 0);
  const std::vector<LayerSpec> wide =
      layer({OnnxFile::wholes("dilations", {2, 2}), OnnxFile::wholes("pads", {2, 2, 2, 2})}, 3);
  CHECK(wide[0].dilation == 2);
  CHECK(wide[0].padding == kSamePadding);
}

TEST_CASE("foreign ONNX: an activation behind a pooling, and behind a batch normalization, computes the same") {
  // conv, pool, relu is conv, relu, pool; conv, batch_norm, relu is a conv with other weights.
  TorchFile w({1, 28, 28});
  w.conv("c", 3, 1, 5);
  w.pool("MaxPool");
  w.op("Relu");
  w.conv("d", 2, 3, 3);
  const std::vector<Scalar> g = {2, Scalar(-0.5)}, b = {Scalar(0.25), 1}, m = {3, -1}, v = {4, Scalar(0.25)};
  w.now = w.file.node("BatchNormalization",
                      {w.now, w.file.tensor("g", {2}, g), w.file.tensor("b", {2}, b), w.file.tensor("m", {2}, m),
                       w.file.tensor("v", {2}, v)},
                      {OnnxFile::real("epsilon", 1e-3F)});
  w.op("Tanh");
  w.op("Flatten");
  w.linear("fc", 10, 200);
  const ImportedNetwork network = opened(w.done());
  REQUIRE(network.model.size() == 5);
  CHECK(network.model[0].activation == Activation::relu);
  CHECK(network.model[2].activation == Activation::tanh);

  // The same with a layer of its own for the normalization, whose tanh is then applied by hand.
  const std::vector<LayerSpec> long_way = {network.model[0],
                                           network.model[1],
                                           [&] {
                                             LayerSpec plain = network.model[2];
                                             plain.activation = Activation::linear;
                                             return plain;
                                           }(),
                                           {.kind = LayerKind::batch_norm, .epsilon = 1e-3}};
  std::unique_ptr<Network> slow = network_of(long_way, kDigit, 1);
  TensorFile file = deltarule::testing::weights_of(*slow);
  const auto put = [&](const char* name, const std::vector<Scalar>& values) {
    for (Tensor& tensor : file.tensors)
      if (tensor.name == name) tensor = tensor_of(name, tensor.shape, std::span<const Scalar>(values));
  };
  put("0.weight", coarse(3 * 25, 1)), put("0.bias", coarse(3, 2));
  put("2.weight", coarse(2 * 27, 3)), put("2.bias", coarse(2, 4));
  put("3.weight", g), put("3.bias", b), put("3.running_mean", m), put("3.running_var", v);
  REQUIRE(load_weights(file, slow->layout(), slow->parameters(), slow->state()).ok());
  ImportedNetwork front = network;
  front.model.resize(3);
  std::erase_if(front.weights.tensors, [](const Tensor& t) { return t.name[0] > '2'; });
  const std::vector<Scalar> fast = answers_of(*built(front, kDigit)), expected = answers_of(*slow);
  REQUIRE(fast.size() == expected.size());
  for (std::size_t i = 0; i < fast.size(); ++i) REQUIRE(std::abs(fast[i] - std::tanh(expected[i])) < 1e-4F);
}

TEST_CASE("foreign ONNX: GELU and SiLU in parts, as PyTorch writes them") {
  TorchFile w({4});
  w.linear("a", 3, 4);
  const auto number = [&](const char* name, float value) {
    return w.file.tensor(name, {}, {static_cast<Scalar>(value)});
  };
  const std::string scaled = w.file.node("Div", {w.now, number("root", 1.4142135F)});
  const std::string sum = w.file.node("Add", {w.file.node("Erf", {scaled}), number("one", 1)});
  w.now = w.file.node("Mul", {w.file.node("Mul", {w.now, sum}), number("half", 0.5F)});
  w.linear("b", 3, 3);
  w.now = w.file.node("Mul", {w.now, w.file.node("Sigmoid", {w.now})});
  w.linear("c", 2, 3);
  CHECK(opened(w.done(), vector_shape(4)).model ==
        std::vector<LayerSpec>{dense(3, Activation::gelu), dense(3, Activation::silu), dense(2)});
}

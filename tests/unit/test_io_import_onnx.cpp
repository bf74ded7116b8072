// Networks of this program through ONNX files and back: the same layers and the same bits, whatever they are.
#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "engine/io/fit_network.h"
#include "engine/io/import_onnx.h"
#include "tests/support/onnx_networks.h"

using namespace deltarule;
using namespace deltarule::testing;

namespace {

ImportedNetwork imported(const Network& network) {
  Result<ImportedNetwork> read = import_onnx(onnx_of(network), network.input_shape());
  INFO((read.ok() ? std::string() : read.error().text()));
  REQUIRE(read.ok());
  return std::move(*read);
}

/// Loads the weights into a network of these layers.
std::unique_ptr<Network> loaded(const ImportedNetwork& from, const Shape& input) {
  std::unique_ptr<Network> network = network_of(from.model, input, 999);
  const Status status = load_weights(from.weights, network->layout(), network->parameters(), network->state());
  INFO((status.ok() ? std::string() : status.error().text()));
  REQUIRE(status.ok());
  return network;
}

bool turns_filters(const std::vector<LayerSpec>& model) {
  for (const LayerSpec& layer : model)
    if (layer.operation == Operation::convolution) return true;
  return false;
}

}  // namespace

TEST_CASE("import ONNX: random networks come back with their layers and bits, and compute the same") {
  Rng rng(5, Purpose::data);
  for (int i = 0; i < 300; ++i) {
    const RandomModel made = random_model(rng);
    const std::unique_ptr<Network> network = network_of(made.model, made.input, static_cast<std::uint64_t>(i) * 2);
    CAPTURE(i);
    const ImportedNetwork read = imported(*network);

    // As a file of somebody else: its own layers, and the same answers.
    const std::vector<Scalar> answers = answers_of(*network), same = answers_of(*loaded(read, made.input));
    REQUIRE(same.size() == answers.size());
    if (!turns_filters(made.model)) {  // turned filters add up in another order
      REQUIRE(same == answers);
    } else {
      for (std::size_t k = 0; k < same.size(); ++k) REQUIRE(std::abs(same[k] - answers[k]) <= 1e-3F);
    }

    // Where those layers are on the page: everything is as it was there.
    const ImportedNetwork fitted = fit_network(read, network->layout());
    REQUIRE(fitted.model == made.model);
    const std::unique_ptr<Network> back = loaded(fitted, made.input);
    REQUIRE(std::equal(back->parameters().begin(), back->parameters().end(), network->parameters().begin()));
    REQUIRE(std::equal(back->state().begin(), back->state().end(), network->state().begin()));
  }
}

TEST_CASE("import ONNX: LeNet comes back layer by layer") {
  const auto dense = [](int units, Activation activation) {
    return LayerSpec{.kind = LayerKind::dense, .units = units, .activation = activation};
  };
  const auto conv = [](int filters, int padding) {
    return LayerSpec{
        .kind = LayerKind::conv2d, .activation = Activation::tanh, .filters = filters, .kernel = 5, .padding = padding};
  };
  const LayerSpec pool = default_layer(LayerKind::avg_pool2d), flatten{.kind = LayerKind::flatten};
  const std::vector<LayerSpec> lenet = {conv(6, kSamePadding),
                                        pool,
                                        conv(16, 0),
                                        pool,
                                        flatten,
                                        dense(120, Activation::tanh),
                                        dense(84, Activation::tanh),
                                        dense(10, Activation::softmax)};
  CHECK(imported(*network_of(lenet, {1, 28, 28, 1}, 1)).model == lenet);
}

TEST_CASE("import ONNX: a network of other layers is the file's, not the page's") {
  const std::vector<LayerSpec> file = {{.kind = LayerKind::dense, .units = 4, .activation = Activation::tanh},
                                       {.kind = LayerKind::dense, .units = 3, .activation = Activation::softmax}};
  const ImportedNetwork read = imported(*network_of(file, vector_shape(2), 1));
  for (const int what : {0, 1, 2, 3}) {
    std::vector<LayerSpec> page = file;
    if (what == 0) page[0].units = 5;
    if (what == 1) page[0].activation = Activation::relu;
    if (what == 2) page.insert(page.begin(), page[0]);
    if (what == 3) page.insert(page.begin() + 1, {.kind = LayerKind::batch_norm});
    CHECK(fit_network(read, network_of(page, vector_shape(2), 2)->layout()).model == file);
  }
}

TEST_CASE(
    "import ONNX: plain numbers at the end become the page's softmax or sigmoid, and stay linear among linear ones") {
  for (const Activation end : {Activation::softmax, Activation::sigmoid, Activation::linear, Activation::tanh}) {
    std::vector<LayerSpec> file = {{.kind = LayerKind::dense, .units = 3, .activation = Activation::linear}};
    const ImportedNetwork read = imported(*network_of(file, vector_shape(2), 1));
    std::vector<LayerSpec> page = file;
    page[0].activation = end;
    const bool takes = end == Activation::softmax || end == Activation::sigmoid;
    CHECK(fit_network(read, network_of(page, vector_shape(2), 2)->layout()).model == (takes ? page : file));
  }
}

TEST_CASE("import ONNX: what this program writes of other kinds of layers is refused with the operator's name") {
  const LayerSpec answer{.kind = LayerKind::dense, .units = 2, .activation = Activation::softmax};
  const auto refused = [&](LayerSpec layer, const Shape& input) {
    const std::unique_ptr<Network> network = network_of({layer, answer}, input, 1);
    const Result<ImportedNetwork> read = import_onnx(onnx_of(*network), input);
    REQUIRE(!read.ok());
    return read.error().text();
  };
  const Shape sequence{3, 1, 1, 4};
  for (const LayerKind kind : {LayerKind::rnn, LayerKind::lstm, LayerKind::gru, LayerKind::attention}) {
    LayerSpec layer = default_layer(kind);
    layer.units = 2;
    layer.returned = Returned::last;
    const std::string text = refused(layer, sequence);
    CAPTURE(text);
    CHECK(text.size() < 500);
    CHECK(!text.empty());
  }
  LayerSpec lstm = default_layer(LayerKind::lstm);
  CHECK(refused(lstm, sequence).find("input") != std::string::npos);
  CHECK(refused({.kind = LayerKind::mcculloch_pitts, .units = 2}, vector_shape(3)).find("GreaterOrEqual") !=
        std::string::npos);
}

// ONNX files that PyTorch has written (generate_onnx.py): they are read, and the networks answer as they do in PyTorch.
#include <catch2/catch_test_macros.hpp>

#include <memory>
#include <vector>

#include "engine/io/import_onnx.h"
#include "tests/golden/compare.h"
#include "tests/golden/onnx_files.h"
#include "tests/support/onnx_networks.h"

using namespace deltarule;

TEST_CASE("golden: networks that PyTorch exported to ONNX", "[golden]") {
  for (const golden::ExportedNetwork& test : golden::exported_networks) {
    INFO(test.name);
    const Result<ImportedNetwork> read = import_onnx(test.file, test.input);
    INFO((read.ok() ? std::string() : read.error().text()));
    REQUIRE(read.ok());
    const std::unique_ptr<Network> network = testing::network_of(read->model, test.input, 1);
    REQUIRE(load_weights(read->weights, network->layout(), network->parameters(), network->state()).ok());
    const auto N = static_cast<std::size_t>(test.samples);
    const std::vector<Scalar> x = golden::scalars(test.x);
    // PyTorch's samples stand one behind the other, and so do ours.
    Network::Buffers buffers = network->inference_buffers(N);
    network->forward(x.data(), N, buffers, nullptr);
    golden::close("y", {network->output(buffers), test.y.size()}, test.y, 1e-5);
  }
}

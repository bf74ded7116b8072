// A network in an ONNX file, written layer by layer as PyTorch does it: for tests that open such files.
#pragma once

#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/onnx_file.h"
#include "tests/support/random_values.h"

namespace deltarule::testing {

/// Numbers that floats of 16 bits have exactly.
inline std::vector<Scalar> coarse(std::size_t n, std::uint64_t seed) {
  std::vector<Scalar> values = random(n, seed);
  for (Scalar& value : values) value = std::round(value * 64) / 64;
  return values;
}

/// Linear layers as torch.nn.Linear is exported: Gemm with B turned.
struct TorchFile {
  OnnxFile file;
  std::string now = "x";
  std::uint64_t seed = 1;
  OnnxFile::As as = OnnxFile::As::raw;

  explicit TorchFile(const OnnxFile::Dims& sample, std::int64_t batch = 0) { file.input(sample, batch); }
  void linear(const std::string& name, std::int64_t units, std::int64_t inputs) {
    const std::string W =
        file.tensor(name + ".weight", {units, inputs}, coarse(static_cast<std::size_t>(units * inputs), seed++), as);
    const std::string b = file.tensor(name + ".bias", {units}, coarse(static_cast<std::size_t>(units), seed++), as);
    now = file.node("Gemm", {now, W, b},
                    {OnnxFile::real("alpha", 1), OnnxFile::real("beta", 1), OnnxFile::whole("transB", 1)});
  }
  void conv(const std::string& name, std::int64_t filters, std::int64_t channels, std::int64_t kernel,
            std::vector<OnnxFile::Attribute> more = {}) {
    const std::string W =
        file.tensor(name + ".weight", {filters, channels, kernel, kernel},
                    coarse(static_cast<std::size_t>(filters * channels * kernel * kernel), seed++), as);
    const std::string b = file.tensor(name + ".bias", {filters}, coarse(static_cast<std::size_t>(filters), seed++), as);
    more.push_back(OnnxFile::wholes("kernel_shape", {kernel, kernel}));
    more.push_back(OnnxFile::whole("group", 1));
    now = file.node("Conv", {now, W, b}, more);
  }
  void op(std::string_view name, const std::vector<OnnxFile::Attribute>& attributes = {}) {
    now = file.node(name, {now}, attributes);
  }
  void pool(std::string_view name) {
    op(name, {OnnxFile::wholes("kernel_shape", {2, 2}), OnnxFile::wholes("strides", {2, 2}),
              OnnxFile::whole("ceil_mode", 0)});
  }
  OnnxFile::Bytes done() {
    file.output(now);
    return file.bytes();
  }
};

}  // namespace deltarule::testing

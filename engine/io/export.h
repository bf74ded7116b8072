// A trained network for other programs: what can be written, and one function for each.
//
// To add a target: a file export_NAME.cpp with its function, and a line in the table of export.cpp.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/io/tensor.h"
#include "engine/train/trainer.h"

namespace deltarule {

struct ExportRequest {
  std::span<const LayerLayout> layout;
  const TensorFile& weights;        // as weights_of() has them
  std::string weights_file;         // the name of the file that they are in, for scripts that load it
  std::vector<std::string> inputs;  // what each of the network's inputs is ("x1", "x1^2"), if that has a name
};

struct ExportTarget {
  std::string_view name;     // "numpy"
  std::string_view summary;  // for the help
  /// The file's bytes. Every target has every layer.
  std::vector<std::uint8_t> (*write)(const ExportRequest& request);
};
std::span<const ExportTarget> export_targets();

std::vector<std::uint8_t> export_safetensors(const ExportRequest& request);
std::vector<std::uint8_t> export_numpy(const ExportRequest& request);
std::vector<std::uint8_t> export_keras(const ExportRequest& request);
std::vector<std::uint8_t> export_onnx(const ExportRequest& request);
std::vector<std::uint8_t> export_pytorch(const ExportRequest& request);

}  // namespace deltarule

// The table of targets, and the one that needs no file of its own.
#include "engine/io/export.h"

#include "engine/io/safetensors.h"

namespace deltarule {

std::span<const ExportTarget> export_targets() {
  static constexpr ExportTarget kTargets[] = {
      {"safetensors", "the weights, for any library", export_safetensors},
      {"onnx", "the network with its weights as an ONNX file, for ONNX Runtime and many others", export_onnx},
      {"numpy", "a Python script that loads the weights and computes the outputs with NumPy", export_numpy},
      {"pytorch", "a Python script with the network as a torch.nn.Module", export_pytorch},
      {"keras", "a Python script with the network as a Keras 3 model", export_keras},
  };
  return kTargets;
}

std::vector<std::uint8_t> export_safetensors(const ExportRequest& request) {
  return write_safetensors(request.weights);
}

}  // namespace deltarule

// A network from an ONNX file: its layers as ours, and its weights in our layout.
//
// What is opened are networks whose layers follow one another: dense (Gemm, or MatMul and Add), Conv, MaxPool,
// AveragePool, GlobalAveragePool, BatchNormalization, LayerNormalization, Dropout, activations, and what only changes
// the form (Flatten, Reshape, Squeeze, Unsqueeze, Identity). That is every feed-forward network that export_onnx()
// writes, and what PyTorch and others write for networks like LeNet. Everything else (branches, recurrent layers,
// images with their channels last) is refused with the operator's name.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/core/result.h"
#include "engine/core/shape.h"
#include "engine/io/tensor.h"
#include "engine/layers/layer_spec.h"

namespace deltarule {

struct ImportedNetwork {
  /// What computes the same numbers. Layers without a trace in the file are missing (a dropout of an export for
  /// inference), and flatten stands where an image becomes a vector. A network that ends in LogSoftmax ends in softmax:
  /// the loss takes the logarithm.
  std::vector<LayerSpec> model;
  TensorFile weights;  // of `model`, as weights_of() names and shapes them
};

/// The network in a file, for samples of this shape. The error says which operator, or which part of the file, and why.
Result<ImportedNetwork> import_onnx(std::span<const std::uint8_t> bytes, const Shape& input);

}  // namespace deltarule

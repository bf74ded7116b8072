// The walk through an ONNX graph from its input to its output that import_onnx() is: at every step the operator that
// takes the present value becomes a layer, a part of the layer before, or another form of the same numbers.
//
// Internal to import_onnx.cpp and its parts: import_onnx_layers (dense, normalizations, dropout), import_onnx_windows
// (convolution, pooling), import_onnx_activations and import_onnx_forms.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/io/import_onnx.h"
#include "engine/io/onnx_model.h"

namespace deltarule {

class OnnxWalk {
 public:
  OnnxWalk(const OnnxModel& model, const Shape& input);
  /// The layers, or where it came no further.
  Result<ImportedNetwork> run();

 private:
  using Dims = std::vector<std::int64_t>;
  using Numbers = std::vector<Scalar>;

  struct Layer {
    LayerSpec spec;
    Shape input;
    std::vector<std::pair<std::string, Dims>> names;  // of its tensors, with their shapes
    std::vector<Numbers> tensors;                     // in the same order
  };

  // import_onnx.cpp
  Status begin();
  /// Takes one operator, or a few that belong together.
  Status step();
  /// The present value is from now on what this node gives.
  void pass(const OnnxNode& node);
  [[nodiscard]] std::vector<const OnnxNode*> takers(std::string_view value) const;
  [[nodiscard]] ImportedNetwork finish();
  /// Plans the layer behind the others; its tensors in the order of Layer::parameters and buffers.
  Status add(const OnnxNode& node, const LayerSpec& spec, std::vector<Numbers> tensors);
  [[nodiscard]] Error refuse(const OnnxNode& node, std::string what) const;
  /// Of an operand that the file holds; also where it is passed on, or turned, by another operator.
  Result<Tensor> constant(const OnnxNode& node, const std::string& name) const;
  Result<Numbers> numbers(const OnnxNode& node, const std::string& name) const;
  Result<Dims> wholes(const OnnxNode& node, const std::string& name) const;
  /// The other operand of a node that takes `value`, if it is a single number.
  [[nodiscard]] std::optional<double> factor(const OnnxNode& node, std::string_view value) const;
  [[nodiscard]] const OnnxNode* giver(std::string_view value) const;

  // import_onnx_forms.cpp
  Status identity(const OnnxNode& node);
  Status pad(const OnnxNode& node);
  Status reshape(const OnnxNode& node);
  Status flatten(const OnnxNode& node);
  Status squeeze(const OnnxNode& node);
  Status unsqueeze(const OnnxNode& node);
  Status transpose(const OnnxNode& node);
  Result<Dims> axes(const OnnxNode& node, std::size_t rank) const;
  /// Whole numbers that the file holds, or that at most so many operators make of the shape of a value.
  Result<Dims> evaluate(const OnnxNode& node, const std::string& name, int& left) const;

  // import_onnx_layers.cpp
  Status gemm(const OnnxNode& node);
  Status matmul(const OnnxNode& node);
  Status add_bias(const OnnxNode& node);
  Status batch_norm(const OnnxNode& node);
  Status layer_norm(const OnnxNode& node);
  Status dropout(const OnnxNode& node);
  /// W [units, inputs], as ours.
  Status dense(const OnnxNode& node, Numbers weight, std::size_t units, std::size_t inputs, Numbers bias);
  Status want_vector(const OnnxNode& node);
  Status make_flat(const OnnxNode& node);

  // import_onnx_windows.cpp
  Status conv(const OnnxNode& node);
  Status max_pool(const OnnxNode& node);
  Status average_pool(const OnnxNode& node);
  Status global_average_pool(const OnnxNode& node);
  Status pool(const OnnxNode& node, LayerKind kind);
  Status want_image(const OnnxNode& node);
  Status window(const OnnxNode& node, LayerSpec& spec) const;
  Status padding(const OnnxNode& node, LayerSpec& spec) const;

  // import_onnx_activations.cpp
  Status activation(const OnnxNode& node);
  Status softmax(const OnnxNode& node);
  Status step_function(const OnnxNode& node);
  /// More than one operator takes the present value: SiLU or GELU in parts, else refused.
  Status branch(const std::vector<const OnnxNode*>& nodes);
  const OnnxNode* end_of_silu(const std::vector<const OnnxNode*>& nodes) const;
  const OnnxNode* end_of_gelu(const std::vector<const OnnxNode*>& nodes) const;
  const OnnxNode* only_taker(const OnnxNode* node) const;
  /// Gives the layer before this activation.
  Status activate(const OnnxNode& node, Activation activation);
  /// Folds a batch normalization at the end of the layers into the layer before it; false if there is none.
  bool fold_batch_norm();

  const OnnxModel& model_;
  std::map<std::string_view, std::vector<const OnnxNode*>> takers_;
  std::map<std::string_view, const OnnxNode*> givers_;
  std::map<std::string_view, Dims> forms_;  // of the values that were passed
  std::string_view now_;                    // the present value
  Dims form_;                               // its dimensions after the batch's
  std::int64_t batch_ = OnnxValue::kFree;
  Shape shape_;  // the same numbers as they come out of our layers
  std::vector<Layer> layers_;
  bool wants_bias_ = false;  // the last layer came without one
};

}  // namespace deltarule

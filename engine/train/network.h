// Layers in a row: plans them all, then holds their parameters and gradients in one flat buffer each.
//
// Activations, deltas and scratch belong to a Buffers object, so that inference never disturbs training. Both are
// allocated once; forward() and backward() allocate nothing. The network knows no loss, no optimizer and no data.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/core/result.h"
#include "engine/layers/layer.h"
#include "engine/train/trainer.h"

namespace deltarule {

class Network {
 public:
  /// What passes over at most `columns` columns write into: per layer a view each, at fixed offsets.
  struct Buffers {
    std::size_t columns = 0;
    std::vector<Scalar> activations;  // y of every layer
    std::vector<Scalar> deltas;       // dL/dy of every layer; empty for inference
    std::vector<Scalar> scratch;
    std::vector<std::size_t> scratch_offsets;  // per layer
  };

  /// Fails with where ("model[1].units") and what.
  static Result<std::unique_ptr<Network>> build(std::span<const LayerSpec> model, const Shape& input);

  [[nodiscard]] Buffers training_buffers(std::size_t columns) const { return buffers(columns, true); }
  [[nodiscard]] Buffers inference_buffers(std::size_t columns) const { return buffers(columns, false); }

  /// All layers on x [inputs, columns]. `dropout` is null at inference.
  void forward(const Scalar* x, std::size_t columns, Buffers& in, Rng* dropout);
  /// From output_delta() down to the first layer, after forward() on the same x. Overwrites gradients().
  void backward(const Scalar* x, std::size_t columns, Buffers& in, bool from_logits);

  [[nodiscard]] const Scalar* output(std::size_t layer, const Buffers& in) const;
  [[nodiscard]] const Scalar* output(const Buffers& in) const { return output(layers_.size() - 1, in); }
  /// The last layer's z; null if it has none.
  [[nodiscard]] const Scalar* logits(const Buffers& in, std::size_t columns) const;
  /// Any layer's z, for whoever looks; null if it has none.
  [[nodiscard]] const Scalar* logits(std::size_t layer, const Buffers& in, std::size_t columns) const;
  /// After backward(): dL/dy of a layer; of the last one what the loss wrote there.
  [[nodiscard]] const Scalar* delta(std::size_t layer, const Buffers& in) const;
  /// Where the loss writes its gradient, [outputs, columns].
  [[nodiscard]] Scalar* output_delta(Buffers& in) const;

  [[nodiscard]] std::span<Scalar> parameters() { return parameters_; }
  [[nodiscard]] std::span<const Scalar> parameters() const { return parameters_; }
  [[nodiscard]] std::span<Scalar> gradients() { return gradients_; }
  [[nodiscard]] std::span<const Scalar> gradients() const { return gradients_; }
  [[nodiscard]] const std::vector<LayerLayout>& layout() const { return layout_; }
  [[nodiscard]] Fans fans(std::size_t layer) const { return layers_[layer]->fans(); }
  void adjust(std::span<const LayerSpec> model);

 private:
  Network() = default;
  [[nodiscard]] Buffers buffers(std::size_t columns, bool with_deltas) const;

  std::vector<std::unique_ptr<Layer>> layers_;
  std::vector<LayerLayout> layout_;
  std::vector<std::size_t> rows_before_;  // output features of all layers before this one; times columns: an offset
  std::size_t rows_ = 0;                  // output features of all layers
  std::vector<Scalar> parameters_, gradients_;
};

/// "layer 2 (dense, tanh)": how messages name a layer; counted from 1 as people do.
std::string layer_title(std::size_t index, const LayerSpec& spec);

}  // namespace deltarule

// Layers in a row: plans them all, then holds their parameters and gradients in one flat buffer each.
//
// Activations, deltas and scratch belong to a Buffers object, so that inference never disturbs training. Both are
// allocated once; forward() and backward() allocate nothing. The network knows no loss, no optimizer and no data.
#pragma once

#include <cstddef>
#include <cstdint>
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
  /// What passes over at most `samples` samples write into: per layer a view each, at fixed offsets.
  struct Buffers {
    std::size_t samples = 0;
    std::vector<Scalar> activations;  // y of every layer
    std::vector<Scalar> deltas;       // dL/dy of every layer; empty for inference
    std::vector<Scalar> scratch;
    std::vector<std::size_t> scratch_offsets;  // per layer
    /// The state of recurrent layers between two chunks of a long sequence, for exactly `samples` samples; empty: every
    /// pass begins at zero.
    std::vector<Scalar> carried;
    std::vector<std::size_t> carried_offsets;  // per layer
  };

  /// Fails with where ("model[1].units") and what.
  static Result<std::unique_ptr<Network>> build(std::span<const LayerSpec> model, const Shape& input);

  [[nodiscard]] Buffers training_buffers(std::size_t samples) const { return make_buffers(samples, true); }
  [[nodiscard]] Buffers inference_buffers(std::size_t samples) const { return make_buffers(samples, false); }
  /// Bytes that buffers take, counted and not allocated.
  [[nodiscard]] std::int64_t training_bytes(std::size_t samples) const {
    return 2 * output_bytes(samples) + scratch_bytes(samples);
  }
  [[nodiscard]] std::int64_t inference_bytes(std::size_t samples) const {
    return output_bytes(samples) + scratch_bytes(samples);
  }
  /// Of these, what every layer puts out; with training, as much again for the gradients.
  [[nodiscard]] std::int64_t output_bytes(std::size_t samples) const;
  [[nodiscard]] std::int64_t scratch_bytes(std::size_t samples) const;
  /// Gives training buffers a state that recurrent layers carry from one pass to the next, all zero.
  void carry(Buffers& in) const;

  /// All layers on x [inputs, T * samples]. `dropout` is null at inference.
  void forward(const Scalar* x, std::size_t samples, Buffers& in, Rng* dropout);
  /// From output_delta() down to the first layer, after forward() on the same x. Overwrites gradients(), and `dx`
  /// [inputs, T * samples] where somebody wants to know it; training does not.
  void backward(const Scalar* x, std::size_t samples, Buffers& in, bool from_logits, Scalar* dx = nullptr);

  [[nodiscard]] const Scalar* output(std::size_t layer, const Buffers& in) const;
  [[nodiscard]] const Scalar* output(const Buffers& in) const { return output(layers_.size() - 1, in); }
  /// The last layer's z; null if it has none.
  [[nodiscard]] const Scalar* logits(const Buffers& in, std::size_t samples) const;
  /// Any layer's z, for whoever looks; null if it has none.
  [[nodiscard]] const Scalar* logits(std::size_t layer, const Buffers& in, std::size_t samples) const;
  /// After backward(): dL/dy of a layer; of the last one what the loss wrote there.
  [[nodiscard]] const Scalar* delta(std::size_t layer, const Buffers& in) const;
  /// Where the loss writes its gradient, [outputs, T' * samples].
  [[nodiscard]] Scalar* output_delta(Buffers& in) const;

  [[nodiscard]] std::span<Scalar> parameters() { return parameters_; }
  [[nodiscard]] std::span<const Scalar> parameters() const { return parameters_; }
  [[nodiscard]] std::span<Scalar> gradients() { return gradients_; }
  [[nodiscard]] std::span<const Scalar> gradients() const { return gradients_; }
  [[nodiscard]] const std::vector<LayerLayout>& layout() const { return layout_; }
  /// What layers keep beside their parameters (PyTorch's buffers), in the order of the layers.
  [[nodiscard]] std::span<Scalar> state() { return state_; }
  [[nodiscard]] std::span<const Scalar> state() const { return state_; }
  [[nodiscard]] const Shape& input_shape() const { return input_; }
  [[nodiscard]] const Shape& output_shape() const { return layout_.back().output; }
  /// Parameters (and buffers) to where they begin. Every layer has a random stream of its own: a layer more does not
  /// change those before it.
  void initialize(const InitializerSpec& spec, std::uint32_t seed);
  void adjust(std::span<const LayerSpec> model);

 private:
  Network() = default;
  [[nodiscard]] std::size_t steps_into(std::size_t layer) const {
    return static_cast<std::size_t>(layout_[layer].input.steps);
  }
  [[nodiscard]] Buffers make_buffers(std::size_t samples, bool with_deltas) const;

  std::vector<std::unique_ptr<Layer>> layers_;
  std::vector<LayerLayout> layout_;
  Shape input_;
  std::vector<std::size_t> rows_before_;  // outputs of one sample, all steps, of the layers before this one
  std::size_t rows_ = 0;                  // the same of all layers; times samples: an offset
  std::vector<Scalar> parameters_, gradients_, state_;
};

/// "layer 2 (dense, tanh)": how messages name a layer; counted from 1 as people do.
std::string layer_title(std::size_t index, const LayerSpec& spec);

}  // namespace deltarule

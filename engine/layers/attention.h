// Attention over the steps of a sequence: what a step sees is a mean of all steps, weighted by how well its query goes
// together with their keys. One head, no mask, no biases.
//
//   q = W_q x   k = W_k x   v = W_v x   y_t = sum over u of a_tu v_u   a_t = softmax over u of score(q_t, k_u)
//   scaled_dot:  score = q . k / sqrt(H)              (Vaswani et al. 2017)
//   additive:    score = w . tanh(q + k)              (Bahdanau et al. 2015; w is weight_score)
// The three matrices are named as in torch.nn.MultiheadAttention with kdim and vdim. If the last step is all that is
// returned, only the last step has a query.
#pragma once

#include "engine/layers/layer.h"

namespace deltarule {

class Attention final : public Layer {
 public:
  explicit Attention(const LayerSpec& spec) : units_(spec.units), returned_(spec.returned), score_(spec.score) {}

  [[nodiscard]] LayerKind kind() const override { return LayerKind::attention; }
  Result<Shape> plan(const Shape& input) override;
  [[nodiscard]] std::vector<Parameter> parameters() const override;
  [[nodiscard]] std::vector<Parameter> buffers() const override { return {}; }
  [[nodiscard]] std::size_t scratch(std::size_t columns) const override;
  [[nodiscard]] std::size_t carried(std::size_t) const override { return 0; }
  void bind(const Scalar* parameters, Scalar* gradients, Scalar* buffers) override;
  void adjust(const LayerSpec&) override {}
  void forward(const ForwardPass& pass) override;
  void backward(const BackwardPass& pass) override;
  [[nodiscard]] const Scalar* logits(const Scalar*, std::size_t) const override { return nullptr; }

 private:
  struct Scratch;
  struct Sample;
  [[nodiscard]] std::size_t queries() const { return returned_ == Returned::all ? steps_ : 1; }  // of a sample
  [[nodiscard]] Scratch parts(Scalar* start, std::size_t columns) const;
  [[nodiscard]] Sample sample(const Scratch& scratch, std::size_t b) const;
  void scores(const Sample& at, const Scratch& scratch) const;
  void scores_backward(const Sample& at, const Scratch& scratch) const;

  int units_;
  Returned returned_;
  Score score_;
  std::size_t inputs_ = 0, steps_ = 1;
  const Scalar* W_ = nullptr;  // W_q, W_k, W_v [H, I] each, then weight_score [H]
  Scalar* dW_ = nullptr;       // likewise
};

}  // namespace deltarule

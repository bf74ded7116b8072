// The first artificial neuron (McCulloch and Pitts, "A logical calculus of the ideas immanent in nervous activity",
// 1943): inputs and outputs are 0 or 1, and nothing is learned.
//
// weight [units, inputs] says by its sign how an input meets a unit: +1 excites, -1 inhibits, 0 is not connected. A
// unit fires if no inhibiting input is active and the active exciting ones number at least its threshold. Any one
// inhibiting input forbids firing: that is not a subtraction, as in the perceptrons that came later. Input from 0.5 on
// is active.
#pragma once

#include "engine/layers/layer.h"

namespace deltarule {

class McCullochPitts final : public Layer {
 public:
  explicit McCullochPitts(const LayerSpec& spec) : units_(spec.units) {}

  [[nodiscard]] LayerKind kind() const override { return LayerKind::mcculloch_pitts; }
  Result<Shape> plan(const Shape& input) override;
  [[nodiscard]] std::vector<Parameter> parameters() const override;
  [[nodiscard]] std::vector<Parameter> buffers() const override { return {}; }
  [[nodiscard]] std::size_t scratch(std::size_t) const override { return 0; }
  [[nodiscard]] std::size_t carried(std::size_t) const override { return 0; }
  void bind(const Scalar* parameters, Scalar* gradients, Scalar* buffers) override;
  void adjust(const LayerSpec&) override {}
  void forward(const ForwardPass& pass) override;
  void backward(const BackwardPass& pass) override;
  [[nodiscard]] const Scalar* logits(const Scalar*, std::size_t) const override { return nullptr; }

 private:
  int units_, inputs_ = 0;
  const Scalar* W_ = nullptr;          // [H, I], of which the sign counts
  const Scalar* threshold_ = nullptr;  // [H]
};

}  // namespace deltarule

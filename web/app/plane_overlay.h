// What is drawn over the output map besides points: a neuron's line and normal vector, the sample under the microscope,
// and what the network answers under the pointer.
#pragma once

#include "web/app/bench.h"
#include "web/app/ui.h"

namespace deltarule {

/// The part of the plane that a square of the page shows.
struct PlaneFrame {
  Rect map;
  float min = -6, max = 6;
  [[nodiscard]] float unit() const { return map.w / (max - min); }  // logical pixels
  [[nodiscard]] float x(float x1) const { return map.x + (x1 - min) * unit(); }
  [[nodiscard]] float y(float x2) const { return map.y + (max - x2) * unit(); }
};

/// Of a neuron that takes nothing but x1 and x2: where its weighted sum is zero, w1 x1 + w2 x2 + b = 0, and the vector
/// w on it, which points to where the sum is positive.
void neuron_line(const Ui& ui, const Bench& bench, const PlaneFrame& frame, NeuronId id);
/// A ring around a sample.
void sample_ring(const Ui& ui, const PlaneFrame& frame, float x1, float x2);
/// "x₁ 1.20  x₂ −3.40  0.873" in the corner of the map.
void answer_at_pointer(const Ui& ui, const Bench& bench, const PlaneFrame& frame);

}  // namespace deltarule

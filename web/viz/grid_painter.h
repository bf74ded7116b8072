// The map from the engine's grid, where no shader computes it: values between the grid's points and their colours. The
// same reading as shaders/output_map.glsl.
#pragma once

#include "web/viz/colour_map.h"
#include "web/viz/neuron_scale.h"

namespace deltarule {

struct GridPainter {
  const ColourMap* colours = nullptr;
  const float* values = nullptr;  // [units][grid][grid]
  int grid = 0, units = 1;        // more than one unit: the largest wins
  NeuronScale scale = {};         // of one unit
  bool discretize = false;
  bool marked = false;  // the class goes into alpha, for shaders/boundary.glsl

  /// ((grid - 1) * times + 1) squared pixels.
  void paint(int times, Colour* pixels) const;

 private:
  /// Between the grid's points; clamped to the grid.
  [[nodiscard]] float value(int unit, float column, float row) const;
  struct Answer {
    float t = 0;  // to be shown
    int best = 0;
  };
  [[nodiscard]] Answer answer(float column, float row) const;
};

}  // namespace deltarule

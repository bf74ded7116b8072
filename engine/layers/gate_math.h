// What gated cells have in common besides their walk: the slopes of their gates, and where a forget gate begins.
#pragma once

#include <span>

#include "engine/core/lanes.h"
#include "engine/layers/layer.h"

namespace deltarule {

/// The derivatives of sigmoid and tanh from their values y.
inline Lane sigmoid_slope(Lane y) { return y * (splat(1) - y); }
inline Lane tanh_slope(Lane y) { return splat(1) - y * y; }

/// What the forget gate's bias begins at (Jozefowicz et al. 2015: 1 is better than 0): its rows of bias_ih.
inline void begin_forget_gate(const LayerSpec& spec, int gate, Parameter& bias_ih) {
  bias_ih.start = spec.forget_bias;
  bias_ih.start_row = gate * spec.units;
  bias_ih.start_rows = spec.units;
}

}  // namespace deltarule

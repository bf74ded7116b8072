// Small data sets for engine tests, made here and not by engine/data, so that a test of one does not lean on the other.
#pragma once

#include <cstdint>
#include <initializer_list>

#include "engine/core/rng.h"
#include "engine/data/dataset.h"
#include "engine/train/target_coding.h"

namespace deltarule::toy {

/// Appends one sample of two inputs with a class, coded for the last layer and loss.
inline void add(Dataset& data, const TargetCoding& coding, double x1, double x2, int label) {
  data.input.push_back(static_cast<Scalar>(x1));
  data.input.push_back(static_cast<Scalar>(x2));
  for (int unit = 0; unit < data.targets; ++unit) {
    const bool on = data.targets == 1 ? label != 0 : unit == label;
    data.target.push_back(on ? coding.high : coding.low);
  }
  data.classes.push_back(static_cast<std::uint8_t>(label));
  ++data.samples;
}

inline Dataset empty(const LayerSpec& last) {
  Dataset data;
  data.shape = vector_shape(2);
  data.targets = last.units;
  return data;
}

/// The four corners of the unit square; `labels` for (0,0), (0,1), (1,0), (1,1).
inline Dataset gate(const LayerSpec& last, Loss loss, std::initializer_list<int> labels) {
  Dataset data = empty(last);
  int corner = 0;
  for (const int label : labels) {
    add(data, target_coding(last, loss), corner / 2, corner % 2, label);
    ++corner;
  }
  return data;
}

/// Random points in [-1, 1]^2; classes are sectors of the circle, as many as the last layer tells apart.
inline Dataset sectors(const LayerSpec& last, Loss loss, int samples, std::uint64_t seed = 1) {
  Dataset data = empty(last);
  Rng rng(seed, Purpose::data);
  const int classes = last.units == 1 ? 2 : last.units;
  for (int i = 0; i < samples; ++i) {
    const double x1 = rng.uniform(-1, 1);
    const double x2 = rng.uniform(-1, 1);
    const int quadrant = (x1 < 0 ? 1 : 0) + (x2 < 0 ? 2 : 0);
    add(data, target_coding(last, loss), x1, x2, classes == 2 ? (quadrant == 1 || quadrant == 2) : quadrant % classes);
  }
  return data;
}

/// z = x1 x2 over random points: values, not classes.
inline Dataset saddle(int samples) {
  Dataset data;
  data.shape = vector_shape(2);
  data.targets = 1;
  Rng rng(2, Purpose::data);
  for (int i = 0; i < samples; ++i) {
    const double x1 = rng.uniform(-1, 1);
    const double x2 = rng.uniform(-1, 1);
    data.input.push_back(static_cast<Scalar>(x1));
    data.input.push_back(static_cast<Scalar>(x2));
    data.target.push_back(static_cast<Scalar>(x1 * x2));
    ++data.samples;
  }
  return data;
}

inline LayerSpec dense(int units, Activation activation) { return {LayerKind::dense, units, activation, 0.5}; }
inline LayerSpec dropout(double rate) { return {LayerKind::dropout, 1, Activation::linear, rate}; }

}  // namespace deltarule::toy

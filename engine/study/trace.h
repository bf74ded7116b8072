// One sample's way through the network and back, with every number: what the microscope shows.
//
// Forward: z = W y_before + b and y = f(z) for every layer. Backward: dL/dy and dL/dz by the chain rule, from them
// dL/dW = dL/dz y_before^T and dL/db = dL/dz. Then what the optimizer would add to each parameter if this sample were
// its next batch. Dropout is off. Nothing of it touches the run.
#pragma once

#include <span>
#include <vector>

#include "engine/core/scalar.h"

namespace deltarule {

struct TrainerState;
struct TrainingSpec;

/// Which sample; its label is a class index, or the value for regression.
struct TraceRequest {
  bool on = false;
  float x1 = 0, x2 = 0, label = 0;
  bool next = false;  // instead: the sample that the run would train on next; Trace::sample then says which that is
  friend bool operator==(const TraceRequest&, const TraceRequest&) = default;
};

struct Trace {
  TraceRequest sample;         // whose trace this is; `on` is false where there is none
  std::vector<float> inputs;   // the network's inputs, after the features
  std::vector<float> targets;  // as the loss sees them: one per output
  // For each dense layer in order, one number per unit: [layer][unit].
  std::vector<float> z, y, dy, dz;
  // Flat, in the order of Snapshot::parameters.
  std::vector<float> gradients;  // dL/dW and dL/db of this sample, without regularization
  std::vector<float> updates;    // what the optimizer would add, regularization and clipping included
  float loss = 0;
};

/// All but Trace::sample: what a step with this sample alone would do to a run in this state, at this learning rate.
/// Where it would diverge, the updates are 0, as none would be made. Rosenblatt's rule knows no gradients: dy and dz
/// are 0, `gradients` is empty, the updates are the rule's.
Trace trace_sample(const TrainingSpec& training, const TrainerState& state, double learning_rate,
                   std::span<const Scalar> inputs, std::span<const Scalar> targets);

}  // namespace deltarule

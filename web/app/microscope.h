// The microscope: one sample's way through the network and back, a step at a time. What it looks at, and how others
// point it elsewhere.
//
// Drawing is in lab_microscope.cpp, the steps in microscope_steps.h, their formulas in microscope_words.h.
#pragma once

#include <optional>

#include "engine/api/snapshot.h"
#include "web/viz/neuron_scale.h"

namespace deltarule {

class Bench;

struct MicroscopeState {
  bool follow = true;                     // the sample that the run trains on next; else the one in Bench::traced
  int step = 0;                           // into microscope_steps()
  int unit = 0;                           // of the step's layer
  std::optional<NeuronId> selected_seen;  // what Bench::selected was left at: another value is the user's choice
};

/// A point of the output map was clicked while the microscope is open: from now on it is the sample.
void microscope_pick(Bench& bench, const SnapshotPoint& point);

}  // namespace deltarule

// Fields of the table as controls, one below the other; short sliders stand in pairs.
//
// A panel says which fields and in what order; how a field becomes a slider or a dropdown is decided here, by its type
// and range.
#pragma once

#include <string_view>

#include "engine/experiment/fields.h"
#include "web/app/bench.h"
#include "web/app/ui.h"
#include "web/app/widgets.h"

namespace deltarule {

struct FieldFlow {
  float x = 0, y = 0, width = 0;
  bool beside = false;  // the left half of this line is taken
  bool wide = false;    // a slider has a line of its own, however short
};

/// The place for a slider, beside the one before if both are short.
Rect slider_place(const Ui& ui, FieldFlow& flow, const SliderSpec& spec);
/// The place for a control of its own with its name above, `height` high.
Rect labelled_place(const Ui& ui, FieldFlow& flow, std::string_view label, float height);
/// To the next line if one was begun.
void end_line(const Ui& ui, FieldFlow& flow);

/// The field's slider or dropdown, if it means anything now. `max`: a smaller end than the table's; `offered`: which
/// choices make sense.
void field_control(Ui& ui, Bench& bench, FieldFlow& flow, const Field& field, double max = 0,
                   bool (*offered)(const Experiment&, int) = nullptr);

}  // namespace deltarule

// The parts of the training card that have files of their own.
#pragma once

#include "web/app/field_flow.h"

namespace deltarule {

/// Behind "More": every field of the table that has no place of its own.
void more_fields(Ui& ui, Bench& bench, FieldFlow& flow);
/// Dropout after every hidden layer, and after each.
void dropout_of_all(Ui& ui, Bench& bench, FieldFlow& flow);
void dropout_of_layers(Ui& ui, Bench& bench, FieldFlow& flow);

}  // namespace deltarule

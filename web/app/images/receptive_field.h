// Which pixels a number of a feature map depends on: rows and columns, from its layer back to the input.
#pragma once

#include "engine/api/snapshot.h"
#include "web/app/images/image_state.h"

namespace deltarule {

struct FieldSpan {
  int first = 0, last = 0;  // both of them in it; may reach beyond the borders, where padding is
};
struct ReceptiveField {
  FieldSpan rows, columns;
};

/// Of what goes into the layer, the part that this part of what comes out depends on.
ReceptiveField field_before(const Snapshot& snapshot, int layer, const ReceptiveField& field);
/// Of the input, clamped to it.
ReceptiveField field_of_input(const Snapshot& snapshot, const MapPixel& pixel);

}  // namespace deltarule

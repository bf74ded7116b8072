// A window after the other, from behind.
#include "web/app/images/receptive_field.h"

#include <algorithm>

#include "engine/api/preview.h"

namespace deltarule {
namespace {

FieldSpan before(FieldSpan span, const PreviewWindow& window) {
  return {span.first * window.stride - window.before,
          span.last * window.stride - window.before + (window.kernel - 1) * window.dilation};
}

FieldSpan clamped(FieldSpan span, std::uint32_t size) {
  return {std::max(span.first, 0), std::min(span.last, static_cast<int>(size) - 1)};
}

}  // namespace

ReceptiveField field_before(const Snapshot& snapshot, int layer, const ReceptiveField& field) {
  const auto at = static_cast<std::size_t>(layer);
  const SnapshotLayer* input = layer > 0 ? &snapshot.layers[at - 1] : nullptr;
  const auto whole = [](std::uint32_t n) { return static_cast<int>(n); };
  PreviewWindow window;
  if (!preview_window(snapshot.layers[at].spec, whole(input ? input->channels : snapshot.channels),
                      whole(input ? input->height : snapshot.height), whole(input ? input->width : snapshot.width),
                      window))
    return field;  // a layer that works on each pixel for itself
  return {before(field.rows, window), before(field.columns, window)};
}

ReceptiveField field_of_input(const Snapshot& snapshot, const MapPixel& pixel) {
  ReceptiveField field{{pixel.row, pixel.row}, {pixel.column, pixel.column}};
  for (int layer = pixel.layer; layer >= 0; --layer) field = field_before(snapshot, layer, field);
  return {clamped(field.rows, snapshot.height), clamped(field.columns, snapshot.width)};
}

}  // namespace deltarule

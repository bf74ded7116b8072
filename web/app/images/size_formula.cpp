// Words only; the engine's is in engine/layers/window.h.
#include "web/app/images/size_formula.h"

#include "engine/api/preview.h"

namespace deltarule {

std::string size_formula(const WindowAxis& axis, int places) {
  const auto number = [](int value) { return std::to_string(value); };
  const std::string padding = axis.padding % 2 == 0 ? "2\xC2\xB7" + number(axis.padding / 2) : number(axis.padding);
  const std::string made = places > 0 ? " = " + number(places) : std::string();
  return "floor((" + number(axis.size) + " + " + padding + " \xE2\x88\x92 " + number(axis.dilation) + "\xC2\xB7(" +
         number(axis.kernel) + " \xE2\x88\x92 1) \xE2\x88\x92 1) / " + number(axis.stride) + ") + 1" + made;
}

std::string size_formula(const Snapshot& snapshot, std::size_t layer) {
  const auto whole = [](std::uint32_t n) { return static_cast<int>(n); };
  const bool first = layer == 0;
  const SnapshotLayer* before = first ? nullptr : &snapshot.layers[layer - 1];
  const int channels = whole(first ? snapshot.channels : before->channels);
  const int height = whole(first ? snapshot.height : before->height);
  const int width = whole(first ? snapshot.width : before->width);
  const SnapshotLayer& made = snapshot.layers[layer];
  PreviewWindow window;
  if (!preview_window(made.spec, channels, height, width, window)) return {};
  const int reach = window.dilation * (window.kernel - 1);
  const int padding = made.spec.padding == kSamePadding ? reach : 2 * window.before;
  const auto of = [&](int size, std::uint32_t places) {
    return size_formula({size, padding, window.dilation, window.kernel, window.stride}, whole(places));
  };
  const std::string down = of(height, made.height);
  return height == width && made.height == made.width ? down : down + ";  " + of(width, made.width);
}

}  // namespace deltarule

// Tiles of figures; nothing to touch.
#include "web/app/metric_tiles.h"

#include <algorithm>
#include <cstdio>
#include <string>

#include "web/app/widgets.h"

namespace deltarule {
namespace {

struct Tile {
  const char* key;
  Text name;
  std::string figure;
};

std::string loss_figure(bool known, const SnapshotMetrics& metrics) {
  return known && metrics.samples > 0 ? figure_text(Figure::loss, metrics.loss) : "\xE2\x80\x93";
}

std::string accuracy_figure(bool known, const SnapshotMetrics& metrics) {
  char text[24] = "\xE2\x80\x93";
  // Never rounded up to perfect.
  const float share = metrics.accuracy < 1 ? std::min(metrics.accuracy, 0.999f) : 1;
  if (known && metrics.samples > 0) std::snprintf(text, sizeof text, share < 1 ? "%.1f %%" : "%.0f %%", share * 100);
  return text;
}

}  // namespace

float metric_tiles(Ui& ui, const Bench& bench, bool classes, const Rect& area, int columns) {
  const Snapshot& snapshot = bench.run.snapshot();
  const bool known = bench.run.current();
  const Tile all[] = {{"test_loss", Text::test_loss, loss_figure(known, snapshot.test)},
                      {"test_accuracy", Text::test_accuracy, accuracy_figure(known, snapshot.test)},
                      {"train_loss", Text::train_loss, loss_figure(known, snapshot.train)},
                      {"train_accuracy", Text::train_accuracy, accuracy_figure(known, snapshot.train)}};
  const float gap = ui.px(8), height = ui.px(53);
  const float width = (area.w - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
  int shown = 0;
  float bottom = area.y;
  for (const Tile& tile : all) {
    if (!classes && (tile.name == Text::test_accuracy || tile.name == Text::train_accuracy)) continue;
    const auto column = static_cast<float>(shown % columns), row = static_cast<float>(shown / columns);
    const Rect box{area.x + column * (width + gap), area.y + row * (height + gap), width, height};
    stat_tile(ui, tile.key, box, tr(tile.name), tile.figure);
    bottom = box.bottom();
    ++shown;
  }
  return bottom;
}

}  // namespace deltarule

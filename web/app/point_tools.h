// The tools with which the user makes points of their own on the output map: paint, erase, clear; by hand or by
// keyboard.
//
// Any set becomes `custom` with its present points at the first touch. Edits go to the draft; what they do to the run
// is for the engine to say.
#pragma once

#include <cstdint>

#include "engine/experiment/experiment.h"

namespace deltarule {

class Bench;
struct Hit;
struct Rect;
struct Ui;

enum class PointTool : std::uint8_t { pointer, paint, erase };

struct PointTools {
  PointTool tool = PointTool::pointer;
  double label = 0;  // what is painted: a class index, or a value for regression
  // All points were taken away and none is there yet. An experiment must have points: it keeps those of before until
  // the first new one, or until it changes or plays.
  bool cleared = false;
  PointSet cleared_set = PointSet::custom;
  std::uint32_t cleared_seed = 0;
  int batch_size = 0;  // that was chosen; the experiment's is smaller while there are too few points for it
  // The stroke under way.
  bool stroke = false;
  float last_x = 0, last_y = 0;
};

/// A row of buttons that ends at `right`; returns its left edge.
float point_tool_row(Ui& ui, Bench& bench, float right, float centre_y);
/// The mouse or finger on the map, and the tool's mark under it.
void use_point_tool(Ui& ui, Bench& bench, const Rect& map, const Hit& over);
/// "x1, x2, class" for those who cannot point: a text field in the mirror, shown in this place while the keyboard is on
/// it.
void point_text_field(Ui& ui, Bench& bench, const Rect& place);

}  // namespace deltarule

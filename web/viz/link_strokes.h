// Curves between neurons by the thousand: smooth strips written straight into the draw list.
//
// ImGui's own curves would cost several times as much: here every link shares one table of the curve's steps.
#pragma once

#include <array>
#include <cstddef>

#include "web/style/canvas.h"

namespace deltarule {

/// How far a place is from such a curve; infinite beside its ends.
float link_distance(ImVec2 from, ImVec2 to, float x, float y);

enum class LinkLook { faint, plain, bold };

class LinkStrokes {
 public:
  /// `flow` from 0 to 1: where the light that runs along the links is; negative: it rests.
  LinkStrokes(const Canvas& canvas, float flow);
  void add(ImVec2 from, ImVec2 to, float weight, LinkLook look);

 private:
  static constexpr int kSteps = 60;
  struct Step {
    float along = 0, across = 0;              // of the curve, from 0 to 1
    float slope_along = 0, slope_across = 0;  // its direction there
    float light = 1;
  };
  /// Of the table's steps every how many-th a curve needs that rises by so much.
  [[nodiscard]] int stride(float rise) const;

  const Canvas* canvas_;
  bool flows_;
  std::array<Step, kSteps + 1> table_{};
};

}  // namespace deltarule

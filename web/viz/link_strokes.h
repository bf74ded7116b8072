// Curves between neurons by the hundred: each is a few numbers here, a shader makes the strip of it.
//
// Written as triangles into ImGui's draw list they would be most of what a frame computes and uploads.
#pragma once

#include <cstdint>
#include <vector>

#include "web/style/canvas.h"
#include "web/viz/gl_objects.h"

namespace deltarule {

/// How far a place is from such a curve; infinite beside its ends.
float link_distance(ImVec2 from, ImVec2 to, float x, float y);

enum class LinkLook { faint, plain, bold };

class LinkStrokes {
 public:
  LinkStrokes() = default;
  ~LinkStrokes() { release(); }
  LinkStrokes(const LinkStrokes&) = delete;
  LinkStrokes& operator=(const LinkStrokes&) = delete;

  /// `flow` from 0 to 1: where the light that runs along the links is; negative: it rests.
  void begin(const Canvas& canvas, float flow);
  void add(ImVec2 from, ImVec2 to, float weight, LinkLook look);
  /// Puts all of them into the canvas's draw list; they must live until it is drawn.
  void end();
  void forget() { program_.forget(), vertices_ = buffer_ = 0; }

 private:
  struct Link {
    ImVec2 from, to;
    float width;  // device pixels
    Colour colour;
  };
  void draw(const ImDrawCmd& command);
  bool prepare();
  void release();

  const Canvas* canvas_ = nullptr;
  float flow_ = -1, rise_ = 0, pixel_ratio_ = 1;
  std::vector<Link> links_;
  Program program_;
  unsigned vertices_ = 0, buffer_ = 0;
};

}  // namespace deltarule

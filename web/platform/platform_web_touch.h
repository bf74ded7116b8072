// Scrolling by finger: which ImGui window a vertical drag moves, and how it glides on after the finger has left.
//
// page/touch.js decides what is a tap, a drag or a scroll; this only moves windows. ImGui itself has no touch
// scrolling.
#pragma once

namespace deltarule {

class TouchScroll {
 public:
  /// True if there is a window to scroll under this point; it is then the one that drag() moves. Stops a glide.
  bool begin(float x, float y);
  void drag(float dy);
  /// The finger leaves with this speed, in logical pixels per second.
  void end(float speed);
  /// Once a frame, after ImGui::NewFrame; true while something still glides.
  bool update(float seconds);

 private:
  void move(float dy);

  unsigned window_id_ = 0;
  float pending_ = 0, rest_ = 0, speed_ = 0;
};

}  // namespace deltarule

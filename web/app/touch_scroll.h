// A finger drags the page and lets it glide. ImGui scrolls by wheel only.
#pragma once

namespace deltarule {

class TouchScroll {
 public:
  /// Inside the window that scrolls, after its widgets. `held`: a slider has the finger. True while it moves by itself.
  bool update(bool touch, bool held, float seconds);

 private:
  bool dragging_ = false;
  float velocity_ = 0;  // logical pixels per second
};

}  // namespace deltarule

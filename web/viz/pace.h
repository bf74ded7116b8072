// How finely a costly picture may be drawn while it changes all the time: measured now and then, not guessed.
//
// A graphics card draws the output map in no time; a machine that draws in software takes a second. Both shall stay
// fluid.
#pragma once

namespace deltarule {

class Pace {
 public:
  /// Device pixels of the side to draw, of `full`. `resting`: nothing moves; sharpness is worth more.
  [[nodiscard]] int side(int full, bool resting) const;
  /// True if this drawing should be measured: then wait for GL before and after it.
  [[nodiscard]] bool due() const;
  [[nodiscard]] bool known() const { return per_pixel_ > 0; }
  void drawn();
  void measured(double milliseconds, int side);
  void forget() { *this = {}; }

 private:
  double per_pixel_ = 0;  // milliseconds; 0: not known yet
  int since_ = 0, measurements_ = 0;
};

}  // namespace deltarule

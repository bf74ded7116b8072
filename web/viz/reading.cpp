// The inputs' formulas, as the engine has them (engine/data/encode.cpp), for pictures of the inputs themselves.
#include "web/viz/reading.h"

#include <cmath>

namespace deltarule {

float input_at(Input input, float x1, float x2) {
  switch (input) {
    case Input::x1: return x1;
    case Input::x2: return x2;
    case Input::x1_squared: return x1 * x1;
    case Input::x2_squared: return x2 * x2;
    case Input::x1_x2: return x1 * x2;
    case Input::sin_x1: return std::sin(x1);
    case Input::sin_x2: return std::sin(x2);
    case Input::cos_x1: return std::cos(x1);
    case Input::cos_x2: return std::cos(x2);
  }
  return 0;
}

}  // namespace deltarule

#include "engine/data/functions_spec.h"

#include <array>

namespace deltarule {

std::span<const std::string_view> target_function_names() {
  static constexpr std::array<std::string_view, 10> names = {"sine",      "square",     "sawtooth", "step", "gaussian",
                                                             "gaussians", "polynomial", "absolute", "sinc", "chirp"};
  return names;
}

}  // namespace deltarule

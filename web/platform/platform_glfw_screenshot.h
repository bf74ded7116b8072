// Writes what the current GL framebuffer shows as a PNG file.
#pragma once

#include <string>

#include "engine/core/result.h"

namespace deltarule {

Status write_screenshot(const std::string& file, int width, int height);

}  // namespace deltarule

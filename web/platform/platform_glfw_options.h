// The command line of the desktop program, parsed; and what --help prints.
#pragma once

#include <optional>
#include <string>

#include "engine/core/result.h"

namespace deltarule {

struct DesktopOptions {
  std::string experiment;  // the text of the file, or the link itself
  int width = 1280, height = 800;
  double pixel_ratio = 0;  // 0: the monitor's
  int frames = 0;          // 0: until the window is closed
  std::string screenshot;  // written after the last frame
  std::optional<bool> dark;
  bool help = false;
};

Result<DesktopOptions> parse_desktop_options(int argc, char** argv);
extern const char* const kDesktopUsage;

}  // namespace deltarule

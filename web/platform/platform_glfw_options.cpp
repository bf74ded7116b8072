#include "web/platform/platform_glfw_options.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string_view>

namespace deltarule {

const char* const kDesktopUsage =
    "usage: deltarule-desktop [options]\n"
    "  --experiment FILE|LINK   open this experiment: a JSON file, or a link such as '#data=spiral&lr=0.03'\n"
    "  --size WxH               size of the window in logical pixels (1280x800)\n"
    "  --pixel-ratio R          device pixels per logical pixel (the monitor's)\n"
    "  --frames N               draw N frames and exit; nothing is kept on disk\n"
    "  --screenshot FILE.png    write the last frame; with --frames\n"
    "  --theme dark|light       instead of the default, light\n"
    "  --help                   this text\n";

namespace {

bool parse_size(const char* text, int& width, int& height) {
  char rest = 0;
  return std::sscanf(text, "%dx%d%c", &width, &height, &rest) == 2 && width >= 200 && height >= 200 && width <= 16384 &&
         height <= 16384;
}

/// A file if there is one of this name, else the text itself if it can be a link or JSON.
Result<std::string> experiment_text(const char* argument) {
  std::ifstream file(argument, std::ios::binary);
  if (file) return std::string(std::istreambuf_iterator<char>(file), {});
  const std::string_view text = argument;
  if (text.find('=') != std::string_view::npos || text.starts_with('{')) return std::string(text);
  return Error{"--experiment", "no file named \"" + std::string(text) + "\", and it is no link (data=...&layers=...)"};
}

}  // namespace

Result<DesktopOptions> parse_desktop_options(int argc, char** argv) {
  DesktopOptions options;
  for (int i = 1; i < argc; ++i) {
    const std::string name = argv[i];
    if (name == "--help" || name == "-h") {
      options.help = true;
      continue;
    }
    const char* value = i + 1 < argc ? argv[++i] : nullptr;
    if (!value) return Error{name, "needs a value, or is unknown; see --help"};
    if (name == "--experiment") {
      auto text = experiment_text(value);
      if (!text) return text.error();
      options.experiment = std::move(*text);
    } else if (name == "--size") {
      if (!parse_size(value, options.width, options.height))
        return Error{name, "wants WIDTHxHEIGHT from 200x200 to 16384x16384, such as 1280x800"};
    } else if (name == "--pixel-ratio") {
      options.pixel_ratio = std::atof(value);
      if (!(options.pixel_ratio >= 0.5 && options.pixel_ratio <= 4)) return Error{name, "wants a number from 0.5 to 4"};
    } else if (name == "--frames") {
      options.frames = std::atoi(value);
      if (options.frames < 1) return Error{name, "wants a number of frames, 1 or more"};
    } else if (name == "--screenshot") {
      options.screenshot = value;
    } else if (name == "--theme") {
      const std::string_view theme = value;
      if (theme != "dark" && theme != "light") return Error{name, "is dark or light"};
      options.dark = theme == "dark";
    } else {
      return Error{name, "unknown option; see --help"};
    }
  }
  if (!options.screenshot.empty() && options.frames == 0)
    return Error{"--screenshot", "needs --frames N: the N-th frame is the one that is written"};
  return options;
}

}  // namespace deltarule

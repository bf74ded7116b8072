// The desktop program's command line: what it takes, and what it says of what it cannot take.
#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

#include "web/platform/platform_glfw_options.h"

namespace deltarule {
namespace {

Result<DesktopOptions> parse(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "deltarule-desktop");
  std::vector<char*> argv;
  for (std::string& argument : arguments) argv.push_back(argument.data());
  return parse_desktop_options(static_cast<int>(argv.size()), argv.data());
}

}  // namespace

TEST_CASE("desktop options are understood", "[desktop]") {
  const auto options = parse({"--size", "360x740", "--frames", "3", "--screenshot", "a.png", "--theme", "dark",
                              "--pixel-ratio", "2", "--experiment", "#data=xor&lr=0.1"});
  REQUIRE(options);
  CHECK(options->width == 360);
  CHECK(options->height == 740);
  CHECK(options->frames == 3);
  CHECK(options->screenshot == "a.png");
  CHECK(options->dark == true);
  CHECK(options->pixel_ratio == 2);
  CHECK(options->experiment == "#data=xor&lr=0.1");
  CHECK(parse({"--help"})->help);
}

TEST_CASE("a wrong desktop option is named", "[desktop]") {
  for (const auto& [arguments, where] : std::vector<std::pair<std::vector<std::string>, std::string>>{
           {{"--size", "12"}, "--size"},
           {{"--size", "1280x800x2"}, "--size"},
           {{"--frames", "none"}, "--frames"},
           {{"--theme", "pink"}, "--theme"},
           {{"--pixel-ratio", "nan"}, "--pixel-ratio"},
           {{"--screenshot", "a.png"}, "--screenshot"},
           {{"--experiment", "no-such-file.json"}, "--experiment"},
           {{"--frobnicate", "1"}, "--frobnicate"},
           {{"--size"}, "--size"}}) {
    const auto options = parse(arguments);
    REQUIRE_FALSE(options);
    CHECK(options.error().where == where);
    CHECK(options.error().what.size() > 10);
  }
}

}  // namespace deltarule

// The convolution bench in the desktop program: its numbers against an engine of the test's own, the window that
// slides, the experiment behind it, and what travels in the link.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <cmath>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "engine/api/convolve.h"
#include "tests/desktop/desktop_harness.h"
#include "web/app/images/convolution_setup.h"
#include "web/app/images/convolution_state.h"
#include "web/app/text.h"

using namespace deltarule;
using deltarule::test::Desktop;

namespace {

std::vector<double> numbers(const std::string& words) {
  std::istringstream in(words);
  std::vector<double> out;
  for (double value = 0; in >> value;) out.push_back(value);
  return out;
}

std::string words(Desktop& desktop, Role role, std::string_view name) { return desktop.item(role, name).value_text; }

bool begins(Desktop& desktop, Role role, std::string_view name, std::string_view start) {
  return desktop.until([&] { return words(desktop, role, name).starts_with(start); }, 5);
}

void choose_place(Desktop& desktop, int row, int column) {
  desktop.set_number("Row", row);
  desktop.set_number("Column", column);
  REQUIRE(desktop.until([&] { return desktop.item(Role::slider, "Column").value == column; }, 5));
}

}  // namespace

TEST_CASE("convolution bench: patch, kernel and products are those of the engine at any place", "[bench]") {
  const std::string link = GENERATE(
      "convolution:square:1,2,3,4,5,6,7,8,10:p2:s2:d2:turned:b0.5:relu", "convolution:step:-1,0,1,-2,0,2,-1,0,1:p1",
      "convolution:checkerboard:1,1,1,1,1,1,1,1,1:mean", "convolution:dot:1,2,3,4,5,6,7,8,9:p1:turned");
  Desktop desktop({"--experiment", "data=spiral&bench=" + link, "--size", "1280x800"});
  const ConvolutionSetup setup = setup_from_text(link);
  const BenchPicture picture = pattern(setup.source);
  const Result<Convolved> out =
      convolve(layer_of(setup), picture.pixels, picture.height, picture.width, weights_of(setup), setup.bias);
  REQUIRE(out);
  REQUIRE(begins(desktop, Role::status, "Output size", std::to_string(out->height) + "\xC3\x97"));
  for (const int place : {0, 7, out->width * out->height / 2 + 3, out->width * out->height - 1}) {
    choose_place(desktop, place / out->width + 1, place % out->width + 1);
    const auto patch = numbers(words(desktop, Role::image, "patch"));
    const auto kernel = numbers(words(desktop, Role::image, setup.turned ? "kernel, turned" : "kernel"));
    const auto products = numbers(words(desktop, Role::image, "products"));
    REQUIRE(patch.size() == 9);
    REQUIRE(kernel.size() == 9);
    double sum = double{setup.bias};
    for (std::size_t i = 0; i < 9; ++i) {
      CHECK(std::fabs(products[i] - patch[i] * kernel[i]) < 1e-4);
      sum += products[i];
    }
    INFO(link << " at " << place);
    CHECK(std::fabs(sum - double{out->z[static_cast<std::size_t>(place)]}) < 1e-3);
    CHECK(std::fabs(std::stod(words(desktop, Role::status, "output")) -
                    double{out->y[static_cast<std::size_t>(place)]}) < 0.0006);
  }
}

TEST_CASE("convolution bench: a single pixel shows the kernel, turned by a correlation only", "[bench]") {
  Desktop desktop({"--experiment", "bench=convolution:dot:1,2,3,4,5,6,7,8,9:p1", "--size", "1280x800"});
  const auto at = [&](int row, int column) {
    choose_place(desktop, row, column);
    return std::stod(words(desktop, Role::status, "output"));
  };
  CHECK(at(5, 5) == 9);
  desktop.activate(Role::radio, "Convolution");
  REQUIRE(desktop.until([&] { return desktop.has(Role::image, "kernel, turned"); }, 5));
  CHECK(at(5, 5) == 1);
  CHECK(words(desktop, Role::image, "kernel, turned") == "9 8 7 6 5 4 3 2 1");
}

TEST_CASE("convolution bench: padding, stride, dilation and kernel change size, formula and corners", "[bench]") {
  Desktop desktop({"--experiment", "bench=convolution:square:-1,0,1,-2,0,2,-1,0,1", "--size", "1280x800"});
  const auto size = [&](std::string_view expected) {
    const bool is = begins(desktop, Role::status, "Output size", expected);
    INFO(words(desktop, Role::status, "Output size"));
    CHECK(is);
  };
  size(
      "14\xC3\x97"
      "14: floor((16 + 2\xC2\xB7"
      "0 \xE2\x88\x92 1\xC2\xB7(3 \xE2\x88\x92 1) \xE2\x88\x92 1) / 1) + 1 = 14");
  CHECK(words(desktop, Role::image, "Windows over each pixel").starts_with("corner 1\xC3\x97, middle 9\xC3\x97"));
  desktop.activate(Role::radio, "same");
  size("16\xC3\x97");
  CHECK(words(desktop, Role::image, "Windows over each pixel").starts_with("corner 4\xC3\x97, middle 9\xC3\x97"));
  desktop.activate(Role::radio, "full");
  size("18\xC3\x97");
  CHECK(words(desktop, Role::image, "Windows over each pixel").starts_with("corner 9\xC3\x97, middle 9\xC3\x97"));
  desktop.set_number("Stride", 2);
  size("9\xC3\x97");
  desktop.set_number("Dilation", 3);
  size("7\xC3\x97");
  desktop.set_number("Padding", 0);
  size("5\xC3\x97");
  desktop.activate(Role::radio,
                   "7\xC3\x97"
                   "7");
  // 3 * 6 + 1 = 19 do not fit into 16: said in words, and nothing else is shown.
  REQUIRE(desktop.until([&] { return desktop.has(Role::status, "The window does not fit."); }, 5));
  CHECK_FALSE(desktop.has(Role::image, "patch"));
  desktop.set_number("Dilation", 1);
  size("5\xC3\x97");
}

TEST_CASE("convolution bench: presets, cells by key, dividing by the sum", "[bench]") {
  Desktop desktop({"--experiment", "bench=convolution:square:-1,0,1,-2,0,2,-1,0,1", "--size", "1280x800"});
  const auto kernel = [&] { return words(desktop, Role::image, "kernel"); };
  REQUIRE(desktop.until([&] { return desktop.has(Role::image, "kernel"); }, 5));
  desktop.select("Preset", "Laplacian");
  CHECK(desktop.until([&] { return kernel() == "0 1 0 1 -4 1 0 1 0"; }, 5));
  desktop.select("Preset", "Sharpen");
  CHECK(desktop.until([&] { return kernel() == "0 -1 0 -1 5 -1 0 -1 0"; }, 5));
  desktop.set_number("Kernel row 2, column 2", 6);
  CHECK(desktop.until([&] { return kernel() == "0 -1 0 -1 6 -1 0 -1 0"; }, 5));
  CHECK(words(desktop, Role::select, "Preset") == "Own kernel");
  desktop.activate(Role::toggle, "divide by the sum");
  CHECK(desktop.until([&] { return kernel() == "0 -0.5 0 -0.5 3 -0.5 0 -0.5 0"; }, 5));
  desktop.select("Preset", "Gaussian blur");
  CHECK(desktop.until([&] { return kernel() == "0.0625 0.125 0.0625 0.125 0.25 0.125 0.0625 0.125 0.0625"; }, 5));
  desktop.select("Preset", "Random");
  REQUIRE(desktop.until([&] { return words(desktop, Role::select, "Preset") == "Own kernel"; }, 5));
  const std::string first = kernel();
  desktop.select("Preset", "Random");
  CHECK(desktop.until([&] { return kernel() != first; }, 5));
}

TEST_CASE("convolution bench: the transport slides the window, and the keyboard's arrow moves it", "[bench]") {
  Desktop desktop({"--experiment", "bench=convolution:dot:1,2,3,4,5,6,7,8,9", "--size", "1280x800"});
  REQUIRE(begins(desktop, Role::image, "output",
                 "9\xC3\x97"
                 "9, 81/81"));
  desktop.activate(Role::button, "Reset");
  CHECK(desktop.until([&] { return words(desktop, Role::image, "output").ends_with("1/81, row 1, column 1"); }, 5));
  desktop.activate(Role::button, "Step");
  desktop.activate(Role::button, "Step");
  CHECK(desktop.until([&] { return words(desktop, Role::image, "output").ends_with("3/81, row 1, column 3"); }, 5));
  desktop.set_number("Places per second", 10);
  desktop.activate(Role::button, "Play");
  REQUIRE(desktop.until([&] { return desktop.has(Role::button, "Pause"); }, 5));
  desktop.set_number("Places per second", 200);
  CHECK(desktop.until([&] { return words(desktop, Role::image, "output").ends_with("81/81, row 9, column 9"); }, 10));
  CHECK(desktop.until([&] { return desktop.has(Role::button, "Play"); }, 5));
}

TEST_CASE("convolution bench: pointing at the output shows that number", "[bench]") {
  Desktop desktop({"--experiment", "bench=convolution:dot:1,2,3,4,5,6,7,8,9", "--size", "1280x800"});
  REQUIRE(begins(desktop, Role::image, "output", "9"));
  const MirrorRect box = desktop.item(Role::image, "output").rect;
  desktop.point(box.x + box.width * 8.5f / 9, box.y + box.height * 0.5f / 9);
  CHECK(desktop.until([&] { return words(desktop, Role::image, "output").ends_with("row 1, column 9"); }, 5));
  // The picture's own corner: the first window.
  const MirrorRect in = desktop.item(Role::image, "input").rect;
  desktop.point(in.x + 2, in.y + 2);
  CHECK(desktop.until([&] { return words(desktop, Role::image, "output").ends_with("row 1, column 1"); }, 5));
}

TEST_CASE("convolution bench: the run rests behind it and comes back as it was", "[bench]") {
  Desktop desktop({"--experiment", "data=spiral&seed=5", "--size", "1280x800"});
  desktop.app().pause();
  desktop.app().reset();
  desktop.app().step(7);
  REQUIRE(desktop.until([&] { return desktop.state()["step"] == 7; }, 10));
  const auto before = desktop.state();
  desktop.activate(Role::tab, "Convolution");
  REQUIRE(desktop.until([&] { return desktop.has(Role::image, "input"); }, 5));
  CHECK(desktop.state()["link"].get<std::string>().find("&bench=convolution:") != std::string::npos);
  desktop.app().play();
  desktop.frames(20);
  CHECK(desktop.until([&] { return desktop.state()["status"] == "paused"; }, 5));
  const auto step = desktop.state()["step"];
  desktop.frames(30);
  CHECK(desktop.state()["step"] == step);
  desktop.select("Preset", "Emboss");
  desktop.activate(Role::tab, "Points");
  REQUIRE(desktop.until([&] { return desktop.has(Role::image, "Output"); }, 5));
  const auto after = desktop.state();
  CHECK(after["experiment"] == before["experiment"]);
  CHECK(after["link"] == before["link"]);
  CHECK(after["step"] == step);
  desktop.activate(Role::tab, "Convolution");
  REQUIRE(desktop.until([&] { return desktop.has(Role::select, "Preset"); }, 5));
  CHECK(words(desktop, Role::select, "Preset") == "Emboss");
  // A host page that sets an experiment wants to see it.
  CHECK(desktop.app().set_experiment("data=moons").empty());
  CHECK(desktop.until([&] { return desktop.has(Role::image, "Output"); }, 5));
}

TEST_CASE("convolution bench: there is no camera here, and that is said", "[bench]") {
  Desktop desktop({"--experiment", "bench=convolution:square:1", "--size", "1280x800"});
  desktop.activate(Role::button, "Camera");
  REQUIRE(desktop.until([&] { return desktop.has(Role::status, "Message"); }, 5));
  CHECK(words(desktop, Role::status, "Message").find("camera") != std::string::npos);
}

TEST_CASE("convolution bench: a setup is the same after its text form, whatever is in it", "[bench]") {
  ConvolutionSetup setup;
  CHECK(setup_from_text(to_text(setup)) == setup);
  setup.source = PictureSource::checkerboard;
  setup.turned = setup.relu = true;
  setup.bias = -0.7f;
  setup.stride = 4;
  setup.dilation = 3;
  resize_kernel(setup, 5);
  take_preset(setup, KernelPreset::gaussian);
  setup.padding = 5;
  CHECK(setup_from_text(to_text(setup)) == setup);
  take_preset(setup, KernelPreset::random, 3);
  CHECK(setup_from_text(to_text(setup)) == setup);
  // Nonsense is left out, and what is too much is cut.
  const ConvolutionSetup odd = setup_from_text("convolution:nowhere:1,2:p99:s0:d9:b1e9:::x,1:digit-4");
  CHECK(odd.kernel == ConvolutionSetup{}.kernel);
  CHECK(odd.padding == odd.size);
  CHECK(odd.stride == 1);
  CHECK(odd.dilation == kMaxDilation);
  CHECK(odd.digit == 0);
}

TEST_CASE("convolution bench: presets in every size, and a kernel that is resized", "[bench]") {
  ConvolutionSetup setup;
  CHECK(preset_of(setup) == static_cast<int>(KernelPreset::sobel_x));
  for (const int size : {5, 7, 3}) {
    resize_kernel(setup, size);
    CHECK(preset_of(setup) == static_cast<int>(KernelPreset::sobel_x));
  }
  resize_kernel(setup, 5);
  CHECK(std::vector<float>(setup.kernel.begin(), setup.kernel.begin() + 5) == std::vector<float>{-1, -2, 0, 2, 1});
  for (int preset = 0; preset < static_cast<int>(KernelPreset::random); ++preset)
    for (const int size : {3, 5, 7}) {
      resize_kernel(setup, size);
      take_preset(setup, static_cast<KernelPreset>(preset));
      CHECK(preset_of(setup) == preset);
      double sum = 0;
      for (const float weight : weights_of(setup)) sum += double{weight};
      const auto which = static_cast<KernelPreset>(preset);
      const bool edges =
          which == KernelPreset::sobel_x || which == KernelPreset::sobel_y || which == KernelPreset::laplacian;
      CHECK(std::fabs(sum - (edges ? 0 : 1)) < 1e-5);
    }
  // One's own keeps its middle.
  setup = {};
  setup.kernel = {1, 2, 3, 4, 5, 6, 7, 8, 10};
  resize_kernel(setup, 1);
  CHECK(setup.kernel == std::vector<float>{5});
  setup.kernel = {3};
  resize_kernel(setup, 3);
  CHECK(setup.kernel == std::vector<float>{0, 0, 0, 0, 3, 0, 0, 0, 0});
}

// The microscope through the mirror: it walks every step, and its numbers are those of the network, worked out here
// again.
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>

#include "engine/api/preview.h"
#include "tests/desktop/lab_twin.h"
#include "web/app/microscope_formulas.h"

namespace deltarule::test {
namespace {

using Catch::Matchers::WithinAbs;

constexpr const char* kWalk = "Step of the pass";

void open(Desktop& desktop) {
  at_the_start(desktop);
  desktop.activate(Role::tab, "Microscope");
  REQUIRE(desktop.until([&] { return desktop.has(Role::slider, kWalk); }, 5));
}

/// The number behind the last '=' of a status: "z₁ = 0.500·1.200 + 0.100; z₁ = 0.700" is 0.7.
double result_of(Desktop& desktop, const std::string& title) {
  std::string words = desktop.item(Role::status, title).value_text;
  words = words.substr(words.rfind('=') + 1);
  if (const auto minus = words.find("\xE2\x88\x92"); minus != std::string::npos) words.replace(minus, 3, "-");
  return std::strtod(words.c_str(), nullptr);
}

}  // namespace

TEST_CASE("the microscope walks through every step of a 2-4-1 network", "[desktop][microscope]") {
  Desktop desktop({"--experiment", "#data=moons&layers=dense(4,tanh)+dense(1,tanh)&loss=mse&opt=sgd&lr=0.1&seed=3"});
  open(desktop);
  const std::vector<std::string> titles = {"Inputs",
                                           "Layer 1: weighted sum",
                                           "Layer 1: activation",
                                           "Layer 2: weighted sum",
                                           "Layer 2: activation",
                                           "Loss",
                                           "Back to layer 2: its outputs",
                                           "Back to layer 2: its sums",
                                           "Back to layer 2: gradients",
                                           "Back to layer 1: its outputs",
                                           "Back to layer 1: its sums",
                                           "Back to layer 1: gradients",
                                           "Update"};
  CHECK(desktop.item(Role::slider, kWalk).max == static_cast<double>(titles.size()));
  for (std::size_t i = 0; i < titles.size(); ++i) {
    CAPTURE(titles[i]);
    CHECK(desktop.item(Role::slider, kWalk).value == static_cast<double>(i + 1));
    CHECK(desktop.item(Role::status, titles[i]).value_text.find('=') != std::string::npos);
    if (i + 1 < titles.size()) desktop.activate(Role::button, "Next step");
  }
  CHECK(desktop.item(Role::button, "Next step").disabled);
}

TEST_CASE("the microscope's numbers are the network's", "[desktop][microscope]") {
  Desktop desktop(
      {"--experiment", "#data=moons&noise=0.1&layers=dense(4,tanh)+dense(1,tanh)&loss=mse&opt=sgd&lr=0.1&seed=3"});
  open(desktop);
  desktop.activate(Role::button, "Next sample");  // no longer the one that is next in training: the list's first
  for (int i = 0; i < 300 && desktop.item(Role::slider, kWalk).value_text.empty(); ++i) desktop.frames(1);
  const Snapshot snapshot = Twin(desktop).after(0);
  REQUIRE(snapshot.layers.size() == 2);

  // What the page says the sample is.
  desktop.set_number(kWalk, 1);
  const std::string inputs = desktop.item(Role::image, "x").value_text;
  const SnapshotPoint* sample = nullptr;
  for (const SnapshotPoint& point : snapshot.points) {
    char words[64];
    std::snprintf(words, sizeof words, "%.3f", std::abs(static_cast<double>(point.x1)));
    char second[64];
    std::snprintf(second, sizeof second, "%.3f", std::abs(static_cast<double>(point.x2)));
    if (inputs.find(words) != std::string::npos && inputs.find(second) != std::string::npos) sample = &point;
  }
  REQUIRE(sample);

  // Forward and backward by the textbook, in double.
  const auto& p = snapshot.parameters;
  const SnapshotLayer &first = snapshot.layers[0], &last = snapshot.layers[1];
  double z[4], h[4], z2 = p[last.bias_offset];
  for (std::size_t j = 0; j < 4; ++j) {
    z[j] = double{p[first.weight_offset + 2 * j]} * sample->x1 +
           double{p[first.weight_offset + 2 * j + 1]} * sample->x2 + p[first.bias_offset + j];
    h[j] = std::tanh(z[j]);
    z2 += p[last.weight_offset + j] * h[j];
  }
  const double y = std::tanh(z2), t = sample->label > 0 ? 1 : -1;
  const double dz2 = 2 * (y - t) * (1 - y * y);

  desktop.set_number(kWalk, 2);
  desktop.set_number("Neuron under the microscope", 3);
  CHECK_THAT(result_of(desktop, "Layer 1: weighted sum"), WithinAbs(z[2], 6e-4));
  desktop.activate(Role::button, "Next step");
  CHECK_THAT(result_of(desktop, "Layer 1: activation"), WithinAbs(h[2], 6e-4));
  desktop.set_number(kWalk, 5);
  CHECK_THAT(result_of(desktop, "Layer 2: activation"), WithinAbs(y, 6e-4));
  desktop.set_number(kWalk, 6);
  CHECK_THAT(result_of(desktop, "Loss"), WithinAbs((y - t) * (y - t), 6e-4));
  desktop.set_number(kWalk, 7);
  CHECK_THAT(result_of(desktop, "Back to layer 2: its outputs"), WithinAbs(2 * (y - t), 6e-4));
  desktop.set_number(kWalk, 8);
  CHECK_THAT(result_of(desktop, "Back to layer 2: its sums"), WithinAbs(dz2, 6e-4));
  desktop.set_number(kWalk, 10);
  desktop.set_number("Neuron under the microscope", 3);
  CHECK_THAT(result_of(desktop, "Back to layer 1: its outputs"), WithinAbs(p[last.weight_offset + 2] * dz2, 6e-4));
  desktop.set_number(kWalk, 11);
  const double dz = p[last.weight_offset + 2] * dz2 * (1 - h[2] * h[2]);
  CHECK_THAT(result_of(desktop, "Back to layer 1: its sums"), WithinAbs(dz, 6e-4));
  // Plain gradient descent: the update of the neuron's bias is -rate dz. It is the last number of the step.
  desktop.set_number(kWalk, 13);
  CHECK_THAT(result_of(desktop, "Update"), WithinAbs(p[first.bias_offset + 2] - 0.1 * dz, 6e-4));
}

TEST_CASE("Rosenblatt's rule has four steps, and learns sample by sample", "[desktop][microscope]") {
  Desktop desktop({"--experiment", "#data=blobs&noise=0&layers=dense(1,step)&opt=perceptron&lr=0.1&loss=mse&seed=2"});
  open(desktop);
  CHECK(desktop.item(Role::slider, kWalk).max == 4);
  for (const char* title :
       {"1. Present the sample", "2. Compute the answer", "3. Compare with the target", "4. Change the weights"}) {
    CAPTURE(title);
    CHECK(desktop.item(Role::status, title).value_text.size() > 20);
    if (desktop.item(Role::slider, kWalk).value < 4) desktop.activate(Role::button, "Next step");
  }
  desktop.set_number(kWalk, 3);
  // It says "right" exactly if target and answer agree.
  int seen[2] = {0, 0};
  for (int i = 0; i < 12; ++i) {
    const std::string words = desktop.item(Role::status, "3. Compare with the target").value_text;
    const bool right = words.find("Right") != std::string::npos;
    CHECK(right == (result_of(desktop, "3. Compare with the target") == 0));
    ++seen[right ? 1 : 0];
    desktop.activate(Role::button, "Train on this sample");
    REQUIRE(desktop.until([&] { return desktop.state()["step"] == i + 1; }, 5));
    desktop.frames(4);
  }
  CHECK(seen[1] > 0);
}

TEST_CASE("slopes as written are those of the functions", "[app][microscope]") {
  for (int kind = 0; kind < static_cast<int>(Activation::softmax); ++kind) {
    const auto f = static_cast<Activation>(kind);
    for (const double z : {-2.3, -0.7, 0.4, 1.9}) {
      CAPTURE(kind, z);
      const auto value = [&](double at) { return static_cast<double>(preview_activation(f, static_cast<float>(at))); };
      const double slope = (value(z + 0.01) - value(z - 0.01)) / 0.02;
      CHECK_THAT(activation_slope(f, z, value(z)), WithinAbs(slope, 2e-3));
    }
  }
}

TEST_CASE("formulas take names and numbers where their letters stand alone", "[app][microscope]") {
  CHECK(filled_in("tanh z", "0.5", {}, {}) == "tanh 0.5");
  CHECK(filled_in("max(0, z) + min(0, e^z - 1)", "q", {}, {}) == "max(0, q) + min(0, e^q - 1)");
  CHECK(filled_in("2(y - t)", {}, "0.3", "1") == "2(0.3 - 1)");
}

}  // namespace deltarule::test

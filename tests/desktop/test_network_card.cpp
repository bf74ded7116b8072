// The network card and the neuron card as a person uses them: weights are set, wide layers gone through, layers built.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/desktop/desktop_harness.h"

namespace deltarule::test {
namespace {

using Catch::Matchers::WithinAbs;

constexpr char kOneNeuron[] = "#data=blobs&layers=dense(1,sigmoid)&seed=3";

Desktop paused(const char* experiment, const char* size = "1280x800") {
  Desktop desktop({"--experiment", experiment, "--size", size});
  desktop.app().pause();
  REQUIRE(desktop.until([&] { return desktop.state()["status"] == "paused"; }, 5));
  desktop.app().reset();
  REQUIRE(desktop.until([&] { return desktop.state()["step"] == 0; }, 5));
  desktop.frames(5);
  return desktop;
}

/// What the engine says a weight is, as the neuron card shows it.
double weight(Desktop& desktop, std::string_view name) { return desktop.item(Role::slider, name).value; }

bool becomes(Desktop& desktop, std::string_view name, double value) {
  return desktop.until([&] { return std::abs(weight(desktop, name) - value) < 1e-4; }, 5);
}

double loss(Desktop& desktop) { return desktop.state()["trainLoss"].get<double>(); }

MirrorRect neuron(Desktop& desktop, std::string_view name) { return desktop.item(Role::radio, name).rect; }

}  // namespace

TEST_CASE("a weight set on the neuron card is the engine's", "[desktop][network]") {
  Desktop desktop = paused(kOneNeuron);
  const double before = loss(desktop);
  desktop.set_number("Weight of x\xE2\x82\x81 in neuron 1.1", 0);
  desktop.set_number("Weight of x\xE2\x82\x82 in neuron 1.1", 0);
  desktop.set_number("Bias of neuron 1.1", 0);
  // With nothing but zeros the answer is one half everywhere, and the loss log 2.
  REQUIRE(desktop.until([&] { return std::abs(loss(desktop) - 0.693147) < 1e-4; }, 5));
  CHECK(std::abs(before - 0.693147) > 1e-3);
  desktop.set_number("Bias of neuron 1.1", -1.25);
  CHECK(becomes(desktop, "Bias of neuron 1.1", -1.25));
}

TEST_CASE("a click on a link opens its weight, and what is typed is taken", "[desktop][network]") {
  Desktop desktop = paused(kOneNeuron);
  const MirrorRect from = neuron(desktop, "Input x\xE2\x82\x81"), to = neuron(desktop, "Output neuron");
  // At its ends a link leaves level.
  desktop.click(from.x + from.width + 8, from.y + from.height / 2);
  desktop.item(Role::button, "Set to zero");
  desktop.type("0.75");
  desktop.press_enter();
  CHECK(becomes(desktop, "Weight of x\xE2\x82\x81 in neuron 1.1", 0.75));
  CHECK_FALSE(desktop.has(Role::button, "Set to zero"));

  // The bias mark is at the lower left corner.
  desktop.click(to.x, to.y + to.height);
  desktop.item(Role::button, "Set to zero");
  desktop.type("-3.5");
  desktop.press_enter();
  CHECK(becomes(desktop, "Bias of neuron 1.1", -3.5));

  desktop.click(to.x, to.y + to.height);
  desktop.activate(Role::button, "Set to zero");
  CHECK(becomes(desktop, "Bias of neuron 1.1", 0));
  desktop.activate(Role::button, "Dismiss");
  CHECK_FALSE(desktop.has(Role::button, "Set to zero"));
}

TEST_CASE("every neuron of a wide layer can be reached, and the way back too", "[desktop][network]") {
  const char* size = GENERATE("1280x800", "360x740");
  CAPTURE(size);
  Desktop desktop = paused("#layers=dense(64,tanh)+dense(3,tanh)+dense(1,sigmoid)", size);
  CHECK_FALSE(desktop.has(Role::radio, "Neuron 1.64"));
  for (int i = 0; i < 20 && desktop.has(Role::button, "Next neurons of layer 1"); ++i)
    desktop.activate(Role::button, "Next neurons of layer 1");
  CHECK_FALSE(desktop.has(Role::button, "Next neurons of layer 1"));
  desktop.activate(Role::radio, "Neuron 1.64");
  CHECK(desktop.item(Role::radio, "Neuron 1.64").pressed);
  desktop.item(Role::slider, "Bias of neuron 1.64");
  for (int i = 0; i < 20 && desktop.has(Role::button, "Previous neurons of layer 1"); ++i)
    desktop.activate(Role::button, "Previous neurons of layer 1");
  CHECK(desktop.has(Role::radio, "Neuron 1.1"));
  CHECK_FALSE(desktop.has(Role::radio, "Neuron 1.64"));
}

TEST_CASE("layers: one activation for all or each its own, any width, anywhere", "[desktop][network]") {
  Desktop desktop = paused("#layers=dense(4,tanh)+dense(3,tanh)+dense(1,sigmoid)");
  const auto model = [&] { return desktop.state()["experiment"]["model"]; };
  desktop.select("Activation of layer 2", "ReLU");
  CHECK(model()[0]["activation"] == "tanh");
  CHECK(model()[1]["activation"] == "relu");
  CHECK(desktop.item(Role::select, "Activation").value_text == "Mixed");
  desktop.select("Activation", "GELU");
  CHECK(model()[0]["activation"] == "gelu");
  CHECK(model()[1]["activation"] == "gelu");
  CHECK(model()[2]["activation"] == "sigmoid");
  desktop.set_number("Neurons in layer 1", 64);
  CHECK(model()[0]["units"] == 64);
  desktop.activate(Role::button, "Insert a layer after layer 1");
  CHECK(model().size() == 4);
  CHECK(model()[1]["units"] == 64);
  CHECK(model()[2]["units"] == 3);
  desktop.set_number("Hidden layers", 8);
  CHECK(model().size() == 9);
  desktop.set_number("Hidden layers", 0);
  CHECK(model().size() == 1);
  CHECK_FALSE(desktop.has(Role::select, "Activation"));
}

TEST_CASE("the width of a layer can be dragged and typed", "[desktop][network]") {
  Desktop desktop = paused("#layers=dense(4,tanh)+dense(1,sigmoid)");
  const auto units = [&] { return desktop.state()["experiment"]["model"][0]["units"].get<int>(); };
  const MirrorRect stepper = desktop.item(Role::slider, "Neurons in layer 1").rect;
  const float x = stepper.x + stepper.width / 2, y = stepper.y + stepper.height / 2;
  desktop.drag(x, y, x + 60, y);
  CHECK(units() > 8);
  CHECK(units() < 24);
  desktop.click(x, y);
  desktop.type("37");
  desktop.press_enter();
  CHECK(units() == 37);
}

TEST_CASE("an optimizer's knobs stand below it and act without a reset", "[desktop][network]") {
  Desktop desktop({"--experiment", "#data=circle&layers=dense(4,tanh)+dense(1,sigmoid)&opt=sgd"});
  CHECK_FALSE(desktop.has(Role::slider, "Momentum"));
  REQUIRE(desktop.until([&] { return desktop.state()["step"].get<double>() > 20; }, 10));
  desktop.select("Optimizer", "Momentum");
  desktop.set_number("Momentum", 0.5);
  CHECK_THAT(desktop.state()["experiment"]["optimizer"]["momentum"].get<double>(), WithinAbs(0.5, 1e-6));
  desktop.select("Optimizer", "Adam");
  CHECK_FALSE(desktop.has(Role::slider, "Momentum"));
  desktop.set_number("Beta 1", 0.7);
  CHECK_THAT(desktop.state()["experiment"]["optimizer"]["beta1"].get<double>(), WithinAbs(0.7, 1e-6));
  desktop.set_number("L1", 0.001);
  desktop.set_number("Batch size", 25);
  CHECK(desktop.state()["experiment"]["batch_size"] == 25);
  CHECK(desktop.state()["step"].get<double>() > 20);
}

TEST_CASE("dropout stands behind every hidden layer, or behind one", "[desktop][network]") {
  Desktop desktop = paused("#layers=dense(4,tanh)+dense(3,tanh)+dense(1,sigmoid)");
  const auto model = [&] { return desktop.state()["experiment"]["model"]; };
  desktop.set_number("Dropout", 0.25);
  REQUIRE(model().size() == 5);
  CHECK_THAT(model()[1]["rate"].get<double>(), WithinAbs(0.25, 1e-6));
  desktop.activate(Role::toggle, "More");
  desktop.set_number("Dropout after layer 2", 0.5);
  CHECK_THAT(model()[1]["rate"].get<double>(), WithinAbs(0.25, 1e-6));
  CHECK_THAT(model()[3]["rate"].get<double>(), WithinAbs(0.5, 1e-6));
  // The card of a neuron behind a dropout has its weights still.
  desktop.activate(Role::radio, "Neuron 2.3");
  desktop.item(Role::slider, "Weight of h\xE2\x82\x84 in neuron 2.3");
}

}  // namespace deltarule::test

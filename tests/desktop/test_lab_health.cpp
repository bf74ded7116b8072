// The health view through the mirror: each layer's numbers are the network's, dead units are counted, and what is wrong
// is said in words.
#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "tests/desktop/lab_twin.h"
#include "web/app/neuron_words.h"
#include "web/app/widgets.h"

namespace deltarule::test {
namespace {

std::string layer(Desktop& desktop, std::size_t i) {
  const std::string name = "Layer " + std::to_string(i + 1);
  return desktop.has(Role::status, name) ? desktop.item(Role::status, name).value_text : std::string();
}

std::string expected(const LayerHealth& health) {
  return "Gradient norm " + figure_text(Figure::loss, static_cast<double>(health.gradient_norm)) + ", activations " +
         number_text(static_cast<double>(health.low)) + " to " + number_text(static_cast<double>(health.high));
}

/// How many colours there are in the right half of a layer's row, where its histograms are.
std::size_t colours_in(Desktop& desktop, const char* name) {
  const MirrorRect at = desktop.item(Role::status, name).rect;
  std::set<int> seen;
  for (float y = at.y + 6; y < at.y + at.height - 6; y += 2) {
    for (float x = at.x + at.width * 0.7f; x < at.x + at.width - 4; ++x) {
      const auto c = desktop.pixel(x, y);
      seen.insert(c.red << 16 | c.green << 8 | c.blue);
    }
  }
  return seen.size();
}

}  // namespace

TEST_CASE("every layer has its gradient norm and its activations' range", "[desktop][health]") {
  Desktop desktop({"--experiment",
                   "#data=moons&n=200&train=0.5&batch=10&layers=dense(6,relu)+dense(4,tanh)+dense(1,sigmoid)&opt=sgd&"
                   "lr=0.1&seed=3",
                   "--theme", "light"});
  at_the_start(desktop);
  step_to(desktop, 30);
  desktop.activate(Role::tab, "Health");
  Twin twin(desktop);
  std::string before;
  for (const std::uint32_t more : {30u, 40u}) {
    const Snapshot same = twin.after(more);
    REQUIRE(same.health.size() == 3);
    if (more == 40) step_to(desktop, 70);
    for (std::size_t i = 0; i < 3; ++i) {
      CAPTURE(more, i, layer(desktop, i), expected(same.health[i]));
      CHECK(desktop.until([&] { return layer(desktop, i).starts_with(expected(same.health[i])); }, 5));
    }
    CHECK(layer(desktop, 0) != before);
    before = layer(desktop, 0);
  }
  CHECK_FALSE(desktop.has(Role::status, "Layer 4"));
  CHECK(desktop.item(Role::status, "Health").value_text == "Gradients reach every layer, and no unit is stuck.");
  for (int i = 0; i < 40; ++i) desktop.app().step(1), desktop.frames(2);
  CHECK(colours_in(desktop, "Layer 2") > 5);
}

TEST_CASE("dead units are counted, and the advice is about them", "[desktop][health]") {
  Desktop desktop(
      {"--experiment",
       "#data=moons&n=200&train=0.5&batch=10&layers=dense(3,relu)+dense(1,sigmoid)&opt=sgd&lr=0.01&seed=3"});
  at_the_start(desktop);
  const std::uint32_t dead = Twin(desktop).after(1).health[0].dead;
  for (const char* neuron : {"1", "2", "3"}) {
    const std::string name = std::string("1.") + neuron;
    desktop.activate(Role::radio, "Neuron " + name);
    desktop.set_number("Weight of x\xE2\x82\x81 in neuron " + name, 0);
    desktop.set_number("Weight of x\xE2\x82\x82 in neuron " + name, 0);
    // The first gives something whatever the sample, the others nothing.
    desktop.set_number("Bias of neuron " + name, *neuron == '1' ? 1 : -1);
  }
  CHECK(dead < 2);
  desktop.activate(Role::tab, "Health");
  CHECK(desktop.until([&] { return layer(desktop, 0).ends_with(", 2 of 3 dead"); }, 5));
  CHECK(desktop.item(Role::status, "Health").value_text.starts_with("Dead units in layer 1 "));
  // The dead do not learn.
  step_to(desktop, 100);
  CHECK(layer(desktop, 0).ends_with(", 2 of 3 dead"));
  CHECK(desktop.item(Role::slider, "Bias of neuron 1.3").value == -1);
}

TEST_CASE("saturated units are counted and named as such", "[desktop][health]") {
  Desktop desktop(
      {"--experiment",
       "#data=moons&n=200&train=0.5&batch=10&layers=dense(2,tanh)+dense(1,sigmoid)&opt=sgd&lr=0.01&seed=3"});
  at_the_start(desktop);
  for (const char* name : {"1.1", "1.2"}) {
    desktop.activate(Role::radio, std::string("Neuron ") + name);
    desktop.set_number(std::string("Weight of x\xE2\x82\x81 in neuron ") + name, 0);
    desktop.set_number(std::string("Weight of x\xE2\x82\x82 in neuron ") + name, 0);
    desktop.set_number(std::string("Bias of neuron ") + name, 4);
  }
  desktop.activate(Role::tab, "Health");
  CHECK(desktop.until([&] { return layer(desktop, 0).ends_with(", 2 of 2 saturated"); }, 5));
  CHECK(desktop.item(Role::status, "Health").value_text.starts_with("Saturated units in layer 1 "));
}

TEST_CASE("among layers of other kinds a layer is named by its place", "[desktop][health]") {
  Desktop desktop({"--experiment", "data=shapes&layers=conv2d(4,5,relu)+flatten+dense(5,relu)+dense(4,softmax)"});
  REQUIRE(desktop.until([&] { return !desktop.state()["trainLoss"].is_null(); }, 20));
  at_the_start(desktop);
  step_to(desktop, 5);
  desktop.activate(Role::tab, "Health");
  CHECK(desktop.until([&] { return desktop.has(Role::status, "Layer 3") && desktop.has(Role::status, "Layer 4"); }, 5));
  CHECK_FALSE(desktop.has(Role::status, "Layer 1"));
}

}  // namespace deltarule::test

// What a link hides is not there, what it locks answers nothing; the link keeps saying so, and unknown names are told.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <nlohmann/json.hpp>
#include <string>

#include "engine/experiment/fields.h"
#include "tests/desktop/desktop_harness.h"
#include "web/app/layout.h"
#include "web/app/presentation.h"

namespace deltarule::test {
namespace {

constexpr const char* kExperiment = "#data=circle&layers=dense(4,tanh)+dense(1,sigmoid)&lr=0.03";

Desktop opened(const std::string& presentation) {
  return Desktop({"--size", "1280x800", "--experiment", kExperiment + presentation});
}

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a hidden control is not there, its neighbours are", "[desktop]") {
  Desktop desktop = opened("&hide=lr,play,inputs,share,microscope");
  desktop.frames(5);
  CHECK_FALSE(desktop.has(Role::slider, "Learning rate"));
  CHECK_FALSE(desktop.has(Role::button, "Pause"));
  CHECK_FALSE(desktop.has(Role::button, "Share"));
  CHECK_FALSE(desktop.has(Role::tab, "Microscope"));
  CHECK(desktop.has(Role::slider, "Noise"));
  CHECK(desktop.has(Role::button, "Reset"));
  CHECK(desktop.has(Role::tab, "Results"));
  // The link says so, through edits.
  desktop.set_number("Noise", 0.3);
  const std::string link = desktop.state()["link"];
  CHECK(contains(link, "noise=0.3"));
  CHECK(contains(link, "&hide=lr,play,inputs,share,microscope"));
}

TEST_CASE("a locked control is announced as disabled and answers nothing", "[desktop]") {
  Desktop desktop = opened("&lock=lr,layers,reset,opt");
  CHECK(desktop.item(Role::slider, "Learning rate").disabled);
  CHECK(desktop.item(Role::button, "Add a layer").disabled);
  CHECK(desktop.item(Role::button, "Reset").disabled);
  CHECK(desktop.item(Role::select, "Optimizer").disabled);
  CHECK_FALSE(desktop.item(Role::slider, "Noise").disabled);
  const auto before = desktop.state()["experiment"];
  desktop.set_number("Learning rate", 0.5);
  desktop.activate(Role::button, "Add a layer");
  desktop.select("Optimizer", "SGD");
  desktop.frames(5);
  CHECK(desktop.state()["experiment"] == before);
}

TEST_CASE("a locked card answers nothing, a hidden one gives its room away", "[desktop]") {
  Desktop desktop = opened("&hide=data_card&lock=training_card");
  desktop.frames(5);
  CHECK_FALSE(desktop.has(Role::slider, "Noise"));
  const MirrorItem rate = desktop.item(Role::slider, "Learning rate");
  CHECK(rate.disabled);
  CHECK(rate.rect.y < 200);
  desktop.set_number("Learning rate", 0.5);
  CHECK(desktop.state()["experiment"]["optimizer"]["learning_rate"] == 0.03);
}

TEST_CASE("an unknown name is told with those that there are; the experiment opens all the same", "[desktop]") {
  Desktop desktop = opened("&hide=lr,banana");
  const std::string message = desktop.item(Role::status, "Message").value_text;
  CHECK(contains(message, "\"banana\""));
  CHECK(contains(message, "training_card"));
  CHECK(desktop.state()["experiment"]["data"]["name"] == "circle");
  CHECK_FALSE(desktop.has(Role::slider, "Learning rate"));
  CHECK(contains(desktop.app().set_experiment("data=xor&lock=apple"), "apple"));
}

TEST_CASE("a playground link hides and shows what it says", "[desktop]") {
  Desktop desktop({"--experiment",
                   "https://playground.tensorflow.org/#dataset=xor&networkShape=5&showTestData=true&discretize=true&"
                   "learningRate_hide=true&playButton_hide=true&hideText=true"});
  desktop.frames(5);
  CHECK(desktop.state()["experiment"]["data"]["name"] == "xor");
  CHECK(desktop.item(Role::toggle, "test points").pressed);
  CHECK(desktop.item(Role::toggle, "discretize").pressed);
  CHECK_FALSE(desktop.has(Role::slider, "Learning rate"));
  CHECK(contains(desktop.state()["link"], "&hide=lr,play,title"));
}

TEST_CASE("setExperiment leaves what is hidden as it is, unless it speaks of it", "[desktop]") {
  Desktop desktop = opened("&hide=lr");
  CHECK(desktop.app().set_experiment("data=spiral").empty());
  CHECK(contains(desktop.state()["link"], "&hide=lr"));
  CHECK(desktop.app().set_experiment("data=spiral&hide=").empty());
  CHECK_FALSE(contains(desktop.state()["link"], "hide"));
}

TEST_CASE("every field, and every control that a playground link can hide, has a name here") {
  for (const Field& field : fields()) CHECK(is_presentation_name(field.link));
  for (const char* control : {"showTestData", "discretize", "playButton", "stepButton", "resetButton", "learningRate",
                              "activation", "regularization", "regularizationRate", "problem", "dataset",
                              "percTrainData", "noise", "batchSize", "numHiddenLayers", "seed", "networkShape"}) {
    const auto link = read_link(std::string("x=true&hideText=true&") + control + "_hide=true");
    REQUIRE(link.ok());
    for (const std::string& name : link->presentation->hidden) CHECK(is_presentation_name(name));
  }
}

TEST_CASE("whatever cards are hidden, the others lie inside the window and apart") {
  const float width = GENERATE(360.f, 900.f, 1280.f, 2560.f);
  for (unsigned mask = 0; mask < 1U << kCards; ++mask) {
    LayoutInput input{.width = width, .height = 800, .scale = 1, .banner = 0, .wanted = {}};
    for (unsigned i = 0; i < kCards; ++i) input.hidden[i] = (mask >> i & 1) != 0;
    const Layout layout = lay_out(input);
    CAPTURE(width, mask);
    for (unsigned i = 0; i < kCards; ++i) {
      const Rect& card = layout.cards[i];
      CHECK((card.w > 0) == !input.hidden[i]);
      if (input.hidden[i]) continue;
      CHECK(card.h > 0);
      CHECK(card.x >= 0);
      CHECK(card.right() <= width + 0.5f);
      for (unsigned j = 0; j < i; ++j) {
        const Rect& other = layout.cards[j];
        if (input.hidden[j]) continue;
        CHECK((card.x >= other.right() || other.x >= card.right() || card.y >= other.bottom() ||
               other.y >= card.bottom()));
      }
    }
  }
}

}  // namespace deltarule::test

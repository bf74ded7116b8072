// The sensitivity view: the saliency and the exciting images that are shown are the engine's, and a click chooses.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "tests/desktop/lab_twin.h"

using namespace deltarule;
using namespace deltarule::test;

namespace {

std::string short_figure(float value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3g", static_cast<double>(value));
  return text;
}

std::string words_of(Desktop& desktop, Role role, std::string_view name) { return desktop.item(role, name).value_text; }

/// The desktop's run in an engine of the test's own, with what the view asks for.
Snapshot engine_says(Desktop& desktop, const Subscription& wanted) {
  const Result<Experiment> experiment = from_json(desktop.state()["experiment"].dump());
  REQUIRE(experiment);
  Session session;
  REQUIRE(session.apply(command::Build{1, *experiment}));
  REQUIRE(session.apply(command::Subscribe{wanted}));
  REQUIRE(session.apply(command::Step{command::Unit::batch, desktop.state()["step"].get<std::uint32_t>()}));
  while (session.training()) session.run(1000);
  Snapshot snapshot;
  session.snapshot(snapshot);
  return snapshot;
}

std::vector<std::string> excited_words(Desktop& desktop) {
  std::vector<std::string> words;
  for (const MirrorItem& item : desktop.items())
    if (item.role == Role::status && item.name == "Excite it most") words.push_back(item.value_text);
  return words;
}

}  // namespace

TEST_CASE("sensitivity: saliency and exciting images are those of the engine") {
  Desktop desktop({"--experiment", "data=shapes", "--size", "1280x800"});
  REQUIRE(desktop.until([&] { return !desktop.state()["trainLoss"].is_null(); }, 20));
  at_the_start(desktop);
  step_to(desktop, 25);
  desktop.activate(Role::tab, "Sensitivity");

  Subscription wanted;
  wanted.look = {LookSource::train, 0};
  wanted.saliency = kSaliencyOfAnswer;
  wanted.gallery = {.order = GalleryOrder::exciting, .count = 32, .layer = 0, .unit = 0};
  const Snapshot first = engine_says(desktop, wanted);
  REQUIRE(first.saliency);
  const auto told = [](const Saliency& s) {
    return "logit of " + std::to_string(s.answer) + " = " + short_figure(s.logit);
  };
  REQUIRE(desktop.until([&] { return desktop.has(Role::image, "Saliency"); }, 5));
  CHECK(words_of(desktop, Role::image, "Saliency") == told(*first.saliency));

  // Another class.
  desktop.select("Class of the logit", "logit of 2");
  wanted.saliency = 2;
  wanted.gallery.layer = 1;
  wanted.gallery.unit = 3;
  const Snapshot second = engine_says(desktop, wanted);
  CHECK(desktop.until([&] { return words_of(desktop, Role::image, "Saliency") == told(*second.saliency); }, 5));

  // Blue and orange where there was ink: laid over the image the picture has other colours.
  const MirrorRect map = desktop.item(Role::image, "Saliency").rect;
  const auto colours = [&] {
    int sum = 0;
    for (int i = 1; i < 12; ++i)
      for (int k = 1; k < 12; ++k) {
        const auto c = desktop.pixel(map.x + map.width * static_cast<float>(i) / 12,
                                     map.y + map.height * static_cast<float>(k) / 12);
        sum += c.red + 3 * c.green + 7 * c.blue;
      }
    return sum;
  };
  const int alone = colours();
  desktop.activate(Role::toggle, "over the image");
  desktop.frames(3);
  CHECK(colours() != alone);

  // The exciting images of a unit that was chosen with layer and number.
  const auto expected = [](const Snapshot& s) {
    std::vector<std::string> all;
    const auto width = s.layers[s.gallery->request.layer].width;
    for (const GalleryImage& image : s.gallery->images)
      all.push_back(short_figure(image.sureness) + ": image of class " + std::to_string(image.label) + ", row " +
                    std::to_string(image.place / width + 1) + ", column " + std::to_string(image.place % width + 1));
    return all;
  };
  const auto shows = [&](const Snapshot& s) {
    const auto words = excited_words(desktop), all = expected(s);
    return words.size() >= 4 && words.size() <= all.size() && std::equal(words.begin(), words.end(), all.begin());
  };
  CHECK(desktop.until([&] { return shows(first); }, 5));
  desktop.select("Layer", "2 max_pool2d");
  desktop.set_number("Unit", 4);
  CHECK(desktop.until([&] { return shows(second); }, 5));

  // A tile makes it the image that is looked at: the engine's saliency of it.
  const GalleryImage& best = second.gallery->images[0];
  const auto tile = [&] {
    const MirrorItem* found = nullptr;
    const std::string name = "Image 1 of class " + std::to_string(best.label);
    for (const MirrorItem& item : desktop.items())
      if (item.role == Role::radio && item.name == name && item.group == "Lab") found = &item;
    REQUIRE(found != nullptr);
    return *found;
  };
  desktop.click(tile().rect.x + tile().rect.width / 2, tile().rect.y + tile().rect.height / 2);
  wanted.look = {LookSource::test, best.index};
  const Snapshot third = engine_says(desktop, wanted);
  CHECK(desktop.until([&] { return words_of(desktop, Role::image, "Saliency") == told(*third.saliency); }, 5));
  CHECK(desktop.until([&] { return tile().pressed; }, 5));
}

TEST_CASE("sensitivity: a click on a feature map chooses whose images are shown") {
  Desktop desktop({"--experiment", "data=shapes", "--size", "1280x800"});
  REQUIRE(desktop.until([&] { return !desktop.state()["trainLoss"].is_null(); }, 20));
  desktop.app().pause();
  desktop.activate(Role::tab, "Sensitivity");
  REQUIRE(desktop.until([&] { return !excited_words(desktop).empty(); }, 5));
  // The last column of maps: below its title, near the bottom of the column.
  MirrorRect column;
  for (const MirrorItem& item : desktop.items())
    if (item.role == Role::image && item.name == "max-pool 2") column = item.rect;
  desktop.click(column.x + 8, column.y + column.height - 8);
  const auto chosen_layer = [&] {
    const MirrorItem layer = desktop.item(Role::select, "Layer");
    return layer.options[static_cast<std::size_t>(layer.selected)];
  };
  CHECK(desktop.until([&] { return chosen_layer().ends_with("max_pool2d"); }, 5));
  CHECK(desktop.item(Role::slider, "Unit").value > 1);
  CHECK(desktop.item(Role::tab, "Sensitivity").pressed);
}

// How the network answers: softmax, a sigmoid for each class, the class's number; and one neuron for two classes.
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <nlohmann/json.hpp>

#include "tests/desktop/lab_twin.h"

using namespace deltarule;
using namespace deltarule::test;

namespace {

nlohmann::json last_layer(Desktop& desktop) { return desktop.state()["experiment"]["model"].back(); }

void built(Desktop& desktop) {
  REQUIRE(desktop.until([&] { return !desktop.state()["trainLoss"].is_null(); }, 20));
}

/// The page says what the engine of the test's own says, after so many batches.
void agrees(Desktop& desktop, int steps) {
  Twin twin(desktop);
  at_the_start(desktop);
  step_to(desktop, steps);
  const Snapshot there = twin.after(static_cast<std::uint32_t>(steps));
  CHECK(desktop.until(
      [&] {
        const nlohmann::json accuracy = desktop.state()["testAccuracy"];
        return accuracy.is_number() && std::abs(accuracy.get<double>() - double{there.test.accuracy}) < 1e-6;
      },
      5));
  desktop.activate(Role::tab, "Results");
  std::string counts;
  for (std::size_t i = 0; i < there.results->test_confusion.size(); ++i)
    counts += (i == 0                            ? ""
               : i % there.results->classes == 0 ? "; "
                                                 : " ") +
              std::to_string(there.results->test_confusion[i]);
  CHECK(desktop.until(
      [&] {
        return desktop.has(Role::image, "Confusion matrix") &&
               desktop.item(Role::image, "Confusion matrix").value_text == counts;
      },
      5));
}

}  // namespace

TEST_CASE("targets: softmax, sigmoids and the class's number, each with what goes with it") {
  Desktop desktop({"--experiment", "data=shapes", "--size", "1280x800"});
  built(desktop);
  desktop.select("Output and targets", "One sigmoid per class");
  REQUIRE(desktop.until([&] { return last_layer(desktop)["activation"] == "sigmoid"; }, 5));
  CHECK(last_layer(desktop)["units"] == 4);
  CHECK(desktop.state()["experiment"]["loss"] == "binary_cross_entropy");
  built(desktop);
  agrees(desktop, 40);
  CHECK(desktop.has(Role::image, "sigmoid"));

  desktop.select("Output and targets", "Integer: class number");
  REQUIRE(desktop.until([&] { return last_layer(desktop)["units"] == 1; }, 5));
  CHECK(desktop.state()["experiment"]["data"]["targets"] == "integer");
  CHECK(desktop.state()["experiment"]["loss"] == "mse");
  built(desktop);
  agrees(desktop, 40);
  for (const char* name : {"Answer 0", "Answer 1", "Answer 2", "Answer 3"}) CHECK(desktop.has(Role::status, name));

  desktop.select("Output and targets", "Softmax, one-hot");
  REQUIRE(desktop.until([&] { return last_layer(desktop)["units"] == 4; }, 5));
  CHECK(last_layer(desktop)["activation"] == "softmax");
  built(desktop);
  agrees(desktop, 40);
  CHECK(!desktop.has(Role::status, "Message"));
}

TEST_CASE("targets: one neuron tells two classes apart, and the next preset has all of them again") {
  Desktop desktop({"--experiment", "data=shapes", "--size", "1280x800"});
  built(desktop);
  desktop.select("Preset", "Single neuron, two classes");
  REQUIRE(desktop.until([&] { return desktop.state()["experiment"]["model"].size() == 2; }, 5));
  CHECK(last_layer(desktop)["units"] == 1);
  CHECK(desktop.state()["experiment"]["data"]["classes"] == "0,1");
  built(desktop);
  // Its weights as one picture.
  REQUIRE(desktop.until([&] { return desktop.has(Role::image, "Filters"); }, 5));
  CHECK(desktop.item(Role::image, "Filters").value_text ==
        "1 \xC3\x97 1 \xC3\x97 28\xC3\x97"
        "28");
  agrees(desktop, 60);

  // Two others.
  desktop.select("Class 0 is", "3");
  REQUIRE(desktop.until([&] { return desktop.state()["experiment"]["data"]["classes"] == "3,1"; }, 5));
  built(desktop);
  desktop.select("Class 0 is", "1");
  REQUIRE(desktop.until([&] { return desktop.state()["experiment"]["data"]["classes"] == "1,3"; }, 5));
  built(desktop);
  CHECK(desktop.until([&] { return desktop.has(Role::radio, "Image 1 of class 3"); }, 5));
  CHECK(!desktop.has(Role::radio, "Image 1 of class 0"));
  CHECK(desktop.until([&] { return desktop.has(Role::status, "Answer 3"); }, 5));

  desktop.select("Preset", "Small CNN");
  REQUIRE(desktop.until([&] { return last_layer(desktop)["units"] == 4; }, 5));
  CHECK(last_layer(desktop)["activation"] == "softmax");
  built(desktop);
  desktop.select("Classes", "two classes");
  REQUIRE(desktop.until([&] { return last_layer(desktop)["units"] == 2; }, 5));
  built(desktop);
  desktop.select("Classes", "all classes");
  REQUIRE(desktop.until([&] { return last_layer(desktop)["units"] == 4; }, 5));
  built(desktop);
  CHECK(!desktop.has(Role::status, "Message"));
}

TEST_CASE("targets: from shapes to digits and back the answers are as many as the classes") {
  Desktop desktop({"--experiment", "data=shapes", "--size", "1280x800"});
  built(desktop);
  desktop.select("Images to learn", "Digits");
  REQUIRE(desktop.until([&] { return last_layer(desktop)["units"] == 10; }, 5));
  built(desktop);
  desktop.select("Images to learn", "Shapes");
  REQUIRE(desktop.until([&] { return last_layer(desktop)["units"] == 4; }, 5));
  built(desktop);
}

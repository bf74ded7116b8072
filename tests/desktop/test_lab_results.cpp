// The results through the mirror: every point counted once, the scores worked out here again from the counts, and for
// regression from the losses.
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "tests/desktop/lab_twin.h"
#include "web/app/widgets.h"

namespace deltarule::test {
namespace {

using Catch::Matchers::WithinAbs;

std::string confusion(Desktop& desktop) {
  return desktop.has(Role::image, "Confusion matrix") ? desktop.item(Role::image, "Confusion matrix").value_text
                                                      : std::string();
}

/// Row by row, as announced: "40 1 0; 2 38 0; 0 0 39".
std::vector<std::uint32_t> counts_of(std::string words) {
  for (char& c : words)
    if (c == ';') c = ' ';
  std::istringstream stream(words);
  std::vector<std::uint32_t> counts;
  for (std::uint32_t count = 0; stream >> count;) counts.push_back(count);
  return counts;
}

std::uint32_t sum_of(const std::vector<std::uint32_t>& counts) {
  std::uint32_t sum = 0;
  for (const std::uint32_t count : counts) sum += count;
  return sum;
}

/// A share as the page writes it; nothing to be divided by is a dash.
std::string percent(std::uint32_t part, std::uint32_t whole) {
  if (whole == 0) return "\xE2\x80\x93";
  return figure_text(Figure::percent, std::round(part * 1000.0 / whole) / 1000);
}

/// Accuracy, precision, recall and F1, by their definitions.
void check_scores(Desktop& desktop, const std::vector<std::uint32_t>& counts, std::size_t classes) {
  std::uint32_t right = 0;
  for (std::size_t k = 0; k < classes; ++k) {
    std::uint32_t are = 0, called = 0;
    const std::uint32_t hit = counts[k * classes + k];
    for (std::size_t i = 0; i < classes; ++i) {
      are += counts[k * classes + i];
      called += counts[i * classes + k];
    }
    right += hit;
    CHECK(desktop.item(Role::status, "Class " + std::to_string(k + 1)).value_text ==
          "precision " + percent(hit, called) + ", recall " + percent(hit, are) + ", F1 " +
              percent(2 * hit, called + are));
  }
  CHECK(desktop.item(Role::status, "Accuracy").value_text == percent(right, sum_of(counts)));
}

double figure(Desktop& desktop, std::string_view name) {
  return std::strtod(desktop.item(Role::status, name).value_text.c_str(), nullptr);
}

}  // namespace

TEST_CASE("the confusion matrix counts every point once, and the scores are of it", "[desktop][results]") {
  Desktop desktop(
      {"--experiment",
       "#data=blobs3&n=300&noise=0.4&train=0.6&batch=10&layers=dense(3,tanh)+dense(3,softmax)&opt=sgd&lr=0.1&seed=5"});
  at_the_start(desktop);
  step_to(desktop, 20);
  desktop.activate(Role::tab, "Results");
  desktop.activate(Role::radio, "test");
  const Snapshot same = Twin(desktop).after(20);
  REQUIRE(same.results);
  REQUIRE(desktop.until([&] { return counts_of(confusion(desktop)) == same.results->test_confusion; }, 5));
  const std::vector<std::uint32_t> test = counts_of(confusion(desktop));
  CHECK(test.size() == 9);
  CHECK(sum_of(test) == 120);
  CHECK(test[0] + test[4] + test[8] < 120);  // some are wrong, so that the scores differ
  check_scores(desktop, test, 3);

  desktop.activate(Role::radio, "training");
  const std::vector<std::uint32_t> train = counts_of(confusion(desktop));
  CHECK(train == same.results->train_confusion);
  CHECK(sum_of(train) == 180);
  check_scores(desktop, train, 3);

  // They follow the training.
  step_to(desktop, 400);
  CHECK(desktop.until([&] { return counts_of(confusion(desktop)) != train; }, 5));
  CHECK(sum_of(counts_of(confusion(desktop))) == 180);
}

TEST_CASE("a class that is never predicted has a dash for its precision", "[desktop][results]") {
  Desktop desktop({"--experiment", "#data=xor&n=200&train=0.5&layers=dense(1,sigmoid)&opt=sgd&lr=0.1&seed=1"});
  at_the_start(desktop);
  // By hand: the answer is always the first class.
  desktop.activate(Role::radio, "Output neuron");
  for (const MirrorItem& item : std::vector<MirrorItem>(desktop.items())) {
    if (item.name.starts_with("Weight of ")) desktop.set_number(item.name, 0);
    if (item.name.starts_with("Bias of ")) desktop.set_number(item.name, -5);
  }
  desktop.activate(Role::tab, "Results");
  desktop.activate(Role::radio, "test");
  REQUIRE(desktop.until(
      [&] {
        const auto counts = counts_of(confusion(desktop));
        return counts.size() == 4 && counts[1] == 0 && counts[3] == 0;
      },
      5));
  CHECK(desktop.item(Role::status, "Class 2").value_text == "precision \xE2\x80\x93, recall 0 %, F1 0 %");
  CHECK(desktop.item(Role::status, "Class 1").value_text.find("recall 100 %") != std::string::npos);
}

TEST_CASE("regression has RMSE and R squared instead of a matrix", "[desktop][results]") {
  Desktop desktop({"--experiment",
                   "#data=gaussians&n=300&noise=0.1&train=0.6&batch=10&layers=dense(6,tanh)+dense(1,linear)&loss=mse&"
                   "opt=adam&lr=0.03&seed=2"});
  at_the_start(desktop);
  step_to(desktop, 50);
  desktop.activate(Role::tab, "Results");
  double last = -10;
  for (const int step : {50, 1500}) {
    step_to(desktop, step);
    for (const bool training : {false, true}) {
      CAPTURE(step, training);
      desktop.activate(Role::radio, training ? "training" : "test");
      // The mean squared error is the loss; the targets' own variance is worked out here.
      double sum = 0, squares = 0, count = 0;
      for (const SnapshotPoint& point : Twin(desktop).after(1).points) {
        if (point.test == training) continue;
        const auto t = static_cast<double>(point.label);
        sum += t, squares += t * t, ++count;
      }
      REQUIRE(count == (training ? 180 : 120));
      const double loss = desktop.state()[training ? "trainLoss" : "testLoss"].get<double>();
      const double variance = squares / count - sum * sum / count / count;
      CHECK(desktop.until([&] { return std::abs(figure(desktop, "RMSE") - std::sqrt(loss)) < 6e-4; }, 5));
      CHECK_THAT(figure(desktop, "R\xC2\xB2"), WithinAbs(1 - loss / variance, 6e-3));
    }
    CHECK(figure(desktop, "R\xC2\xB2") > last);
    last = figure(desktop, "R\xC2\xB2");
  }
  CHECK(last > 0.3);
  CHECK_FALSE(desktop.has(Role::image, "Confusion matrix"));
  CHECK_FALSE(desktop.has(Role::status, "Class 1"));
}

}  // namespace deltarule::test

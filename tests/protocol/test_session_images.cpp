// A Session that trains on images: the files it is given, what it shows of its inside, and which images it shows.
#include <algorithm>
#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <numeric>

#include "engine/api/session.h"
#include "engine/experiment/validate.h"
#include "engine/io/experiment_json.h"
#include "tests/protocol/session_driver.h"

using namespace deltarule;
using namespace deltarule::testing;

namespace {

Experiment from(const std::string& json) {
  Result<Experiment> experiment = from_json(json);
  INFO((experiment.ok() ? std::string() : experiment.error().text()));
  REQUIRE(experiment.ok());
  return *experiment;
}

/// 200 shapes of 12 x 12, of which 160 train; a small convolutional network.
Experiment shapes() {
  return from(R"({"deltarule": 1, "data": {"kind": "images", "name": "shapes", "samples": 200, "side": 12},
    "model": [{"layer": "conv2d", "filters": 3, "kernel": 5, "activation": "relu"}, {"layer": "max_pool2d", "kernel": 2},
              {"layer": "flatten"}, {"layer": "dense", "units": 4, "activation": "softmax"}],
    "loss": "softmax_cross_entropy", "optimizer": {"name": "adam", "learning_rate": 0.01}, "batch_size": 16})");
}

/// `count` images of 4 x 4 in IDX form; image i has the value i in its corner and the class i % 2.
std::vector<std::uint8_t> idx_images(std::uint8_t count) {
  std::vector<std::uint8_t> bytes = {0, 0, 8, 3, 0, 0, 0, count, 0, 0, 0, 4, 0, 0, 0, 4};
  for (std::uint8_t i = 0; i < count; ++i) {
    bytes.resize(bytes.size() + 16);
    bytes[bytes.size() - 16] = i;
  }
  return bytes;
}
std::vector<std::uint8_t> idx_labels(std::uint8_t count) {
  std::vector<std::uint8_t> bytes = {0, 0, 8, 1, 0, 0, 0, count};
  for (std::uint8_t i = 0; i < count; ++i) bytes.push_back(i % 2);
  return bytes;
}

}  // namespace

TEST_CASE("session: images train, and every layer says its shape") {
  Session session;
  must(session, command::Build{1, shapes()});
  Snapshot s = look(session);
  CHECK(s.classes == 4);
  CHECK(s.channels == 1);
  CHECK(s.height == 12);
  CHECK(s.width == 12);
  CHECK(s.training_samples == 160);
  CHECK(s.test_samples == 40);
  CHECK(s.points.empty());
  REQUIRE(s.layers.size() == 4);
  CHECK(s.layers[0].channels == 3);
  CHECK(s.layers[0].height == 8);
  CHECK(s.layers[1].width == 4);
  CHECK(s.layers[2].outputs == 48);
  const float before = s.train.loss;
  train(session, 100);
  s = look(session);
  CHECK(s.train.loss < before / 2);
  CHECK(s.test.samples == 40);
  // 100 batches of 16 are 10 epochs, with two records each and one at the start.
  CHECK(s.history.size() == 21);
  CHECK(s.history[1].epoch == 0.5);
}

TEST_CASE("session: a costly run measures at its records while it trains, and again when it rests") {
  Session session;
  must(session, command::Build{1, shapes()});
  const float start = look(session).train.loss;
  must(session, command::Play{});
  session.run(4);  // less than half an epoch
  CHECK(look(session).train.loss == start);
  must(session, command::Pause{});
  CHECK(look(session).train.loss != start);
}

TEST_CASE("session: the same images, the same bits, also after a checkpoint") {
  const auto run = [](std::uint32_t first, bool restored) {
    Session session;
    must(session, command::Build{1, shapes()});
    subscribe_to_parameters(session);
    train(session, first);
    if (restored) {
      const Snapshot s = look(session, true);
      must(session, command::Restore{2, shapes(), s.checkpoint});
    }
    train(session, 40 - first);
    return bits_of(session);
  };
  const auto bits = run(40, false);
  CHECK(run(13, false) == bits);
  CHECK(run(13, true) == bits);
}

TEST_CASE("session: looking inside shows every layer's answer to a sample") {
  Session session;
  must(session, command::Build{1, shapes()});
  train(session, 20);
  must(session, command::Subscribe{{.parameters = true, .look = {LookSource::test, 7}}});
  const Snapshot s = look(session);
  REQUIRE(s.look);
  CHECK(s.look->request == LookRequest{LookSource::test, 7});
  CHECK(s.look->label >= 0);
  REQUIRE(s.look->input.size() == 144);
  CHECK(s.look->activations.size() == 3 * 64 + 3 * 16 + 48 + 4);
  // One number of the first feature map by hand: the window at row 2, column 3 of filter 1.
  double sum = s.parameters[3 * 25 + 1];
  for (std::size_t v = 0; v < 5; ++v)
    for (std::size_t u = 0; u < 5; ++u) sum += s.parameters[25 + v * 5 + u] * s.look->input[(2 + v) * 12 + 3 + u];
  CHECK(s.look->activations[64 + 2 * 8 + 3] == Catch::Approx(std::max(sum, 0.0)).margin(1e-5));
  const auto probabilities = s.look->activations.end() - 4;
  CHECK(std::accumulate(probabilities, s.look->activations.end(), 0.0) == Catch::Approx(1));

  // What there is not is not shown; what does not fit neither.
  must(session, command::Subscribe{{.look = {LookSource::test, 40}}});
  CHECK(!look(session).look);
  must(session, command::Draw{{1, 2, 3}});
  must(session, command::Subscribe{{.look = {LookSource::drawn, 0}}});
  CHECK(!look(session).look);
  CHECK(look(session).drawn.empty());
  must(session, command::Draw{s.look->input});
  const Snapshot drawn = look(session);
  REQUIRE(drawn.look);
  CHECK(drawn.look->label == -1);
  CHECK(drawn.look->activations == s.look->activations);
  REQUIRE(drawn.drawn.size() == 4);
  CHECK(std::equal(drawn.drawn.begin(), drawn.drawn.end(), s.look->activations.end() - 4));
}

TEST_CASE("session: a gallery of each class, of mistakes, of the least certain, of a cell") {
  Session session;
  must(session, command::Build{1, shapes()});
  train(session, 10);
  const auto gallery = [&](GalleryRequest request) {
    must(session, command::Subscribe{{.results = true, .gallery = request}});
    Snapshot s = look(session);
    REQUIRE(s.gallery);
    CHECK(s.gallery->request == request);
    CHECK(!look(session).gallery);  // sent once
    return *s.gallery;
  };
  const Gallery classes = gallery({.order = GalleryOrder::by_class, .count = 8});
  REQUIRE(classes.images.size() == 8);
  for (std::size_t i = 0; i < 8; ++i) {
    CHECK(classes.images[i].label == i / 2);
    CHECK(!classes.images[i].test);
    CHECK(classes.images[i].pixels.size() == 144);
  }
  const Gallery worst = gallery({.order = GalleryOrder::worst, .count = 128});
  const Snapshot s = look(session);
  REQUIRE(s.results);
  std::uint32_t wrong = 0;
  for (std::size_t i = 0; i < 16; ++i) wrong += i % 5 == 0 ? 0 : s.results->test_confusion[i];
  CHECK(worst.images.size() == wrong);
  for (const GalleryImage& image : worst.images) CHECK(image.label != image.prediction);
  CHECK(std::is_sorted(worst.images.begin(), worst.images.end(),
                       [](const auto& a, const auto& b) { return a.sureness > b.sureness; }));
  const Gallery unsure = gallery({.order = GalleryOrder::least_certain, .count = 5});
  REQUIRE(unsure.images.size() == 5);
  CHECK(unsure.images[0].sureness <= unsure.images[4].sureness);
  for (std::uint8_t c = 0; c < 4; ++c) {
    const Gallery cell = gallery({.order = GalleryOrder::cell, .count = 128, .truth = c, .prediction = c});
    CHECK(cell.images.size() == s.results->test_confusion[c * std::size_t{5}]);
  }
  // Trained on, it is another one.
  train(session, 20);
  CHECK(look(session).gallery);
}

TEST_CASE("session: saliency of what is looked at, and of no class but one that there is") {
  Session session;
  must(session, command::Build{1, shapes()});
  train(session, 20);
  const LookRequest sample{LookSource::test, 3};
  must(session, command::Subscribe{{.look = sample, .saliency = kSaliencyOfAnswer}});
  Snapshot s = look(session);
  REQUIRE(s.saliency);
  CHECK(s.saliency->sample == sample);
  CHECK(s.saliency->asked == kSaliencyOfAnswer);
  const auto answers = s.look->activations.end() - 4;
  CHECK(s.saliency->answer == std::max_element(answers, s.look->activations.end()) - answers);
  REQUIRE(s.saliency->gradient.size() == 144);
  // A pixel more ink: the logit rises by what the gradient says.
  const auto most = static_cast<std::size_t>(
      std::max_element(s.saliency->gradient.begin(), s.saliency->gradient.end()) - s.saliency->gradient.begin());
  std::vector<float> inked = s.look->input;
  inked[most] += 0.001F;
  must(session, command::Draw{inked});
  must(session, command::Subscribe{{.look = {LookSource::drawn, 0}, .saliency = s.saliency->answer}});
  const Snapshot after = look(session);
  REQUIRE(after.saliency);
  CHECK((after.saliency->logit - s.saliency->logit) / 0.001F ==
        Catch::Approx(s.saliency->gradient[most]).epsilon(0.02));

  must(session, command::Subscribe{{.look = sample, .saliency = 4}});
  CHECK(look(session).saliency->gradient.empty());
  must(session, command::Subscribe{{.look = sample}});
  CHECK(!look(session).saliency);
  // While it trains now and then, not with every snapshot.
  must(session, command::Subscribe{{.look = sample, .saliency = 1}});
  session.snapshot(s, false, false);
  CHECK(!s.saliency);
  session.snapshot(s, false, true);
  CHECK(s.saliency->answer == 1);
}

TEST_CASE("session: the images that excite a unit come anew after training, and of no unit none") {
  Session session;
  must(session, command::Build{1, shapes()});
  train(session, 10);
  const GalleryRequest request{.order = GalleryOrder::exciting, .count = 6, .layer = 1, .unit = 2};
  must(session, command::Subscribe{{.gallery = request}});
  const Snapshot s = look(session);
  REQUIRE(s.gallery);
  CHECK(s.gallery->request == request);
  REQUIRE(s.gallery->images.size() == 6);
  CHECK(!look(session).gallery);
  // What the engine shows of that image has the value at that place.
  const GalleryImage& best = s.gallery->images[0];
  must(session, command::Subscribe{{.look = {LookSource::test, best.index}, .gallery = request}});
  CHECK(look(session).look->activations[3 * 64 + 2 * 16 + best.place] == best.sureness);
  train(session, 20);
  CHECK(look(session).gallery);
  must(session, command::Subscribe{{.gallery = {.order = GalleryOrder::exciting, .layer = 9}}});
  CHECK(look(session).gallery->images.empty());
}

TEST_CASE("session: files that were dropped on the page train") {
  const Experiment e = from(R"({"deltarule": 1, "data": {"kind": "images", "name": "idx", "images": "a-images",
    "labels": "a-labels"}, "model": [{"layer": "flatten"}, {"layer": "dense", "units": 2, "activation": "softmax"}],
    "loss": "softmax_cross_entropy", "batch_size": 4})");
  Session session;
  Status status = session.apply(command::Build{1, e});
  REQUIRE(!status.ok());
  CHECK(status.error().text().find("a-images") != std::string::npos);
  must(session, command::File{"a-images", idx_images(20)});
  must(session, command::File{"a-labels", idx_labels(20)});
  must(session, command::Build{2, e});
  CHECK(look(session).training_samples == 16);
  train(session, 5);

  // A broken file leaves everything as it was.
  std::vector<std::uint8_t> cut = idx_images(20);
  cut.resize(100);
  must(session, command::File{"a-images", cut});
  status = session.apply(command::Build{3, e});
  REQUIRE(!status.ok());
  CHECK(status.error().text().find("a-images") != std::string::npos);
  CHECK(look(session).generation == 2);
  CHECK(look(session).refused == 3);
  CHECK(look(session).step == 5);
}

TEST_CASE("session: digits that have not arrived are asked for, and searches are for points") {
  Session session;
  const Experiment e = from(R"({"deltarule": 1, "data": {"kind": "images", "name": "mnist"}})");
  const Status status = session.apply(command::Build{1, e});
  REQUIRE(!status.ok());
  CHECK(status.error().text().find("have not arrived") != std::string::npos);
  must(session, command::Build{2, shapes()});
  CHECK(!session.apply(command::Tune{{}}).ok());
}

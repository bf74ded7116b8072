// The images that excite a unit most, against a search that looks at every image by itself.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <string>

#include "engine/io/experiment_json.h"
#include "engine/study/excitement.h"
#include "engine/study/gallery.h"
#include "engine/study/look.h"
#include "engine/study/prepare.h"
#include "tests/support/no_files.h"

using namespace deltarule;
using deltarule::testing::NoFiles;

namespace {

std::unique_ptr<Trainer> trained() {
  const Result<Experiment> e = from_json(
      R"({"deltarule": 1, "data": {"kind": "images", "name": "shapes", "samples": 400, "side": 12}, "batch_size": 16,
          "model": [{"layer": "conv2d", "filters": 3, "kernel": 5, "activation": "relu"},
                    {"layer": "max_pool2d", "kernel": 2}, {"layer": "flatten"},
                    {"layer": "dense", "units": 5, "activation": "tanh"},
                    {"layer": "dense", "units": 4, "activation": "softmax"}]})");
  REQUIRE(e.ok());
  Result<Prepared> made = prepare(*e, NoFiles());
  REQUIRE(made.ok());
  for (int i = 0; i < 60; ++i) made->trainer->step();
  return std::move(made->trainer);
}

}  // namespace

TEST_CASE("excitement: no other test image excites a unit more, and the place is where") {
  const std::unique_ptr<Trainer> trainer = trained();
  const auto count = static_cast<std::uint32_t>(trainer->test_data().samples);
  REQUIRE(count == 80);
  std::size_t offset = 0;
  for (std::size_t layer = 0; layer < trainer->layout().size(); ++layer) {
    const Shape shape = trainer->layout()[layer].output;
    const auto plane = static_cast<std::size_t>(shape.height) * static_cast<std::size_t>(shape.width);
    for (std::size_t unit = 0; unit < std::min<std::size_t>(static_cast<std::size_t>(shape.channels), 6); ++unit) {
      INFO("layer " << layer << ", unit " << unit);
      const auto most = most_excited(*trainer, layer, unit, 7);
      REQUIRE(most.size() == 7);
      // Taken out one by one, each must be the best of those that are left.
      std::vector<float> values;
      for (std::uint32_t i = 0; i < count; ++i) {
        const LookRequest request{LookSource::test, i};
        const Look look = look_at(*trainer, request, sample_of(*trainer, request, {}));
        const auto first = look.activations.begin() + static_cast<std::ptrdiff_t>(offset + unit * plane);
        values.push_back(*std::max_element(first, first + static_cast<std::ptrdiff_t>(plane)));
        for (const Excitement& e : most)
          if (e.sample == i) CHECK(first[e.place] == e.value);
      }
      for (const Excitement& e : most) {
        const auto best = std::max_element(values.begin(), values.end());
        CHECK(e.value == *best);
        CHECK(e.sample == static_cast<std::uint32_t>(best - values.begin()));
        *best = -1e30F;
      }
    }
    offset += static_cast<std::size_t>(shape.features());
  }
  CHECK(most_excited(*trainer, 0, 3, 7).empty());
  CHECK(most_excited(*trainer, 5, 0, 7).empty());
  CHECK(most_excited(*trainer, 4, 0, 1000).size() == count);
}

TEST_CASE("excitement: as a gallery, with the pictures and their labels") {
  const std::unique_ptr<Trainer> trainer = trained();
  const GalleryRequest request{.order = GalleryOrder::exciting, .count = 9, .layer = 1, .unit = 2};
  const Gallery gallery = choose_images(*trainer, request, 4);
  const auto most = most_excited(*trainer, 1, 2, 9);
  REQUIRE(gallery.images.size() == 9);
  CHECK(gallery.request == request);
  const Dataset& test = trainer->test_data();
  for (std::size_t i = 0; i < 9; ++i) {
    const GalleryImage& image = gallery.images[i];
    CHECK(image.test);
    CHECK(image.index == most[i].sample);
    CHECK(image.sureness == most[i].value);
    CHECK(image.place == most[i].place);
    CHECK(image.label == test.classes[image.index]);
    CHECK(std::equal(image.pixels.begin(), image.pixels.end(), test.input.begin() + image.index * 144));
  }
}

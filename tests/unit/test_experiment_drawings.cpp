// Drawings as text: what is written comes back, is as short as a link needs, and damaged text is refused with its
// place.
#include <catch2/catch_test_macros.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/core/rng.h"
#include "engine/data/images_spec.h"
#include "engine/experiment/drawings.h"
#include "engine/experiment/validate.h"
#include "engine/io/experiment_json.h"
#include "engine/io/experiment_link.h"

using namespace deltarule;

namespace {

/// A stroke on paper, as a pen leaves it: `ink` pixels in the middle of every row of 28.
Drawing stroke(std::uint8_t label, int ink) {
  Drawing drawing{label, std::vector<std::uint8_t>(28 * 28)};
  for (std::size_t row = 4; row < 24; ++row)
    for (int i = 0; i < ink; ++i)
      drawing.pixels[row * 28 + 12 + static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(90 + 50 * i);
  return drawing;
}

std::string where(const std::string& text) {
  const Result<std::vector<Drawing>> read = read_drawings(text);
  return read ? "accepted" : read.error().where;
}

}  // namespace

TEST_CASE("drawings: what is written comes back, in its order") {
  Rng rng(7, Purpose::data);
  std::string text;
  std::vector<Drawing> all;
  for (const int size : {1, 2, 3, 255, 256, 784, 1000}) {
    Drawing drawing{static_cast<std::uint8_t>(rng.below(256)), {}};
    const std::uint32_t paper = rng.below(5);  // how often there is none
    for (int i = 0; i < size; ++i)
      drawing.pixels.push_back(rng.below(4) < paper ? 0 : static_cast<std::uint8_t>(rng.below(256)));
    REQUIRE(append_drawing(text, written_drawing(drawing)));
    all.push_back(drawing);
  }
  all.push_back({9, std::vector<std::uint8_t>(784)});  // paper only
  REQUIRE(append_drawing(text, written_drawing(all.back())));
  const Result<std::vector<Drawing>> back = read_drawings(text);
  REQUIRE(back);
  CHECK(*back == all);

  while (!all.empty()) {
    remove_last_drawing(text);
    all.pop_back();
    CHECK(*read_drawings(text) == all);
  }
  remove_last_drawing(text);
  CHECK(text.empty());
}

TEST_CASE("drawings: a digit is some hundred letters that no link has to escape") {
  const std::string text = written_drawing(stroke(7, 4));
  CHECK(text.starts_with("7:"));
  CHECK(text.size() < 200);
  Experiment e = *from_link("data=mnist");
  e.images.drawings = text + "," + text;
  const std::string link = to_link(e, {});
  CHECK(link.find("drawings=" + e.images.drawings) != std::string::npos);
  CHECK(*from_link(link) == e);
  CHECK(*from_json(to_json(e)) == e);
}

TEST_CASE("drawings: there is room for about two hundred, and no more are taken") {
  const std::string one = written_drawing(stroke(1, 3));
  std::string text;
  int count = 0;
  while (append_drawing(text, one)) ++count;
  CHECK(count > 200);
  CHECK(text.size() <= kMaxDrawingsText);
  CHECK(read_drawings(text)->size() == static_cast<std::size_t>(count));
  Experiment e = *from_link("data=mnist");
  e.images.drawings = text;
  CHECK(validate(e).ok());
  e.images.drawings += std::string(one.size() + 1, 'A');
  CHECK(validate(e).error().where == "data.drawings");
}

TEST_CASE("drawings: what is damaged is refused with its place") {
  const std::string good = written_drawing(stroke(3, 2));
  CHECK(where("") == "accepted");
  CHECK(where(good) == "accepted");
  for (const char* bad : {"3", "3:", ":AA", "x:AP8", "256:AP8", "-1:AP8", "3:A P8", "3:AP8=", "3:AA", "3:A"}) {
    INFO(bad);
    CHECK(where(bad) == "data.drawings[0]");
    CHECK(where(good + "," + bad) == "data.drawings[1]");
  }
  CHECK(where("," + good) == "data.drawings[0]");
  // A short text may not claim a picture that fills the memory.
  std::string endless = "3:";
  for (int i = 0; i < 3000; ++i) endless += "AP8A_wD_";
  CHECK(where(endless) == "data.drawings[0]");
}

TEST_CASE("drawings: adding one needs no new network, another set of images does") {
  const Experiment before = *from_link("data=mnist");
  Experiment after = before;
  after.images.drawings = written_drawing(stroke(3, 2));
  CHECK(live_change(before, after));
  CHECK(live_change(after, before));
  after.images.samples = 1000;
  CHECK_FALSE(live_change(before, after));
}

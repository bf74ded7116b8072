// Some of the classes only: data.classes, from the text to the samples.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <string>

#include "engine/data/images.h"
#include "engine/experiment/validate.h"
#include "engine/io/experiment_json.h"
#include "engine/io/experiment_link.h"
#include "engine/study/prepare.h"

using namespace deltarule;

namespace {

struct Digits final : DataFiles {
  /// `count` images of 2 x 2 with their number in every pixel; image i is of class i % 10.
  static Bytes images(std::uint8_t count) {
    Bytes bytes = {0, 0, 8, 3, 0, 0, 0, count, 0, 0, 0, 2, 0, 0, 0, 2};
    for (std::uint8_t i = 0; i < count; ++i) bytes.insert(bytes.end(), 4, i);
    return bytes;
  }
  static Bytes labels(std::uint8_t count) {
    Bytes bytes = {0, 0, 8, 1, 0, 0, 0, count};
    for (std::uint8_t i = 0; i < count; ++i) bytes.push_back(i % 10);
    return bytes;
  }
  Result<Bytes> read(const std::string& path) const override {
    const std::uint8_t count = path.starts_with("test") ? 50 : 200;
    return path.ends_with("labels") ? labels(count) : images(count);
  }
  Result<std::vector<Picture>> pictures(const std::string& folder) const override { return Error{folder, "is not"}; }
  Result<Bytes> digits(std::string_view name) const override {
    return name == kDigitLabels ? labels(200) : images(200);
  }
};

Result<Experiment> of_classes(const std::string& classes, const std::string& more = "") {
  return from_json(R"({"deltarule": 1, "data": {"kind": "images", "classes": ")" + classes + "\"" + more +
                   R"(}, "model": [{"layer": "flatten"}, {"layer": "dense", "units": 1, "activation": "sigmoid"}],
                       "batch_size": 4})");
}

std::string refusal(const std::string& classes, const std::string& more = "") {
  const Result<Experiment> e = of_classes(classes, more);
  if (!e) return e.error().text();
  const Result<Prepared> made = prepare(*e, Digits());
  return made ? "" : made.error().text();
}

bool says(const std::string& text, const std::string& what) {
  INFO(text);
  return text.find(what) != std::string::npos;
}

}  // namespace

TEST_CASE("classes: a text of names, with or without blanks") {
  const auto chosen = [](const std::string& text) {
    ImagesSpec spec;
    spec.classes = text;
    return chosen_classes(spec);
  };
  using Names = std::vector<std::string>;
  CHECK(chosen("").empty());
  CHECK(chosen("0,1") == Names{"0", "1"});
  CHECK(chosen(" big cat ,dog") == Names{"big cat", "dog"});
  CHECK(chosen("3,") == Names{"3", ""});
  CHECK(chosen(",3") == Names{"", "3"});
  CHECK(chosen(" ") == Names{""});
}

TEST_CASE("classes: only their images are kept, numbered in the order of the choice") {
  const Result<Experiment> e = of_classes("8,3");
  REQUIRE(e.ok());
  const Result<Prepared> made = prepare(*e, Digits());
  REQUIRE(made.ok());
  CHECK(made->classes == std::vector<std::string>{"8", "3"});
  int seen = 0;
  for (const Dataset* data : {&made->trainer->train_data(), &made->trainer->test_data()}) {
    CHECK(data->targets == 1);
    for (int i = 0; i < data->samples; ++i, ++seen) {
      const auto at = static_cast<std::size_t>(i);
      const int number = static_cast<int>(static_cast<double>(data->input[4 * at]) * 255 + 0.5);
      CHECK(number % 10 == (data->classes[at] == 0 ? 8 : 3));
      CHECK(data->target[at] == static_cast<Scalar>(data->classes[at]));
    }
  }
  CHECK(seen == 40);
}

TEST_CASE("classes: of the first images, and of those to test with too") {
  const Result<Experiment> first = of_classes("0,1", R"(, "samples": 60)");
  const Result<Prepared> made = prepare(*first, Digits());
  REQUIRE(made.ok());
  CHECK(made->trainer->train_data().samples + made->trainer->test_data().samples == 12);
  const Result<Experiment> tested =
      of_classes("0,1", R"(, "name": "idx", "images": "a", "labels": "a labels", "test_images": "test",
                             "test_labels": "test labels")");
  const Result<Prepared> both = prepare(*tested, Digits());
  INFO((both.ok() ? std::string() : both.error().text()));
  REQUIRE(both.ok());
  CHECK(both->trainer->train_data().samples == 40);
  CHECK(both->trainer->test_data().samples == 10);
  CHECK(both->trainer->test_data().classes == std::vector<std::uint8_t>{0, 1, 0, 1, 0, 1, 0, 1, 0, 1});
}

TEST_CASE("classes: files and links carry them, and a network that is not written suits them") {
  const Result<Experiment> e = from_json(R"({"deltarule": 1, "data": {"kind": "images", "classes": "4, 9, 7"}})");
  REQUIRE(e.ok());
  CHECK(e->training.model.back().units == 3);
  CHECK(validate(*e).ok());
  CHECK(*from_json(to_json(*e)) == *e);
  const Result<Experiment> linked = from_link(to_link(*e));
  REQUIRE(linked.ok());
  CHECK(*linked == *e);
  const Result<Experiment> short_link = from_link("data=mnist&classes=4,9");
  REQUIRE(short_link.ok());
  CHECK(short_link->images.classes == "4,9");
  CHECK(short_link->training.model.back().units == 2);
}

TEST_CASE("classes: what cannot be is refused in words") {
  CHECK(says(refusal("3"), "data.classes: names only \"3\""));
  CHECK(says(refusal("3,3"), "data.classes: names \"3\" twice"));
  CHECK(says(refusal("3,"), "data.classes: names a class that has no name"));
  CHECK(says(refusal("3,12"), "data.classes: there is no class \"12\" in this data; choose among 0, 1, 2"));
  CHECK(says(refusal("8,9", R"(, "samples": 8)"), "data.classes: of these classes there are 0 images"));
  CHECK(says(refusal("1,2,3"), "model[1].units"));
}

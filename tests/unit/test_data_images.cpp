// IDX files, whole and broken; the split; the shapes.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <string>

#include "engine/data/idx.h"
#include "engine/data/images.h"

using namespace deltarule;

namespace {

using File = std::vector<std::uint8_t>;

File idx(std::initializer_list<int> dims, std::size_t values) {
  File file = {0, 0, 8, static_cast<std::uint8_t>(dims.size())};
  for (const int d : dims)
    for (const int shift : {24, 16, 8, 0}) file.push_back(static_cast<std::uint8_t>(d >> shift & 255));
  for (std::size_t i = 0; i < values; ++i) file.push_back(static_cast<std::uint8_t>(i % 5));
  return file;
}

std::string refusal(const File& images, const File& labels) {
  const Result<LabelledImages> read = images_from_idx(images, labels, "images", "labels");
  return read.ok() ? "" : read.error().text();
}

bool says(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("idx: images and labels of MNIST's form", "[data]") {
  const auto read = images_from_idx(idx({5, 2, 3}, 30), idx({5}, 5), "images", "labels");
  REQUIRE(read.ok());
  CHECK(read->shape == Shape{1, 2, 3, 1});
  CHECK(read->count() == 5);
  CHECK(read->classes == 5);
  const Dataset data = image_dataset(*read);
  CHECK(data.samples == 5);
  CHECK(data.input[3] == Scalar{3} / 255);
  CHECK(data.target[1 * 5 + 1] == 1);
  CHECK(data.classes[4] == 4);
}

TEST_CASE("idx: broken files are refused with what is wrong", "[data]") {
  const File good = idx({5, 2, 3}, 30), labels = idx({5}, 5);
  CHECK(says(refusal({}, labels), "images: is no IDX file"));
  CHECK(says(refusal({'P', 'K', 3, 4, 5}, labels), "is no IDX file"));
  CHECK(says(refusal({0x1f, 0x8b, 8, 0, 0}, labels), "gzip"));
  File floats = good;
  floats[2] = 0x0d;
  CHECK(says(refusal(floats, labels), "another type"));
  CHECK(says(refusal(File(good.begin(), good.begin() + 9), labels), "ends within its header"));
  CHECK(
      says(refusal(File(good.begin(), good.end() - 1), labels), "should hold 30 bytes after its header, but holds 29"));
  File more = good;
  more.push_back(1);
  CHECK(says(refusal(more, labels), "but holds 31"));
  CHECK(says(refusal(idx({0x7fffffff, 0x7fffffff, 0x7fffffff}, 8), labels), "larger than a gigabyte"));
  CHECK(says(refusal(idx({5, 0, 3}, 0), labels), "dimension of 0"));
  CHECK(says(refusal(labels, labels), "is it the file of labels?"));
  CHECK(says(refusal(good, good), "is it the file of images?"));
  CHECK(says(refusal(good, idx({4}, 4)), "has 4 labels for 5 images"));
}

TEST_CASE("images: the split is seeded and loses none", "[data]") {
  const LabelledImages shapes = make_shapes(40, 9, 0.1, 3);
  const auto [train, test] = split_images(shapes, 30, 1);
  CHECK(train.samples == 30);
  CHECK(test.samples == 10);
  CHECK(train.shape == Shape{1, 9, 9, 1});
  std::vector<int> seen(4);
  for (const Dataset* part : {&train, &test})
    for (const std::uint8_t c : part->classes) ++seen[c];
  CHECK(seen == std::vector<int>{10, 10, 10, 10});
  CHECK(split_images(shapes, 30, 1).first.input == train.input);
  CHECK(split_images(shapes, 30, 2).first.input != train.input);
}

TEST_CASE("images: shapes are what their class says", "[data]") {
  const LabelledImages shapes = make_shapes(80, 12, 0, 1);
  for (int i = 0; i < shapes.count(); ++i) {
    const std::uint8_t* pixels = shapes.pixels.data() + i * 144;
    int rows = 0, columns = 0;  // that have ink
    for (int a = 0; a < 12; ++a) {
      bool row = false, column = false;
      for (int b = 0; b < 12; ++b) {
        row = row || pixels[a * 12 + b] > 0;
        column = column || pixels[b * 12 + a] > 0;
      }
      rows += row, columns += column;
    }
    CHECK((rows == 1) == (shapes.labels[static_cast<std::size_t>(i)] == 1));
    CHECK((columns == 1) == (shapes.labels[static_cast<std::size_t>(i)] == 0));
  }
}

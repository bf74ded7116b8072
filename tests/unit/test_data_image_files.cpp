// Packed files and image files: what is read, to the pixel, and what is refused, with which words.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cstdlib>
#include <string>

#include "engine/core/rng.h"
#include "engine/data/decode_image.h"
#include "engine/data/gzip.h"
#include "engine/data/image_files.h"
#include "tests/support/image_writer.h"
#include "tests/support/jpeg_samples.h"

using namespace deltarule;
using namespace deltarule::testing;

namespace {

Bytes text(const std::string& words) { return {words.begin(), words.end()}; }

Bytes random_bytes(std::size_t count, std::uint32_t below = 256, std::uint64_t seed = 1) {
  Rng rng(seed, Purpose::data);
  Bytes bytes(count);
  for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(rng.below(below));
  return bytes;
}

bool says(const std::string& message, const std::string& part) { return message.find(part) != std::string::npos; }

std::string gzip_refusal(const Bytes& file) {
  const auto read = gunzip(file, "train-images.gz");
  return read.ok() ? "" : read.error().text();
}

std::string image_refusal(const Bytes& file) {
  const auto read = decode_image(file, "cat.png");
  return read.ok() ? "" : read.error().text();
}

DecodedImage decoded(const Bytes& file) {
  auto read = decode_image(file, "cat.png");
  if (!read.ok()) FAIL(read.error().text());
  return std::move(*read);
}

/// A soft picture, which JPEG keeps nearly as it is.
Bytes soft(int width, int height, int channels) {
  Bytes pixels;
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x)
      for (int c = 0; c < channels; ++c) pixels.push_back(static_cast<std::uint8_t>(40 + 3 * x + 2 * y + 20 * c));
  return pixels;
}

}  // namespace

TEST_CASE("gzip: contents come back, whatever the header has", "[data]") {
  for (const Bytes& contents : {Bytes{}, text("a"), text("never never never never never"), random_bytes(70'000),
                                random_bytes(70'000, 3), Bytes(300'000, 7)})
    for (const std::uint8_t flags : Bytes{0, 2, 4, 8, 16, 30}) {
      const auto read = gunzip(gzipped(contents, flags), "f");
      if (!read.ok()) FAIL(read.error().text());
      CHECK(*read == contents);
    }
  // Written by another program: `printf 'deltarule' | gzip -n`.
  const Bytes foreign = {0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x03, 0x4b, 0x49, 0xcd, 0x29, 0x49,
                         0x2c, 0x2a, 0xcd, 0x49, 0x05, 0x00, 0xb2, 0x2e, 0xe6, 0x60, 0x09, 0x00, 0x00, 0x00};
  const auto read = gunzip(foreign, "f");
  if (!read.ok()) FAIL(read.error().text());
  CHECK(*read == text("deltarule"));
}

TEST_CASE("gzip: broken files are refused with what is wrong", "[data]") {
  const Bytes contents = text("never never never never never"), good = gzipped(contents);
  CHECK(says(gzip_refusal(text("hello")), "train-images.gz: is no gzip file"));
  CHECK(says(gzip_refusal({0x1f, 0x8b, 8}), "cut off"));
  const auto changed = [&](std::size_t at, std::uint8_t value) {
    Bytes bad = good;
    bad[at] = value;
    return gzip_refusal(bad);
  };
  CHECK(says(changed(2, 7), "another method"));
  CHECK(says(changed(3, 0x20), "flags"));
  CHECK(says(changed(3, 4), "cut off"));
  CHECK(says(changed(good.size() - 8, static_cast<std::uint8_t>(good[good.size() - 8] ^ 1)), "checksum"));
  CHECK(says(changed(good.size() - 1, 0xff), "gigabyte"));
  CHECK(says(changed(good.size() - 2, 1), "claims more than it can hold"));
  CHECK(says(changed(good.size() - 4, 30), "cannot be unpacked"));
  CHECK(says(changed(12, static_cast<std::uint8_t>(good[12] ^ 0xff)), "damaged"));
  Bytes bad = gzipped(contents, 2);
  bad[4] ^= 1;
  CHECK(says(gzip_refusal(bad), "header's checksum"));
  for (std::size_t size = 0; size < good.size(); ++size)
    CHECK(!gzip_refusal({good.begin(), good.begin() + static_cast<std::ptrdiff_t>(size)}).empty());
  // Two members one after the other.
  Bytes two = good;
  two.insert(two.end(), good.begin(), good.end());
  CHECK(gzip_refusal(two).empty());  // the second is not looked at: both hold the same
  const Bytes other = gzipped(text("else"));
  two = good;
  two.insert(two.end(), other.begin(), other.end());
  CHECK(says(gzip_refusal(two), "several gzip files in one"));
}

TEST_CASE("idx: packed files are read as those that are not", "[data]") {
  const Bytes images = {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 1, 2, 3, 4},
              labels = {0, 0, 8, 1, 0, 0, 0, 2, 1, 0};
  const auto plain = images_from_idx(images, labels, "images", "labels");
  const auto packed = images_from_idx(gzipped(images, 8), gzipped(labels), "images", "labels");
  REQUIRE(plain.ok());
  REQUIRE(packed.ok());
  CHECK(packed->pixels == plain->pixels);
  CHECK(packed->labels == plain->labels);
  Bytes bad = gzipped(labels);
  bad.pop_back();
  const auto refused = images_from_idx(gzipped(images), bad, "images", "labels");
  REQUIRE(!refused.ok());
  CHECK(refused.error().where == "labels");
}

TEST_CASE("images: PNG files come back to the pixel, of every depth and kind", "[data]") {
  for (int channels = 1; channels <= 4; ++channels) {
    const Bytes pixels = random_bytes(static_cast<std::size_t>(5 * 3 * channels));
    const DecodedImage image = decoded(png_of(5, 3, channels, pixels));
    CHECK(image.width == 5);
    CHECK(image.height == 3);
    CHECK(image.channels == channels);
    CHECK(image.pixels == pixels);
  }
  // 1 bit; 16 bits, of which the upper 8 stay; a palette of two colours; all 5 filters.
  CHECK(decoded(png_file(3, 2, 1, 0, {0, 0b10100000, 0, 0b01000000})).pixels == Bytes{255, 0, 255, 0, 255, 0});
  CHECK(decoded(png_file(2, 1, 16, 0, {0, 0x12, 0x34, 0xab, 0xcd})).pixels == Bytes{0x12, 0xab});
  const Bytes palette = png_chunk("PLTE", {1, 2, 3, 250, 251, 252});
  CHECK(decoded(png_file(3, 1, 8, 3, {0, 1, 0, 1}, palette)).pixels == Bytes{250, 251, 252, 1, 2, 3, 250, 251, 252});
  CHECK(decoded(png_file(2, 5, 8, 0, {0, 10, 20, 1, 5, 5, 2, 1, 1, 3, 2, 2, 4, 3, 3})).pixels ==
        Bytes{10, 20, 5, 10, 6, 11, 5, 10, 8, 13});
  CHECK(decoded(png_file(2, 1, 8, 0, {0, 9, 0, 8}, {}, true)).pixels == Bytes{9, 8});  // interlaced: two passes
}

TEST_CASE("images: JPEG files come back nearly", "[data]") {
  for (const int channels : {1, 3}) {
    const Bytes pixels = soft(19, 13, channels);
    const DecodedImage image = decoded(jpeg_of(19, 13, channels, pixels));
    CHECK(image.width == 19);
    CHECK(image.height == 13);
    REQUIRE(image.pixels.size() == 19u * 13u * static_cast<std::size_t>(image.channels));
    int worst = 0;
    for (std::size_t i = 0; i < 19 * 13; ++i)
      worst = std::max(worst, std::abs(image.pixels[i * static_cast<std::size_t>(image.channels)] -
                                       pixels[i * static_cast<std::size_t>(channels)]));
    CHECK(worst <= 6);
  }
  const DecodedImage progressive = decoded(kProgressiveJpeg);
  const Bytes pixels = soft(16, 12, 3);
  REQUIRE(progressive.pixels.size() == pixels.size());
  for (std::size_t i = 0; i < pixels.size(); ++i) CHECK(std::abs(progressive.pixels[i] - pixels[i]) <= 6);
  const DecodedImage gray = decoded(kOptimizedJpeg);
  REQUIRE(gray.pixels.size() == 16 * 12);
  CHECK(std::abs(gray.pixels[0] - 56) <= 4);
  CHECK(std::abs(gray.pixels[16 * 12 - 1] - 123) <= 4);
}

TEST_CASE("images: what is no image, too large or cut off is refused with what is wrong", "[data]") {
  CHECK(image_refusal({}) == "cat.png: is empty");
  CHECK(says(image_refusal(text("dear diary")), "neither PNG nor JPEG"));
  CHECK(says(image_refusal(text("GIF89a")), "a GIF"));
  CHECK(says(image_refusal(text("<svg>")), "SVG"));
  const Bytes png = png_of(5, 3, 3, random_bytes(45)), jpeg = jpeg_of(19, 13, 3, soft(19, 13, 3));
  for (const Bytes& file : {png, jpeg})
    for (std::size_t size = 8; size < file.size(); ++size) {
      const std::string message = image_refusal({file.begin(), file.begin() + static_cast<std::ptrdiff_t>(size)});
      CAPTURE(size);
      CHECK(says(message, "cut off"));
    }
  // A hundred megapixels, in a file of a few bytes.
  CHECK(says(image_refusal(png_file(10'000, 10'000, 8, 0, {0})), "10000 x 10000 pixels; at most"));
  CHECK(says(image_refusal(png_file(20'000, 1, 8, 0, {0})), "16384 on a side"));
  CHECK(says(image_refusal(png_file(0, 1, 8, 0, {0})), "0 x 1 pixels"));
  Bytes large = jpeg;
  const Bytes marker = {0xff, 0xc0};
  const auto frame = std::search(large.begin(), large.end(), marker.begin(), marker.end());
  REQUIRE(frame != large.end());
  for (int i = 5; i < 9; i += 2) frame[i] = 0x27, frame[i + 1] = 0x10;
  CHECK(says(image_refusal(large), "10000 x 10000 pixels"));
  // Damage.
  Bytes bad = png;
  bad[bad.size() - 20] ^= 1;
  CHECK(says(image_refusal(bad), "checksum"));
  bad = png;
  bad[4] = '\n';
  CHECK(says(image_refusal(bad), "as if it were text"));
  CHECK(says(image_refusal(png_file(5, 3, 8, 0, {0, 1, 2})), "cannot be decoded"));
  CHECK(says(image_refusal(png_file(5, 3, 7, 0, {0, 1, 2})), "cannot be decoded"));
}

TEST_CASE("images: JPEG tables that would lead stb_image astray are refused", "[data]") {
  const Bytes jpeg = jpeg_of(8, 8, 1, soft(8, 8, 1));
  const auto find = [&](std::uint8_t marker) {
    for (std::size_t i = 0; i + 1 < jpeg.size(); ++i)
      if (jpeg[i] == 0xff && jpeg[i + 1] == marker) return i;
    FAIL("there is no such marker");
    return std::size_t{0};
  };
  const auto changed = [&](std::size_t at, std::uint8_t value) {
    Bytes bad = jpeg;
    bad[at] = value;
    return image_refusal(bad);
  };
  CHECK(image_refusal(jpeg).empty());
  CHECK(says(changed(find(0xc4) + 5 + 15, 255), "a table of codes"));
  CHECK(says(changed(find(0xc4) + 5, 3), "a table of codes"));  // three codes of one bit
  CHECK(says(changed(find(0xc4) + 4, 0x25), "a table of codes"));
  CHECK(says(changed(find(0xdb) + 4, 0x07), "a table of steps"));
  CHECK(says(changed(find(0xc0) + 1, 0xc9), "rare kind"));
  CHECK(says(changed(find(0xc0) + 4, 12), "more than 8 bits"));
  CHECK(says(changed(find(0xda) + 6, 0x22), "a scan without its tables"));
  Bytes twice = jpeg;
  const auto frame = jpeg.begin() + static_cast<std::ptrdiff_t>(find(0xc0));
  const Bytes header(frame, frame + 4 + frame[3] - 2);
  twice.insert(twice.begin() + (frame - jpeg.begin()), header.begin(), header.end());
  CHECK(says(image_refusal(twice), "a second header"));
  // What is not needed is left out, damaged or not; what follows the end does not count.
  Bytes commented = jpeg;
  const Bytes comment = {0xff, 0xfe, 0, 6, 0xff, 0xc4, 0, 9};
  commented.insert(commented.begin() + 2, comment.begin(), comment.end());
  commented.push_back(7);
  CHECK(decoded(commented).pixels == decoded(jpeg).pixels);
}

TEST_CASE("images: the square in the middle, by area", "[data]") {
  const auto square = [](const DecodedImage& image, int side, ImageColour colour) {
    Bytes pixels;
    append_square(image, side, colour, pixels);
    return pixels;
  };
  // 4 x 2: columns 1 and 2.
  const DecodedImage wide{4, 2, 1, {9, 10, 20, 9, 9, 30, 41, 9}};
  CHECK(square(wide, 2, ImageColour::gray) == Bytes{10, 20, 30, 41});
  CHECK(square(wide, 1, ImageColour::gray) == Bytes{25});  // 101 / 4 = 25.25
  CHECK(square(wide, 4, ImageColour::gray) == Bytes{10, 10, 20, 20, 10, 10, 20, 20, 30, 30, 41, 41, 30, 30, 41, 41});
  // 3 to 2: each output pixel covers one and a half.
  const DecodedImage three{3, 3, 1, {90, 60, 30, 90, 60, 30, 90, 60, 30}};
  CHECK(square(three, 2, ImageColour::gray) == Bytes{80, 40, 80, 40});
  // Colours: channel by channel, gray by brightness, transparent on white.
  const DecodedImage red{1, 1, 3, {255, 0, 100}};
  CHECK(square(red, 1, ImageColour::rgb) == Bytes{255, 0, 100});
  CHECK(square(red, 1, ImageColour::gray) == Bytes{88});
  CHECK(square({1, 1, 4, {255, 0, 100, 0}}, 1, ImageColour::rgb) == Bytes{255, 255, 255});
  CHECK(square({1, 1, 2, {10, 51}}, 1, ImageColour::gray) == Bytes{206});  // 10/5 + 255*4/5
  CHECK(square({1, 1, 1, {7}}, 1, ImageColour::rgb) == Bytes{7, 7, 7});
}

TEST_CASE("images: files in classes become one labelled set", "[data]") {
  const Bytes a = png_of(1, 1, 1, {10}), b = png_of(2, 2, 3, Bytes(12, 200)), text_file = text("notes");
  const std::vector<ImageFile> files = {
      {"dogs", "dogs/1.png", a}, {"cats", "cats/1.png", b}, {"dogs", "dogs/2.png", b}};
  const auto made = images_from_files(files, 1, ImageColour::gray);
  if (!made.ok()) FAIL(made.error().text());
  CHECK(made->classes == std::vector<std::string>{"cats", "dogs"});
  CHECK(made->images.pixels == Bytes{10, 200, 200});
  CHECK(made->images.labels == Bytes{1, 0, 1});
  CHECK(made->images.classes == 2);
  CHECK(made->images.shape == Shape{1, 1, 1, 1});
  CHECK(image_dataset(made->images).samples == 3);
  CHECK(images_from_files(files, 7, ImageColour::rgb)->images.shape == Shape{3, 7, 7, 1});

  const auto where = [](const std::vector<ImageFile>& list, int side) {
    const auto result = images_from_files(list, side, ImageColour::gray);
    return result.ok() ? std::string() : result.error().where;
  };
  CHECK(where({files[0]}, 1) == "classes");
  CHECK(where({}, 1) == "classes");
  CHECK(where(files, 0) == "side");
  CHECK(where(files, 10'000) == "side");
  CHECK(where({files[0], files[1], {"cats", "cats/notes.png", text_file}}, 1) == "cats/notes.png");
}

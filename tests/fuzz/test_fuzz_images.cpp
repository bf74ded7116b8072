// Damaged PNG and JPEG files: an error with words, or pixels, the same each time. Never a crash, never a read or write
// beyond an end, never a huge allocation.
//
// Most damaged PNG files get their checksums put right again, or little would come past them.
#include <catch2/catch_test_macros.hpp>

#include "engine/data/decode_image.h"
#include "engine/data/image_files.h"
#include "tests/fuzz/budget.h"
#include "tests/fuzz/mutate.h"
#include "tests/support/image_writer.h"
#include "tests/support/jpeg_samples.h"

using namespace deltarule;
using namespace deltarule::testing;

namespace {

Bytes random_bytes(Rng& rng, std::size_t count) {
  Bytes bytes(count);
  const std::uint32_t variety = 1 + rng.below(256);
  for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(rng.below(variety));
  return bytes;
}

/// Of any depth and kind, allowed or not, with rows of about the right size.
Bytes png(Rng& rng) {
  constexpr int kDepths[] = {1, 2, 4, 8, 16, 8, 8, 3}, kKinds[] = {0, 2, 3, 4, 6, 0, 2, 5};
  const int width = 1 + static_cast<int>(rng.below(12)), height = 1 + static_cast<int>(rng.below(12));
  const int depth = kDepths[rng.below(8)], kind = kKinds[rng.below(8)];
  const bool interlaced = rng.below(3) == 0;
  const int channels = kind == 2 ? 3 : kind == 4 ? 2 : kind == 6 ? 4 : 1;
  const auto row = static_cast<std::size_t>(width * channels * depth + 7) / 8;
  Bytes rows;
  // Interlaced, the rows are shorter and more; those of the first pass come out about right.
  for (int y = 0; y < height * (interlaced ? 2 : 1); ++y) {
    rows.push_back(static_cast<std::uint8_t>(rng.below(rng.below(10) == 0 ? 6 : 5)));
    const Bytes values = random_bytes(rng, row);
    rows.insert(rows.end(), values.begin(), values.end());
  }
  if (rng.below(10) == 0) mutate(rows, random_bytes(rng, 20), rng);
  Bytes between;
  const auto add = [&](const Bytes& chunk) { between.insert(between.end(), chunk.begin(), chunk.end()); };
  if (kind == 3 || rng.below(8) == 0) add(png_chunk("PLTE", random_bytes(rng, 3 * rng.below(20))));
  if (rng.below(3) == 0) add(png_chunk("tRNS", random_bytes(rng, rng.below(8))));
  if (rng.below(20) == 0) add(png_chunk("CgBI", random_bytes(rng, 4)));
  return png_file(width, height, depth, kind, rows, between, interlaced);
}

Bytes jpeg(Rng& rng) {
  if (rng.below(8) == 0) return rng.below(4) == 0 ? kOptimizedJpeg : kProgressiveJpeg;
  const int width = 1 + static_cast<int>(rng.below(24)), height = 1 + static_cast<int>(rng.below(24));
  const int channels = rng.below(2) == 0 ? 1 : 3;
  return jpeg_of(width, height, channels, random_bytes(rng, static_cast<std::size_t>(width * height * channels)),
                 1 + static_cast<int>(rng.below(100)));  // above 90 without subsampling
}

/// What is rare in files: other samplings, progressive scans that repeat or refine one another, restart intervals.
void disguise(Bytes& file, Rng& rng) {
  for (std::size_t i = 2; i + 20 < file.size(); ++i) {
    if (file[i] != 0xff) continue;
    std::uint8_t& marker = file[i + 1];
    if (marker == 0xc0 && rng.below(2) == 0) marker = static_cast<std::uint8_t>(0xc0 + rng.below(3));
    if (marker >= 0xc0 && marker <= 0xc2 && rng.below(2) == 0)
      file[i + 11] = static_cast<std::uint8_t>(rng.below(4) << 4 | rng.below(4));
    if (marker == 0xda && rng.below(2) == 0) {
      const std::size_t end = i + 2 + file[i + 3];
      file[end - 3] = static_cast<std::uint8_t>(rng.below(3));
      file[end - 2] = static_cast<std::uint8_t>(rng.below(2) == 0 ? 63 : rng.below(70));
      file[end - 1] = static_cast<std::uint8_t>(rng.below(3) << 4 | rng.below(3));
      if (rng.below(2) == 0) {  // the scan once more, as it is or refined
        const Bytes scan(file.begin() + static_cast<std::ptrdiff_t>(i), file.end() - 2);
        file.insert(file.end() - 2, scan.begin(), scan.end());
        file[file.size() - 2 - scan.size() + (end - i) - 1] =
            static_cast<std::uint8_t>(rng.below(3) << 4 | rng.below(3));
      }
      if (rng.below(4) == 0) {
        const Bytes interval = {0xff, 0xdd, 0, 4, 0, static_cast<std::uint8_t>(rng.below(4))};
        file.insert(file.begin() + static_cast<std::ptrdiff_t>(i), interval.begin(), interval.end());
      }
      return;
    }
  }
}

/// False: refused.
bool check(const Bytes& file) {
  const auto image = decode_image(file, "picture");
  if (!image.ok()) {
    REQUIRE(image.error().where == "picture");
    REQUIRE(!image.error().what.empty());
    REQUIRE(image.error().text().size() < 1000);
    return false;
  }
  REQUIRE(image->channels >= 1);
  REQUIRE(image->channels <= 4);
  REQUIRE(image->pixels.size() ==
          static_cast<std::size_t>(image->width) * static_cast<std::size_t>(image->height * image->channels));
  const auto again = decode_image(file, "picture");
  REQUIRE(again.ok());
  REQUIRE(again->pixels == image->pixels);
  if (image->pixels.size() > 100'000) return true;
  const auto rewritten = decode_image(png_of(image->width, image->height, image->channels, image->pixels), "again");
  REQUIRE(rewritten.ok());
  REQUIRE(rewritten->pixels == image->pixels);
  Bytes square;
  append_square(*image, 5, ImageColour::rgb, square);
  REQUIRE(square.size() == 75);
  return true;
}

}  // namespace

TEST_CASE("fuzz: PNG and JPEG files", "[files]") {
  Rng rng(94, Purpose::data);
  int pngs = 0, jpegs = 0;
  const int all = fuzz(8'000, [&] {
    Bytes file = png(rng);
    if (rng.below(4) > 0) mutate(file, png(rng), rng);
    if (rng.below(8) > 0) repair_png(file);
    pngs += check(file) ? 1 : 0;
    file = jpeg(rng);
    if (rng.below(2) == 0) disguise(file, rng);
    if (rng.below(4) > 0) mutate(file, jpeg(rng), rng);
    if (rng.below(2) == 0) file.insert(file.end(), {0xff, 0xd9});
    jpegs += check(file) ? 1 : 0;
  });
  CHECK(pngs > all / 50);
  CHECK(pngs < all);
  CHECK(jpegs > all / 20);
  CHECK(jpegs < all);
}

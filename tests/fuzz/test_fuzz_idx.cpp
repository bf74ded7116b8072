// Damaged IDX and gzip files: an error with words, or contents that agree with their sizes. Never a crash.
#include <catch2/catch_test_macros.hpp>

#include "engine/data/gzip.h"
#include "engine/data/idx.h"
#include "engine/data/images.h"
#include "tests/fuzz/budget.h"
#include "tests/fuzz/mutate.h"
#include "tests/support/image_writer.h"

using namespace deltarule;
using namespace deltarule::testing;

namespace {

void check_words(const Error& error) {
  REQUIRE(!error.where.empty());
  REQUIRE(!error.what.empty());
  REQUIRE(error.text().size() < 1000);
}

Bytes header_of(const std::vector<int>& dims) {
  Bytes file = {0, 0, 8, static_cast<std::uint8_t>(dims.size())};
  for (const int dim : dims)
    for (const int shift : {24, 16, 8, 0}) file.push_back(static_cast<std::uint8_t>(dim >> shift));
  return file;
}

Bytes idx_file(Rng& rng) {
  std::vector<int> dims(1 + rng.below(4));
  int size = 1;
  for (int& dim : dims) size *= dim = 1 + static_cast<int>(rng.below(4));
  Bytes file = header_of(dims);
  for (int i = 0; i < size; ++i) file.push_back(static_cast<std::uint8_t>(rng.below(10)));
  return file;
}

Bytes some_contents(Rng& rng) {
  Bytes contents(rng.below(3) == 0 ? rng.below(5) : rng.below(600));
  const std::uint32_t variety = 1 + rng.below(256);
  for (std::uint8_t& byte : contents) byte = static_cast<std::uint8_t>(rng.below(variety));
  return contents;
}

}  // namespace

TEST_CASE("fuzz: IDX files", "[files]") {
  Rng rng(91, Purpose::data);
  int accepted = 0;
  const int all = fuzz(30'000, [&] {
    Bytes images = idx_file(rng), labels = idx_file(rng);
    if (rng.below(2) == 0) {  // as many labels as images
      labels = header_of({images[7]});
      labels.insert(labels.end(), images[7], 3);
    }
    mutate(rng.below(2) == 0 ? images : labels, idx_file(rng), rng);
    if (const auto array = read_idx(images, "images"); !array.ok()) {
      check_words(array.error());
    } else {
      Bytes again = header_of(array->dims);
      again.insert(again.end(), array->values.begin(), array->values.end());
      REQUIRE(again == images);
    }
    const auto read = images_from_idx(images, labels, "images", "labels");
    if (!read.ok()) return check_words(read.error());
    ++accepted;
    const Dataset data = image_dataset(*read);
    REQUIRE(data.input.size() == read->pixels.size());
    REQUIRE(data.target.size() == static_cast<std::size_t>(read->classes * read->count()));
  });
  CHECK(accepted > all / 200);
  CHECK(accepted < all / 2);
}

TEST_CASE("fuzz: gzip files", "[files]") {
  Rng rng(92, Purpose::data);
  int accepted = 0;
  const int all = fuzz(30'000, [&] {
    const Bytes contents = some_contents(rng);
    Bytes file = gzipped(contents, static_cast<std::uint8_t>(rng.below(32)));
    if (rng.below(2) == 0) {
      mutate(file, gzipped(some_contents(rng)), rng);
      // With a trailer that says something likely, the stream itself is read further.
      if (rng.below(2) == 0) repair_gzip(file, contents);
    } else {  // any bits at all for a stream
      Bytes stream = some_contents(rng);
      file.resize(10);
      file[3] = 0;
      file.insert(file.end(), stream.begin(), stream.end());
      file.insert(file.end(), 8, 0);
      repair_gzip(file, contents);
    }
    const auto read = gunzip(file, "file");
    if (!read.ok()) return check_words(read.error());
    ++accepted;
    REQUIRE(*gunzip(gzipped(*read), "again") == *read);
  });
  CHECK(accepted > all / 200);
  CHECK(accepted < all / 2);
}

// Damaged weight files: an error with words, or tensors whose sizes agree. Never a crash, never a huge allocation.
//
// Half of the damaged files get their header's length put right again, or little would come past it.
#include <catch2/catch_test_macros.hpp>
#include <cstring>
#include <string_view>

#include "engine/io/safetensors.h"
#include "tests/fuzz/budget.h"
#include "tests/fuzz/mutate.h"

using namespace deltarule;

namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes good_file(Rng& rng) {
  TensorFile file;
  if (rng.below(2) == 0) file.metadata = {{"format", "pt"}};
  const std::uint32_t count = rng.below(5);
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::int64_t rows = rng.below(4), columns = 1 + rng.below(3);
    const std::vector<Scalar> values(static_cast<std::size_t>(rows * columns), Scalar{0.5});
    file.tensors.push_back(tensor_of(std::to_string(i) + ".weight", {rows, columns}, values));
  }
  return write_safetensors(file);
}

/// The header reaches to the last brace, if there is one.
void repair_length(Bytes& bytes) {
  if (bytes.size() < 8) return;
  for (std::uint64_t end = bytes.size(); end > 8; --end) {
    if (bytes[static_cast<std::size_t>(end) - 1] != '}') continue;
    const std::uint64_t length = end - 8;
    std::memcpy(bytes.data(), &length, 8);
    return;
  }
}

}  // namespace

TEST_CASE("fuzz: weight files", "[files]") {
  Rng rng(81, Purpose::data);
  int accepted = 0;
  const int all = testing::fuzz(30'000, [&] {
    Bytes bytes = good_file(rng);
    const Bytes other = good_file(rng);
    testing::mutate(bytes, other, rng);
    if (rng.below(2) == 0) repair_length(bytes);
    const auto read = read_safetensors(bytes);
    if (!read.ok()) {
      REQUIRE(!read.error().where.empty());
      REQUIRE(!read.error().what.empty());
      REQUIRE(read.error().text().size() < 1000);
      return;
    }
    ++accepted;
    std::size_t total = 0;
    for (const Tensor& tensor : read->tensors) {
      std::size_t count = size_of(tensor.dtype);
      for (const std::int64_t dim : tensor.shape) count *= static_cast<std::size_t>(dim);
      REQUIRE(count == tensor.bytes.size());
      total += count;
      (void)scalars_of(tensor);
      (void)whole_numbers_of(tensor);
    }
    REQUIRE(total <= bytes.size());
    // What was accepted is a value like any other.
    const auto again = read_safetensors(write_safetensors(*read));
    REQUIRE(again.ok());
    REQUIRE(*again == *read);
  });
  CHECK(accepted > all / 300);
  CHECK(accepted < all / 6 * 5);
}

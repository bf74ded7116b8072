// Damaged tables: an error with words, or a table that is the same when it is written down and read again, and whose
// numbers a network can take. Never a crash.
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <string>

#include "engine/core/number_text.h"
#include "engine/data/table.h"
#include "tests/fuzz/budget.h"
#include "tests/fuzz/mutate.h"

using namespace deltarule;
using namespace deltarule::testing;

namespace {

constexpr std::array<std::string_view, 24> kCells = {
    "1",   "-2.5", "3e4",   "1e999", "-0",   "0x10",     "",      "?",   "NA", "NaN",      "red", "green",
    "b,c", ";",    "\"\"x", "\"",    "a\tb", " spaced ", "\"q\"", "inf", "é",  "\xff\xfe", "\r",  "1e300"};

std::string text_of(Rng& rng) {
  const char separator = ",;\t"[rng.below(3)];
  const std::uint32_t columns = 1 + rng.below(5), rows = rng.below(8);
  std::string text = rng.below(8) == 0 ? "\xef\xbb\xbf" : "";
  for (std::uint32_t r = 0; r <= rows; ++r) {
    for (std::uint32_t c = 0; c < columns; ++c) {
      if (c > 0) text += separator;
      if (r == 0 && rng.below(20) != 0) {
        text += "name" + std::to_string(c);
      } else if (rng.below(3) > 0) {
        text += std::to_string(static_cast<int>(rng.below(2000)) - 1000);
      } else {
        text += kCells[rng.below(kCells.size())];
      }
    }
    text += rng.below(6) == 0 ? "\r\n" : "\n";
  }
  return text;
}

std::string quoted(const std::string& cell) {
  std::string text = "\"";
  for (const char c : cell) text += c == '"' ? "\"\"" : std::string(1, c);
  return text + "\"";
}

std::string written(const Table& table) {
  std::string text;
  const auto separate = [&](std::size_t c) { text += c + 1 < table.columns.size() ? table.separator : '\n'; };
  for (std::size_t c = 0; table.header && c < table.columns.size(); ++c)
    text += quoted(table.columns[c].name), separate(c);
  for (std::size_t r = 0; r < static_cast<std::size_t>(table.rows); ++r)
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
      const Column& column = table.columns[c];
      const double value = column.values[r];
      if (!std::isnan(value))
        text += column.numeric ? format_number(value) : quoted(column.categories[static_cast<std::size_t>(value)]);
      separate(c);
    }
  return text;
}

bool same(const Column& a, const Column& b) {
  if (a.name != b.name || a.numeric != b.numeric || a.missing != b.missing || a.categories != b.categories)
    return false;
  for (std::size_t r = 0; r < a.values.size(); ++r)
    if (!(a.values[r] == b.values[r] || (std::isnan(a.values[r]) && std::isnan(b.values[r])))) return false;
  return a.values.size() == b.values.size();
}

void check_dataset(const Dataset& data) {
  const auto samples = static_cast<std::size_t>(data.samples);
  REQUIRE(data.input.size() == samples * static_cast<std::size_t>(data.features()));
  REQUIRE(data.target.size() == samples * static_cast<std::size_t>(data.targets));
  REQUIRE((data.classes.empty() || data.classes.size() == samples));
  for (const auto* numbers : {&data.input, &data.target})
    for (const Scalar number : *numbers) REQUIRE(std::isfinite(number));
}

}  // namespace

TEST_CASE("fuzz: tables", "[files]") {
  Rng rng(93, Purpose::data);
  int accepted = 0, encoded = 0;
  const int all = fuzz(30'000, [&] {
    std::string text = text_of(rng);
    if (rng.below(4) > 0) mutate(text, text_of(rng), rng);
    const auto table = read_table(text);
    if (!table.ok()) {
      REQUIRE(!table.error().what.empty());
      REQUIRE(table.error().text().size() < 1000);
      return;
    }
    ++accepted;
    const auto again = read_table(written(*table));
    if (!again.ok()) FAIL(again.error().text() << " in\n" << written(*table));
    REQUIRE(again->rows == table->rows);
    REQUIRE(again->header == table->header);
    REQUIRE(again->columns.size() == table->columns.size());
    for (std::size_t c = 0; c < table->columns.size(); ++c) REQUIRE(same(again->columns[c], table->columns[c]));

    TableSpec spec;
    if (rng.below(5) > 0) spec.target = std::to_string(rng.below(4));
    spec.task = static_cast<TableTask>(rng.below(3));
    spec.categories = rng.below(2) == 0 ? CategoryEncoding::one_hot : CategoryEncoding::integer;
    spec.missing = rng.below(2) == 0 ? MissingValues::mean : MissingValues::leave_out;
    spec.standardize = rng.below(2) == 0;
    const auto data = encode_table(*table, spec, 1);
    if (!data.ok()) {
      REQUIRE(!data.error().what.empty());
      REQUIRE(data.error().text().size() < 10'000);
      return;
    }
    ++encoded;
    check_dataset(data->train);
    check_dataset(data->test);
    REQUIRE(data->inputs.size() == static_cast<std::size_t>(data->train.features()));
  });
  CHECK(accepted > all / 20);
  CHECK(encoded > all / 50);
  CHECK(accepted < all);
}

// CSV and TSV files, whole and ragged; what a column holds; the encoding.
#include <catch2/catch_test_macros.hpp>

#include <cmath>
#include <string>

#include "engine/data/table.h"

using namespace deltarule;

namespace {

Table table(std::string_view text) {
  Result<Table> read = read_table(text);
  INFO((read.ok() ? std::string() : read.error().text()));
  REQUIRE(read.ok());
  return std::move(*read);
}

std::string refusal(std::string_view text) {
  const Result<Table> read = read_table(text);
  return read.ok() ? "" : read.error().text();
}

bool says(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

constexpr std::string_view kFlowers =
    "length,colour,kind\n1,red,rose\n2,blue,violet\n3,red,rose\n4,,violet\n,blue,violet\n6,red,rose\n";

}  // namespace

TEST_CASE("table: header, numbers, words, missing cells", "[data]") {
  const Table t = table(kFlowers);
  CHECK(t.header);
  CHECK(t.rows == 6);
  REQUIRE(t.columns.size() == 3);
  CHECK(t.columns[0].name == "length");
  CHECK(t.columns[0].numeric);
  CHECK(t.columns[0].missing == 1);
  CHECK(std::isnan(t.columns[0].values[4]));
  CHECK_FALSE(t.columns[1].numeric);
  CHECK(t.columns[1].categories == std::vector<std::string>{"blue", "red"});
  CHECK(t.columns[1].values[0] == 1);
}

TEST_CASE("table: quotes, other separators, line ends, a byte order mark", "[data]") {
  const Table quoted = table("a,b\n\"x, \"\"y\"\"\nz\",1\nw,2\n");
  CHECK(quoted.columns[0].categories == std::vector<std::string>{"w", "x, \"y\"\nz"});
  CHECK(table("1;2\r\n3;4\r\n").separator == ';');
  CHECK_FALSE(table("1;2\r\n3;4\r\n").header);
  CHECK(table("1\t2\n3\t4").separator == '\t');
  CHECK(table("\xef\xbb\xbfsize,kind\n1,a\n2,b\n").columns[0].name == "size");
  CHECK(table("a,b\na,b\nb,a\n").header == false);
  CHECK(table("colour,kind\nred,rose\nblue,violet\n").header);
}

TEST_CASE("table: what cannot be read is refused with its line", "[data]") {
  CHECK(says(refusal("a,b\n1,2\n1,2,3\n"), "line 3: has 3 cells, the first line has 2"));
  CHECK(says(refusal("a,b\n1,\"2\n"), "line 2: a quote is opened"));
  CHECK(says(refusal(""), "fewer than two rows"));
  CHECK(says(refusal("a,b\n1,2\n"), "fewer than two rows"));
  CHECK(says(refusal("1\n2\n3\n"), "only one column"));
  CHECK(says(refusal(std::string("a,b\n1,\0\n", 8)), "byte 6: is zero"));
  CHECK(says(refusal("\xff\xfe"
                     "a,b"),
             "UTF-16"));
  CHECK(says(refusal("a,b\n1,2\ncaf\xe9,2\n"), "line 3: is not UTF-8"));
  CHECK(says(refusal(std::string(2000, ',')), "more than 1000 cells"));
}

TEST_CASE("table: categories one-hot or as integers, numbers standardized by the training rows", "[data]") {
  const Table t = table(kFlowers);
  const auto one_hot = encode_table(t, {.train = 1}, 1);
  REQUIRE(one_hot.ok());
  CHECK(one_hot->inputs == std::vector<std::string>{"length", "colour=blue", "colour=red"});
  CHECK(one_hot->classes == std::vector<std::string>{"rose", "violet"});
  CHECK(one_hot->train.samples == 6);
  double sum = 0, squares = 0;
  for (std::size_t s = 0; s < 6; ++s) {
    const Scalar x = one_hot->train.input[s * 3];
    sum += x;
    squares += x * x;
    CHECK(one_hot->train.input[s * 3 + 1] + one_hot->train.input[s * 3 + 2] == 1);
  }
  CHECK(std::fabs(sum) < 1e-5);
  CHECK(std::fabs(squares - 5) < 1e-4);  // deviation 1 over the five known ones; the missing one is the mean
  const auto integer = encode_table(t, {.categories = CategoryEncoding::integer, .standardize = false, .train = 1}, 1);
  REQUIRE(integer.ok());
  CHECK(integer->inputs == std::vector<std::string>{"length", "colour"});
  const auto whole = encode_table(t, {.missing = MissingValues::leave_out, .train = 0.5}, 1);
  REQUIRE(whole.ok());
  CHECK(whole->train.samples == 2);
  CHECK(whole->test.samples == 2);
  const auto regression = encode_table(t, {.target = "0", .standardize = false, .train = 1}, 1);
  REQUIRE(regression.ok());
  CHECK(regression->classes.empty());
  CHECK(regression->train.samples == 5);
  CHECK(regression->train.targets == 1);
  CHECK(encode_table(t, {.target = "3"}, 1).error().where == "data.target");
  CHECK(encode_table(table("a,b\n1,2\n1e19,3\n"), {}, 1).error().where == "a");
  const auto far = encode_table(table("a,b\n1,2\n1e-150,2\n1e-151,2\n5,3\n"), {.train = 0.5}, 1);
  REQUIRE(far.ok());
  for (const Scalar x : far->test.input) CHECK(std::isfinite(x));
}

// The safetensors format: round trips, what other writers may do, and every broken form by its name.
#include <catch2/catch_test_macros.hpp>
#include <cstring>
#include <limits>
#include <string>

#include "engine/io/safetensors.h"

using namespace deltarule;

namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes file_of(const std::string& header, std::size_t data_bytes) {
  const std::uint64_t length = header.size();
  Bytes out(8);
  std::memcpy(out.data(), &length, 8);
  out.insert(out.end(), header.begin(), header.end());
  for (std::size_t i = 0; i < data_bytes; ++i) out.push_back(static_cast<std::uint8_t>(i));
  return out;
}

std::string error_of(const Bytes& bytes) {
  const auto read = read_safetensors(bytes);
  return read.ok() ? "" : read.error().text();
}
std::string error_of(const std::string& header, std::size_t data_bytes = 0) {
  return error_of(file_of(header, data_bytes));
}
bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

std::string entry(const std::string& dtype, const std::string& shape, const std::string& offsets) {
  return R"({"dtype":")" + dtype + R"(","shape":)" + shape + R"(,"data_offsets":)" + offsets + "}";
}

}  // namespace

TEST_CASE("safetensors: what is written is read back exactly") {
  const std::vector<Scalar> numbers = {1, Scalar{-0.5}, 3, 4, 5, 6};
  const std::vector<std::int64_t> labels = {0, -1, std::numeric_limits<std::int64_t>::max()};
  TensorFile file;
  file.metadata = {{"format", "pt"}, {"a \"quoted\"\n\\ key", "\x01 é"}};
  file.tensors = {tensor_of("0.weight", {2, 3}, numbers), tensor_of("target", {3}, labels),
                  tensor_of("loss", {}, std::span(numbers).first(1)),
                  tensor_of("empty", {3, 0}, std::span(numbers).first(0)),
                  tensor_of("odd \" name", {1}, std::span(numbers).first(1))};
  const Bytes bytes = write_safetensors(file);
  const auto back = read_safetensors(bytes);
  REQUIRE(back.ok());
  CHECK(*back == file);
  CHECK(write_safetensors(*back) == bytes);
  std::uint64_t length = 0;
  std::memcpy(&length, bytes.data(), 8);
  CHECK(length % 8 == 0);
  CHECK(*scalars_of(*back->find("0.weight")) == numbers);
  CHECK(*whole_numbers_of(*back->find("target")) == labels);
  CHECK(element_count(*back->find("loss")) == 1);
  CHECK(element_count(*back->find("empty")) == 0);
  CHECK(back->find("nothing") == nullptr);
  REQUIRE(read_safetensors(write_safetensors({})).ok());
  CHECK(read_safetensors(write_safetensors({}))->tensors.empty());
}

TEST_CASE("safetensors: the bytes of a file by hand") {
  // One F32 tensor [1] with the value 1.
  Bytes bytes = file_of(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})", 0);
  for (const int byte : {0x00, 0x00, 0x80, 0x3F}) bytes.push_back(static_cast<std::uint8_t>(byte));
  const auto read = read_safetensors(bytes);
  REQUIRE(read.ok());
  CHECK((*scalars_of(read->tensors[0]))[0] == 1);
}

TEST_CASE("safetensors: names in any order, data in theirs; spaces after the header") {
  const auto read = read_safetensors(
      file_of(R"({"b":)" + entry("U8", "[2]", "[3,5]") + R"(,"a":)" + entry("U8", "[3]", "[0,3]") + "}   ", 5));
  REQUIRE(read.ok());
  REQUIRE(read->tensors.size() == 2);
  CHECK(read->tensors[0].name == "a");
  CHECK(read->tensors[1].bytes == Bytes{3, 4});
}

TEST_CASE("safetensors: every type that is read") {
  const auto value = [](Dtype dtype, auto number) {
    Tensor t{"t", dtype, {1}, Bytes(sizeof number)};
    std::memcpy(t.bytes.data(), &number, sizeof number);
    return t;
  };
  CHECK((*scalars_of(value(Dtype::f32, 0.5F)))[0] == Scalar{0.5});
  CHECK((*scalars_of(value(Dtype::f64, -0.25)))[0] == Scalar{-0.25});
  CHECK((*scalars_of(value(Dtype::i64, std::int64_t{-7})))[0] == -7);
  CHECK((*scalars_of(value(Dtype::i32, std::int32_t{9})))[0] == 9);
  CHECK((*scalars_of(value(Dtype::u8, std::uint8_t{200})))[0] == 200);
  CHECK((*whole_numbers_of(value(Dtype::i32, std::int32_t{-9})))[0] == -9);
  CHECK((*whole_numbers_of(value(Dtype::u8, std::uint8_t{200})))[0] == 200);
  CHECK(contains(whole_numbers_of(value(Dtype::f32, 0.5F)).error().text(), "t: has the type F32; use whole numbers"));
  CHECK(!scalars_of(value(Dtype::f32, std::numeric_limits<float>::quiet_NaN())).ok());
  CHECK(!scalars_of(value(Dtype::f64, std::numeric_limits<double>::infinity())).ok());
  if (sizeof(Scalar) == 4) CHECK(contains(scalars_of(value(Dtype::f64, 1e300)).error().text(), "too large"));
}

TEST_CASE("safetensors: a broken frame is named") {
  CHECK(contains(error_of(Bytes{1, 2, 3}), "file: has 3 bytes, too few"));
  Bytes huge(16, 0xFF);
  CHECK(contains(error_of(huge), "longer than 100 MB"));
  Bytes cut = file_of("{}", 0);
  cut[0] = 50;
  CHECK(contains(error_of(cut), "header: should have 50 bytes, but the file ends after 2"));
  CHECK(contains(error_of(Bytes(8, 0)), "does not begin with {"));
  CHECK(contains(error_of("[]"), "does not begin with {"));
  CHECK(contains(error_of("{\"a\":"), "ends too early"));
  CHECK(contains(error_of("{} x"), "not valid JSON"));
  CHECK(contains(error_of("{\"\xFF\":1}"), "not valid JSON"));
}

TEST_CASE("safetensors: a broken entry is named") {
  const auto one = [](const std::string& value, std::size_t bytes = 4) {
    return error_of(R"({"w":)" + value + "}", bytes);
  };
  CHECK(one(entry("F32", "[1]", "[0,4]")).empty());
  CHECK(contains(one("3"), "header: \"w\": must be an object, not a number"));
  CHECK(contains(one(R"({"shape":[1],"data_offsets":[0,4]})"), "no \"dtype\""));
  CHECK(contains(one(entry("BF16", "[2]", "[0,4]")), "has the type \"BF16\", which is not read here; convert it"));
  CHECK(contains(one(R"({"dtype":"F32","data_offsets":[0,4]})"), "no \"shape\""));
  CHECK(contains(one(entry("F32", "[-1]", "[0,4]")), "not a list of whole numbers"));
  CHECK(contains(one(entry("F32", "[0.5]", "[0,4]")), "not a list of whole numbers"));
  CHECK(contains(one(entry("F32", "[1e300]", "[0,4]")), "not a list of whole numbers"));
  CHECK(contains(one(entry("F32", "[\"1\"]", "[0,4]")), "not a list of whole numbers"));
  CHECK(contains(one(R"({"dtype":"F32","shape":[1]})"), "no \"data_offsets\""));
  CHECK(contains(one(entry("F32", "[1]", "[0,4,8]")), "no \"data_offsets\""));
  CHECK(contains(one(entry("F32", "[1]", "[-4,0]")), "no \"data_offsets\""));
  CHECK(contains(one(entry("F32", "[1]", "[4,0]")), "end before they begin"));
  CHECK(contains(one(entry("F32", "[1]", "[0,8]")), "reaches to byte 8 of the data, which ends at 4"));
  CHECK(contains(one(entry("F32", "[2]", "[0,4]")), "more than the file holds"));
  CHECK(contains(one(entry("U8", "[2]", "[0,4]")), "takes 4 bytes, but its shape [2] needs 2"));
  CHECK(contains(one(entry("F32", "[]", "[0,3]"), 3), "needs 4"));
  CHECK(contains(one(R"({"dtype":"F32","shape":[1],"data_offsets":[0,4],"x":1})"), "unknown key \"x\""));
  CHECK(contains(error_of(R"({"__metadata__":3})"), "must be an object of texts"));
  CHECK(contains(error_of(R"({"__metadata__":{"a":3}})"), "must be an object of texts"));
  // Products that no 64 bits hold, also with a zero behind them.
  CHECK(contains(one(entry("F32", "[4294967296,4294967296,4294967296]", "[0,4]")), "more than the file holds"));
  CHECK(contains(one(entry("F32", "[4294967296,4294967296,0]", "[0,4]")), "needs 0"));
}

TEST_CASE("safetensors: tensors that do not cover the data are named") {
  const auto two = [](const std::string& a, const std::string& b, std::size_t bytes) {
    return error_of(R"({"a":)" + entry("U8", "[2]", a) + R"(,"b":)" + entry("U8", "[2]", b) + "}", bytes);
  };
  CHECK(two("[0,2]", "[2,4]", 4).empty());
  CHECK(contains(two("[0,2]", "[1,3]", 3), "\"b\": overlaps the tensor before it"));
  CHECK(contains(two("[0,2]", "[0,2]", 2), "overlaps"));
  CHECK(contains(two("[0,2]", "[3,5]", 5), "leaves 1 bytes unused before it"));
  CHECK(contains(two("[1,3]", "[3,5]", 5), "\"a\": begins at byte 1"));
  CHECK(contains(two("[0,2]", "[2,4]", 9), "5 bytes at the end belong to no tensor"));
  const std::string a = R"("a":)" + entry("U8", "[1]", "[0,1]");
  CHECK(contains(error_of("{" + a + "," + a + "}", 1), "is there twice"));
}

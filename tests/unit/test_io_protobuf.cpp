// The wire format, byte by byte, against the examples of protobuf.dev/programming-guides/encoding.
#include <catch2/catch_test_macros.hpp>
#include <limits>

#include "engine/io/onnx_graph.h"
#include "engine/io/protobuf.h"
#include "engine/io/protobuf_reader.h"

using namespace deltarule;
using Bytes = std::vector<std::uint8_t>;

TEST_CASE("protobuf: a number is written in groups of seven bits, the lowest first") {
  ProtobufMessage message;
  message.number(1, 150);
  CHECK(message.data() == Bytes{0x08, 0x96, 0x01});
}

TEST_CASE("protobuf: a negative number takes ten bytes") {
  ProtobufMessage message;
  message.number(1, -2);
  CHECK(message.data() == Bytes{0x08, 0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01});
}

TEST_CASE("protobuf: text and messages begin with their length") {
  ProtobufMessage inner, outer;
  inner.number(1, 150);
  outer.text(2, "testing");
  outer.message(3, inner);
  CHECK(outer.data() == Bytes{0x12, 0x07, 't', 'e', 's', 't', 'i', 'n', 'g', 0x1a, 0x03, 0x08, 0x96, 0x01});
}

TEST_CASE("protobuf: a float is four bytes, a field beyond 15 has a longer key") {
  ProtobufMessage message;
  message.real(2, 1.0F);
  message.number(20, 7);
  CHECK(message.data() == Bytes{0x15, 0x00, 0x00, 0x80, 0x3f, 0xa0, 0x01, 0x07});
}

TEST_CASE("ONNX graph: a constant used twice is in the file once") {
  OnnxGraph once, twice;
  const std::string half = once.number(0.5F);
  CHECK(twice.number(0.5F) == half);
  CHECK(twice.number(0.5F) == half);
  const Bytes one = once.finish(OnnxGraph::Type::real, {OnnxGraph::kFree}, half, {});
  CHECK(twice.finish(OnnxGraph::Type::real, {OnnxGraph::kFree}, half, {}) == one);
  OnnxGraph other;
  CHECK(other.number(0.25F) != half);
}

TEST_CASE("protobuf: what was written is read, field by field") {
  ProtobufMessage inner, outer;
  inner.number(1, -2);
  inner.number(1, std::numeric_limits<std::int64_t>::min());
  inner.real(2, 0.25F);
  outer.text(2, "testing");
  outer.message(300, inner);
  ProtobufReader in(outer.data());
  REQUIRE(in.next());
  CHECK(in.field() == 2);
  CHECK(in.text() == "testing");
  REQUIRE(in.next());
  CHECK(in.field() == 300);
  ProtobufReader within(in.bytes());
  std::vector<std::int64_t> numbers;
  REQUIRE(within.next());
  within.numbers(numbers);
  REQUIRE(within.next());
  CHECK(within.number() == std::numeric_limits<std::int64_t>::min());
  REQUIRE(within.next());
  CHECK(within.real() == 0.25F);
  CHECK(numbers == std::vector<std::int64_t>{-2});
  CHECK_FALSE(within.next());
  CHECK(within.ok());
  CHECK_FALSE(in.next());
  CHECK(in.ok());
}

TEST_CASE("protobuf: repeated numbers are read one by one and packed") {
  const Bytes bytes = {0x08, 0x05, 0x0a, 0x03, 0x01, 0x96, 0x01, 0x12, 0x08, 0, 0, 0x80, 0x3f, 0, 0, 0, 0x40};
  ProtobufReader in(bytes);
  std::vector<std::int64_t> numbers;
  std::vector<float> reals;
  while (in.next()) {
    if (in.field() == 1) in.numbers(numbers);
    if (in.field() == 2) in.reals(reals);
  }
  CHECK(in.ok());
  CHECK(numbers == std::vector<std::int64_t>{5, 1, 150});
  CHECK(reals == std::vector<float>{1, 2});
}

TEST_CASE("protobuf: what is broken ends the reading") {
  const auto ends = [](const Bytes& bytes) {
    ProtobufReader in(bytes);
    while (in.next()) continue;
    return !in.ok();
  };
  CHECK(ends({0x08}));                                                        // no number
  CHECK(ends({0x0a, 0x05, 1, 2}));                                            // fewer bytes than it says
  CHECK(ends({0x0a, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f}));  // a length without end
  CHECK(ends({0x08, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01}));
  CHECK(ends({0x0b}));        // a group
  CHECK(ends({0x00, 0x01}));  // field 0
  CHECK(ends({0x15, 1, 2, 3}));
  CHECK_FALSE(ends({}));
  // Asked for as what it is not.
  const Bytes number = {0x08, 0x01};
  ProtobufReader in(number);
  REQUIRE(in.next());
  CHECK(in.bytes().empty());
  CHECK_FALSE(in.ok());
}

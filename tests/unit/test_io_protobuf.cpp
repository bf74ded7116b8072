// The wire format, byte by byte, against the examples of protobuf.dev/programming-guides/encoding.
#include <catch2/catch_test_macros.hpp>

#include "engine/io/onnx_graph.h"
#include "engine/io/protobuf.h"

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

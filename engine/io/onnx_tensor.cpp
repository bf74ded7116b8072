// The numbers are bytes (raw_data) or lists by type: float_data, double_data, int64_data, and int32_data for all that
// is smaller. Both must be exactly as many as the shape says.
#include "engine/io/onnx_tensor.h"

#include <bit>
#include <cstring>
#include <utility>
#include <vector>

#include "engine/experiment/text.h"
#include "engine/io/protobuf_reader.h"

namespace deltarule {
namespace {

constexpr std::size_t kMaxDims = 16;
constexpr std::uint64_t kMostNumbers = std::uint64_t{1} << 40;

// TensorProto.DataType
enum Type : std::int64_t {
  kFloat = 1,
  kUint8 = 2,
  kInt32 = 6,
  kInt64 = 7,
  kBool = 9,
  kHalf = 10,
  kDouble = 11,
  kBfloat16 = 16
};

/// One sign, five bits of exponent, ten of the number (IEEE 754 binary16).
float from_half(std::uint16_t half) {
  const std::uint32_t sign = static_cast<std::uint32_t>(half & 0x8000) << 16, rest = half & 0x3ff;
  const std::uint32_t exponent = half >> 10 & 0x1f;
  if (exponent == 0) {  // below the smallest power: so many times 2^-24
    const float value = static_cast<float>(rest) * 0x1p-24F;
    return sign ? -value : value;
  }
  const std::uint32_t wide = exponent == 31 ? 255 : exponent + (127 - 15);
  return std::bit_cast<float>(sign | wide << 23 | rest << 13);
}

struct Written {
  std::vector<float> reals;
  std::vector<double> doubles;
  std::vector<std::int64_t> small, wholes;
  std::span<const std::uint8_t> raw;
  bool has_raw = false, elsewhere = false;
};

Status read_fields(std::span<const std::uint8_t> message, Tensor& out, std::int64_t& type, Written& numbers) {
  ProtobufReader in(message);
  while (in.next()) {
    switch (in.field()) {
      case 1: in.numbers(out.shape); break;
      case 2: type = in.number(); break;
      case 4: in.reals(numbers.reals); break;
      case 5: in.numbers(numbers.small); break;
      case 7: in.numbers(numbers.wholes); break;
      case 8: out.name = in.text(); break;
      case 9:
        numbers.raw = in.bytes();
        numbers.has_raw = true;
        break;
      case 10: in.doubles(numbers.doubles); break;
      case 13: numbers.elsewhere = true; break;
      default: break;
    }
  }
  if (!in.ok())
    return Error{"file", "is damaged or was cut off in the tensor " + in_quotes(out.name) + "; write it again"};
  return success();
}

template <class T>
void put(Tensor& out, const std::vector<T>& values) {
  out.bytes.resize(values.size() * sizeof(T));
  if (!values.empty()) std::memcpy(out.bytes.data(), values.data(), out.bytes.size());
}

/// The 16 bits of each number, as they stand in the raw bytes or in the list.
std::vector<std::uint16_t> sixteen_bits(const Written& numbers) {
  std::vector<std::uint16_t> out;
  if (numbers.has_raw) {
    out.resize((numbers.raw.size() + 1) / 2);
    if (!out.empty()) std::memcpy(out.data(), numbers.raw.data(), numbers.raw.size());
  } else {
    for (const std::int64_t value : numbers.small) out.push_back(static_cast<std::uint16_t>(value));
  }
  return out;
}

/// False if nothing here reads this type.
bool take_numbers(std::int64_t type, const Written& numbers, Tensor& out) {
  const auto dtype = [&](Dtype of) {
    out.dtype = of;
    if (numbers.has_raw) out.bytes.assign(numbers.raw.begin(), numbers.raw.end());
    return !numbers.has_raw;  // then they are in a list
  };
  switch (type) {
    case kFloat:
      if (dtype(Dtype::f32)) put(out, numbers.reals);
      return true;
    case kDouble:
      if (dtype(Dtype::f64)) put(out, numbers.doubles);
      return true;
    case kInt64:
      if (dtype(Dtype::i64)) put(out, numbers.wholes);
      return true;
    case kInt32:
      if (dtype(Dtype::i32)) put(out, std::vector<std::int32_t>(numbers.small.begin(), numbers.small.end()));
      return true;
    case kUint8:
    case kBool:
      if (dtype(Dtype::u8)) put(out, std::vector<std::uint8_t>(numbers.small.begin(), numbers.small.end()));
      return true;
    case kHalf:
    case kBfloat16: {
      std::vector<float> values;
      for (const std::uint16_t bits : sixteen_bits(numbers))
        values.push_back(type == kHalf ? from_half(bits)
                                       : std::bit_cast<float>(static_cast<std::uint32_t>(bits) << 16));
      out.dtype = Dtype::f32;
      put(out, values);
      return true;
    }
    default: return false;
  }
}

/// Whether the shape asks for exactly so many numbers.
bool asks_for(const std::vector<std::int64_t>& shape, std::uint64_t numbers) {
  std::uint64_t count = 1;
  for (const std::int64_t dim : shape) {
    if (dim < 0) return false;
    const auto factor = static_cast<std::uint64_t>(dim);
    if (factor != 0 && count > kMostNumbers / factor) return false;
    count *= factor;
  }
  return count == numbers;
}

}  // namespace

Status read_onnx_tensor(std::span<const std::uint8_t> message, Tensor& out, std::string& unread) {
  out = {};
  std::int64_t type = 0;
  Written numbers;
  if (Status status = read_fields(message, out, type, numbers); !status) return status;
  if (numbers.elsewhere) {
    unread = "lies in another file; write the ONNX file with its weights inside";
  } else if (!take_numbers(type, numbers, out)) {
    unread = "is of ONNX's type " + std::to_string(type) +
             ", which is not read here; convert it to numbers of 32 bits (float)";
  }
  if (!unread.empty()) {
    out.bytes.clear();
    return success();
  }
  if (out.shape.size() > kMaxDims)
    return Error{"file", "the tensor " + in_quotes(out.name) + " has " + std::to_string(out.shape.size()) +
                             " dimensions, too many to be read here"};
  if (out.bytes.size() % size_of(out.dtype) != 0 || !asks_for(out.shape, element_count(out)))
    return Error{"file", "the tensor " + in_quotes(out.name) + " has the shape " + shape_text(out.shape) +
                             ", but the file holds " + std::to_string(element_count(out)) +
                             " numbers of it; write it again"};
  return success();
}

}  // namespace deltarule

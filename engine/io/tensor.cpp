// Types, conversions, names.
#include "engine/io/tensor.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

namespace deltarule {
namespace {

static_assert(std::endian::native == std::endian::little, "files are little-endian; so are all our machines");

template <class T>
T element(const Tensor& tensor, std::size_t index) {
  T value;
  std::memcpy(&value, tensor.bytes.data() + index * sizeof(T), sizeof(T));
  return value;
}

template <class To, class From>
Tensor made(std::string name, Dtype dtype, std::vector<std::int64_t> shape, std::span<const From> values) {
  Tensor tensor{std::move(name), dtype, std::move(shape), {}};
  tensor.bytes.resize(values.size() * sizeof(To));
  for (std::size_t i = 0; i < values.size(); ++i) {
    const To value = static_cast<To>(values[i]);
    std::memcpy(tensor.bytes.data() + i * sizeof(To), &value, sizeof(To));
  }
  return tensor;
}

}  // namespace

std::span<const std::string_view> dtype_names() {
  static constexpr std::array<std::string_view, 5> kNames = {"F32", "F64", "I64", "I32", "U8"};
  return kNames;
}

std::size_t size_of(Dtype dtype) {
  static constexpr std::array<std::size_t, 5> kSizes = {4, 8, 8, 4, 1};
  return kSizes[static_cast<std::size_t>(dtype)];
}

bool is_whole(Dtype dtype) { return dtype != Dtype::f32 && dtype != Dtype::f64; }

const Tensor* TensorFile::find(std::string_view name) const {
  const auto found = std::find_if(tensors.begin(), tensors.end(), [&](const Tensor& t) { return t.name == name; });
  return found == tensors.end() ? nullptr : &*found;
}

std::size_t element_count(const Tensor& tensor) { return tensor.bytes.size() / size_of(tensor.dtype); }

Result<std::vector<Scalar>> scalars_of(const Tensor& tensor) {
  std::vector<Scalar> out(element_count(tensor));
  for (std::size_t i = 0; i < out.size(); ++i) {
    switch (tensor.dtype) {
      case Dtype::f32: out[i] = static_cast<Scalar>(element<float>(tensor, i)); break;
      case Dtype::f64: {
        const auto value = element<double>(tensor, i);
        // A conversion beyond the range would be undefined.
        const bool fits = std::abs(value) <= static_cast<double>(std::numeric_limits<Scalar>::max());
        out[i] = fits ? static_cast<Scalar>(value) : std::numeric_limits<Scalar>::infinity();
        break;
      }
      case Dtype::i64: out[i] = static_cast<Scalar>(element<std::int64_t>(tensor, i)); break;
      case Dtype::i32: out[i] = static_cast<Scalar>(element<std::int32_t>(tensor, i)); break;
      case Dtype::u8: out[i] = static_cast<Scalar>(element<std::uint8_t>(tensor, i)); break;
    }
    if (!(out[i] - out[i] == 0)) {
      return Error{tensor.name, "has a number at position " + std::to_string(i) +
                                    " that is infinite, not a number, or too large; use finite numbers"};
    }
  }
  return out;
}

Result<std::vector<std::int64_t>> whole_numbers_of(const Tensor& tensor) {
  if (!is_whole(tensor.dtype)) {
    return Error{tensor.name, "has the type " + std::string(dtype_names()[static_cast<std::size_t>(tensor.dtype)]) +
                                  "; use whole numbers (I64)"};
  }
  std::vector<std::int64_t> out(element_count(tensor));
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i] = tensor.dtype == Dtype::i64   ? element<std::int64_t>(tensor, i)
             : tensor.dtype == Dtype::i32 ? element<std::int32_t>(tensor, i)
                                          : element<std::uint8_t>(tensor, i);
  }
  return out;
}

Tensor tensor_of(std::string name, std::vector<std::int64_t> shape, std::span<const Scalar> values) {
  return made<float>(std::move(name), Dtype::f32, std::move(shape), values);
}
Tensor tensor_of(std::string name, std::vector<std::int64_t> shape, std::span<const std::int64_t> values) {
  return made<std::int64_t>(std::move(name), Dtype::i64, std::move(shape), values);
}

std::string shape_text(std::span<const std::int64_t> shape) {
  std::string out;
  for (const std::int64_t dim : shape) out += (out.empty() ? "" : ", ") + std::to_string(dim);
  return "[" + out + "]";
}

}  // namespace deltarule

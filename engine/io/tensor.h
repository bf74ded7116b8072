// A tensor with a name and a type of its own, as files hold it: bytes, and how they become the engine's numbers.
//
// Between a file format (safetensors.h) and what a file means (weights.h, batch.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/core/result.h"
#include "engine/core/scalar.h"

namespace deltarule {

enum class Dtype : std::uint8_t { f32, f64, i64, i32, u8 };
/// As in files: "F32 F64 I64 I32 U8".
std::span<const std::string_view> dtype_names();
std::size_t size_of(Dtype dtype);
bool is_whole(Dtype dtype);

struct Tensor {
  std::string name;
  Dtype dtype = Dtype::f32;
  std::vector<std::int64_t> shape;  // empty: a single number
  std::vector<std::uint8_t> bytes;  // shape * size_of(dtype)
  friend bool operator==(const Tensor&, const Tensor&) = default;
};

struct TensorFile {
  std::vector<Tensor> tensors;  // in the order of their data
  std::vector<std::pair<std::string, std::string>> metadata;

  [[nodiscard]] const Tensor* find(std::string_view name) const;
  friend bool operator==(const TensorFile&, const TensorFile&) = default;
};

std::size_t element_count(const Tensor& tensor);
/// Floating point of either width, or whole numbers; refuses what is not finite or too large for a Scalar.
Result<std::vector<Scalar>> scalars_of(const Tensor& tensor);
/// Whole numbers of any width; refuses floating point.
Result<std::vector<std::int64_t>> whole_numbers_of(const Tensor& tensor);

Tensor tensor_of(std::string name, std::vector<std::int64_t> shape, std::span<const Scalar> values);  // F32
Tensor tensor_of(std::string name, std::vector<std::int64_t> shape, std::span<const std::int64_t> values);
/// "[8, 2]"
std::string shape_text(std::span<const std::int64_t> shape);

}  // namespace deltarule

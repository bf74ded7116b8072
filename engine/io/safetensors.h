// Named tensors as the bytes of a .safetensors file, both ways: what PyTorch, NumPy and JAX read and write too.
//
// The format (github.com/huggingface/safetensors): 8 bytes, the header's length N, little-endian; N bytes of JSON,
//   {"__metadata__": {"key": "text"}, "0.weight": {"dtype": "F32", "shape": [8, 2], "data_offsets": [0, 64]}, ...};
// then the tensors, row-major and little-endian, without gaps. In memory only: files are the program's business.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/core/result.h"
#include "engine/io/tensor.h"

namespace deltarule {

inline constexpr std::size_t kMaxHeaderBytes = 100'000'000;  // as the reference reader has it

/// Believes nothing: lengths, offsets, types and names are checked before anything is copied.
Result<TensorFile> read_safetensors(std::span<const std::uint8_t> bytes);
std::vector<std::uint8_t> write_safetensors(const TensorFile& file);

}  // namespace deltarule

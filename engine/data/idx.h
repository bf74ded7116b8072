// IDX files, in which MNIST comes: two zero bytes, the type, the number of dimensions, each dimension as four bytes,
// the most significant first, then the numbers (yann.lecun.com/exdb/mnist). Only bytes (type 0x08) are read.
// Packed files (.gz) are for whoever reads them to unpack first.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "engine/core/result.h"

namespace deltarule {

struct IdxArray {
  std::vector<int> dims;
  std::span<const std::uint8_t> values;  // of the file's own bytes
};

/// `where` names the file in messages.
Result<IdxArray> read_idx(std::span<const std::uint8_t> file, std::string_view where);

}  // namespace deltarule

// Whole files in and out, with errors in words.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.h"
#include "engine/io/tensor.h"

namespace deltarule::cli {

bool is_file(const std::string& path);
Result<std::vector<std::uint8_t>> read_file(const std::string& path);
Status write_file(const std::string& path, std::span<const std::uint8_t> bytes);
Status write_file(const std::string& path, std::string_view text);

/// A .safetensors file. Errors begin with the path.
Result<TensorFile> read_tensors(const std::string& path);

}  // namespace deltarule::cli

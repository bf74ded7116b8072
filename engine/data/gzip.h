// Files packed with gzip (RFC 1952): one member, its checksum and length checked.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "engine/core/result.h"

namespace deltarule {

inline constexpr std::size_t kMaxUnpacked = std::size_t{1} << 30;

/// Whether it begins as a gzip file does.
bool is_gzip(std::span<const std::uint8_t> file);
/// `where` names the file in messages.
Result<std::vector<std::uint8_t>> gunzip(std::span<const std::uint8_t> file, std::string_view where);

}  // namespace deltarule

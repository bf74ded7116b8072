// The CRC-32 of gzip and PNG (RFC 1952, section 8).
#pragma once

#include <cstdint>
#include <span>

namespace deltarule {

std::uint32_t crc32(std::span<const std::uint8_t> bytes);

}  // namespace deltarule

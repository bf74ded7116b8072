// The one place where stb_image is compiled: two formats, no files, no SIMD (the same code natively and as WASM).
#include "engine/data/stb_image.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <limits>

namespace {

void* limited_malloc(std::size_t size) {
  return size > deltarule::stb::kMaxImageMemory ? nullptr : std::calloc(1, size == 0 ? 1 : size);
}

void* limited_realloc(void* from, std::size_t old_size, std::size_t size) {
  void* to = limited_malloc(size);
  if (to == nullptr) return nullptr;
  if (from != nullptr) std::memcpy(to, from, std::min(old_size, size));
  std::free(from);
  return to;
}

}  // namespace

#define STB_IMAGE_IMPLEMENTATION
#define STB_IMAGE_STATIC
#define STBI_ONLY_PNG
#define STBI_ONLY_JPEG
#define STBI_NO_STDIO
#define STBI_NO_LINEAR
#define STBI_NO_SIMD
#define STBI_MAX_DIMENSIONS deltarule::stb::kMaxSide
#define STBI_MALLOC(size) limited_malloc(size)
#define STBI_REALLOC_SIZED(from, old_size, size) limited_realloc(from, old_size, size)
#define STBI_FREE(from) std::free(from)
#include <stb/stb_image.h>

namespace deltarule::stb {
namespace {

/// stb_image counts in int.
bool fits(std::size_t size) { return size <= static_cast<std::size_t>(std::numeric_limits<int>::max()); }

}  // namespace

bool inflate(std::span<const std::uint8_t> stream, std::span<std::uint8_t> out) {
  if (!fits(stream.size()) || !fits(out.size())) return false;
  char nothing = 0;
  char* to = out.empty() ? &nothing : reinterpret_cast<char*>(out.data());
  const int length = stbi_zlib_decode_noheader_buffer(
      to, static_cast<int>(out.size()), reinterpret_cast<const char*>(stream.data()), static_cast<int>(stream.size()));
  return length >= 0 && static_cast<std::size_t>(length) == out.size();
}

Result<Pixels> decode(std::span<const std::uint8_t> file) {
  if (!fits(file.size())) return Error{"", "the file is too large"};
  Pixels pixels;
  stbi_uc* values = stbi_load_from_memory(file.data(), static_cast<int>(file.size()), &pixels.width, &pixels.height,
                                          &pixels.channels, 0);
  if (values == nullptr) {
    const char* reason = stbi_failure_reason();
    return Error{"", reason != nullptr ? reason : "unknown"};
  }
  const auto size = static_cast<std::size_t>(pixels.width) * static_cast<std::size_t>(pixels.height) *
                    static_cast<std::size_t>(pixels.channels);
  pixels.values.assign(values, values + size);
  stbi_image_free(values);
  return pixels;
}

}  // namespace deltarule::stb

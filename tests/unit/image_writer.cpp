// The one place where the tests compile stb_image_write.
#include "tests/support/image_writer.h"

#include <cstdlib>
#include <cstring>

#include "engine/data/crc32.h"

#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STB_IMAGE_WRITE_STATIC
#define STBI_WRITE_NO_STDIO
#ifdef __GNUC__
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#endif
#include <stb/stb_image_write.h>
#ifdef __GNUC__
#pragma GCC diagnostic pop
#endif

namespace deltarule::testing {
namespace {

void append_big(Bytes& out, std::uint32_t value) {
  for (const int shift : {24, 16, 8, 0}) out.push_back(static_cast<std::uint8_t>(value >> shift));
}
void append_little(Bytes& out, std::uint32_t value) {
  for (const int shift : {0, 8, 16, 24}) out.push_back(static_cast<std::uint8_t>(value >> shift));
}
void append(Bytes& out, const Bytes& more) { out.insert(out.end(), more.begin(), more.end()); }

Bytes zlib_packed(const Bytes& bytes) {
  Bytes copy = bytes;
  copy.push_back(0);  // data() of nothing may be null
  int length = 0;
  unsigned char* packed = stbi_zlib_compress(copy.data(), static_cast<int>(bytes.size()), &length, 8);
  Bytes out(packed, packed + length);
  std::free(packed);
  return out;
}

}  // namespace

Bytes deflated(const Bytes& bytes) {
  if (bytes.empty()) return {3, 0};  // of nothing stb_image_write makes a stream without any block
  const Bytes packed = zlib_packed(bytes);
  return {packed.begin() + 2, packed.end() - 4};
}

Bytes gzipped(const Bytes& bytes, std::uint8_t flags) {
  Bytes out = {0x1f, 0x8b, 8, flags, 1, 2, 3, 4, 0, 3};
  if ((flags & 4) != 0) append(out, {3, 0, 'a', 'b', 'c'});
  if ((flags & 8) != 0) append(out, {'n', 'a', 'm', 'e', 0});
  if ((flags & 16) != 0) append(out, {'o', 'k', 0});
  if ((flags & 2) != 0) {
    const std::uint32_t crc = crc32(out);
    append(out, {static_cast<std::uint8_t>(crc), static_cast<std::uint8_t>(crc >> 8)});
  }
  append(out, deflated(bytes));
  append_little(out, crc32(bytes));
  append_little(out, static_cast<std::uint32_t>(bytes.size()));
  return out;
}

Bytes png_chunk(const std::string& type, const Bytes& data) {
  Bytes framed(type.begin(), type.end());
  append(framed, data);
  Bytes out;
  append_big(out, static_cast<std::uint32_t>(data.size()));
  append(out, framed);
  append_big(out, crc32(framed));
  return out;
}

Bytes png_file(int width, int height, int depth, int colour_type, const Bytes& rows, const Bytes& between,
               bool interlaced) {
  Bytes header;
  append_big(header, static_cast<std::uint32_t>(width));
  append_big(header, static_cast<std::uint32_t>(height));
  append(header, {static_cast<std::uint8_t>(depth), static_cast<std::uint8_t>(colour_type), 0, 0,
                  static_cast<std::uint8_t>(interlaced ? 1 : 0)});
  Bytes out = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  append(out, png_chunk("IHDR", header));
  append(out, between);
  append(out, png_chunk("IDAT", zlib_packed(rows)));
  append(out, png_chunk("IEND", {}));
  return out;
}

Bytes png_of(int width, int height, int channels, const Bytes& pixels) {
  const auto row = static_cast<std::size_t>(width * channels);
  Bytes rows;
  for (std::size_t y = 0; y < static_cast<std::size_t>(height); ++y) {
    rows.push_back(0);
    rows.insert(rows.end(), pixels.begin() + static_cast<std::ptrdiff_t>(y * row),
                pixels.begin() + static_cast<std::ptrdiff_t>((y + 1) * row));
  }
  constexpr int kColourTypes[] = {0, 4, 2, 6};
  return png_file(width, height, 8, kColourTypes[channels - 1], rows);
}

Bytes jpeg_of(int width, int height, int channels, const Bytes& pixels, int quality) {
  Bytes out;
  const auto write = [](void* to, void* data, int size) {
    const auto* bytes = static_cast<const std::uint8_t*>(data);
    static_cast<Bytes*>(to)->insert(static_cast<Bytes*>(to)->end(), bytes, bytes + size);
  };
  stbi_write_jpg_to_func(write, &out, width, height, channels, pixels.data(), quality);
  return out;
}

void repair_png(Bytes& file) {
  for (std::size_t at = 8; at + 12 <= file.size();) {
    const std::size_t length =
        std::size_t{file[at]} << 24 | std::size_t{file[at + 1]} << 16 | std::size_t{file[at + 2]} << 8 | file[at + 3];
    if (length > file.size() - at - 12) return;
    const std::uint32_t crc = crc32(std::span(file).subspan(at + 4, 4 + length));
    for (std::size_t i = 0; i < 4; ++i) file[at + 8 + length + i] = static_cast<std::uint8_t>(crc >> (24 - 8 * i));
    at += 12 + length;
  }
}

void repair_gzip(Bytes& file, const Bytes& contents) {
  if (file.size() < 18) return;
  Bytes trailer;
  append_little(trailer, crc32(contents));
  append_little(trailer, static_cast<std::uint32_t>(contents.size()));
  std::copy(trailer.begin(), trailer.end(), file.end() - 8);
}

}  // namespace deltarule::testing

// Header, deflate stream, trailer. The trailer says how much there is before anything is unpacked.
#include "engine/data/gzip.h"

#include <algorithm>
#include <string>

#include "engine/data/crc32.h"
#include "engine/data/stb_image.h"

namespace deltarule {
namespace {

constexpr std::size_t kFixedHeader = 10, kTrailer = 8;
constexpr std::size_t kMostPerByte = 1032;  // deflate cannot pack more bytes into one
enum Flag : std::uint8_t { header_crc = 0x02, extra = 0x04, name = 0x08, comment = 0x10, reserved = 0xe0 };

std::uint32_t little_endian(const std::uint8_t* at) {
  return std::uint32_t{at[0]} | std::uint32_t{at[1]} << 8 | std::uint32_t{at[2]} << 16 | std::uint32_t{at[3]} << 24;
}

/// Where the deflate stream begins; beyond the file's end if the header is not whole.
std::size_t header_size(std::span<const std::uint8_t> file) {
  const std::size_t beyond = file.size() + 1;
  std::size_t at = kFixedHeader;
  if ((file[3] & extra) != 0) {
    if (at + 2 > file.size()) return beyond;
    at += 2 + (std::size_t{file[at]} | std::size_t{file[at + 1]} << 8);
  }
  for (const Flag text : {name, comment}) {
    if ((file[3] & text) == 0) continue;
    if (at > file.size()) return beyond;
    const auto end = std::find(file.begin() + static_cast<std::ptrdiff_t>(at), file.end(), 0);
    if (end == file.end()) return beyond;
    at = static_cast<std::size_t>(end - file.begin()) + 1;
  }
  return at + ((file[3] & header_crc) != 0 ? 2 : 0);
}

}  // namespace

bool is_gzip(std::span<const std::uint8_t> file) { return file.size() >= 2 && file[0] == 0x1f && file[1] == 0x8b; }

Result<std::vector<std::uint8_t>> gunzip(std::span<const std::uint8_t> file, std::string_view where) {
  const auto refuse = [&](std::string what) { return Error{std::string(where), std::move(what)}; };
  if (!is_gzip(file)) return refuse("is no gzip file: it does not begin with 1f 8b");
  if (file.size() < kFixedHeader + kTrailer) return refuse("ends within its gzip header; it has been cut off");
  if (file[2] != 8) return refuse("is packed by another method than deflate, the only one that gzip has");
  if ((file[3] & reserved) != 0) return refuse("has a gzip header with flags that nobody has defined; it is damaged");
  const std::size_t begin = header_size(file);
  if (begin + kTrailer > file.size()) return refuse("ends within its gzip header; it has been cut off");
  if ((file[3] & header_crc) != 0) {
    const std::uint32_t said = std::uint32_t{file[begin - 2]} | std::uint32_t{file[begin - 1]} << 8;
    if (said != (crc32(file.first(begin - 2)) & 0xffff))
      return refuse("is damaged: its gzip header's checksum is wrong");
  }
  const std::uint8_t* trailer = file.data() + file.size() - kTrailer;
  const std::size_t length = little_endian(trailer + 4);
  if (length > kMaxUnpacked) return refuse("would be larger than a gigabyte, unpacked");
  const std::size_t packed = file.size() - kTrailer - begin;
  if (length / kMostPerByte > packed)
    return refuse("claims more than it can hold; it has been cut off, or something follows behind its end");
  std::vector<std::uint8_t> out(length);
  // With the trailer: the stream's last bits are looked up with some of those behind them.
  if (!stb::inflate(file.subspan(begin), out))
    return refuse("cannot be unpacked; it is damaged, has been cut off, or is several gzip files in one");
  if (crc32(out) != little_endian(trailer)) return refuse("is damaged: the checksum of its contents is wrong");
  return out;
}

}  // namespace deltarule

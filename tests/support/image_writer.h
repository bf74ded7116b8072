// Image and gzip files for tests to read: written by stb_image_write's compressor and JPEG encoder, and by hand around.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace deltarule::testing {

using Bytes = std::vector<std::uint8_t>;

/// A deflate stream with Huffman codes, without header and trailer.
Bytes deflated(const Bytes& bytes);
/// `flags` as in RFC 1952: the parts that they announce are there.
Bytes gzipped(const Bytes& bytes, std::uint8_t flags = 0);

Bytes png_chunk(const std::string& type, const Bytes& data);
/// `rows`: each with its filter byte, as they are packed; `between`: chunks between header and data.
Bytes png_file(int width, int height, int depth, int colour_type, const Bytes& rows, const Bytes& between = {},
               bool interlaced = false);
/// Of 8 bits, without filters.
Bytes png_of(int width, int height, int channels, const Bytes& pixels);
/// `channels`: 1 or 3.
Bytes jpeg_of(int width, int height, int channels, const Bytes& pixels, int quality = 95);

/// All checksums of the chunks of a PNG file made right again, as far as its chunks go.
void repair_png(Bytes& file);
/// The checksum and length at the end of a gzip file made those of `contents`.
void repair_gzip(Bytes& file, const Bytes& contents);

}  // namespace deltarule::testing

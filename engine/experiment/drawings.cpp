// Runs of zeros and base64, there and back.
#include "engine/experiment/drawings.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>

#include "engine/data/images_spec.h"

namespace deltarule {
namespace {

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::size_t kMostPixels = std::size_t{4} * kMaxSquare * kMaxSquare;  // whatever a short text claims

using Bytes = std::vector<std::uint8_t>;

std::string in_base64(const Bytes& bytes) {
  std::string out;
  std::uint32_t bits = 0;
  int held = 0;
  for (const std::uint8_t byte : bytes) {
    bits = bits << 8 | byte;
    for (held += 8; held >= 6; held -= 6) out += kAlphabet[bits >> (held - 6) & 63];
  }
  if (held > 0) out += kAlphabet[bits << (6 - held) & 63];
  return out;
}

std::optional<Bytes> from_base64(std::string_view text) {
  Bytes out;
  std::uint32_t bits = 0;
  int held = 0;
  for (const char letter : text) {
    const std::size_t digit = kAlphabet.find(letter);
    if (digit == std::string_view::npos) return std::nullopt;
    bits = bits << 6 | static_cast<std::uint32_t>(digit);
    held += 6;
    if (held < 8) continue;
    held -= 8;
    out.push_back(static_cast<std::uint8_t>(bits >> held));
  }
  return out;
}

Bytes with_runs(const Bytes& pixels) {
  Bytes out;
  for (std::size_t i = 0; i < pixels.size();) {
    if (pixels[i] != 0) {
      out.push_back(pixels[i++]);
      continue;
    }
    const std::size_t begin = i;
    while (i < pixels.size() && pixels[i] == 0 && i - begin < 255) ++i;
    out.push_back(0);
    out.push_back(static_cast<std::uint8_t>(i - begin));
  }
  return out;
}

/// Nothing if a run is cut off or empty, or if there are more pixels than any image has.
std::optional<Bytes> without_runs(const Bytes& bytes) {
  Bytes out;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (bytes[i] != 0) {
      out.push_back(bytes[i]);
    } else if (++i == bytes.size() || bytes[i] == 0) {
      return std::nullopt;
    } else {
      out.resize(out.size() + bytes[i]);
    }
    if (out.size() > kMostPixels) return std::nullopt;
  }
  return out;
}

std::optional<Drawing> read_drawing(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == 0 || colon > 3) return std::nullopt;
  int label = 0;
  for (const char digit : text.substr(0, colon)) {
    if (digit < '0' || digit > '9') return std::nullopt;
    label = 10 * label + (digit - '0');
  }
  if (label > 255) return std::nullopt;
  const std::optional<Bytes> bytes = from_base64(text.substr(colon + 1));
  std::optional<Bytes> pixels = bytes ? without_runs(*bytes) : std::nullopt;
  if (!pixels || pixels->empty()) return std::nullopt;
  return Drawing{static_cast<std::uint8_t>(label), std::move(*pixels)};
}

}  // namespace

Result<std::vector<Drawing>> read_drawings(std::string_view text) {
  std::vector<Drawing> drawings;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(','), text.size());
    std::optional<Drawing> drawing = read_drawing(text.substr(0, end));
    if (!drawing)
      return Error{"data.drawings[" + std::to_string(drawings.size()) + "]",
                   "is no drawing: it is damaged or cut off. Copy the whole link or file again, or take it out"};
    drawings.push_back(std::move(*drawing));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return drawings;
}

std::string written_drawing(const Drawing& drawing) {
  return std::to_string(drawing.label) + ":" + in_base64(with_runs(drawing.pixels));
}

bool append_drawing(std::string& text, std::string_view drawing) {
  if (text.size() + 1 + drawing.size() > kMaxDrawingsText) return false;
  if (!text.empty()) text += ',';
  text += drawing;
  return true;
}

void remove_last_drawing(std::string& text) {
  const std::size_t comma = text.rfind(',');
  text.erase(comma == std::string::npos ? 0 : comma);
}

}  // namespace deltarule

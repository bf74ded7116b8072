// JSON text, written as one goes: for the few small objects that the page tells its host. No reading, no tree.
#pragma once

#include <cmath>
#include <cstdio>
#include <string>
#include <string_view>

namespace deltarule {

class JsonWriter {
 public:
  JsonWriter() { text_ = "{"; }

  JsonWriter& text(std::string_view key, std::string_view value) {
    begin(key);
    quote(value);
    return *this;
  }
  /// NaN and the infinities are null: JSON has no others.
  JsonWriter& number(std::string_view key, double value) {
    begin(key);
    // Nine digits bring every float back exactly; whole numbers are written whole.
    char digits[48];
    const bool whole = value == std::floor(value) && std::abs(value) < 9e15;
    std::snprintf(digits, sizeof digits, whole ? "%.0f" : "%.9g", value);
    text_ += std::isfinite(value) ? digits : "null";
    return *this;
  }
  JsonWriter& raw(std::string_view key, std::string_view json) {
    begin(key);
    text_ += json;
    return *this;
  }
  [[nodiscard]] std::string finish() { return text_ + "}"; }

 private:
  void begin(std::string_view key) {
    if (text_.size() > 1) text_ += ',';
    quote(key);
    text_ += ':';
  }
  void quote(std::string_view words) {
    static constexpr char kHex[] = "0123456789abcdef";
    text_ += '"';
    for (const char c : words) {
      const auto byte = static_cast<unsigned char>(c);
      if (c == '"' || c == '\\') {
        text_ += '\\';
        text_ += c;
      } else if (byte < 0x20) {
        text_ += "\\u00";
        text_ += kHex[byte >> 4];
        text_ += kHex[byte & 15];
      } else {
        text_ += c;
      }
    }
    text_ += '"';
  }

  std::string text_;
};

}  // namespace deltarule

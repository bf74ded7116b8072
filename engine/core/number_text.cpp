// Numbers in the form of printf's %g; the exact conversion itself is in decimal.cpp.
#include "engine/core/number_text.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "engine/core/decimal.h"

namespace deltarule {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Length of the longest prefix that is a JSON-like number; a leading '+' and leading zeros are tolerated.
std::size_t number_length(std::string_view text) {
  std::size_t i = 0;
  const auto digits = [&] {
    const std::size_t start = i;
    while (i < text.size() && is_digit(text[i])) ++i;
    return i - start;
  };
  if (i < text.size() && (text[i] == '-' || text[i] == '+')) ++i;
  std::size_t mantissa = digits();
  if (i < text.size() && text[i] == '.') {
    ++i;
    mantissa += digits();
  }
  if (mantissa == 0) return 0;
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    ++i;
    if (i < text.size() && (text[i] == '-' || text[i] == '+')) ++i;
    if (digits() == 0) return 0;
  }
  return i;
}

/// "0.00012", "120", "1.2e-5": with a power of ten where that is shorter than `precision` figures would be.
std::string written(const Decimal& decimal, int precision) {
  const int before = decimal.exponent;  // figures before the point
  std::string digits = decimal.digits;
  const auto count = static_cast<int>(digits.size());
  if (before < -3 || before > precision) {
    if (count > 1) digits.insert(1, ".");
    return digits + "e" + std::to_string(before - 1);
  }
  if (before <= 0) return "0." + std::string(static_cast<std::size_t>(-before), '0') + digits;
  if (before >= count) return digits + std::string(static_cast<std::size_t>(before - count), '0');
  return digits.insert(static_cast<std::size_t>(before), ".");
}

}  // namespace

std::string format_number(double value) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
  // JSON readers take "-0" for the integer 0.
  if (value == 0) return std::signbit(value) ? "-0.0" : "0";
  const double size = std::fabs(value);
  for (const int precision : {6, 15, 16, 17}) {
    const Decimal decimal = to_decimal(size, precision);
    if (precision < 17 && from_decimal(decimal.digits, decimal.exponent) != size) continue;
    return (value < 0 ? "-" : "") + written(decimal, precision);
  }
  return {};  // not reached
}

std::optional<double> parse_number(std::string_view text) {
  if (text.empty() || text.size() > 400 || number_length(text) != text.size()) return std::nullopt;
  std::string digits;
  int exponent = 0;
  bool point = false;
  const bool negative = text.front() == '-';
  for (std::size_t i = negative || text.front() == '+' ? 1 : 0; i < text.size(); ++i) {
    if (is_digit(text[i])) {
      digits += text[i];
      exponent += point ? 0 : 1;
    } else if (text[i] == '.') {
      point = true;
    } else {
      // The power of ten, held where nothing can overflow.
      const bool down = text[i + 1] == '-';
      int power = 0;
      for (const char c : text.substr(i + 1)) {
        if (is_digit(c)) power = std::min(100000, 10 * power + (c - '0'));
      }
      exponent += down ? -power : power;
      break;
    }
  }
  const double size = from_decimal(digits, exponent);
  return negative ? -size : size;
}

}  // namespace deltarule

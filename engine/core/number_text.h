// Numbers as text: short, exact, the same everywhere.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace deltarule {

/// Few digits, but enough that parse_number() returns exactly this value. "nan", "inf", "-inf" for the others.
std::string format_number(double value);
/// A plain decimal number ("-0.5", "1e-3", "12"), the whole of `text`; nothing else counts, not "nan", "0x1" or " 1".
/// Too large for a double: infinity, for the range check to refuse.
std::optional<double> parse_number(std::string_view text);

}  // namespace deltarule

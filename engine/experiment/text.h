// Numbers and names as text, for messages, files and links: short, exact, the same everywhere.
//
// Not a formatting library: one way to write a double, one to read it, and "did you mean".
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace deltarule {

/// Few digits, but enough that parse_number() returns exactly this value. "nan", "inf", "-inf" for the others.
std::string format_number(double value);
/// A plain decimal number ("-0.5", "1e-3", "12"), the whole of `text`; nothing else counts, not "nan", "0x1" or " 1".
/// Too large for a double: infinity, for the range check to refuse.
std::optional<double> parse_number(std::string_view text);

/// ", did you mean "tanh"?" if one of the names is close to what was written, else empty.
std::string did_you_mean(std::string_view written, std::span<const std::string_view> names);
/// "a, b, c"
std::string join(std::span<const std::string_view> names);
/// The text in double quotes, cut if long, with control characters replaced: what the user wrote, fit for a message.
std::string in_quotes(std::string_view text);

}  // namespace deltarule

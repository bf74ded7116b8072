// Names as text, for messages, files and links; numbers come from core/number_text.h.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "engine/core/number_text.h"

namespace deltarule {

/// ", did you mean "tanh"?" if one of the names is close to what was written, else empty.
std::string did_you_mean(std::string_view written, std::span<const std::string_view> names);
/// "a, b, c"
std::string join(std::span<const std::string_view> names);
/// The text in double quotes, cut if long, with control characters replaced: what the user wrote, fit for a message.
std::string in_quotes(std::string_view text);

}  // namespace deltarule

// Text as a JSON string. Internal to io/.
#pragma once

#include <string>
#include <string_view>

namespace deltarule {

/// Appends the text in quotes, with what JSON does not allow inside them escaped.
void append_json_text(std::string& out, std::string_view text);

}  // namespace deltarule

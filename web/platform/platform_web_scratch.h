// The one buffer through which text passes between the page's JavaScript and this module, in both directions.
//
// Valid until the next text passes: whoever receives something takes it out at once. Browser only.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace deltarule {

std::string& web_scratch();

/// What JavaScript has just put there.
inline std::string take_scratch(std::size_t length) { return web_scratch().substr(0, length); }

/// Leaves text for JavaScript to take; the answer is its length.
inline std::size_t give_scratch(std::string_view text) {
  web_scratch().assign(text);
  return text.size();
}

}  // namespace deltarule

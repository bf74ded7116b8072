// What all links have in common, whoever wrote them: key=value pairs between '&', percent-encoded, behind a '#'.
//
// It knows no key. Internal to io/.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.h"

namespace deltarule {

struct Setting {
  std::string key, value;
};

/// The pairs of a fragment (with or without '#') or of a whole URL, decoded, in their order; at most a megabyte.
Result<std::vector<Setting>> settings_of(std::string_view link);

/// A value as it may stand in a link.
std::string percent_encoded(std::string_view text);

/// An error if an earlier setting has the same key.
Status check_once(const std::vector<Setting>& settings, std::size_t index);

std::vector<std::string_view> split(std::string_view text, std::string_view separators);

}  // namespace deltarule

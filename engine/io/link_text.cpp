// Taking links apart. What a key means is decided in experiment_link.cpp and playground_link.cpp.
#include "engine/io/link_text.h"

#include <optional>
#include <utility>

#include "engine/experiment/text.h"
#include "engine/io/experiment_json.h"

namespace deltarule {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::optional<std::string> percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i];
      continue;
    }
    const int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
    const int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
    if (high < 0 || low < 0) return std::nullopt;
    out += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return out;
}

/// The part that speaks of the experiment: after '#', else after '?', else nothing of a bare address, else all of it.
std::string_view fragment_of(std::string_view link) {
  if (const std::size_t hash = link.find('#'); hash != std::string_view::npos) return link.substr(hash + 1);
  if (link.find("://") == std::string_view::npos) return link;
  const std::size_t query = link.find('?');
  return query == std::string_view::npos ? std::string_view{} : link.substr(query + 1);
}

}  // namespace

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view kPlain = "-._~/,:", kDigits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    const auto byte = static_cast<unsigned char>(c);
    if (plain || kPlain.find(c) != std::string_view::npos) {
      out += c;
    } else {
      out += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
    }
  }
  return out;
}

std::vector<std::string_view> split(std::string_view text, std::string_view separators) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t end = text.find_first_of(separators);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

Result<std::vector<Setting>> settings_of(std::string_view link) {
  if (link.size() > kMaxExperimentBytes) {
    return Error{"", "the link is longer than " + std::to_string(kMaxExperimentBytes >> 20) +
                         " MB; this is not an experiment of Deltarule"};
  }
  std::vector<Setting> settings;
  for (const std::string_view pair : split(fragment_of(link), "&")) {
    if (pair.empty()) continue;
    const std::size_t equals = pair.find('=');
    std::optional<std::string> key = percent_decoded(pair.substr(0, equals));
    std::optional<std::string> value =
        percent_decoded(equals == std::string_view::npos ? std::string_view{} : pair.substr(equals + 1));
    if (!key || !value)
      return Error{"", "broken percent-encoding in " + in_quotes(pair) + "; copy the whole link again"};
    if (equals == std::string_view::npos) {
      return Error{"", in_quotes(*key) + " is not a setting; write key=value, for instance data=spiral"};
    }
    settings.push_back({std::move(*key), std::move(*value)});
  }
  return settings;
}

Status check_once(const std::vector<Setting>& settings, std::size_t index) {
  const std::string& key = settings[index].key;
  for (std::size_t i = 0; i < index; ++i) {
    if (settings[i].key == key) return Error{key, "is there twice; remove one"};
  }
  return success();
}

}  // namespace deltarule

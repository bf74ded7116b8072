// A parsed JSON text, as plain a tree as there is, with hard limits against texts made to hurt.
//
// Read by json_parse.cpp. Nothing here knows what the values mean.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.h"

namespace deltarule {

struct JsonValue {
  enum class Type : std::uint8_t { null, boolean, number, string, array, object };
  Type type = Type::null;
  double number = 0;                // 0 or 1 for a boolean
  std::string text{};               // of a string
  std::vector<std::string> keys{};  // of an object, beside items; no two are the same
  std::vector<JsonValue> items{};

  [[nodiscard]] const JsonValue* find(std::string_view key) const;
  /// "a number", "an object", ...: for "must be x, not y".
  [[nodiscard]] std::string_view type_name() const;
};

inline constexpr std::size_t kMaxJsonDepth = 8;
inline constexpr std::size_t kMaxJsonValues = 50'000;

/// Refuses bad syntax (with line and column), duplicate keys, and what exceeds the limits.
Result<JsonValue> parse_json(std::string_view text);

}  // namespace deltarule

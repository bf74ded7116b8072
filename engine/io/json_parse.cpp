// The only file that knows nlohmann-json, and only its event parser: a handler builds our tree and stops at the limits.
#include <algorithm>
#include <string>

// Nothing is thrown: events return false to stop, and errors arrive as an event.
#define JSON_NOEXCEPTION 1
#include <nlohmann/json.hpp>

#include "engine/experiment/text.h"
#include "engine/io/json_value.h"

namespace deltarule {
namespace {

using Json = nlohmann::json;

/// "line 3, column 14" of a byte in a text.
std::string position_of(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, std::min(offset, text.size()));
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  const std::size_t line_start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
  return "line " + std::to_string(line) + ", column " + std::to_string(before.size() - line_start + 1);
}

class TreeBuilder {
 public:
  explicit TreeBuilder(std::string_view text) : text_(text) {}

  bool null() { return scalar({}); }
  bool boolean(bool value) { return scalar({.type = JsonValue::Type::boolean, .number = value ? 1.0 : 0.0}); }
  bool number_integer(Json::number_integer_t value) { return number(static_cast<double>(value)); }
  bool number_unsigned(Json::number_unsigned_t value) { return number(static_cast<double>(value)); }
  bool number_float(Json::number_float_t value, const std::string&) { return number(value); }
  bool string(std::string& value) { return scalar({.type = JsonValue::Type::string, .text = std::move(value)}); }
  bool binary(Json::binary_t&) { return false; }
  bool start_object(std::size_t) { return open(JsonValue::Type::object); }
  bool start_array(std::size_t) { return open(JsonValue::Type::array); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }

  bool key(std::string& name) {
    std::vector<std::string>& keys = open_.back()->keys;
    if (std::find(keys.begin(), keys.end(), name) != keys.end()) {
      return stop(path() + (open_.size() > 1 ? "." : "") + name, "is there twice; remove one");
    }
    if (keys.size() >= kMaxKeys) return stop(path(), "has too many keys");
    keys.push_back(std::move(name));
    return true;
  }

  template <class Exception>
  bool parse_error(std::size_t offset, const std::string& token, const Exception& exception) {
    const std::string where = position_of(text_, offset == 0 ? 0 : offset - 1);
    constexpr int kNumberOverflow = 406;
    if (exception.id == kNumberOverflow) return stop(where, "the number " + in_quotes(token) + " is too large");
    if (offset > text_.size()) return stop(where, "not valid JSON: the text ends too early");
    return stop(where, "not valid JSON near " + in_quotes(token));
  }

  JsonValue take() { return std::move(root_); }
  [[nodiscard]] const Error& error() const { return error_; }

 private:
  // No object of ours has more than a dozen; the check for duplicates is quadratic.
  static constexpr std::size_t kMaxKeys = 100;

  bool stop(std::string where, std::string what) {
    error_ = {std::move(where), std::move(what)};
    return false;
  }

  bool number(double value) { return scalar({.type = JsonValue::Type::number, .number = value}); }

  bool scalar(JsonValue value) { return add(std::move(value)) != nullptr; }

  JsonValue* add(JsonValue value) {
    if (++values_ > kMaxJsonValues) {
      stop(path(), "has too many values; an experiment has at most " + std::to_string(kMaxJsonValues));
      return nullptr;
    }
    if (open_.empty()) {
      root_ = std::move(value);
      return &root_;
    }
    open_.back()->items.push_back(std::move(value));
    return &open_.back()->items.back();
  }

  // Pointers to the open values stay good: a parent's list does not grow while its child is open.
  bool open(JsonValue::Type type) {
    if (open_.size() >= kMaxJsonDepth) return stop(path(), "is nested too deeply");
    JsonValue* value = add({.type = type});
    if (value == nullptr) return false;
    open_.push_back(value);
    return true;
  }

  bool close() {
    open_.pop_back();
    return true;
  }

  [[nodiscard]] std::string path() const {
    std::string out;
    for (std::size_t i = 0; i + 1 < open_.size(); ++i) {
      const JsonValue& value = *open_[i];
      if (value.type == JsonValue::Type::array) {
        out += "[" + std::to_string(value.items.size() - 1) + "]";
      } else {
        out += (out.empty() ? "" : ".") + value.keys.back();
      }
    }
    return out;
  }

  std::string_view text_;
  JsonValue root_;
  std::vector<JsonValue*> open_;
  std::size_t values_ = 0;
  Error error_;
};

}  // namespace

const JsonValue* JsonValue::find(std::string_view key) const {
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (keys[i] == key) return &items[i];
  }
  return nullptr;
}

std::string_view JsonValue::type_name() const {
  switch (type) {
    case Type::null: return "null";
    case Type::boolean: return "true or false";
    case Type::number: return "a number";
    case Type::string: return "a text";
    case Type::array: return "a list";
    default: return "an object";
  }
}

Result<JsonValue> parse_json(std::string_view text) {
  TreeBuilder builder(text);
  if (!Json::sax_parse(text.begin(), text.end(), &builder)) return builder.error();
  return builder.take();
}

}  // namespace deltarule

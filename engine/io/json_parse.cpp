// JSON (RFC 8259), by recursive descent into our tree, stopping at the limits and at the first mistake.
//
// A library's parser would be 8 KB of every first load for the few texts that a page ever reads; the tests hold this
// one against nlohmann-json on thousands of broken texts.
#include <algorithm>
#include <cstring>
#include <string>

#include "engine/experiment/text.h"
#include "engine/io/json_value.h"

namespace deltarule {
namespace {

// An experiment has a dozen, the header of a large network's weights a few hundred; the check for duplicates is
// quadratic.
constexpr std::size_t kMaxKeys = 1000;

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  Result<JsonValue> parse() {
    JsonValue root;
    if (!value(root)) return error_;
    space();
    if (at_ < text_.size()) return unexpected(), error_;
    return root;
  }

 private:
  // Every reader leaves `at_` behind what it has read, or answers false with error_ filled in.

  bool value(JsonValue& out) {
    space();
    if (++values_ > kMaxJsonValues) {
      return stop(path(), "has too many values; an experiment has at most " + std::to_string(kMaxJsonValues));
    }
    switch (peek()) {
      case '{': return list(out, JsonValue::Type::object, '}');
      case '[': return list(out, JsonValue::Type::array, ']');
      case '"': out.type = JsonValue::Type::string; return string(out.text);
      case 't': return word("true", out, JsonValue::Type::boolean, 1);
      case 'f': return word("false", out, JsonValue::Type::boolean, 0);
      case 'n': return word("null", out, JsonValue::Type::null, 0);
      default: return number(out);
    }
  }

  bool list(JsonValue& out, JsonValue::Type type, char end) {
    if (open_.size() >= kMaxJsonDepth) return stop(path(), "is nested too deeply");
    out.type = type;
    open_.push_back(&out);
    ++at_;
    space();
    if (peek() == end) {
      ++at_;
    } else {
      for (char next = ','; next == ',';) {
        if (type == JsonValue::Type::object && !key(out)) return false;
        out.items.emplace_back();
        if (!value(out.items.back())) return false;
        space();
        next = peek();
        if (next != ',' && next != end) return unexpected();
        ++at_;
      }
    }
    open_.pop_back();
    return true;
  }

  bool key(JsonValue& object) {
    space();
    std::string name;
    if (peek() != '"') return unexpected();
    if (!string(name)) return false;
    if (std::find(object.keys.begin(), object.keys.end(), name) != object.keys.end()) {
      return stop(path() + (open_.size() > 1 ? "." : "") + name, "is there twice; remove one");
    }
    if (object.keys.size() >= kMaxKeys) return stop(path(), "has too many keys");
    object.keys.push_back(std::move(name));
    space();
    if (peek() != ':') return unexpected();
    ++at_;
    return true;
  }

  bool word(std::string_view word, JsonValue& out, JsonValue::Type type, double value) {
    if (text_.substr(at_, word.size()) != word) return unexpected();
    at_ += word.size();
    out.type = type;
    out.number = value;
    return true;
  }

  /// -? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?
  bool number(JsonValue& out) {
    const std::size_t begin = at_;
    if (peek() == '-') ++at_;
    if (peek() == '0') {
      ++at_;
    } else if (!digits()) {
      return unexpected();
    }
    if (peek() == '.') {
      ++at_;
      if (!digits()) return unexpected();
    }
    if (peek() == 'e' || peek() == 'E') {
      ++at_;
      if (peek() == '+' || peek() == '-') ++at_;
      if (!digits()) return unexpected();
    }
    const std::string_view written = text_.substr(begin, at_ - begin);
    const std::optional<double> read = parse_number(written);
    if (!read || *read - *read != 0) {
      return stop(position(begin), "the number " + in_quotes(written) + (read ? " is too large" : " is too long"));
    }
    out.type = JsonValue::Type::number;
    // "-0" is a whole number, and whole numbers have one zero.
    out.number = written == "-0" ? 0 : *read;
    return true;
  }

  bool digits() {
    const std::size_t begin = at_;
    while (peek() >= '0' && peek() <= '9') ++at_;
    return at_ > begin;
  }

  bool string(std::string& out) {
    for (++at_; peek() != '"';) {
      const auto byte = static_cast<unsigned char>(peek());
      if (byte == '\\') {
        if (!escape(out)) return false;
      } else if (const std::size_t length = utf8_length(); length != 0 && byte >= 0x20) {
        out += text_.substr(at_, length);
        at_ += length;
      } else {
        return unexpected();
      }
    }
    ++at_;
    return true;
  }

  bool escape(std::string& out) {
    constexpr std::string_view kLetters = "\"\\/bfnrt", kMeant = "\"\\/\b\f\n\r\t";
    ++at_;
    if (peek() == 'u') {
      ++at_;
      unsigned code = 0, low = 0;
      if (!four_hex(code)) return false;
      if (code >= 0xD800 && code < 0xDC00) {
        // The first half of a pair.
        if (text_.substr(at_, 2) != "\\u") return unexpected();
        at_ += 2;
        if (!four_hex(low)) return false;
        if (low < 0xDC00 || low >= 0xE000) return unexpected();
        code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
      } else if (code >= 0xDC00 && code < 0xE000) {
        return unexpected();
      }
      put_utf8(out, code);
      return true;
    }
    const std::size_t letter = at_ < text_.size() ? kLetters.find(peek()) : std::string_view::npos;
    if (letter == std::string_view::npos) return unexpected();
    out += kMeant[letter];
    ++at_;
    return true;
  }

  bool four_hex(unsigned& code) {
    for (int i = 0; i < 4; ++i, ++at_) {
      const char c = peek();
      const int letter = (c | 0x20) - 'a';
      if (c >= '0' && c <= '9') {
        code = code * 16 + static_cast<unsigned>(c - '0');
      } else if (letter >= 0 && letter < 6) {
        code = code * 16 + static_cast<unsigned>(letter + 10);
      } else {
        return unexpected();
      }
    }
    return true;
  }

  static void put_utf8(std::string& out, unsigned code) {
    const auto put = [&](unsigned byte) { out += static_cast<char>(byte); };
    if (code < 0x80) return put(code);
    if (code < 0x800) {
      put(0xC0 | code >> 6);
    } else {
      if (code < 0x10000) {
        put(0xE0 | code >> 12);
      } else {
        put(0xF0 | code >> 18);
        put(0x80 | (code >> 12 & 0x3F));
      }
      put(0x80 | (code >> 6 & 0x3F));
    }
    put(0x80 | (code & 0x3F));
  }

  /// Bytes of the character here; 0 if it is none (RFC 3629: no surrogates, nothing longer than it need be).
  [[nodiscard]] std::size_t utf8_length() const {
    const auto byte = [&](std::size_t i) {
      return at_ + i < text_.size() ? static_cast<unsigned char>(text_[at_ + i]) : 0U;
    };
    const unsigned first = byte(0);
    if (at_ >= text_.size()) return 0;
    if (first < 0x80) return 1;
    const std::size_t length = first < 0xC2 || first > 0xF4 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    unsigned code = first;
    for (std::size_t i = 1; i < length; ++i) {
      if ((byte(i) & 0xC0) != 0x80) return 0;
      code = code << 8 | byte(i);
    }
    if (length == 3 && (code < 0xE0A080 || (code >= 0xEDA080 && code <= 0xEDBFBF))) return 0;
    if (length == 4 && (code < 0xF0908080 || code > 0xF48FBFBF)) return 0;
    return length;
  }

  void space() {
    while (at_ < text_.size() && std::strchr(" \t\r\n", text_[at_]) != nullptr && text_[at_] != 0) ++at_;
  }
  /// NUL at the end, which no rule of JSON accepts.
  [[nodiscard]] char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  bool stop(std::string where, std::string what) {
    error_ = {std::move(where), std::move(what)};
    return false;
  }
  bool unexpected() {
    if (at_ >= text_.size()) return stop(position(at_), "not valid JSON: the text ends too early");
    const std::string_view rest = text_.substr(at_, 12);
    return stop(position(at_), "not valid JSON near " + in_quotes(rest.substr(0, rest.find_first_of("\r\n"))));
  }

  /// "line 3, column 14" of a byte in the text.
  [[nodiscard]] std::string position(std::size_t offset) const {
    const std::string_view before = text_.substr(0, offset);
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const std::size_t line_start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
    return "line " + std::to_string(line) + ", column " + std::to_string(before.size() - line_start + 1);
  }

  /// The list or object that is being read.
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
  std::size_t at_ = 0;
  // Pointers to the open values stay good: a parent's list does not grow while its child is open.
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

Result<JsonValue> parse_json(std::string_view text) { return Parser(text).parse(); }

}  // namespace deltarule

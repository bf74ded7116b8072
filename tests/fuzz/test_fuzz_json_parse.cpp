// Our JSON parser against nlohmann-json, on good texts with a few characters changed: both accept, with the same
// values, or both refuse.
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <nlohmann/json.hpp>
#include <string>

#include "engine/core/rng.h"
#include "engine/io/json_value.h"

using namespace deltarule;

namespace {

using Json = nlohmann::json;

bool same(const JsonValue& ours, const Json& theirs) {
  switch (ours.type) {
    case JsonValue::Type::null: return theirs.is_null();
    case JsonValue::Type::boolean: return theirs.is_boolean() && theirs.get<bool>() == (ours.number != 0);
    case JsonValue::Type::number:
      return theirs.is_number() && theirs.get<double>() == ours.number &&
             std::signbit(theirs.get<double>()) == std::signbit(ours.number);
    case JsonValue::Type::string: return theirs.is_string() && theirs.get<std::string>() == ours.text;
    default: break;
  }
  const bool object = ours.type == JsonValue::Type::object;
  if (object ? !theirs.is_object() : !theirs.is_array()) return false;
  if (theirs.size() != ours.items.size()) return false;
  for (std::size_t i = 0; i < ours.items.size(); ++i) {
    if (object && !theirs.contains(ours.keys[i])) return false;
    if (!same(ours.items[i], object ? theirs[ours.keys[i]] : theirs[i])) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("fuzz: our JSON parser agrees with nlohmann-json") {
  const std::string good[] = {
      R"({"a": [1, -2.5e3, 0.125, true, false, null, "x\n\u00e9\ud83d\ude00 \"q\" é"], "b": {"c": {}}, "d": []})",
      "[0,-0,-0.0,1E+2,10,1.0e-5,1e308]", R"("abc\u0041\/\b\f\r\t\\")", " {\"k\" : {\"l\":[ [ ] , [1] ]}}\r\n\t"};
  const std::string letters = "{}[]\",:\\u0123dD8fe-+.E \n\t\x01\xc3\xa9\xf0\x9f\x98\x80\xed\xa0tfn";
  Rng rng(73, Purpose::data);
  const auto below = [&](std::size_t count) { return rng.below(static_cast<std::uint32_t>(count)); };
  int accepted = 0;
  for (int i = 0; i < 60'000; ++i) {
    std::string text = good[below(std::size(good))];
    for (std::uint32_t edits = below(4); edits > 0; --edits) {
      const std::size_t at = below(text.size() + 1);
      const char letter = letters[below(letters.size())];
      if (below(3) == 0 || at == text.size()) {
        text.insert(at, 1, letter);
      } else if (below(2) == 0) {
        text[at] = letter;
      } else {
        text.erase(at, 1 + below(3));
      }
    }
    CAPTURE(text);
    const auto ours = parse_json(text);
    const Json theirs = Json::parse(text, nullptr, false);
    if (ours.ok()) {
      ++accepted;
      REQUIRE(same(*ours, theirs));
    } else if (ours.error().what.find("twice") == std::string::npos &&
               ours.error().what.find("deeply") == std::string::npos) {
      REQUIRE(theirs.is_discarded());
    }
  }
  CHECK(accepted > 10'000);
  CHECK(accepted < 50'000);
}

// Numbers as text: short and exact. Suggestions for misspelt names.
#include <array>
#include <bit>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>

#include "engine/core/decimal.h"
#include "engine/core/rng.h"
#include "engine/experiment/text.h"

using namespace deltarule;

TEST_CASE("numbers are written short") {
  CHECK(format_number(0) == "0");
  CHECK(format_number(0.1) == "0.1");
  CHECK(format_number(-2.5) == "-2.5");
  CHECK(format_number(4294967295.0) == "4294967295");
  CHECK(format_number(1e-5) == "1e-5");
  CHECK(format_number(1e20) == "1e20");
  CHECK(format_number(1e-10) == "1e-10");
  CHECK(format_number(0.03) == "0.03");
  CHECK(format_number(std::nan("")) == "nan");
  CHECK(format_number(-std::numeric_limits<double>::infinity()) == "-inf");
}

TEST_CASE("every double comes back bit for bit") {
  Rng rng(3, Purpose::data);
  for (int i = 0; i < 20000; ++i) {
    const auto value = i % 2 == 0 ? std::bit_cast<double>(rng.next()) : rng.uniform(-10, 10);
    if (!std::isfinite(value)) continue;
    const std::string text = format_number(value);
    const auto back = parse_number(text);
    CAPTURE(text);
    REQUIRE(back.has_value());
    REQUIRE(std::bit_cast<std::uint64_t>(*back) == std::bit_cast<std::uint64_t>(value));
  }
  for (const double value : {0.0, -0.0, std::numeric_limits<double>::min(), std::numeric_limits<double>::denorm_min(),
                             std::numeric_limits<double>::max()}) {
    CHECK(std::bit_cast<std::uint64_t>(*parse_number(format_number(value))) == std::bit_cast<std::uint64_t>(value));
  }
}

TEST_CASE("reading and writing agree with the C library's") {
  Rng rng(4, Purpose::data);
  for (int i = 0; i < 4000; ++i) {
    // Any number of figures, any power of ten, beyond both ends of the range too.
    std::string text;
    const std::uint32_t figures = 1 + rng.below(25), point = rng.below(25);
    for (std::uint32_t k = 0; k < figures; ++k) {
      text += static_cast<char>('0' + rng.below(10));
      if (k == point) text += '.';
    }
    text += "e" + std::to_string(static_cast<int>(rng.below(700)) - 350);
    CAPTURE(text);
    REQUIRE(std::bit_cast<std::uint64_t>(*parse_number(text)) ==
            std::bit_cast<std::uint64_t>(std::strtod(text.c_str(), nullptr)));

    const auto value = std::bit_cast<double>(rng.next() & 0x7FFF'FFFF'FFFF'FFFF);
    if (!std::isfinite(value) || value == 0) continue;
    for (const int digits : {1, 6, 17}) {
      char theirs[40];
      std::snprintf(theirs, sizeof theirs, "%.*e", digits - 1, value);
      const Decimal ours = to_decimal(value, digits);
      CAPTURE(theirs);
      REQUIRE(from_decimal(ours.digits, ours.exponent) == std::strtod(theirs, nullptr));
      REQUIRE(theirs[0] == ours.digits[0]);
    }
  }
  // Halfway between two doubles, and the ends.
  CHECK(*parse_number("9007199254740993") == 9007199254740992.0);
  CHECK(*parse_number("9007199254740993.0000000000000000001") == 9007199254740994.0);
  CHECK(*parse_number("9007199254740995") == 9007199254740996.0);
  CHECK(*parse_number("2.4703282292062327e-324") == 0);
  CHECK(*parse_number("2.4703282292062328e-324") == std::numeric_limits<double>::denorm_min());
  CHECK(*parse_number("1.7976931348623158e308") == std::numeric_limits<double>::max());
  CHECK(std::isinf(*parse_number("1.7976931348623159e308")));
  CHECK(*parse_number("1e-99999999999999999999") == 0);
}

TEST_CASE("only plain decimal numbers are numbers") {
  for (const char* text : {"1", "-1", "+1", "0.5", ".5", "5.", "1e3", "1E-3", "00012"}) {
    CAPTURE(text);
    CHECK(parse_number(text).has_value());
  }
  for (const char* text :
       {"", " 1", "1 ", "nan", "inf", "0x10", "1e", "--1", "1.2.3", "1,5", ".", "-", "1e5e5", "e5"}) {
    CAPTURE(text);
    CHECK(!parse_number(text).has_value());
  }
  CHECK(std::isinf(*parse_number("1e999")));
  CHECK(!parse_number(std::string(500, '1')).has_value());
}

TEST_CASE("a name that is nearly right is suggested") {
  constexpr std::array<std::string_view, 3> kNames = {"tanh", "sigmoid", "relu"};
  CHECK(did_you_mean("tahn", kNames).find("tanh") != std::string::npos);
  CHECK(did_you_mean("Sigmoid", kNames).find("sigmoid") != std::string::npos);
  CHECK(did_you_mean("banana", kNames).empty());
  CHECK(did_you_mean("", kNames).empty());
}

TEST_CASE("what the user wrote is cut and cleaned for a message") {
  CHECK(in_quotes("a\nb") == "\"a?b\"");
  CHECK(in_quotes(std::string(100, 'x')).size() < 50);
  // Not in the middle of a character.
  std::string umlauts = "x";
  for (int i = 0; i < 40; ++i) umlauts += "\xC3\xA4";
  const std::string cut = in_quotes(umlauts);
  CHECK(cut.substr(cut.size() - 4) == "...\"");
  CHECK(static_cast<unsigned char>(cut[cut.size() - 5]) < 0xC0);
}

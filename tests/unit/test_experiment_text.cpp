// Numbers as text: short and exact. Suggestions for misspelt names.
#include <array>
#include <bit>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>

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

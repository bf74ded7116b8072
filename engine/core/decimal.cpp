// A value is a fraction of two whole numbers; its binary or decimal digits fall out of a long division.
#include "engine/core/decimal.h"

#include <bit>
#include <cstdint>
#include <limits>
#include <vector>

namespace deltarule {
namespace {

constexpr int kMantissaBits = 53, kLowestExponent = -1074, kHighestExponent = 971;

/// A whole number; the lowest 32 bits first, no zeros at the top.
class Whole {
 public:
  explicit Whole(std::uint64_t value) {
    for (; value != 0; value >>= 32) words_.push_back(static_cast<std::uint32_t>(value));
  }

  void multiply_add(std::uint32_t factor, std::uint32_t carry) {
    std::uint64_t rest = carry;
    for (std::uint32_t& word : words_) {
      rest += std::uint64_t{word} * factor;
      word = static_cast<std::uint32_t>(rest);
      rest >>= 32;
    }
    if (rest != 0) words_.push_back(static_cast<std::uint32_t>(rest));
  }
  void multiply_power_of_ten(int power) {
    for (; power > 0; --power) multiply_add(10, 0);
  }
  void shift_left(int bits) {
    for (; bits >= 32; bits -= 32) words_.insert(words_.begin(), 0);
    multiply_add(std::uint32_t{1} << bits, 0);
  }
  [[nodiscard]] int bits() const {
    return words_.empty() ? 0 : static_cast<int>(words_.size() * 32) - std::countl_zero(words_.back());
  }
  [[nodiscard]] int compare(const Whole& other) const {
    if (words_.size() != other.words_.size()) return words_.size() < other.words_.size() ? -1 : 1;
    for (std::size_t i = words_.size(); i-- > 0;) {
      if (words_[i] != other.words_[i]) return words_[i] < other.words_[i] ? -1 : 1;
    }
    return 0;
  }
  /// Takes away as often as it goes; how often.
  int divide(const Whole& by) {
    int times = 0;
    for (; compare(by) >= 0; ++times) {
      std::int64_t borrow = 0;
      for (std::size_t i = 0; i < words_.size(); ++i) {
        borrow += words_[i];
        if (i < by.words_.size()) borrow -= by.words_[i];
        words_[i] = static_cast<std::uint32_t>(borrow);
        borrow >>= 32;
      }
      while (!words_.empty() && words_.back() == 0) words_.pop_back();
    }
    return times;
  }

 private:
  std::vector<std::uint32_t> words_;
};

/// Whether what is left after the last digit rounds it up: rest / divisor against a half, ties to even.
bool rounds_up(Whole rest, const Whole& divisor, bool odd) {
  rest.multiply_add(2, 0);
  const int half = rest.compare(divisor);
  return half > 0 || (half == 0 && odd);
}

}  // namespace

double from_decimal(std::string_view digits, int exponent) {
  constexpr int kSafe = 400;  // beyond any double
  while (!digits.empty() && digits.front() == '0') digits.remove_prefix(1), --exponent;
  if (digits.empty() || exponent < -kSafe) return 0;
  if (exponent > kSafe) return std::numeric_limits<double>::infinity();
  Whole rest(0), divisor(1);
  for (const char digit : digits) rest.multiply_add(10, static_cast<std::uint32_t>(digit - '0'));
  const int power = exponent - static_cast<int>(digits.size());
  (power > 0 ? rest : divisor).multiply_power_of_ten(power > 0 ? power : -power);

  // rest / divisor becomes a number below 2^53, times 2^binary: 53 binary digits, or fewer for the smallest numbers.
  int binary = rest.bits() - divisor.bits() - kMantissaBits;
  if (binary < kLowestExponent) binary = kLowestExponent;
  (binary > 0 ? divisor : rest).shift_left(binary > 0 ? binary : -binary);
  Whole place = divisor;
  place.shift_left(kMantissaBits);
  if (rest.compare(place) >= 0) {
    ++binary;
  } else {
    place = divisor;
    place.shift_left(kMantissaBits - 1);
  }
  // Instead of the divisor going down by a digit, the remainder goes up.
  std::uint64_t mantissa = 0;
  for (int i = 0; i < kMantissaBits; ++i) {
    if (i > 0) rest.multiply_add(2, 0);
    mantissa = 2 * mantissa + static_cast<unsigned>(rest.divide(place));
  }
  if (rounds_up(rest, place, (mantissa & 1) != 0)) ++mantissa;
  if (mantissa == std::uint64_t{1} << kMantissaBits) mantissa >>= 1, ++binary;
  if (binary > kHighestExponent) return std::numeric_limits<double>::infinity();
  const bool normal = mantissa >> (kMantissaBits - 1) != 0;
  const std::uint64_t field = normal ? static_cast<std::uint64_t>(binary - kLowestExponent + 1) : 0;
  return std::bit_cast<double>(field << (kMantissaBits - 1) |
                               (mantissa & ((std::uint64_t{1} << (kMantissaBits - 1)) - 1)));
}

Decimal to_decimal(double value, int digits) {
  const auto bits = std::bit_cast<std::uint64_t>(value);
  const std::uint64_t fraction = bits & ((std::uint64_t{1} << (kMantissaBits - 1)) - 1);
  const int field = static_cast<int>(bits >> (kMantissaBits - 1));
  const int binary = (field == 0 ? 1 : field) + kLowestExponent - 1;
  Whole rest(field == 0 ? fraction : fraction | std::uint64_t{1} << (kMantissaBits - 1)), divisor(1);
  // A guess at the power of ten below, from the binary digits: never too high, and too low by little.
  Decimal out;
  out.exponent = ((rest.bits() + binary) * 1233 >> 12) - 1;
  (binary > 0 ? rest : divisor).shift_left(binary > 0 ? binary : -binary);
  (out.exponent > 0 ? divisor : rest).multiply_power_of_ten(out.exponent > 0 ? out.exponent : -out.exponent);
  for (; rest.compare(divisor) >= 0; ++out.exponent) divisor.multiply_add(10, 0);
  for (int i = 0; i < digits; ++i) {
    rest.multiply_add(10, 0);
    out.digits += static_cast<char>('0' + rest.divide(divisor));
  }
  if (rounds_up(rest, divisor, (out.digits.back() & 1) != 0)) {
    std::size_t i = out.digits.size();
    while (i > 0 && out.digits[i - 1] == '9') out.digits[--i] = '0';
    if (i > 0) {
      ++out.digits[i - 1];
    } else {
      out.digits.front() = '1';
      ++out.exponent;
    }
  }
  while (out.digits.size() > 1 && out.digits.back() == '0') out.digits.pop_back();
  return out;
}

}  // namespace deltarule

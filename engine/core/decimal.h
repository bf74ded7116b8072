// Doubles from and to decimal digits, exactly, in whole numbers of any length: what strtod and printf("%.17g") do.
//
// Theirs would be a tenth of the page's modules (they count in 128-bit floats); here it is a page of arithmetic.
// Slower, which does not matter for the hundred numbers of an experiment. text.h is what others use.
#pragma once

#include <string>
#include <string_view>

namespace deltarule {

/// The double nearest to 0.DIGITS * 10^exponent (ties to even); infinity if it is too large.
double from_decimal(std::string_view digits, int exponent);

struct Decimal {
  std::string digits;  // without zeros at its ends
  int exponent = 0;    // of 0.DIGITS
};
/// A positive, finite value rounded to this many digits, at most 17 (ties to even).
Decimal to_decimal(double value, int digits);

}  // namespace deltarule

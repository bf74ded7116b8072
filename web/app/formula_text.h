// Numbers as they stand in a formula: with their sign, as a factor, as a long sum of which the largest terms are shown.
#pragma once

#include <string>
#include <vector>

namespace deltarule {

inline constexpr char kMinus[] = "\xE2\x88\x92", kTimes[] = "\xC2\xB7", kDots[] = "\xE2\x80\xA6";

/// Like number_text, but small numbers keep their digits: "3.1e-4".
std::string exact_text(double value);
/// As a factor: "0.710", "(−0.710)".
std::string factor_text(double value);

struct Term {
  double size = 0;  // what it adds to the sum
  std::string words;
};
/// "0.71·1.20 + 1.24·(−0.40) + … + 0.18": the `most` largest, in their order.
std::string sum_text(const std::vector<Term>& terms, std::size_t most);
/// "y − t"
std::string difference_text(const std::string& a, const std::string& b);

}  // namespace deltarule

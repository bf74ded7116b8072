// The largest terms are found by a threshold, so that they stay in their order.
#include "web/app/formula_text.h"

#include <algorithm>
#include <cmath>

#include "web/app/neuron_words.h"
#include "web/app/widgets.h"

namespace deltarule {

std::string exact_text(double value) {
  const double size = std::abs(value);
  if (value == 0) return "0";
  if (!(size < 0.0095)) return number_text(value);
  return (value < 0 ? kMinus : "") + figure_text(Figure::loss, size);
}

std::string factor_text(double value) {
  const std::string words = exact_text(value);
  return value < 0 ? '(' + words + ')' : words;
}

std::string sum_text(const std::vector<Term>& terms, std::size_t most) {
  std::vector<double> sizes;
  for (const Term& term : terms) sizes.push_back(std::abs(term.size));
  double smallest = -1;
  if (terms.size() > most) {
    std::nth_element(sizes.begin(), sizes.begin() + static_cast<std::ptrdiff_t>(most - 1), sizes.end(),
                     [](double a, double b) { return a > b; });
    smallest = sizes[most - 1];
  }
  const std::string plus_dots = std::string(" + ") + kDots;
  std::string words;
  bool left_out = false;
  std::size_t shown = 0;
  for (const Term& term : terms) {
    if (shown == most || !(std::abs(term.size) >= smallest)) {
      left_out = true;
      continue;
    }
    ++shown;
    if (!words.empty()) words += left_out ? plus_dots + " + " : " + ";
    left_out = false;
    words += term.words;
  }
  return left_out ? words + plus_dots : words;
}

std::string difference_text(const std::string& a, const std::string& b) { return a + ' ' + kMinus + ' ' + b; }

}  // namespace deltarule

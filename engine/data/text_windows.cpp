// Decoding, sorting, cutting.
#include "engine/data/text_windows.h"

#include <algorithm>

#include "engine/data/sequences_spec.h"
#include "engine/data/utf8.h"

namespace deltarule {

Result<TextWindows> text_windows(std::string_view text, int steps, double train) {
  constexpr const char* kWhere = "data.text";
  if (text.size() > kMaxText)
    return Error{kWhere, "is longer than " + std::to_string(kMaxText) + " bytes; take a part of it"};
  std::vector<std::string_view> characters;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = character_length(text, at);
    if (length == 0) return Error{kWhere, "byte " + std::to_string(at) + " is not UTF-8; save the text as UTF-8"};
    characters.push_back(text.substr(at, length));
    at += length;
  }
  // Bytes of UTF-8 sort as their code points do.
  std::vector<std::string_view> different = characters;
  std::sort(different.begin(), different.end());
  different.erase(std::unique(different.begin(), different.end()), different.end());
  if (different.size() > static_cast<std::size_t>(kMaxAlphabet))
    return Error{kWhere, "has " + std::to_string(different.size()) + " different characters; at most " +
                             std::to_string(kMaxAlphabet) + " fit"};
  TextWindows made;
  const auto T = static_cast<std::size_t>(steps);
  made.windows = characters.empty() ? 0 : (characters.size() - 1) / T;
  if (made.windows < 2)
    return Error{kWhere, "has " + std::to_string(characters.size()) + " characters; sequences of " +
                             std::to_string(steps) + " need at least " + std::to_string(2 * T + 1)};
  for (const std::string_view character : different) made.alphabet.emplace_back(character);
  for (const std::string_view character : characters)
    made.codes.push_back(
        static_cast<int>(std::lower_bound(different.begin(), different.end(), character) - different.begin()));
  made.training = std::clamp(static_cast<std::size_t>(static_cast<double>(made.windows) * train + 0.5), std::size_t{1},
                             made.windows);
  return made;
}

}  // namespace deltarule

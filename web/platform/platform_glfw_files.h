// Files for the desktop program: the digits from the set-up's folder, and whatever is dropped on the window.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "web/platform/platform.h"

namespace deltarule {

class DesktopFiles {
 public:
  /// From the folder in the environment variable DELTARULE_DIGITS, else where the set-up has put them.
  void fetch_digits();
  /// This program has no camera; it says what to do instead.
  void take_photo();
  /// A file, or a folder with all that is in it; named from its own last part on.
  void drop(const std::string& path);
  [[nodiscard]] std::vector<Platform::GivenFile> take(bool dropped);
  /// Into the working directory; never over another file. The path, or why not.
  static std::string save(std::string_view name, std::span<const std::uint8_t> bytes);

 private:
  void add(std::string name, const std::string& path, bool dropped);
  std::vector<Platform::GivenFile> arrived_[2];  // the second: dropped
};

}  // namespace deltarule

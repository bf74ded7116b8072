// Files for the desktop program: the digits from the set-up's folder, and whatever is dropped on the window.
#pragma once

#include <string>
#include <vector>

#include "web/platform/platform.h"

namespace deltarule {

class DesktopFiles {
 public:
  /// From the folder in the environment variable DELTARULE_DIGITS, else where the set-up has put them.
  void fetch_digits();
  /// A file, or a folder with all that is in it; named from its own last part on.
  void drop(const std::string& path);
  [[nodiscard]] std::vector<Platform::GivenFile> take();

 private:
  void add(std::string name, const std::string& path, bool dropped);
  std::vector<Platform::GivenFile> arrived_;
};

}  // namespace deltarule

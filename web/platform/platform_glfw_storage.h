// Small values kept on disk, one file a key; or only in memory for scripted runs. What cannot be read or written is
// as if it were not there: the program works on.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace deltarule {

class DesktopStorage {
 public:
  explicit DesktopStorage(bool on_disk);
  [[nodiscard]] std::string load(std::string_view key) const;
  void store(std::string_view key, std::string_view value);

 private:
  std::filesystem::path folder_;  // empty: memory only
  std::map<std::string, std::string, std::less<>> memory_;
};

}  // namespace deltarule

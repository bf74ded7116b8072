#include "web/platform/platform_glfw_storage.h"

#include <cstdlib>
#include <fstream>
#include <iterator>

namespace deltarule {
namespace {

/// $XDG_STATE_HOME/deltarule, or its default below the home folder; empty where there is neither.
std::filesystem::path state_folder() {
  if (const char* state = std::getenv("XDG_STATE_HOME"); state && *state)
    return std::filesystem::path(state) / "deltarule";
  if (const char* home = std::getenv("HOME"); home && *home)
    return std::filesystem::path(home) / ".local" / "state" / "deltarule";
  return {};
}

}  // namespace

DesktopStorage::DesktopStorage(bool on_disk) : folder_(on_disk ? state_folder() : std::filesystem::path()) {}

std::string DesktopStorage::load(std::string_view key) const {
  if (const auto it = memory_.find(key); it != memory_.end()) return it->second;
  if (folder_.empty()) return {};
  std::ifstream file(folder_ / std::string(key), std::ios::binary);
  return file ? std::string(std::istreambuf_iterator<char>(file), {}) : std::string();
}

void DesktopStorage::store(std::string_view key, std::string_view value) {
  memory_.insert_or_assign(std::string(key), std::string(value));
  if (folder_.empty()) return;
  std::error_code ignored;  // a read-only home is no reason to stop
  std::filesystem::create_directories(folder_, ignored);
  std::ofstream(folder_ / std::string(key), std::ios::binary) << value;
}

}  // namespace deltarule

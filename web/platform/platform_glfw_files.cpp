// Reads whole files; what they are is for others to say.
#include "web/platform/platform_glfw_files.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

namespace deltarule {

void DesktopFiles::add(std::string name, const std::string& path, bool dropped) {
  std::ifstream in(path, std::ios::binary);
  Platform::GivenFile file;
  file.name = std::move(name);
  file.dropped = dropped;
  if (in) {
    file.bytes.assign(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  } else {
    file.error = path + " cannot be read";
  }
  arrived_.push_back(std::move(file));
}

void DesktopFiles::fetch_digits() {
  const char* chosen = std::getenv("DELTARULE_DIGITS");
  const std::string folder = chosen ? chosen : DELTARULE_DIGITS_FOLDER;
  for (const char* name : {"digits-labels.idx1-ubyte", "digits-images.idx3-ubyte"})
    add(name, folder + "/" + name, false);
}

void DesktopFiles::drop(const std::string& path) {
  namespace fs = std::filesystem;
  const fs::path given(path);
  std::error_code failed;
  if (!fs::is_directory(given, failed)) return add(given.filename().string(), path, true);
  std::vector<fs::path> inside;
  for (fs::recursive_directory_iterator it(given, failed), end; !failed && it != end; it.increment(failed))
    if (it->is_regular_file(failed)) inside.push_back(it->path());
  std::sort(inside.begin(), inside.end());
  for (const fs::path& file : inside)
    add((given.filename() / file.lexically_relative(given)).generic_string(), file.string(), true);
}

std::vector<Platform::GivenFile> DesktopFiles::take() { return std::exchange(arrived_, {}); }

}  // namespace deltarule

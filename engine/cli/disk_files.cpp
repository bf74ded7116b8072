#include "engine/cli/disk_files.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "engine/cli/files.h"

namespace deltarule::cli {

namespace {

/// The names in a folder, sorted, without those that begin with a dot.
Result<std::vector<std::string>> names_in(const std::string& folder) {
  std::error_code error;
  std::vector<std::string> names;
  for (std::filesystem::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    std::string name = at->path().filename().string();
    if (!name.starts_with('.')) names.push_back(std::move(name));
  }
  if (error) return Error{folder, "cannot be read as a folder: " + error.message()};
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace

std::string DiskFiles::found(const std::string& path) const {
  std::error_code ignored;
  const std::string other = beside_ + path;
  const bool elsewhere = !path.starts_with('/') && !std::filesystem::exists(path, ignored);
  return elsewhere && std::filesystem::exists(other, ignored) ? other : path;
}

Result<DataFiles::Bytes> DiskFiles::read(const std::string& path) const { return read_file(found(path)); }

Result<std::vector<DataFiles::Picture>> DiskFiles::pictures(const std::string& folder) const {
  const std::string root = found(folder);
  const auto classes = names_in(root);
  if (!classes) return classes.error();
  std::vector<Picture> all;
  for (const std::string& name : *classes) {
    const std::string inside = root + "/" + name;
    std::error_code ignored;
    if (!std::filesystem::is_directory(inside, ignored)) continue;
    const auto files = names_in(inside);
    if (!files) return files.error();
    for (const std::string& file : *files) {
      const std::string path = inside + "/" + file;
      auto bytes = read_file(path);
      if (!bytes) return bytes.error();
      all.push_back({name, path, std::move(*bytes)});
    }
  }
  return all;
}

Result<DataFiles::Bytes> DiskFiles::digits(std::string_view name) const {
  const char* chosen = std::getenv("DELTARULE_DIGITS");
  const std::string path = std::string(chosen == nullptr ? DELTARULE_DIGITS_FOLDER : chosen) + "/" + std::string(name);
  Result<Bytes> bytes = read_file(path);
  if (bytes) return bytes;
  return Error{path, "the digits are not there; run tools/run --build-only, or set DELTARULE_DIGITS to their folder"};
}

}  // namespace deltarule::cli

#include "engine/cli/disk_files.h"

#include <cstdlib>

#include "engine/cli/files.h"

namespace deltarule::cli {

Result<DataFiles::Bytes> DiskFiles::read(const std::string& path) const {
  const std::string beside = folder_ + path;
  return read_file(!is_file(path) && !path.starts_with('/') && is_file(beside) ? beside : path);
}

Result<DataFiles::Bytes> DiskFiles::digits(std::string_view name) const {
  const char* chosen = std::getenv("DELTARULE_DIGITS");
  const std::string path = std::string(chosen == nullptr ? DELTARULE_DIGITS_FOLDER : chosen) + "/" + std::string(name);
  Result<Bytes> bytes = read_file(path);
  if (bytes) return bytes;
  return Error{path, "the digits are not there; run tools/run --build-only, or set DELTARULE_DIGITS to their folder"};
}

}  // namespace deltarule::cli

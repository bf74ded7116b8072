// By stdio: the same natively and under Node.
#include "engine/cli/files.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

#include <sys/stat.h>

#include "engine/io/safetensors.h"

namespace deltarule::cli {
namespace {

struct Close {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, Close>;

Error failed(const std::string& path, const char* what) {
  return {path, std::string(what) + ": " + std::strerror(errno) + "; check the path and its permissions"};
}

}  // namespace

bool is_file(const std::string& path) {
  struct stat found {};
  return stat(path.c_str(), &found) == 0 && S_ISREG(found.st_mode);
}

Result<std::vector<std::uint8_t>> read_file(const std::string& path) {
  const File file(std::fopen(path.c_str(), "rb"));
  if (file == nullptr) return failed(path, "cannot be opened");
  std::vector<std::uint8_t> out;
  constexpr std::size_t kChunk = std::size_t{1} << 20;
  for (;;) {
    const std::size_t before = out.size();
    out.resize(before + kChunk);
    const std::size_t read = std::fread(out.data() + before, 1, kChunk, file.get());
    out.resize(before + read);
    if (std::ferror(file.get()) != 0) return failed(path, "cannot be read");
    if (read < kChunk) return out;
  }
}

Status write_file(const std::string& path, std::span<const std::uint8_t> bytes) {
  File file(std::fopen(path.c_str(), "wb"));
  if (file == nullptr) return failed(path, "cannot be written");
  if (std::fwrite(bytes.data(), 1, bytes.size(), file.get()) != bytes.size()) return failed(path, "cannot be written");
  // What is buffered may only fail here.
  if (std::fclose(file.release()) != 0) return failed(path, "cannot be written");
  return success();
}

Status write_file(const std::string& path, std::string_view text) {
  return write_file(path, std::span(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()));
}

Result<TensorFile> read_tensors(const std::string& path) {
  const auto bytes = read_file(path);
  if (!bytes) return bytes.error();
  Result<TensorFile> file = read_safetensors(*bytes);
  if (!file) return Error{path + ": " + file.error().where, file.error().what};
  return file;
}

}  // namespace deltarule::cli

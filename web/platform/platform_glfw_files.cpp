// Reads whole files; what they are is for others to say.
#include "web/platform/platform_glfw_files.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include "engine/api/files.h"

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
  arrived_[dropped].push_back(std::move(file));
}

void DesktopFiles::fetch_digits() {
  const char* chosen = std::getenv("DELTARULE_DIGITS");
  const std::string folder = chosen ? chosen : DELTARULE_DIGITS_FOLDER;
  for (const char* name : {"digits-labels.idx1-ubyte", "digits-images.idx3-ubyte"})
    add(name, folder + "/" + name, false);
}

void DesktopFiles::take_photo() {
  arrived_[true].push_back({.name = {},
                            .bytes = {},
                            .error = "this program has no camera; drop a PNG or JPEG picture on its window",
                            .dropped = true});
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

std::string DesktopFiles::save(std::string_view name, std::span<const std::uint8_t> bytes) {
  namespace fs = std::filesystem;
  std::error_code failed;
  const fs::path wanted = fs::current_path(failed) / name;
  fs::path path = wanted;
  for (int i = 2; fs::exists(path, failed); ++i)
    path.replace_filename(wanted.stem().string() + "-" + std::to_string(i) + wanted.extension().string());
  std::ofstream out(path, std::ios::binary);
  out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  out.close();
  return out ? path.string() : path.string() + " cannot be written";
}

std::vector<Platform::GivenFile> DesktopFiles::take(bool dropped) {
  std::vector<Platform::GivenFile>& files = arrived_[dropped];
  if (dropped && files.size() == 1 && files[0].name.find('/') == std::string::npos &&
      kind_of_file(files[0].bytes) == FileKind::picture) {
    Result<GreyPicture> picture = grey_picture(files[0].bytes, files[0].name);
    if (picture) {
      files[0].bytes = std::move(picture->pixels);
      files[0].width = picture->width;
      files[0].height = picture->height;
    } else {
      files[0].error = picture.error().text();
    }
  }
  return std::exchange(arrived_[dropped], {});
}

}  // namespace deltarule

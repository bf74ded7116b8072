// The order in which people name IDX files is images, labels; but a file's header says which it is, so any order will
// do within a pair.
#include "engine/cli/data_option.h"

#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

#include "engine/cli/files.h"
#include "engine/data/gzip.h"
#include "engine/data/idx.h"
#include "engine/experiment/text.h"

namespace deltarule::cli {
namespace {

bool ends_with_any(const std::string& path, std::initializer_list<std::string_view> ends) {
  for (const std::string_view end : ends)
    if (path.ends_with(end)) return true;
  return false;
}

Result<bool> is_idx_of_labels(std::span<const std::uint8_t> bytes, const std::string& path) {
  if (!is_gzip(bytes)) {
    const Result<IdxArray> array = read_idx(bytes, path);
    if (!array) return array.error();
    return array->dims.size() == 1;
  }
  const auto unpacked = gunzip(bytes, path);
  if (!unpacked) return unpacked.error();
  return is_idx_of_labels(*unpacked, path);
}

Result<Experiment> with_idx(Experiment e, std::span<const std::string> paths) {
  if (paths.size() != 2 && paths.size() != 4)
    return Error{"--data", "IDX files come in pairs, images and labels; give 2, or 4 with those to test with, not " +
                               std::to_string(paths.size())};
  std::vector<std::string> ordered(paths.begin(), paths.end());
  for (std::size_t first = 0; first < ordered.size(); first += 2) {
    const auto bytes = read_file(ordered[first]);
    if (!bytes) return bytes.error();
    const auto labels = is_idx_of_labels(*bytes, ordered[first]);
    if (!labels) return labels.error();
    if (*labels) std::swap(ordered[first], ordered[first + 1]);
  }
  e.kind = DataKind::images;
  e.images.name = ImageSet::idx;
  e.images.images = ordered[0];
  e.images.labels = ordered[1];
  e.images.test_images = ordered.size() == 4 ? ordered[2] : "";
  e.images.test_labels = ordered.size() == 4 ? ordered[3] : "";
  return e;
}

}  // namespace

bool is_batch(std::span<const std::string> paths) { return paths.size() == 1 && paths[0].ends_with(".safetensors"); }

Result<Experiment> with_data(Experiment e, std::span<const std::string> paths) {
  const std::string& path = paths[0];
  if (ends_with_any(path, {"ubyte", ".idx", "ubyte.gz", ".idx.gz"})) return with_idx(std::move(e), paths);
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) {
    e.kind = DataKind::images;
    e.images.name = ImageSet::folder;
    e.images.images = path;
    return e;
  }
  if (paths.size() != 1) return Error{"--data", "takes one table or text, not " + std::to_string(paths.size())};
  if (ends_with_any(path, {".csv", ".tsv", ".data"})) {
    e.kind = DataKind::tables;
    e.table.file = path;
    return e;
  }
  if (ends_with_any(path, {".txt", ".text", ".md"})) {
    e.kind = DataKind::sequences;
    e.sequences.name = SequenceTask::text;
    e.sequences.text.clear();
    e.sequences.file = path;
    return e;
  }
  return Error{path,
               "has a name that does not tell what it holds; use files that end in -ubyte or .idx (images and "
               "labels), .csv or .tsv (a table), .txt (a text), .safetensors (a batch), or a folder of pictures"};
}

}  // namespace deltarule::cli

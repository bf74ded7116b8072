// IDX pairs, the split, and the encoding.
#include "engine/data/images.h"

#include <algorithm>
#include <numeric>
#include <string>

#include "engine/core/rng.h"
#include "engine/data/gzip.h"
#include "engine/data/idx.h"

namespace deltarule {
namespace {

Dataset encode(const LabelledImages& images, std::span<const std::uint32_t> chosen) {
  Dataset data;
  data.shape = images.shape;
  data.targets = images.classes;
  data.samples = static_cast<int>(chosen.size());
  const auto size = static_cast<std::size_t>(images.shape.features());
  data.input.reserve(size * chosen.size());
  data.target.assign(static_cast<std::size_t>(images.classes) * chosen.size(), 0);
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    const std::uint8_t* pixels = images.pixels.data() + size * chosen[i];
    for (std::size_t p = 0; p < size; ++p) data.input.push_back(static_cast<Scalar>(pixels[p]) / 255);
    const std::uint8_t label = images.labels[chosen[i]];
    data.target[i * static_cast<std::size_t>(images.classes) + label] = 1;
    data.classes.push_back(label);
  }
  return data;
}

std::vector<std::uint32_t> in_order(int count) {
  std::vector<std::uint32_t> order(static_cast<std::size_t>(count));
  std::iota(order.begin(), order.end(), 0u);
  return order;
}

/// The file's contents in place of the file, if it is packed.
Status unpack(std::span<const std::uint8_t>& file, std::string_view name, std::vector<std::uint8_t>& room) {
  if (!is_gzip(file)) return success();
  Result<std::vector<std::uint8_t>> contents = gunzip(file, name);
  if (!contents) return contents.error();
  room = std::move(*contents);
  file = room;
  return success();
}

}  // namespace

Result<LabelledImages> images_from_idx(std::span<const std::uint8_t> images, std::span<const std::uint8_t> labels,
                                       std::string_view images_name, std::string_view labels_name) {
  std::vector<std::uint8_t> unpacked_images, unpacked_labels;
  if (Status status = unpack(images, images_name, unpacked_images); !status) return status.error();
  if (Status status = unpack(labels, labels_name, unpacked_labels); !status) return status.error();
  const Result<IdxArray> pixels = read_idx(images, images_name);
  if (!pixels) return pixels.error();
  const Result<IdxArray> classes = read_idx(labels, labels_name);
  if (!classes) return classes.error();
  if (pixels->dims.size() < 3)
    return Error{std::string(images_name), "holds no images: it has " + std::to_string(pixels->dims.size()) +
                                               " dimensions instead of 3; is it the file of labels?"};
  if (classes->dims.size() != 1)
    return Error{std::string(labels_name), "holds no labels: it has " + std::to_string(classes->dims.size()) +
                                               " dimensions instead of 1; is it the file of images?"};
  if (classes->dims[0] != pixels->dims[0])
    return Error{std::string(labels_name), "has " + std::to_string(classes->dims[0]) + " labels for " +
                                               std::to_string(pixels->dims[0]) +
                                               " images; take the two files that belong together"};
  LabelledImages made;
  const bool channels = pixels->dims.size() == 4;
  made.shape = Shape{channels ? pixels->dims[1] : 1, pixels->dims[channels ? 2 : 1], pixels->dims[channels ? 3 : 2], 1};
  made.pixels.assign(pixels->values.begin(), pixels->values.end());
  made.labels.assign(classes->values.begin(), classes->values.end());
  made.classes = std::max(2, 1 + *std::max_element(made.labels.begin(), made.labels.end()));
  return made;
}

void keep_first(LabelledImages& images, int count) {
  const auto kept = static_cast<std::size_t>(std::clamp(count, 0, images.count()));
  images.pixels.resize(kept * static_cast<std::size_t>(images.shape.features()));
  images.labels.resize(kept);
}

void keep_classes(LabelledImages& images, std::span<const std::uint8_t> classes) {
  const auto size = static_cast<std::size_t>(images.shape.features());
  std::size_t kept = 0;
  for (std::size_t i = 0; i < images.labels.size(); ++i) {
    const auto found = std::find(classes.begin(), classes.end(), images.labels[i]);
    if (found == classes.end()) continue;
    std::copy_n(images.pixels.begin() + static_cast<std::ptrdiff_t>(i * size), size,
                images.pixels.begin() + static_cast<std::ptrdiff_t>(kept * size));
    images.labels[kept++] = static_cast<std::uint8_t>(found - classes.begin());
  }
  images.pixels.resize(kept * size);
  images.labels.resize(kept);
  images.classes = static_cast<int>(classes.size());
}

std::pair<Dataset, Dataset> split_images(const LabelledImages& images, int training, std::uint32_t seed) {
  std::vector<std::uint32_t> order = in_order(images.count());
  Rng(seed, Purpose::data).shuffle(std::span(order));
  const auto first = static_cast<std::size_t>(std::clamp(training, 0, images.count()));
  const std::span<const std::uint32_t> all = order;
  return {encode(images, all.first(first)), encode(images, all.subspan(first))};
}

Dataset image_dataset(const LabelledImages& images) { return encode(images, in_order(images.count())); }

void append_samples(Dataset& data, const Dataset& more) {
  data.samples += more.samples;
  data.input.insert(data.input.end(), more.input.begin(), more.input.end());
  data.target.insert(data.target.end(), more.target.begin(), more.target.end());
  data.classes.insert(data.classes.end(), more.classes.begin(), more.classes.end());
}

}  // namespace deltarule

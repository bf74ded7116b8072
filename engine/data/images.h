// Images and their classes as a network takes them: bytes to numbers from 0 to 1, classes one-hot, a seeded split.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "engine/core/result.h"
#include "engine/data/dataset.h"

namespace deltarule {

/// `count` images of shape CHW, one after the other, each with its class.
struct LabelledImages {
  Shape shape;
  int classes = 0;
  std::vector<std::uint8_t> pixels;  // [count, C, H, W]
  std::vector<std::uint8_t> labels;  // [count]

  [[nodiscard]] int count() const { return static_cast<int>(labels.size()); }
};

/// From the bytes of two IDX files, packed with gzip or not: images [count, H, W] (or [count, C, H, W]) and labels
/// [count]. The names are for messages.
Result<LabelledImages> images_from_idx(std::span<const std::uint8_t> images, std::span<const std::uint8_t> labels,
                                       std::string_view images_name, std::string_view labels_name);

/// The tiny demo: bars (upright), bars (level), crosses and rings of side x side pixels, somewhere in the picture.
LabelledImages make_shapes(int count, int side, double noise, std::uint32_t seed);

/// Forgets all images but the first `count`.
void keep_first(LabelledImages& images, int count);

/// Forgets all images but those of these classes, which get the numbers 0, 1, ... in this order.
void keep_classes(LabelledImages& images, std::span<const std::uint8_t> classes);

/// The images in a seeded order, the first `training` to train and the rest to test.
std::pair<Dataset, Dataset> split_images(const LabelledImages& images, int training, std::uint32_t seed);
/// All of them, in their own order.
Dataset image_dataset(const LabelledImages& images);
/// Puts samples of the same shape and classes behind those that are there.
void append_samples(Dataset& data, const Dataset& more);

}  // namespace deltarule

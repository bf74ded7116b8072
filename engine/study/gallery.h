// Some of the samples, as pictures to choose from: a few of each class, or those that the network gets wrong.
#pragma once

#include <cstdint>
#include <vector>

namespace deltarule {

class Trainer;

/// by_class: of the training samples, as many of each class, in its order. Of the test samples, as the network is now:
/// worst: wrong, the surest first; least_certain: right or wrong, the least sure first; cell: one of the confusion
/// matrix, the surest first; exciting: those that a unit answers most to (excitement.h).
enum class GalleryOrder : std::uint8_t { none, by_class, worst, least_certain, cell, exciting };
inline constexpr std::size_t kGalleryOrders = 6;
inline constexpr std::uint16_t kMaxGallery = 128;

struct GalleryRequest {
  GalleryOrder order = GalleryOrder::none;
  std::uint16_t count = 20;                // at most
  std::uint8_t truth = 0, prediction = 0;  // of cell
  std::uint16_t layer = 0, unit = 0;       // of exciting
  friend bool operator==(const GalleryRequest&, const GalleryRequest&) = default;
};

struct GalleryImage {
  std::uint32_t index = 0;  // in the data that it is of, in the trainer's order
  bool test = false;
  std::uint8_t label = 0;
  std::uint8_t prediction = 0;  // by_class, exciting: nobody asked the network, so the label
  float sureness = 1;           // as target_coding.h has it; of softmax its probability. exciting: the unit's output
  std::uint32_t place = 0;      // exciting: where in the unit's map, row by row
  std::vector<float> pixels;    // CHW
};

struct Gallery {
  GalleryRequest request;
  std::vector<GalleryImage> images;
};

/// Only of data with classes and of one step; empty otherwise.
Gallery choose_images(Trainer& trainer, const GalleryRequest& request, int classes);

}  // namespace deltarule

// Images, as the user says them: from where, how many, how they are shared out.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace deltarule {

/// mnist: the handwritten digits that come with the program. idx: files as MNIST has them. folder: a folder of pictures
/// for each class. shapes: drawn bars, crosses and rings.
enum class ImageSet : std::uint8_t { mnist, idx, folder, shapes };
/// In the order of the enum.
std::span<const std::string_view> image_set_names();

struct ImagesSpec {
  ImageSet name = ImageSet::mnist;
  int samples = 0;          // as many of the images, the first ones; 0: all. Of shapes: so many are drawn (0: 1000)
  double train = 0.8;       // share that trains, where there are no files of their own to test with
  int side = 28;            // folder: pictures are scaled to side x side; shapes: drawn so large
  double noise = 0.1;       // shapes
  std::string images = {};  // idx: path of the images that train; folder: the folder
  std::string labels = {};  // idx: path of their labels
  std::string test_images = {};  // idx: may be left out
  std::string test_labels = {};
  friend bool operator==(const ImagesSpec&, const ImagesSpec&) = default;
};

inline constexpr int kMinSquare = 4, kMaxSquare = 256;
inline constexpr int kDrawnShapes = 1000;
inline constexpr int kMaxImages = 1'000'000;

}  // namespace deltarule

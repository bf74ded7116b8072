// Images, as the user says them: from where, how many, how they are shared out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace deltarule {

/// mnist: the handwritten digits that come with the program. idx: files as MNIST has them. folder: a folder of pictures
/// for each class. shapes: drawn bars, crosses and rings.
enum class ImageSet : std::uint8_t { mnist, idx, folder, shapes };
/// In the order of the enum.
std::span<const std::string_view> image_set_names();

/// How a network is told which class it is. one_hot: an output for each class, 1 for the right one and 0 for the
/// others. integer: one output, whose target is the number of the class; an answer counts as the nearest class.
enum class ClassTargets : std::uint8_t { one_hot, integer };
std::span<const std::string_view> class_targets_names();

struct ImagesSpec {
  ImageSet name = ImageSet::mnist;
  int samples =
      0;  // as many of the images, the first ones, of whatever class; 0: all. Of shapes: so many are drawn (0: 1000)
  double train = 0.8;  // share that trains, where there are no files of their own to test with
  int side = 28;       // folder: pictures are scaled to side x side; shapes: drawn so large
  double noise = 0.1;  // shapes
  ClassTargets targets = ClassTargets::one_hot;
  std::string classes = {};      // of the images those of these classes, by name with commas between: 0,1. Empty: all
  std::string drawings = {};     // the user's own, which train behind the images (experiment/drawings.h)
  std::string images = {};       // idx: path of the images that train; folder: the folder
  std::string labels = {};       // idx: path of their labels
  std::string test_images = {};  // idx: may be left out
  std::string test_labels = {};
  friend bool operator==(const ImagesSpec&, const ImagesSpec&) = default;
};

/// The names in ImagesSpec::classes, without the blanks around them.
std::vector<std::string> chosen_classes(const ImagesSpec& spec);

inline constexpr int kMinSquare = 4, kMaxSquare = 256;
inline constexpr int kDrawnShapes = 1000;
inline constexpr int kMaxImages = 1'000'000;
inline constexpr std::size_t kMaxDrawingsText = 65536;  // about 200 drawings of 28 x 28; a link still carries that

}  // namespace deltarule

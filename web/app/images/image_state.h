// What the image scene remembers between frames: the sample that is looked at, what is pointed at, the drawing.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/command.h"
#include "engine/api/snapshot.h"

namespace deltarule {

/// How the numbers of feature maps become colours: each map by its own largest number, all of a layer, or all there
/// are.
enum class MapScale : std::uint8_t { unit, layer, network };

/// A number of a feature map: of which layer (-1: the input), which channel, and where.
struct MapPixel {
  int layer = -1, channel = 0, row = 0, column = 0;
  friend bool operator==(const MapPixel&, const MapPixel&) = default;
};

/// Networks on their way from files and to them.
struct NetworkFiles {
  struct Given {
    std::string name;
    std::vector<std::uint8_t> bytes;
  };
  std::optional<Given> to_open;               // as soon as there is a network in whose place it can come
  bool opening = false;                       // the engine has it
  ModelFile saving = ModelFile::safetensors;  // what the menu asked for last
  bool for_host = false;                      // what is under way was asked for by a host page
};

/// Of somebody who draws by keyboard: where on the pad, and whether it writes.
struct PadPen {
  static constexpr int kPlaces = 28;
  int row = kPlaces / 2, column = kPlaces / 2;
  bool down = false;
};

struct ConvolutionState;

struct ImageState {
  LookRequest look{LookSource::train, 0};
  MapScale scale = MapScale::layer;
  int input_map = 0;                        // of which the arithmetic is shown
  int filter_layer = 0;                     // of those whose weights are pictures
  int open_layer = -1;                      // whose fields are shown
  std::optional<MapPixel> pointed, chosen;  // under the pointer; whose arithmetic is shown
  std::optional<double> slid_at;            // milliseconds, while the window slides: when it did so last

  // Sensitivity: of which class (or kSaliencyOfAnswer), laid over the image; whose most exciting images are shown.
  int saliency_of = kSaliencyOfAnswer;
  bool saliency_over = false;
  int excited_layer = -1, excited_unit = 0;  // -1: not chosen yet

  // The gallery on the data card and those in the lab, as they came.
  Gallery classes, mistakes, exciting;
  std::uint32_t galleries_of = 0;  // the generation that they belong to
  bool pictures_stale = false;
  std::uint32_t painted_for = 0;  // the theme
  GalleryRequest mistakes_wanted{GalleryOrder::worst, 30, 0, 0};

  // The drawing: ink from 0 to 1 on a fine grid, and what the network is given.
  static constexpr int kPadSide = 112;
  std::vector<float> ink;       // kPadSide * kPadSide, or empty
  std::vector<float> drawn;     // as it was sent
  float turned = 0, noise = 0;  // degrees; share of random ink
  int right = 0, down = 0;      // pixels of the picture by which it is shifted
  bool centred = true;          // centred and scaled as MNIST's digits are
  bool drawing_changed = false;
  std::optional<float> pen_x, pen_y;  // where the pen was a frame before, in cells of the pad
  PadPen keyboard_pen;

  // Drawings that train (added_drawings.h): as images, of the classes that are used; how many are of others; the text
  // that they were read from. Of which class the next one is (0: not said), and what was added last.
  std::vector<GalleryImage> added;
  int added_resting = 0;
  std::string added_of;
  int class_of_drawing = 0, added_as = 0;
  std::vector<float> added_pixels;
  std::array<std::string, 4> drawings_of;  // by ImageSet: of the sets that are not shown

  NetworkFiles network;

  // Files: what is on its way, and what was given.
  bool digits_asked = false;
  bool plays_when_built = false;  // once they are there
  std::uint32_t digits = 0;       // how many have arrived

  std::shared_ptr<ConvolutionState> convolution;  // of the bench (convolution_state.h)
};

}  // namespace deltarule

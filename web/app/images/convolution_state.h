// The convolution bench between frames: its setup, its picture, what the engine made of it, and where the window is.
//
// Panels read and write the setup; convolved() has the numbers that belong to it, computed when it has changed.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/api/convolve.h"
#include "engine/api/pictures.h"
#include "web/app/bench.h"
#include "web/app/images/convolution_setup.h"

namespace deltarule {

struct BenchPicture {
  int height = 0, width = 0;
  std::vector<float> pixels;  // from 0 to 1
  bool light = false;         // 1 is white, as in a photograph; else ink on paper
  friend bool operator==(const BenchPicture&, const BenchPicture&) = default;
};

struct ConvolutionState {
  ConvolutionSetup setup;
  std::string told = {};  // the setup as Presentation::bench had it last
  GreyPictures digits;    // the first of those that come with the program
  BenchPicture own;       // from a file or the camera
  unsigned randoms = 0;   // kernels that were drawn
  int chosen_cell = 0;    // of the kernel
  int first_tile = 0;     // of the digits that are shown

  // Made by refresh() of what is above.
  BenchPicture picture;
  std::vector<float> weights;
  Convolved out;  // empty, if the window does not fit
  std::vector<float> uses;
  std::string refused;

  // The window: where it is, how many places of the output it has filled, whether it slides.
  int place = 0;
  bool moved = false;          // else it stands in the middle
  std::optional<int> pointed;  // under the pointer
  int filled = 0;
  bool slides = false;
  double speed = 8;  // places per second
  double due = 0;    // of the next place, by the platform's clock; 0: none yet
  float turn = 0;    // how far the kernel has been turned, from 0 to 1

  void move_to(int where) {
    place = where;
    moved = true;
  }
  [[nodiscard]] int places() const { return out.height * out.width; }
  /// Whose arithmetic is shown.
  [[nodiscard]] int shown() const { return pointed.value_or(place); }
};

ConvolutionState& convolution_of(Bench& bench);
/// Keeps the first digits of a file that has come, for the bench.
void keep_digits(Bench& bench, std::span<const std::uint8_t> idx);

/// The picture that the setup asks for; the square, until it is there.
BenchPicture picture_of(Bench& bench);
BenchPicture pattern(PictureSource source);
/// Computes what belongs to the setup, if it has changed.
void refresh(Bench& bench);

/// One number of the output, taken apart: cell by cell of the kernel, as it lies over the picture.
struct PlaceSum {
  int size = 1, row = 0, column = 0;  // of the output
  std::vector<int> rows, columns;     // of the picture, of each cell; outside of it: padding
  std::vector<float> patch, weights, products;
  std::vector<bool> inside;
  float z = 0, y = 0;  // the engine's
};
PlaceSum sum_at(const ConvolutionState& state, int place);

}  // namespace deltarule

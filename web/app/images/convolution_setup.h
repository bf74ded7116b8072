// What is set on the convolution bench: which picture, which kernel, how the window walks. A value, compared, kept and
// written into links; how it is computed is the engine's business.
//
//   bench=convolution:digit4:-1,0,1,-2,0,2,-1,0,1:p1:s2:d1:turned:mean:relu:b0.5
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "engine/experiment/experiment.h"

namespace deltarule {

/// Four made by hand; a digit; what was drawn on the pad; the user's own, from a file or the camera.
enum class PictureSource { square, checkerboard, step, dot, digit, drawing, own };
inline constexpr int kPatterns = 4;

inline constexpr int kKernelSizes[] = {1, 3, 5, 7};
inline constexpr int kMaxStride = 4, kMaxDilation = 3;
inline constexpr float kKernelReach = 99;  // of a cell, either way

struct ConvolutionSetup {
  PictureSource source = PictureSource::digit;
  int digit = 0;
  int size = 3;                                                // of the kernel
  std::vector<float> kernel = {-1, 0, 1, -2, 0, 2, -1, 0, 1};  // [size, size]
  bool mean = false;                                           // divided by the sum of its cells
  bool turned = false;                                         // true convolution
  int padding = 0, stride = 1, dilation = 1;
  float bias = 0;
  bool relu = false;
  friend bool operator==(const ConvolutionSetup&, const ConvolutionSetup&) = default;
};

/// As in Presentation::bench. Whatever cannot be read is left as it is by default.
std::string to_text(const ConvolutionSetup& setup);
ConvolutionSetup setup_from_text(std::string_view text);

/// What the engine is asked for.
LayerSpec layer_of(const ConvolutionSetup& setup);
/// The kernel's cells after the division, if there is one (a sum of zero divides nothing).
std::vector<float> weights_of(const ConvolutionSetup& setup);

// Kernels with names; the last one is different every time.
enum class KernelPreset { identity, box_blur, gaussian, sharpen, sobel_x, sobel_y, emboss, laplacian, random };
inline constexpr int kKernelPresets = 9;
void take_preset(ConvolutionSetup& setup, KernelPreset preset, unsigned seed = 0);
/// Which preset it is; -1: none of them.
int preset_of(const ConvolutionSetup& setup);
/// A preset stays that preset in its new size; any other kernel keeps its middle.
void resize_kernel(ConvolutionSetup& setup, int size);

}  // namespace deltarule

// Kernels by formula for every size, and the text form: parts between colons, each known by its first letter.
#include "web/app/images/convolution_setup.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <iterator>
#include <numeric>

#include "engine/experiment/text.h"
#include "engine/io/link_text.h"

namespace deltarule {
namespace {

constexpr std::string_view kSources[] = {"square", "checkerboard", "step", "dot", "digit", "drawing", "own"};
constexpr std::string_view kTurned = "turned", kMean = "mean", kRelu = "relu";
constexpr int kMostDigits = 1000;

/// Row n of Pascal's triangle: what smooths.
std::vector<float> binomial(int n) {
  std::vector<float> row(static_cast<std::size_t>(n), 0.f);
  if (n < 1) return row;
  row[0] = 1;
  for (int i = 1; i < n; ++i)
    for (std::size_t k = static_cast<std::size_t>(i); k > 0; --k) row[k] += row[k - 1];
  return row;
}

/// What smooths over two cells fewer, then the difference of the neighbours on both sides (Sobel and Feldman 1968).
std::vector<float> slope(int n) {
  const std::vector<float> smooth = binomial(n - 2);
  std::vector<float> out(static_cast<std::size_t>(n), 0.f);
  for (std::size_t i = 0; i < smooth.size(); ++i) {
    out[i] -= smooth[i];
    out[i + 2] += smooth[i];
  }
  return out;
}

std::vector<float> cells_of(KernelPreset preset, int n, unsigned seed) {
  const auto size = static_cast<std::size_t>(n), middle = size / 2;
  std::vector<float> cells(size * size, 0.f);
  float& centre = cells[middle * size + middle];
  // A single cell has no neighbours to blur with or to differ from.
  if (n == 1 && preset != KernelPreset::random) preset = KernelPreset::identity;
  const auto outer = [&](const std::vector<float>& down, const std::vector<float>& across) {
    for (std::size_t i = 0; i < size * size; ++i) cells[i] = down[i / size] * across[i % size];
  };
  const auto arms = [&](float value) {
    for (std::size_t i = 0; i < size; ++i)
      if (i != middle) cells[middle * size + i] = cells[i * size + middle] = value;
    centre = -value * 4 * static_cast<float>(middle);
  };
  switch (preset) {
    case KernelPreset::identity: centre = 1; break;
    case KernelPreset::box_blur: std::fill(cells.begin(), cells.end(), 1.f); break;
    case KernelPreset::gaussian: outer(binomial(n), binomial(n)); break;
    case KernelPreset::sharpen:
      arms(-1);
      centre += 1;
      break;
    case KernelPreset::sobel_x: outer(binomial(n), slope(n)); break;
    case KernelPreset::sobel_y: outer(slope(n), binomial(n)); break;
    case KernelPreset::emboss:
      for (std::size_t i = 0; i < size * size; ++i)
        cells[i] = static_cast<float>(i / size + i % size) - static_cast<float>(size - 1);
      centre = 1;
      break;
    case KernelPreset::laplacian: arms(1); break;
    case KernelPreset::random:
      for (float& cell : cells) {
        seed = seed * 1664525u + 1013904223u;  // Numerical Recipes' generator: enough for a toy kernel
        cell = static_cast<float>(static_cast<int>((seed >> 16) % 21) - 10) / 10;
      }
  }
  return cells;
}

bool divides(KernelPreset preset) { return preset == KernelPreset::box_blur || preset == KernelPreset::gaussian; }

}  // namespace

std::string to_text(const ConvolutionSetup& s) {
  std::string text = "convolution:" + std::string(kSources[static_cast<std::size_t>(s.source)]);
  if (s.source == PictureSource::digit) text += std::to_string(s.digit);
  char separator = ':';
  for (const float cell : s.kernel) {
    text += separator;
    text += format_number(std::round(double{cell} * 1000) / 1000);
    separator = ',';
  }
  text += ":p" + std::to_string(s.padding) + ":s" + std::to_string(s.stride) + ":d" + std::to_string(s.dilation);
  for (const auto& [on, name] : {std::pair(s.turned, kTurned), std::pair(s.mean, kMean), std::pair(s.relu, kRelu)})
    if (on) text += ":" + std::string(name);
  if (s.bias != 0) text += ":b" + format_number(double{s.bias});
  return text;
}

ConvolutionSetup setup_from_text(std::string_view text) {
  ConvolutionSetup s;
  const auto parts = split(text, ":");
  for (std::size_t i = 1; i < parts.size(); ++i) {
    const std::string_view part = parts[i];
    const auto whole = [&](std::size_t from, int least, int most, int& value) {
      if (const auto number = parse_number(part.substr(from)))
        value = static_cast<int>(std::clamp(*number, double(least), double(most)));
    };
    if (part == kTurned || part == kMean || part == kRelu) {
      (part == kTurned ? s.turned : part == kMean ? s.mean : s.relu) = true;
    } else if (part.starts_with("digit")) {
      s.source = PictureSource::digit;
      whole(5, 0, kMostDigits, s.digit);
    } else if (const auto* source = std::find(std::begin(kSources), std::end(kSources), part);
               source != std::end(kSources)) {
      s.source = static_cast<PictureSource>(source - std::begin(kSources));
    } else if (part.starts_with('p')) {
      whole(1, 0, kKernelSizes[std::size(kKernelSizes) - 1], s.padding);
    } else if (part.starts_with('s')) {
      whole(1, 1, kMaxStride, s.stride);
    } else if (part.starts_with('d')) {
      whole(1, 1, kMaxDilation, s.dilation);
    } else if (part.starts_with('b')) {
      if (const auto number = parse_number(part.substr(1)))
        s.bias = static_cast<float>(std::clamp(*number, -double{kKernelReach}, double{kKernelReach}));
    } else {
      const auto written = split(part, ",");
      std::vector<float> cells;
      for (const std::string_view cell : written)
        if (const auto number = parse_number(cell))
          cells.push_back(static_cast<float>(std::clamp(*number, -double{kKernelReach}, double{kKernelReach})));
      for (const int size : kKernelSizes)
        if (cells.size() == written.size() && cells.size() == static_cast<std::size_t>(size * size))
          s.kernel = cells, s.size = size;
    }
  }
  s.padding = std::min(s.padding, s.size);
  return s;
}

LayerSpec layer_of(const ConvolutionSetup& s) {
  return {.kind = LayerKind::conv2d,
          .activation = s.relu ? Activation::relu : Activation::linear,
          .filters = 1,
          .kernel = s.size,
          .stride = s.stride,
          .padding = s.padding,
          .dilation = s.dilation,
          .operation = s.turned ? Operation::convolution : Operation::correlation};
}

std::vector<float> weights_of(const ConvolutionSetup& s) {
  std::vector<float> weights = s.kernel;
  const float sum = std::accumulate(weights.begin(), weights.end(), 0.f);
  if (s.mean && sum != 0)
    for (float& weight : weights) weight /= sum;
  return weights;
}

void take_preset(ConvolutionSetup& s, KernelPreset preset, unsigned seed) {
  s.kernel = cells_of(preset, s.size, seed);
  s.mean = divides(preset);
}

int preset_of(const ConvolutionSetup& s) {
  for (int i = 0; i < static_cast<int>(KernelPreset::random); ++i) {
    const auto preset = static_cast<KernelPreset>(i);
    if (s.mean == divides(preset) && s.kernel == cells_of(preset, s.size, 0)) return i;
  }
  return -1;
}

void resize_kernel(ConvolutionSetup& s, int size) {
  const int preset = preset_of(s), before = s.size;
  const std::vector<float> old = std::move(s.kernel);
  s.size = size;
  s.padding = std::min(s.padding, size);
  s.kernel.assign(static_cast<std::size_t>(size * size), 0.f);
  const int shift = (before - size) / 2;
  for (int row = 0; row < size; ++row)
    for (int column = 0; column < size; ++column) {
      const int r = row + shift, c = column + shift;
      if (r >= 0 && r < before && c >= 0 && c < before)
        s.kernel[static_cast<std::size_t>(row * size + column)] = old[static_cast<std::size_t>(r * before + c)];
    }
  // A single cell is the identity, whatever it was before: then the middle is what there is to keep.
  if (preset >= 0 && before > 1) take_preset(s, static_cast<KernelPreset>(preset));
}

}  // namespace deltarule

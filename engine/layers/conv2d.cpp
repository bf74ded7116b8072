// Forward and backward of the convolutional layer, by patches ("im2col": core/kernels/patches.h).
//
// patches [K, P] of an image: row (c, i, j) holds what cell (i, j) of a filter meets in channel c at each of the P
// places, 0 in the padding. Then, per image,
//   z = W patches + b                [F, P] = [F, K] [K, P]: already the image [F, rows, columns], row by row
//   y = f(z)
//
// The chain rule, as for a dense layer on every place (dense.cpp), summed over places and images:
//   dz = f'(z) dy
//   dW = dz patches^T
//   db = sum_p dz_p
//   dpatches = W^T dz, and a pixel's gradient is the sum over all patches in which it lies ("col2im").
//
// Patches are made again for the backward pass: keeping those of every image would take K/C times the input's memory.
// Where most of dz is 0 (is_sparse), the same sums are made without the terms that are 0.
#include "engine/layers/conv2d.h"

#include <algorithm>
#include <cstdint>
#include <string>

#include "engine/core/kernels/gemm.h"
#include "engine/core/kernels/sparse_patches.h"
#include "engine/core/kernels/vector_ops.h"
#include "engine/core/lanes.h"
#include "engine/layers/activation.h"

namespace deltarule {
namespace {

constexpr Index kMaxPatches = Index{1} << 26;  // cells of one image's patches: a quarter of a gigabyte of floats

// Scratch: z [F P, N], dz [F P, N]; of one image dpatches [K, P], the image in its padding, and dz^T [P, F], packed; of
// the batch dW^T [K, F].
struct Scratch {
  Scalar *z, *dz, *dpatches, *dz_turned, *dW_turned, *padded;
  Scratch(Scalar* start, std::size_t N, std::size_t F, std::size_t P, std::size_t K)
      : z(start),
        dz(z + F * P * N),
        dpatches(dz + F * P * N),
        dz_turned(dpatches + K * P),
        dW_turned(dz_turned + packed_size(P, F)),
        padded(dW_turned + K * F) {}
};

// The places [first, last) of an axis at which a filter's cell lies in the image, and the pixel it meets at place 0.
struct Met {
  Index first, last, origin;
  Met(const Window& window, Index cell, Index size, Index places) : origin(cell * window.dilation - window.before) {
    const auto reach = [&](Index pixel) {  // the first place at which the cell is at or beyond the pixel
      const Index distance = pixel - origin;
      return distance <= 0 ? Index{0} : std::min((distance + window.stride - 1) / window.stride, places);
    };
    first = reach(0);
    last = reach(size);
  }
};

// Where the first line of places lies that a cell meets pixels at, among the patches and in the image, and how long it
// is. One line further down both are a line further; there are none if the cell meets nothing.
struct Lines {
  Index patch, pixel, length;
  Lines(const Window& window, Index row, Index channel, const Met& down, const Met& across)
      : patch(row * window.places() + down.first * window.places_across + across.first),
        pixel(channel * window.plane() + (down.first * window.stride + down.origin) * window.width +
              across.first * window.stride + across.origin),
        length(std::max(across.last - across.first, Index{0})) {}
};

// Calls f(row, c, down, across) for each row (c, i, j) of the patches, with the places at which it meets pixels of
// channel c. A filter turned by 180 degrees has its cell (i, j) where (k-1-i, k-1-j) would lie.
template <class F>
void for_cells(const Window& window, Operation operation, F f) {
  const Index k = window.kernel;
  const auto turned = [&](Index i) { return operation == Operation::convolution ? k - 1 - i : i; };
  Index row = 0;
  for (Index c = 0; c < window.channels; ++c)
    for (Index i = 0; i < k; ++i) {
      const Met down(window, turned(i), window.height, window.places_down);
      for (Index j = 0; j < k; ++j, ++row) f(row, c, down, Met(window, turned(j), window.width, window.places_across));
    }
}

// image [C, height, width] = every pixel's sum over the patches [K, P] in which it lies.
void scatter_patches(const Window& window, Operation operation, const Scalar* patches, Scalar* image) {
  const Index s = window.stride;
  std::fill_n(image, window.channels * window.plane(), Scalar{0});
  for_cells(window, operation, [&](Index row, Index channel, const Met& down, const Met& across) {
    const Lines lines(window, row, channel, down, across);
    const Scalar* line = patches + lines.patch;
    Scalar* pixels = image + lines.pixel;
    for (Index y = down.first; y < down.last; ++y, line += window.places_across, pixels += s * window.width) {
      if (s == 1)
        for_lanes(static_cast<std::size_t>(lines.length),
                  [=](auto at) { at.store(pixels, at.load(pixels) + at.load(line)); });
      else
        for (Index x = 0; x < lines.length; ++x) pixels[x * s] += line[x];
    }
  });
}

}  // namespace

Result<Shape> Conv2d::plan(const Shape& input) {
  if (spec_.filters < 1)
    return Error{"filters", "a convolution needs at least 1 filter, not " + std::to_string(spec_.filters)};
  const Result<Window> window = plan_filter(input, spec_);
  if (!window) return window.error();
  window_ = *window;
  const std::int64_t cells = std::int64_t{input.channels} * spec_.kernel * spec_.kernel;
  if (cells > kMaxPatches / window_.places())
    return Error{"kernel", "the image has too many places for a filter of " + std::to_string(cells) +
                               " cells to hold in memory; take a smaller kernel or a larger stride"};
  F_ = static_cast<std::size_t>(spec_.filters);
  K_ = static_cast<std::size_t>(cells);
  P_ = static_cast<std::size_t>(window_.places());
  const auto reach = [&](Index places) {
    return (places - 1) * window_.stride + (window_.kernel - 1) * window_.dilation + 1;
  };
  const Index height = std::max(reach(window_.places_down), window_.before + window_.height);
  const Index width = std::max(reach(window_.places_across), window_.before + window_.width);
  padded_height_ = static_cast<std::size_t>(height);
  padded_width_ = static_cast<std::size_t>(width);
  const bool pads = height > window_.height || width > window_.width;
  padded_size_ = pads ? static_cast<std::size_t>(window_.channels * height * width) : 0;
  // A filter turned by 180 degrees has its cell (i, j) where (k-1-i, k-1-j) would lie.
  const Index k = window_.kernel;
  const auto turned = [&](Index i) { return spec_.operation == Operation::convolution ? k - 1 - i : i; };
  present_.resize(std::max(F_, P_));
  places_.clear();
  places_.reserve(P_);
  for (Index y = 0; y < window_.places_down; ++y)
    for (Index x = 0; x < window_.places_across; ++x)
      places_.push_back(static_cast<std::uint32_t>((y * width + x) * window_.stride));
  cells_.clear();
  cells_.reserve(K_);
  for (Index c = 0; c < window_.channels; ++c)
    for (Index i = 0; i < k; ++i)
      for (Index j = 0; j < k; ++j)
        cells_.push_back(static_cast<std::size_t>((c * height + turned(i) * window_.dilation) * width +
                                                  turned(j) * window_.dilation));
  return window_.output(spec_.filters, input.steps);
}

std::vector<Parameter> Conv2d::parameters() const {
  const int C = static_cast<int>(window_.channels), k = spec_.kernel, F = spec_.filters;
  const auto fan_out = static_cast<int>(std::min(std::int64_t{F} * k * k, std::int64_t{1} << 30));
  return {{.name = "weight", .dims = {F, C, k, k}, .fans = {C * k * k, fan_out}},
          {.name = "bias", .dims = {F}, .role = ParameterRole::bias}};
}

std::size_t Conv2d::scratch(std::size_t columns) const {
  return 2 * F_ * P_ * columns + K_ * P_ + packed_size(P_, F_) + F_ * K_ + padded_size_;
}

void Conv2d::bind(const Scalar* parameters, Scalar* gradients, Scalar*) {
  W_ = parameters;
  b_ = parameters + F_ * K_;
  dW_ = gradients;
  db_ = gradients + F_ * K_;
}

// Calls f(row of an image, the same row in its padding) with where they begin.
template <class F>
void Conv2d::for_rows(F f) const {
  const auto height = static_cast<std::size_t>(window_.height), width = static_cast<std::size_t>(window_.width);
  const auto before = static_cast<std::size_t>(window_.before);
  for (std::size_t c = 0; c < static_cast<std::size_t>(window_.channels); ++c)
    for (std::size_t y = 0; y < height; ++y)
      f((c * height + y) * width, (c * padded_height_ + before + y) * padded_width_ + before);
}

// `padded` [C, padded height, padded width] is 0 in the padding already.
Patches Conv2d::patches_of(const Scalar* image, Scalar* padded) const {
  if (padded_size_ == 0) return patches_in(image);
  const auto width = static_cast<std::size_t>(window_.width);
  for_rows([&](std::size_t row, std::size_t padded_row) { copy(width, image + row, padded + padded_row); });
  return patches_in(padded);
}

// Of an image in its padding.
Patches Conv2d::patches_in(const Scalar* image) const {
  const bool beside = window_.dilation == 1 && spec_.operation == Operation::correlation;
  return {.image = image,
          .cells = cells_.data(),
          .K = K_,
          .places = places_.data(),
          .P = P_,
          .run = static_cast<std::size_t>(beside ? window_.kernel : 1)};
}

void Conv2d::forward(const ForwardPass& pass) {
  const std::size_t N = pass.columns, pixels = static_cast<std::size_t>(window_.channels * window_.plane());
  const Scratch scratch(pass.scratch, N, F_, P_, K_);
  std::fill_n(scratch.padded, padded_size_, Scalar{0});  // the padding, of which there is as much for every image
  for (std::size_t n = 0; n < N; ++n) {
    Scalar* z = scratch.z + n * F_ * P_;
    for (std::size_t f = 0; f < F_; ++f) std::fill_n(z + f * P_, P_, b_[f]);
    // z [F, P] = b + W [F, K] patches [K, P]
    gemm_by_patches(F_, W_, patches_of(pass.x + n * pixels, scratch.padded), z);
  }
  activate(spec_.activation, F_ * P_, N, scratch.z, pass.y);
}

void Conv2d::backward(const BackwardPass& pass) {
  const std::size_t N = pass.columns;
  const Scratch scratch(pass.scratch, N, F_, P_, K_);
  const Scalar* dz = pass.dy;
  if (!pass.from_logits && spec_.activation != Activation::linear) {
    activate_backward(spec_.activation, F_ * P_, N, scratch.z, pass.y, pass.dy, scratch.dz);
    dz = scratch.dz;
  }
  if (is_sparse(F_ * P_ * N, dz))
    sparse_backward(pass, dz);
  else
    dense_backward(pass, dz);
  for (std::size_t n = 0; n < N; ++n)
    for (std::size_t f = 0; f < F_; ++f) db_[f] += static_cast<Scalar>(sum(P_, dz + (n * F_ + f) * P_));
}

void Conv2d::sparse_backward(const BackwardPass& pass, const Scalar* dz) {
  const std::size_t N = pass.columns, pixels = static_cast<std::size_t>(window_.channels * window_.plane());
  const Scratch scratch(pass.scratch, N, F_, P_, K_);
  const SparseWork work{.row = scratch.dpatches, .values = scratch.dz_turned, .where = present_.data()};
  Scalar* dW = scratch.dW_turned;  // not turned here
  std::fill_n(dW, F_ * K_, Scalar{0});
  for (std::size_t n = 0; n < N; ++n, dz += F_ * P_) {
    sparse_filter_gradient(patches_of(pass.x + n * pixels, scratch.padded), F_, dz, work, dW);
    if (pass.dx == nullptr) continue;
    Scalar* dx = pass.dx + n * pixels;
    Scalar* image = padded_size_ > 0 ? scratch.padded : dx;
    std::fill_n(image, padded_size_ > 0 ? padded_size_ : pixels, Scalar{0});
    sparse_image_gradient(patches_in(image), F_, W_, dz, spec_.operation == Operation::correlation, work, image);
    if (padded_size_ == 0) continue;
    const auto width = static_cast<std::size_t>(window_.width);
    for_rows([&](std::size_t row, std::size_t padded_row) { copy(width, image + padded_row, dx + row); });
    std::fill_n(image, padded_size_, Scalar{0});  // the next image's padding
  }
  for (std::size_t i = 0; i < F_ * K_; ++i) dW_[i] += dW[i];
}

void Conv2d::dense_backward(const BackwardPass& pass, const Scalar* dz) {
  const std::size_t N = pass.columns, pixels = static_cast<std::size_t>(window_.channels * window_.plane());
  const Scratch scratch(pass.scratch, N, F_, P_, K_);
  std::fill_n(scratch.dW_turned, K_ * F_, Scalar{0});
  for (std::size_t n = 0; n < N; ++n, dz += F_ * P_) {
    // dW^T [K, F] += patches [K, P] (dz [F, P])^T: turned, because there are fewer filters than cells
    pack_transposed(P_, F_, dz, scratch.dz_turned);
    gemm_patches(patches_of(pass.x + n * pixels, scratch.padded), F_, scratch.dz_turned, scratch.dW_turned);
    if (pass.dx == nullptr) continue;
    gemm_tn(K_, P_, F_, W_, dz, scratch.dpatches, Write::overwrite);  // dpatches [K, P] = (W [F, K])^T dz [F, P]
    scatter_patches(window_, spec_.operation, scratch.dpatches, pass.dx + n * pixels);
  }
  for (std::size_t f = 0; f < F_; ++f)
    for (std::size_t k = 0; k < K_; ++k) dW_[f * K_ + k] += scratch.dW_turned[k * F_ + f];
}

const Scalar* Conv2d::logits(const Scalar* scratch, std::size_t) const { return scratch; }  // z lies first

}  // namespace deltarule

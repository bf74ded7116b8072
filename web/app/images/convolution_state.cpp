// Pictures of the bench and their convolution, by the engine; nothing here draws.
#include "web/app/images/convolution_state.h"

#include <algorithm>
#include <utility>

#include "web/app/images/drawing.h"

namespace deltarule {
namespace {

constexpr std::size_t kDigitsKept = 200;
constexpr int kPatternSide = 16, kDotSide = 11, kDrawnSide = 28;

}  // namespace

ConvolutionState& convolution_of(Bench& bench) {
  auto& state = bench.images.convolution;
  if (!state) state = std::make_shared<ConvolutionState>();
  return *state;
}

void keep_digits(Bench& bench, std::span<const std::uint8_t> idx) {
  ConvolutionState& state = convolution_of(bench);
  if (!state.digits.pixels.empty()) return;
  if (Result<GreyPictures> first = first_pictures(idx, kDigitsKept, "digits")) state.digits = std::move(*first);
}

BenchPicture pattern(PictureSource source) {
  const int side = source == PictureSource::dot ? kDotSide : kPatternSide;
  BenchPicture picture{side, side, {}, false};
  for (int row = 0; row < side; ++row)
    for (int column = 0; column < side; ++column) {
      const auto within = [&](int least, int most) {
        return row >= least && row <= most && column >= least && column <= most;
      };
      bool ink = false;
      switch (source) {
        case PictureSource::checkerboard: ink = (row / 4 + column / 4) % 2 == 0; break;
        case PictureSource::step: ink = column >= side / 2; break;
        case PictureSource::dot: ink = within(side / 2, side / 2); break;
        default: ink = within(4, 11) && !within(7, 8); break;
      }
      picture.pixels.push_back(ink ? 1.f : 0.f);
    }
  return picture;
}

BenchPicture picture_of(Bench& bench) {
  const ConvolutionState& state = convolution_of(bench);
  const GreyPictures& digits = state.digits;
  switch (state.setup.source) {
    case PictureSource::digit:
      if (digits.pixels.empty()) break;
      return {digits.height, digits.width,
              digits.pixels[static_cast<std::size_t>(state.setup.digit) % digits.pixels.size()], false};
    case PictureSource::drawing: {
      const ImageState& images = bench.images;
      std::vector<float> pixels =
          network_input(images.ink, ImageState::kPadSide, kDrawnSide, kDrawnSide, images.centred);
      pixels.resize(kDrawnSide * kDrawnSide);  // an empty pad is paper
      return {kDrawnSide, kDrawnSide, std::move(pixels), false};
    }
    case PictureSource::own:
      if (state.own.pixels.empty()) break;
      return state.own;
    default: return pattern(state.setup.source);
  }
  return pattern(PictureSource::square);
}

void refresh(Bench& bench) {
  ConvolutionState& state = convolution_of(bench);
  const LayerSpec layer = layer_of(state.setup);
  BenchPicture picture = picture_of(bench);
  std::vector<float> weights = weights_of(state.setup);
  const std::string text = to_text(state.setup);
  if (picture == state.picture && weights == state.weights && text == state.told) return;
  const bool all = state.filled >= state.places();
  state.picture = std::move(picture);
  state.weights = std::move(weights);
  state.told = text;
  bench.presentation.bench = text;
  const int height = state.picture.height, width = state.picture.width;
  const int row = state.out.width > 0 ? state.place / state.out.width : 0;
  const int column = state.out.width > 0 ? state.place % state.out.width : 0;
  Result<Convolved> out = convolve(layer, state.picture.pixels, height, width, state.weights, state.setup.bias);
  state.refused = out ? std::string() : out.error().what;
  state.out = out ? std::move(*out) : Convolved{};
  Result<std::vector<float>> uses = window_uses(layer, height, width);
  state.uses = uses ? std::move(*uses) : std::vector<float>{};
  // The window stays where it was, as far as that place is still there; until somebody moves it, in the middle.
  const int last_row = std::max(0, state.out.height - 1), last_column = std::max(0, state.out.width - 1);
  state.place = state.moved ? std::min(row, last_row) * state.out.width + std::min(column, last_column)
                            : last_row / 2 * state.out.width + last_column / 2;
  state.filled = all ? state.places() : std::min(state.filled, state.places());
  state.pointed.reset();
}

PlaceSum sum_at(const ConvolutionState& state, int place) {
  PlaceSum sum;
  const int k = sum.size = state.setup.size;
  sum.row = place / state.out.width;
  sum.column = place % state.out.width;
  const PreviewWindow& window = state.out.window;
  for (int i = 0; i < k * k; ++i) {
    const int row = sum.row * window.stride - window.before + i / k * window.dilation;
    const int column = sum.column * window.stride - window.before + i % k * window.dilation;
    const bool inside = row >= 0 && row < state.picture.height && column >= 0 && column < state.picture.width;
    const int cell = state.setup.turned ? k * k - 1 - i : i;
    sum.rows.push_back(row);
    sum.columns.push_back(column);
    sum.inside.push_back(inside);
    sum.patch.push_back(inside ? state.picture.pixels[static_cast<std::size_t>(row * state.picture.width + column)]
                               : 0.f);
    sum.weights.push_back(state.weights[static_cast<std::size_t>(cell)]);
    sum.products.push_back(sum.patch.back() * sum.weights.back());
  }
  sum.z = state.out.z[static_cast<std::size_t>(place)];
  sum.y = state.out.y[static_cast<std::size_t>(place)];
  return sum;
}

}  // namespace deltarule

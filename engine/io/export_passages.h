// What happens to a batch on its way through a network, in the terms that all exporters share: layers, and between them
// changes of form. A form is the dimensions after the batch's.
//
// The engine keeps steps, channels and pixels of a sample in one column and needs no such thing; everyone else's layers
// want [N, T, F], [N, C, H, W] or [N, F]. Nothing here knows any target.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/train/trainer.h"

namespace deltarule {

struct Passage {
  enum class What : std::uint8_t {
    form,    // the same numbers as [-1, form...]; the steps of a sequence may become part of the batch, and come back
    layer,   // layers of which nothing is left at inference (flatten) have none
    softmax  // over the last dimension: of a convolution, whose softmax runs over all filters and places
  };
  What what = What::layer;
  std::vector<int> form;
  std::size_t layer = 0;
};

/// What comes in: {F}, {T, F}, {C, H, W}; codes: {T}.
std::vector<int> input_form(std::span<const LayerLayout> layout);
bool reads_codes(std::span<const LayerLayout> layout);
/// As a batch file's "output": {units} or {T, units}.
std::vector<int> output_form(std::span<const LayerLayout> layout);
/// From the one to the other. Layers take and give:
///   dense, layer_norm, mcculloch_pitts   {F} or {T, F}
///   conv2d, pools                        {C, H, W}, steps in the batch
///   batch_norm                           {C, H, W} or {C}, steps in the batch
///   recurrent layers, attention          {T, F}, even of one step; give {T, F}, or {F} if only the last is returned
///   embedding                            {T}, gives {T, F};       last_step: {T, F}, gives {F}
///   dropout                              whatever there is
std::vector<Passage> passages_of(std::span<const LayerLayout> layout);

bool is_image(const Shape& shape);

}  // namespace deltarule

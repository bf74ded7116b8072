// Saliency: how the answer would change if a pixel did. The gradient of a class's logit with respect to the input.
//
// Simonyan, Vedaldi, Zisserman: Deep Inside Convolutional Networks: Visualising Image Classification Models and
// Saliency Maps, 2013, section 3. Of the logit and not of the probability: that could also rise because those of the
// other classes fall.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/study/look.h"
#include "engine/study/probe.h"

namespace deltarule {

class Trainer;

/// Of which class: its number, or one of these.
inline constexpr std::int16_t kNoSaliency = -2, kSaliencyOfAnswer = -1;

struct Saliency {
  LookRequest sample;
  std::int16_t asked = kNoSaliency;
  std::uint8_t answer = 0;      // the class whose logit it is
  float logit = 0;              // of it, before sigmoid or softmax; of a single output for two classes, -z for class 0;
                                // of an output that is the class's number, that number
  std::vector<float> gradient;  // d logit / d input, CHW
};

/// The run's network with its parameters of now, on one sample; `probe` is for one sample and made for backward. Empty
/// gradient: there is no such class.
Saliency saliency_of(const Trainer& trainer, Probe& probe, const LookRequest& sample, std::int16_t asked, int classes,
                     std::span<const Scalar> input);

}  // namespace deltarule

// A data set from named tensors: "input" and "target", samples first, as PyTorch hands them to a model.
//
//   input    [B, features], [B, T, features] for sequences, [B, C, H, W] for images, [B, T] codes for an embedding
//   target   values [B, units], or [B, T, units] at every step; classes, as whole numbers, [B] or [B, T]
#pragma once

#include "engine/core/result.h"
#include "engine/data/dataset.h"
#include "engine/io/tensor.h"
#include "engine/train/training_spec.h"

namespace deltarule {

/// Classes become targets as the last layer and the loss want them (target_coding.h). Whether the shapes suit the
/// network is for Trainer::build to say. Samples count as consecutive: who asks for carry_state has ordered them so.
Result<Dataset> dataset_of(const TensorFile& file, const TrainingSpec& spec);

}  // namespace deltarule

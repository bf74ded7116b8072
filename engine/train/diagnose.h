// Finds where a NaN or an infinity first appeared, in the order in which a step computes. Called when there is one.
#pragma once

#include "engine/train/network.h"
#include "engine/train/trainer.h"

namespace deltarule {

/// After the forward pass of a batch whose loss is not finite.
Divergence diagnose_loss(const Network& network, const Network::Buffers& buffers, std::size_t samples);
/// After a backward pass whose gradients are not all finite.
Divergence diagnose_gradients(const Network& network);
/// After an update that left parameters not all finite.
Divergence diagnose_weights(const Network& network);

/// Replaces every NaN by one and the same: their bits differ between processors, and nothing else does.
void canonicalize_nan(std::span<Scalar> values);

}  // namespace deltarule

// A drawing in ink, and what a network is given of it.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace deltarule {

/// Ink along the line from one place to another, in cells of the pad; a soft round pen.
void draw_line(std::vector<float>& ink, int side, float x1, float y1, float x2, float y2, float radius);

/// Ink on a pad of side x side from a picture in grey, scaled to fit: the paper is what its border is, ink what differs
/// from that, be it darker or lighter. Empty if nothing does.
std::vector<float> ink_of(std::span<const std::uint8_t> grey, int width, int height, int side);

/// The same ink turned clockwise about the middle of the pad by so many degrees.
std::vector<float> turned(const std::vector<float>& ink, int side, float degrees);
/// Pixels [height, width] moved to the right and down by so many places; what comes in from the edges is paper.
std::vector<float> shifted(const std::vector<float>& pixels, int height, int width, int right, int down);
/// A share of the pixels, the same ones every time, becomes random ink.
void add_noise(std::vector<float>& pixels, float share);

/// `height` x `width` pixels from 0 to 1. `centred`: as MNIST's digits are, the larger side of what was drawn scaled to
/// 20/28 of the picture's, and its centre of mass in the middle (LeCun et al. 1998); else the pad as it is. Empty for
/// an empty pad.
std::vector<float> network_input(const std::vector<float>& ink, int side, int height, int width, bool centred);

}  // namespace deltarule

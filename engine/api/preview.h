// Small pure answers the front end needs without a round trip: the points of a data set for its thumbnail, an input's
// value for its picture, an activation's curve for its little plot, and how an output stands for classes.
#pragma once

#include <vector>

#include "engine/api/snapshot.h"
#include "engine/data/points_spec.h"
#include "engine/train/training_spec.h"

namespace deltarule {

/// Exactly the points that an experiment with this data and seed trains and tests on.
std::vector<SnapshotPoint> preview_points(const PointsSpec& spec, std::uint32_t seed);
/// The part of the plane that is shown for this data set: [min, max] in both directions.
void preview_view(const PointsSpec& spec, float& min, float& max);
/// One of the network's inputs at a point of the plane.
float preview_input(Input input, float x1, float x2);
float preview_activation(Activation activation, float z);
/// How the window of a convolution or a pool lies over what comes in: place (row, column) of its output covers the
/// cells row * stride - before + i * dilation, i from 0 to kernel - 1, and columns likewise.
struct PreviewWindow {
  int kernel = 1, stride = 1, dilation = 1, before = 0;
};
/// False for layers without a window, and for windows that do not fit.
bool preview_window(const LayerSpec& layer, int channels, int height, int width, PreviewWindow& window);
/// One output tells two classes apart: as -1 and 1, not as 0 and 1.
bool signed_classes(const LayerSpec& last, Loss loss);

}  // namespace deltarule

// Points in the plane, as the user says them: which set, how many, how noisy, seen through which inputs.
//
// The plane is that of tensorflow/playground, [-6, 6] in both directions, so that learning rates mean the same there
// and here; logic gates live on the corners of the unit square and are shown on [-0.5, 1.5].
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace deltarule {

enum class PointSet : std::uint8_t {
  circle,
  xor_,
  blobs,
  spiral,
  moons,
  checkerboard,
  blobs3,
  blobs4,
  blobs5,
  plane,
  gaussians,
  and_gate,
  or_gate,
  nand_gate,
  xor_gate,
  custom
};
/// "circle xor blobs spiral moons checkerboard blobs3 blobs4 blobs5 plane gaussians and or nand xor_gate custom"
std::span<const std::string_view> point_set_names();
/// 0 for regression, else 2 to 5; 2 for `custom`, whose points decide (see classes_of).
int point_set_classes(PointSet set);
/// The four logic gates, whose points are the corners of the unit square.
bool is_gate(PointSet set);
/// Whether PointsSpec::balance means anything: two classes are drawn. Not for gates, whose four corners are a table.
bool has_balance(PointSet set);

enum class Input : std::uint8_t { x1, x2, x1_squared, x2_squared, x1_x2, sin_x1, sin_x2, cos_x1, cos_x2 };
/// In files and links: "x1 x2 x1^2 x2^2 x1*x2 sin(x1) sin(x2) cos(x1) cos(x2)".
std::span<const std::string_view> input_names();

/// The part of the plane that own points are shown on: all of it, or around the unit square, where gates live.
enum class Extent : std::uint8_t { plane, square };
/// "plane square"
std::span<const std::string_view> extent_names();

struct Point {
  double x1 = 0, x2 = 0;
  double label = 0;  // class index 0..4, or the value in [-1, 1] for regression
  friend bool operator==(const Point&, const Point&) = default;
};

struct PointsSpec {
  PointSet name = PointSet::spiral;
  int samples = 500;     // ignored for `custom`
  double noise = 0;      // 0 to 0.5, as playground's 0 to 50
  double balance = 0.5;  // share of class 1, where has_balance()
  double train = 0.5;    // share of the samples that train; the rest test
  std::vector<Input> inputs = {Input::x1, Input::x2};
  std::vector<Point> points = {};  // only for `custom`
  Extent view = Extent::plane;     // only for `custom`; that of a drawn set is its own
  friend bool operator==(const PointsSpec&, const PointsSpec&) = default;
};

/// Classes of exactly this data: as above, but for `custom` derived from the points: 2 to 5 if every label is a class
/// index, 0 (regression) if any is not.
int classes_of(const PointsSpec& spec);
/// How many samples there will be, and how many of them train (at least one, if there is one).
int sample_count(const PointsSpec& spec);
int training_count(const PointsSpec& spec);
/// Whether the k-th own point of its class (from 0) trains, if `share` of them do: the first does, then as it comes
/// out even. It depends on no later point, so adding one never moves another to the other side.
bool own_point_trains(int k, double share);

inline constexpr int kMaxClasses = 5;
inline constexpr float kPlaneExtent = 6;

/// The part of the plane that is shown: [min, max] in both directions.
struct PlaneView {
  float min = -kPlaneExtent, max = kPlaneExtent;
};
PlaneView plane_view(const PointsSpec& spec);
/// The same as a name: what own points that were once this set keep.
Extent extent_of(const PointsSpec& spec);

}  // namespace deltarule

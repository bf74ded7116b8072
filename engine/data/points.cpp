// Drawing and splitting. Two streams of one purpose: more noise must not change who trains and who tests.
#include "engine/data/points.h"

#include <algorithm>

#include "engine/core/rng.h"
#include "engine/data/generator.h"

namespace deltarule {
namespace {

struct Grouped {
  PlanePoint point;
  std::uint32_t group = 0;
};

PlanePoint in_plane(const Point& p) {
  return {static_cast<Scalar>(p.x1), static_cast<Scalar>(p.x2), static_cast<Scalar>(p.label)};
}

std::vector<Grouped> drawn_points(const PointsSpec& spec, const Generator& generator, Rng& rng) {
  std::vector<Grouped> points;
  points.reserve(static_cast<std::size_t>(spec.samples));
  for (int i = 0; i < spec.samples; ++i) {
    const int group = i % generator.groups;
    const int count = (spec.samples - group + generator.groups - 1) / generator.groups;
    const Draw draw{group, i / generator.groups, count, spec.noise};
    points.push_back({in_plane(generator.draw(draw, rng)), static_cast<std::uint32_t>(group)});
  }
  return points;
}

std::vector<Grouped> custom_points(const PointsSpec& spec, int classes) {
  std::vector<Grouped> points;
  points.reserve(spec.points.size());
  for (const Point& p : spec.points) {
    points.push_back({in_plane(p), classes > 0 ? static_cast<std::uint32_t>(p.label) : 0});
  }
  return points;
}

/// An order in which every beginning holds each group in proportion: the k-th of m members stands at (k + 1/2) / m.
std::vector<std::uint32_t> fair_order(const std::vector<Grouped>& points, Rng& rng) {
  struct Place {
    std::uint32_t index, group;
    std::uint64_t twice_k_plus_1, m;
  };
  std::vector<Place> places;
  places.reserve(points.size());
  std::uint32_t groups = 0;
  for (const Grouped& p : points) groups = std::max(groups, p.group + 1);
  for (std::uint32_t group = 0; group < groups; ++group) {
    std::vector<std::uint32_t> members;
    for (std::uint32_t i = 0; i < points.size(); ++i) {
      if (points[i].group == group) members.push_back(i);
    }
    rng.shuffle(std::span<std::uint32_t>(members));
    for (std::size_t k = 0; k < members.size(); ++k) places.push_back({members[k], group, 2 * k + 1, members.size()});
  }
  // By a heap, whose code is a quarter of std::sort's. No two places are alike: the order is the same.
  const auto earlier = [](const Place& a, const Place& b) {
    const std::uint64_t left = a.twice_k_plus_1 * b.m, right = b.twice_k_plus_1 * a.m;
    return left != right ? left < right : a.group < b.group;
  };
  std::make_heap(places.begin(), places.end(), earlier);
  std::sort_heap(places.begin(), places.end(), earlier);
  std::vector<std::uint32_t> order;
  order.reserve(places.size());
  for (const Place& place : places) order.push_back(place.index);
  return order;
}

}  // namespace

PointCloud make_points(const PointsSpec& spec, std::uint32_t seed) {
  PointCloud cloud;
  cloud.classes = classes_of(spec);
  Rng drawing(seed, Purpose::data, 0);
  Rng splitting(seed, Purpose::data, 1);
  const Generator* generator = find_generator(spec.name);
  const std::vector<Grouped> points =
      generator != nullptr ? drawn_points(spec, *generator, drawing) : custom_points(spec, cloud.classes);
  if (generator == nullptr) {
    int seen[kMaxClasses] = {};
    for (const Grouped& p : points)
      (own_point_trains(seen[p.group]++, spec.train) ? cloud.train : cloud.test).push_back(p.point);
    return cloud;
  }
  const std::vector<std::uint32_t> order = fair_order(points, splitting);
  const auto training = static_cast<std::size_t>(training_count(spec));
  for (std::size_t i = 0; i < order.size(); ++i) {
    (i < training ? cloud.train : cloud.test).push_back(points[order[i]].point);
  }
  return cloud;
}

}  // namespace deltarule

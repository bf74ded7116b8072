// Drawing and splitting. Two streams of one purpose: more noise must not change who trains and who tests.
#include "engine/data/points.h"

#include <algorithm>
#include <array>

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

/// What part of the samples each group gets: those of class 1 share spec.balance, those of class 0 the rest.
std::array<double, kMaxGroups> group_shares(const PointsSpec& spec, const Generator& generator) {
  std::array<double, kMaxGroups> shares{};
  std::array<bool, kMaxGroups> positive{};
  const bool weighted = has_balance(spec.name);
  int positives = 0;
  for (int g = 0; g < generator.groups; ++g) {
    Rng any(1, Purpose::data, 0);  // the class of a group is the same wherever in it a point lies
    positive[static_cast<std::size_t>(g)] = generator.draw({.group = g, .count = 1}, any).label == 1;
    positives += positive[static_cast<std::size_t>(g)] ? 1 : 0;
  }
  for (std::size_t g = 0; g < static_cast<std::size_t>(generator.groups); ++g)
    shares[g] = !weighted     ? 1.0 / generator.groups
                : positive[g] ? spec.balance / positives
                              : (1 - spec.balance) / (generator.groups - positives);
  return shares;
}

/// The group of every sample: each goes to the group that lags most behind its share, the first of equals. Equal shares
/// take turns.
std::vector<int> dealt_groups(const PointsSpec& spec, const Generator& generator) {
  const std::array<double, kMaxGroups> shares = group_shares(spec, generator);
  std::array<int, kMaxGroups> counts{};
  std::vector<int> groups;
  groups.reserve(static_cast<std::size_t>(spec.samples));
  for (int i = 0; i < spec.samples; ++i) {
    const auto lag = [&](std::size_t g) { return shares[g] * (i + 1) - counts[g]; };
    std::size_t next = 0;
    for (std::size_t g = 1; g < static_cast<std::size_t>(generator.groups); ++g)
      if (lag(g) > lag(next)) next = g;
    ++counts[next];
    groups.push_back(static_cast<int>(next));
  }
  return groups;
}

std::vector<Grouped> drawn_points(const PointsSpec& spec, const Generator& generator, Rng& rng) {
  const std::vector<int> groups = dealt_groups(spec, generator);
  std::array<int, kMaxGroups> counts{}, drawn{};
  for (const int group : groups) ++counts[static_cast<std::size_t>(group)];
  std::vector<Grouped> points;
  points.reserve(groups.size());
  for (const int group : groups) {
    const auto g = static_cast<std::size_t>(group);
    const Draw draw{group, drawn[g]++, counts[g], spec.noise};
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

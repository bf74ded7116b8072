// Directions, and what follows from them. Sums are in double: a plane is cold algebra, its loss is not.
#include "engine/study/plane.h"

#include <algorithm>
#include <array>

#include "engine/core/rng.h"

namespace deltarule {
namespace {

constexpr std::size_t kMostMoments = 32;  // that the components are made of

double dot(std::span<const Scalar> a, std::span<const Scalar> b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += static_cast<double>(a[i]) * static_cast<double>(b[i]);
  return sum;
}

void random_direction(std::span<const LayerLayout> layout, std::span<const Scalar> parameters, Rng& rng,
                      std::vector<Scalar>& direction) {
  direction.assign(parameters.size(), 0);
  for (const LayerLayout& layer : layout) {
    if (layer.weight_count == 0) continue;
    const auto inputs = static_cast<std::size_t>(layer.inputs);
    for (std::size_t at = 0; at < layer.weight_count; at += inputs) {
      const auto weights = parameters.subspan(layer.weight_offset + at, inputs);
      const auto d = std::span(direction).subspan(layer.weight_offset + at, inputs);
      for (Scalar& x : d) x = static_cast<Scalar>(rng.normal());
      const double length = dot(weights, weights), drawn = dot(d, d);
      const double factor = __builtin_sqrt((length > 0 ? length : 1) / (drawn > 0 ? drawn : 1));
      for (Scalar& x : d) x = static_cast<Scalar>(static_cast<double>(x) * factor);
    }
  }
}

using Column = std::array<double, kMostMoments>;
using Square = std::array<Column, kMostMoments>;  // symmetric

/// The largest eigenvalue of G [n, n] and its eigenvector of length 1, by power iteration. G is positive semidefinite.
double largest(const Square& G, std::size_t n, Column& x) {
  for (std::size_t i = 0; i < n; ++i) x[i] = 1.0 + static_cast<double>(i * i % 7);  // orthogonal to nothing likely
  double value = 0;
  for (int round = 0; round < 200; ++round) {
    Column y{};
    double length = 0;
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t k = 0; k < n; ++k) y[i] += G[i][k] * x[k];
      length += y[i] * y[i];
    }
    value = __builtin_sqrt(length);
    if (!(value > 0)) return 0;
    for (std::size_t i = 0; i < n; ++i) x[i] = y[i] / value;
  }
  return value;
}

}  // namespace

Plane::Place Plane::nearest(std::span<const Scalar> parameters) const {
  // Least squares: u and v need not be at right angles.
  double pu = 0, pv = 0;
  for (std::size_t i = 0; i < centre.size(); ++i) {
    const double d = static_cast<double>(parameters[i]) - static_cast<double>(centre[i]);
    pu += d * static_cast<double>(u[i]);
    pv += d * static_cast<double>(v[i]);
  }
  const double uu = dot(u, u), uv = dot(u, v), vv = dot(v, v), determinant = uu * vv - uv * uv;
  return {(pu * vv - pv * uv) / determinant, (pv * uu - pu * uv) / determinant};
}

void Plane::point(double a, double b, std::span<Scalar> parameters) const {
  const auto x = static_cast<Scalar>(a), y = static_cast<Scalar>(b);
  for (std::size_t i = 0; i < centre.size(); ++i) parameters[i] = centre[i] + (x * u[i] + y * v[i]);
}

Result<Plane> parameter_plane(std::span<const Scalar> parameters, std::size_t first, std::size_t second) {
  if (first >= parameters.size() || second >= parameters.size())
    return Error{"landscape", "the network has no such weight; choose another"};
  if (first == second) return Error{"landscape", "a surface needs two different weights"};
  Plane plane;
  plane.centre.assign(parameters.begin(), parameters.end());
  plane.u.assign(parameters.size(), 0);
  plane.v = plane.u;
  plane.centre[first] = plane.centre[second] = 0;
  plane.u[first] = plane.v[second] = 1;
  return plane;
}

Result<Plane> random_plane(std::span<const LayerLayout> layout, std::span<const Scalar> parameters,
                           std::uint32_t seed) {
  Plane plane;
  plane.centre.assign(parameters.begin(), parameters.end());
  Rng first(seed, Purpose::study, 0), second(seed, Purpose::study, 1);
  random_direction(layout, parameters, first, plane.u);
  random_direction(layout, parameters, second, plane.v);
  const double uv = dot(plane.u, plane.v);
  if (uv * uv > (1 - 1e-6) * dot(plane.u, plane.u) * dot(plane.v, plane.v))
    return Error{"landscape", "the network has too few weights for random directions; choose two of its weights"};
  return plane;
}

// With X [n, P] the places less their mean: X^T X has the components as eigenvectors, X X^T [n, n] the same
// eigenvalues, and is small. If X X^T a = s a, then X^T a is a component.
Result<Plane> way_plane(const std::vector<Moment>& way, std::span<const Scalar> parameters) {
  const Error too_short{"landscape", "the run has not gone far enough to have directions; train a few epochs first"};
  const std::size_t all = way.size(), n = std::min(all, kMostMoments);
  if (n < 3) return too_short;
  const auto place = [&](std::size_t i) -> const std::vector<Scalar>& {
    return way[i * (all - 1) / (n - 1)].state.parameters;
  };
  const std::size_t P = parameters.size();
  std::vector<double> mean(P, 0);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t k = 0; k < P; ++k) mean[k] += static_cast<double>(place(i)[k]) / static_cast<double>(n);
  Square G{};
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      const std::vector<Scalar>&a = place(i), &b = place(j);
      double sum = 0;
      for (std::size_t k = 0; k < P; ++k)
        sum += (static_cast<double>(a[k]) - mean[k]) * (static_cast<double>(b[k]) - mean[k]);
      G[i][j] = G[j][i] = sum;
    }
  }
  Plane plane;
  plane.centre.assign(parameters.begin(), parameters.end());
  double first = 0;
  for (std::vector<Scalar>* direction : {&plane.u, &plane.v}) {
    Column a{};
    const double value = largest(G, n, a);
    if (!(value > 1e-9 * first) || value == 0) return too_short;
    first = value;
    const double length = __builtin_sqrt(value);
    for (std::size_t k = 0; k < P; ++k) {
      double sum = 0;
      for (std::size_t i = 0; i < n; ++i) sum += (static_cast<double>(place(i)[k]) - mean[k]) * a[i];
      direction->push_back(static_cast<Scalar>(sum / length));
    }
    // What is left without it.
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j) G[i][j] -= value * a[i] * a[j];
  }
  return plane;
}

}  // namespace deltarule

// The formulas. Elementwise losses are structs with value(y, t) and slope(y, t) on a Lane; one loop serves them all.
#include "engine/train/loss.h"

#include <string>

#include "engine/core/lanes.h"
#include "engine/core/math.h"

namespace deltarule {
namespace {

Lane zero() { return splat(0); }
Lane one() { return splat(1); }

// (y - t)^2; slope 2 (y - t)
struct MeanSquared {
  Lane value(Lane y, Lane t) const { return (y - t) * (y - t); }
  Lane slope(Lane y, Lane t) const { return splat(2) * (y - t); }
};

// |y - t|; slope sign(y - t), 0 at the kink
struct MeanAbsolute {
  Lane value(Lane y, Lane t) const { return abs(y - t); }
  Lane slope(Lane y, Lane t) const {
    const Lane d = y - t;
    return select(d > zero(), one(), select(d < zero(), -one(), d));  // d itself: 0 or NaN
  }
};

// d^2 / 2 for |d| <= delta, else delta (|d| - delta / 2); slope d, held between -delta and delta
struct Huber {
  Lane delta;
  Lane value(Lane y, Lane t) const {
    const Lane half = splat(static_cast<Scalar>(0.5)), d = y - t, size = abs(d);
    return select(size > delta, delta * (size - half * delta), half * d * d);
  }
  Lane slope(Lane y, Lane t) const {
    const Lane d = y - t;
    return select(d > delta, delta, select(d < -delta, -delta, d));
  }
};

// max(0, 1 - t y) with t = -1 or 1; slope -t where that is positive
struct Hinge {
  Lane value(Lane y, Lane t) const {
    const Lane margin = one() - t * y;
    return select(margin <= zero(), zero(), margin);
  }
  Lane slope(Lane y, Lane t) const {
    const Lane margin = one() - t * y;
    return select(margin <= zero(), zero(), select(margin > zero(), -t, margin));
  }
};

// With p = sigmoid(z): -t log p - (1 - t) log(1 - p) = max(z, 0) - z t + log(1 + e^-|z|); d/dz = p - t
struct BinaryCrossEntropy {
  Lane value(Lane z, Lane t) const {
    return (select(z <= zero(), zero(), z) - z * t) + math::log1p(math::exp(-abs(z)));
  }
};

template <class L>
void add_values(const L& loss, std::size_t n, const Scalar* y, const Scalar* t, double& sum) {
  for_lanes(n, [&](auto at) {
    const Lane values = loss.value(at.load(y), at.load(t));
    for (std::size_t k = 0; k < at.size(); ++k) sum += static_cast<double>(element(values, k));
  });
}

template <class L>
void slopes(const L& loss, std::size_t n, const Scalar* y, const Scalar* t, Scalar* gradient) {
  const Lane share = splat(static_cast<Scalar>(1 / static_cast<double>(n)));
  for_lanes(n, [&](auto at) { at.store(gradient, loss.slope(at.load(y), at.load(t)) * share); });
}

// p = softmax(z): -sum_i t_i log p_i = sum_i t_i (log(sum_k e^(z_k - m)) + m - z_i), m the largest z of the column.
void add_softmax_values(const Outcome& o, double& sum) {
  for (std::size_t c = 0; c < o.columns; ++c) {
    const Scalar* z = o.z + c * o.units;
    const Scalar* t = o.target + c * o.units;
    Scalar m = z[0];
    for (std::size_t i = 1; i < o.units; ++i) m = z[i] > m ? z[i] : m;
    Scalar total = 0;
    for_lanes(o.units, [&](auto at) {
      const Lane e = math::exp(at.load(z) - splat(m));
      for (std::size_t k = 0; k < at.size(); ++k) total += element(e, k);
    });
    const Scalar log_total = math::log(total);
    Scalar loss = 0;
    for (std::size_t i = 0; i < o.units; ++i) loss += t[i] * (log_total - (z[i] - m));
    sum += static_cast<double>(loss);
  }
}

// d/dz_i of the above is p_i sum_k t_k - t_i: p - t for targets that sum to 1, which they do. The same for each unit of
// binary cross-entropy, whose p is the sigmoid. Both need no more than y = p.
void probability_slopes(const Outcome& o, double count, Scalar* gradient) {
  const Lane share = splat(static_cast<Scalar>(1 / count));
  for_lanes(o.units * o.columns, [&](auto at) { at.store(gradient, (at.load(o.y) - at.load(o.target)) * share); });
}

Huber huber(const LossSpec& loss) { return {splat(static_cast<Scalar>(loss.delta))}; }

}  // namespace

Status check_loss(const LossSpec& loss, const LayerSpec& last) {
  const std::string given(activation_names()[static_cast<std::size_t>(last.activation)]);
  if (loss.name == Loss::binary_cross_entropy && last.activation != Activation::sigmoid)
    return Error{"loss.name", "binary_cross_entropy needs a last layer with activation sigmoid, not " + given};
  if (loss.name == Loss::softmax_cross_entropy && last.activation != Activation::softmax)
    return Error{"loss.name", "softmax_cross_entropy needs a last layer with activation softmax, not " + given};
  if (loss.name == Loss::softmax_cross_entropy && last.units < 2)
    return Error{"loss.name", "softmax_cross_entropy compares classes and needs at least 2 units in the last layer"};
  if (loss.name == Loss::huber && !(loss.delta > 0 && loss.delta <= 1e30))
    return Error{"loss.delta", "must be a number greater than 0"};
  return success();
}

bool loss_from_logits(Loss loss) { return loss == Loss::binary_cross_entropy || loss == Loss::softmax_cross_entropy; }

double loss_count(Loss loss, std::size_t units, std::size_t columns) {
  const auto n = static_cast<double>(columns);
  return loss == Loss::softmax_cross_entropy ? n : n * static_cast<double>(units);
}

void add_loss(const LossSpec& loss, const Outcome& o, double& sum) {
  const std::size_t n = o.units * o.columns;
  switch (loss.name) {
    case Loss::mse: return add_values(MeanSquared{}, n, o.y, o.target, sum);
    case Loss::mae: return add_values(MeanAbsolute{}, n, o.y, o.target, sum);
    case Loss::huber: return add_values(huber(loss), n, o.y, o.target, sum);
    case Loss::hinge: return add_values(Hinge{}, n, o.y, o.target, sum);
    case Loss::binary_cross_entropy: return add_values(BinaryCrossEntropy{}, n, o.z, o.target, sum);
    case Loss::softmax_cross_entropy: return add_softmax_values(o, sum);
  }
}

void loss_gradient(const LossSpec& loss, const Outcome& o, Scalar* gradient) {
  const std::size_t n = o.units * o.columns;
  switch (loss.name) {
    case Loss::mse: return slopes(MeanSquared{}, n, o.y, o.target, gradient);
    case Loss::mae: return slopes(MeanAbsolute{}, n, o.y, o.target, gradient);
    case Loss::huber: return slopes(huber(loss), n, o.y, o.target, gradient);
    case Loss::hinge: return slopes(Hinge{}, n, o.y, o.target, gradient);
    case Loss::binary_cross_entropy:
    case Loss::softmax_cross_entropy: return probability_slopes(o, loss_count(loss.name, o.units, o.columns), gradient);
  }
}

}  // namespace deltarule

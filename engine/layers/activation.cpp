// The formulas. Each function is a struct with f(z) and df(z, y) on a Lane; one loop serves them all.
//
// Kinks: step, relu, leaky_relu and selu have no derivative at 0; as in PyTorch, the one from the left is used.
// NaN always comes through, so that a divergence shows where it began.
#include "engine/layers/activation.h"

#include "engine/core/lanes.h"
#include "engine/core/math.h"
#include "engine/core/math_inline.h"

namespace deltarule {
namespace {

constexpr auto kLeakySlope = static_cast<Scalar>(0.01);
constexpr auto kSeluScale = static_cast<Scalar>(1.0507009873554804934193349852946);
constexpr auto kSeluAlpha = static_cast<Scalar>(1.6732632423543772848170429916717);
constexpr auto kInverseRoot2 = static_cast<Scalar>(0.70710678118654752440);    // 1 / sqrt(2)
constexpr auto kInverseRoot2Pi = static_cast<Scalar>(0.39894228040143267794);  // 1 / sqrt(2 pi)
constexpr auto kHalf = static_cast<Scalar>(0.5);

Lane zero() { return splat(0); }
Lane one() { return splat(1); }

struct Linear {
  static Lane f(Lane z) { return z; }
  static Lane df(Lane, Lane) { return one(); }
};

struct Step {
  static Lane f(Lane z) { return select(z == z, select(z >= zero(), one(), zero()), z); }
  static Lane df(Lane, Lane) { return zero(); }
};

// y = 1 / (1 + e^-z), y' = y (1 - y)
struct Sigmoid {
  static Lane f(Lane z) { return math::sigmoid(z); }
  static Lane df(Lane, Lane y) { return y * (one() - y); }
};

// y' = 1 - y^2
struct Tanh {
  static Lane f(Lane z) { return math::tanh(z); }
  static Lane df(Lane, Lane y) { return one() - y * y; }
};

struct Relu {
  static Lane f(Lane z) { return select(z <= zero(), zero(), z); }
  static Lane df(Lane z, Lane) { return select(z > zero(), one(), zero()); }
};

struct LeakyRelu {
  static Lane f(Lane z) { return select(z > zero(), z, z * splat(kLeakySlope)); }
  static Lane df(Lane z, Lane) { return select(z > zero(), one(), splat(kLeakySlope)); }
};

// z > 0: z; else e^z - 1, whose derivative is e^z = y + 1
struct Elu {
  static Lane f(Lane z) { return select(z > zero(), z, math::expm1(z)); }
  static Lane df(Lane z, Lane y) { return select(z > zero(), one(), y + one()); }
};

// scale * (z > 0 ? z : alpha (e^z - 1)); on the left the derivative scale alpha e^z = y + scale alpha
struct Selu {
  static Lane f(Lane z) { return splat(kSeluScale) * select(z > zero(), z, splat(kSeluAlpha) * math::expm1(z)); }
  static Lane df(Lane z, Lane y) { return select(z > zero(), splat(kSeluScale), y + splat(kSeluScale * kSeluAlpha)); }
};

// y = z Phi(z), y' = Phi(z) + z phi(z), with the normal distribution's Phi and density phi
struct Gelu {
  static Lane phi_integral(Lane z) { return splat(kHalf) * (one() + math::erf(z * splat(kInverseRoot2))); }
  static Lane f(Lane z) { return z * phi_integral(z); }
  static Lane df(Lane z, Lane) {
    return phi_integral(z) + z * (splat(kInverseRoot2Pi) * math::exp(splat(-kHalf) * (z * z)));
  }
};

// y = z s, y' = s (1 + z (1 - s)), with s = sigmoid(z)
struct Silu {
  static Lane f(Lane z) { return z * math::sigmoid(z); }
  static Lane df(Lane z, Lane) {
    const Lane s = math::sigmoid(z);
    return s * (one() + z * (one() - s));
  }
};

// y = log(1 + e^z), y' = sigmoid(z); z and 1 above the threshold 20
struct Softplus {
  static Lane f(Lane z) { return math::softplus(z); }
  static Lane df(Lane z, Lane) { return select(z > splat(20), one(), math::sigmoid(z)); }
};

struct Sine {
  static Lane f(Lane z) { return math::sin(z); }
  static Lane df(Lane z, Lane) { return math::cos(z); }
};

template <class F>
void forward(std::size_t n, const Scalar* z, Scalar* y) {
  for_lanes(n, [=](auto at) { at.store(y, F::f(at.load(z))); });
}
#ifndef DELTARULE_SCALAR_DOUBLE
// The longest formula of a step, and the one that most networks here spend their time in: two lanes side by side.
template <>
void forward<Tanh>(std::size_t n, const Scalar* z, Scalar* y) {
  if (n < 8) return for_lanes(n, [=](auto at) { at.store(y, Tanh::f(at.load(z))); });
  const auto pair = [=](std::size_t i) { return Pair4{load<Lane>(z + i), load<Lane>(z + i + 4)}; };
  const auto put = [=](std::size_t i, Pair4 values) {
    store(y + i, values.a);
    store(y + i + 4, values.b);
  };
  // The last pair goes back over what has been computed rather than being a part of one; read first, for y may be z.
  const Pair4 last = pair(n - 8);
  for (std::size_t i = 0; i + 8 < n; i += 8) put(i, math::tanh_inline(pair(i)));
  put(n - 8, math::tanh_inline(last));
}
#endif

template <class F>
void backward(std::size_t n, const Scalar* z, const Scalar* y, const Scalar* dy, Scalar* dz) {
  for_lanes(n, [=](auto at) { at.store(dz, at.load(dy) * F::df(at.load(z), at.load(y))); });
}

// y_i = e^(z_i - m) / sum_k e^(z_k - m), m the largest z of the column, so that nothing overflows.
void softmax(std::size_t units, std::size_t columns, const Scalar* z, Scalar* y) {
  for (std::size_t c = 0; c < columns; ++c, z += units, y += units) {
    Scalar largest = z[0];
    for (std::size_t i = 1; i < units; ++i) largest = z[i] > largest ? z[i] : largest;
    const Lane m = splat(largest);
    for_lanes(units, [&](auto at) { at.store(y, math::exp(at.load(z) - m)); });
    Scalar sum = 0;
    for (std::size_t i = 0; i < units; ++i) sum += y[i];
    const Lane total = splat(sum);
    for_lanes(units, [&](auto at) { at.store(y, at.load(y) / total); });
  }
}

// dy_i/dz_k = y_i ((i == k) - y_k), hence dz_k = y_k (dy_k - sum_i dy_i y_i): the Jacobian without writing it down.
void softmax_backward(std::size_t units, std::size_t columns, const Scalar* y, const Scalar* dy, Scalar* dz) {
  for (std::size_t c = 0; c < columns; ++c, y += units, dy += units, dz += units) {
    Scalar dot = 0;
    for (std::size_t i = 0; i < units; ++i) dot += dy[i] * y[i];
    const Lane common = splat(dot);
    for_lanes(units, [&](auto at) { at.store(dz, at.load(y) * (at.load(dy) - common)); });
  }
}

}  // namespace

void activate(Activation activation, std::size_t units, std::size_t columns, const Scalar* z, Scalar* y) {
  const std::size_t n = units * columns;
  switch (activation) {
    case Activation::linear: return forward<Linear>(n, z, y);
    case Activation::step: return forward<Step>(n, z, y);
    case Activation::sigmoid: return forward<Sigmoid>(n, z, y);
    case Activation::tanh: return forward<Tanh>(n, z, y);
    case Activation::relu: return forward<Relu>(n, z, y);
    case Activation::leaky_relu: return forward<LeakyRelu>(n, z, y);
    case Activation::elu: return forward<Elu>(n, z, y);
    case Activation::selu: return forward<Selu>(n, z, y);
    case Activation::gelu: return forward<Gelu>(n, z, y);
    case Activation::silu: return forward<Silu>(n, z, y);
    case Activation::softplus: return forward<Softplus>(n, z, y);
    case Activation::sine: return forward<Sine>(n, z, y);
    case Activation::softmax: return softmax(units, columns, z, y);
  }
}

void activate_backward(Activation activation, std::size_t units, std::size_t columns, const Scalar* z, const Scalar* y,
                       const Scalar* dy, Scalar* dz) {
  const std::size_t n = units * columns;
  switch (activation) {
    case Activation::linear: return backward<Linear>(n, z, y, dy, dz);
    case Activation::step: return backward<Step>(n, z, y, dy, dz);
    case Activation::sigmoid: return backward<Sigmoid>(n, z, y, dy, dz);
    case Activation::tanh: return backward<Tanh>(n, z, y, dy, dz);
    case Activation::relu: return backward<Relu>(n, z, y, dy, dz);
    case Activation::leaky_relu: return backward<LeakyRelu>(n, z, y, dy, dz);
    case Activation::elu: return backward<Elu>(n, z, y, dy, dz);
    case Activation::selu: return backward<Selu>(n, z, y, dy, dz);
    case Activation::gelu: return backward<Gelu>(n, z, y, dy, dz);
    case Activation::silu: return backward<Silu>(n, z, y, dy, dz);
    case Activation::softplus: return backward<Softplus>(n, z, y, dy, dz);
    case Activation::sine: return backward<Sine>(n, z, y, dy, dz);
    case Activation::softmax: return softmax_backward(units, columns, y, dy, dz);
  }
}

Scalar activation_value(Activation activation, Scalar z) {
  Scalar y = 0;
  activate(activation, 1, 1, &z, &y);
  return y;
}

}  // namespace deltarule

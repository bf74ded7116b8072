// The update rules, with p a parameter, g its gradient, lr the learning rate, t the step from 1.
#include "engine/train/optimizer.h"

#include <algorithm>

#include "engine/core/finite_check.h"
#include "engine/core/lanes.h"

namespace deltarule {
namespace {

Lane lane(double value) { return splat(static_cast<Scalar>(value)); }

// A moment that nobody feeds (a dead unit's) decays for ever and would get stuck among the denormals, where processors
// are a hundred times slower. So what has decayed below 1e-30 becomes 0: by a comparison, the same on every machine.
Lane settled(Lane moment) { return select(abs(moment) < splat(static_cast<Scalar>(1e-30)), splat(0), moment); }

// p [n] = what `to` makes of each lane; whether all of it is finite. Looked at here, where it is at hand.
template <class F>
bool update(std::size_t n, Scalar* p, F to) {
  FiniteCheck check;
  for_lanes(n, [&](auto at) {
    at.store(p, to(at));
    check.see(at.load(p));  // again, because a lane may reach beyond the last parameter
  });
  return check.finite();
}

std::size_t blocks(Optimizer name) {
  switch (name) {
    case Optimizer::sgd:
    case Optimizer::perceptron: return 0;
    case Optimizer::momentum:
    case Optimizer::nesterov:
    case Optimizer::adagrad:
    case Optimizer::rmsprop: return 1;
    case Optimizer::adadelta:
    case Optimizer::adam:
    case Optimizer::adamw: return 2;
  }
  return 0;
}

bool has_betas(Optimizer name) { return name == Optimizer::adam || name == Optimizer::adamw; }

// p -= lr g
bool sgd(std::size_t n, double lr, const Scalar* g, Scalar* p) {
  const Lane rate = lane(lr);
  return update(n, p, [&](auto at) { return at.load(p) - rate * at.load(g); });
}

// v = mu v + g;  p -= lr v;  Nesterov looks ahead: p -= lr (g + mu v)
bool momentum(std::size_t n, double lr, const OptimizerSpec& spec, const Scalar* g, Scalar* p, Scalar* v) {
  const Lane rate = lane(lr), mu = lane(spec.momentum);
  const bool nesterov = spec.name == Optimizer::nesterov;
  return update(n, p, [&](auto at) {
    const Lane gradient = at.load(g);
    const Lane velocity = settled(mu * at.load(v) + gradient);
    at.store(v, velocity);
    return at.load(p) - rate * (nesterov ? gradient + mu * velocity : velocity);
  });
}

// s = s + g^2;  p -= lr g / (sqrt(s) + eps)
bool adagrad(std::size_t n, double lr, const OptimizerSpec& spec, const Scalar* g, Scalar* p, Scalar* s) {
  const Lane rate = lane(lr), epsilon = lane(spec.epsilon);
  return update(n, p, [&](auto at) {
    const Lane gradient = at.load(g);
    const Lane sum = at.load(s) + gradient * gradient;
    at.store(s, sum);
    return at.load(p) - rate * (gradient / (square_root(sum) + epsilon));
  });
}

// s = alpha s + (1 - alpha) g^2;  p -= lr g / (sqrt(s) + eps)
bool rmsprop(std::size_t n, double lr, const OptimizerSpec& spec, const Scalar* g, Scalar* p, Scalar* s) {
  const Lane rate = lane(lr), epsilon = lane(spec.epsilon), alpha = lane(spec.alpha), rest = lane(1 - spec.alpha);
  return update(n, p, [&](auto at) {
    const Lane gradient = at.load(g);
    const Lane square = settled(alpha * at.load(s) + rest * (gradient * gradient));
    at.store(s, square);
    return at.load(p) - rate * (gradient / (square_root(square) + epsilon));
  });
}

// s = rho s + (1 - rho) g^2;  d = g sqrt(u + eps) / sqrt(s + eps);  u = rho u + (1 - rho) d^2;  p -= lr d
bool adadelta(std::size_t n, double lr, const OptimizerSpec& spec, const Scalar* g, Scalar* p, Scalar* s, Scalar* u) {
  const Lane rate = lane(lr), epsilon = lane(spec.epsilon), rho = lane(spec.rho), rest = lane(1 - spec.rho);
  return update(n, p, [&](auto at) {
    const Lane gradient = at.load(g);
    const Lane square = settled(rho * at.load(s) + rest * (gradient * gradient));
    const Lane updates = at.load(u);
    const Lane d = (square_root(updates + epsilon) / square_root(square + epsilon)) * gradient;
    at.store(s, square);
    at.store(u, settled(rho * updates + rest * (d * d)));
    return at.load(p) - rate * d;
  });
}

// m = b1 m + (1 - b1) g;  v = b2 v + (1 - b2) g^2;  p -= lr (m / (1 - b1^t)) / (sqrt(v / (1 - b2^t)) + eps)
// AdamW first shrinks every parameter, biases too, as torch does: p *= 1 - lr decay.
bool adam(std::size_t n, double lr, const OptimizerSpec& spec, const Scalar* g, Scalar* p, Scalar* m, Scalar* v,
          double* beta_powers) {
  beta_powers[0] *= spec.beta1;
  beta_powers[1] *= spec.beta2;
  const Lane beta1 = lane(spec.beta1), rest1 = lane(1 - spec.beta1);
  const Lane beta2 = lane(spec.beta2), rest2 = lane(1 - spec.beta2);
  const Lane rate = lane(lr / (1 - beta_powers[0]));
  const Lane correction = lane(__builtin_sqrt(1 - beta_powers[1]));
  const Lane epsilon = lane(spec.epsilon);
  const Lane shrink = lane(spec.name == Optimizer::adamw ? 1 - lr * spec.weight_decay : 1);
  return update(n, p, [&](auto at) {
    const Lane gradient = at.load(g);
    const Lane mean = settled(beta1 * at.load(m) + rest1 * gradient);
    const Lane square = settled(beta2 * at.load(v) + rest2 * (gradient * gradient));
    at.store(m, mean);
    at.store(v, square);
    return at.load(p) * shrink - rate * (mean / (square_root(square) / correction + epsilon));
  });
}

}  // namespace

Status check_optimizer(const OptimizerSpec& spec) {
  const auto share = [](double value) { return value >= 0 && value < 1; };
  if (!(spec.learning_rate > 0 && spec.learning_rate <= 1e6))
    return Error{"optimizer.learning_rate", "must be a number greater than 0 and at most a million"};
  if (!share(spec.momentum)) return Error{"optimizer.momentum", "must be at least 0 and less than 1"};
  if (!share(spec.beta1)) return Error{"optimizer.beta1", "must be at least 0 and less than 1"};
  if (!share(spec.beta2)) return Error{"optimizer.beta2", "must be at least 0 and less than 1"};
  if (!share(spec.rho)) return Error{"optimizer.rho", "must be at least 0 and less than 1"};
  if (!share(spec.alpha)) return Error{"optimizer.alpha", "must be at least 0 and less than 1"};
  if (!(spec.epsilon > 0 && spec.epsilon <= 1))
    return Error{"optimizer.epsilon", "must be greater than 0 and at most 1"};
  if (!(spec.weight_decay >= 0 && spec.weight_decay <= 1e6))
    return Error{"optimizer.weight_decay", "must be at least 0 and at most a million"};
  if (static_cast<std::size_t>(spec.name) >= optimizer_names().size())
    return Error{"optimizer.name", "there is no such optimizer"};
  return success();
}

Descent::Descent(const OptimizerSpec& spec, std::size_t parameters)
    : spec_(spec), n_(parameters), moments_(blocks(spec.name) * parameters), scalars_(has_betas(spec.name) ? 2 : 0) {
  reset();
}

void Descent::reset() {
  std::fill(moments_.begin(), moments_.end(), Scalar{0});
  std::fill(scalars_.begin(), scalars_.end(), 1.0);
}

bool Descent::step(double learning_rate, const Scalar* g, Scalar* p) {
  Scalar* first = moments_.data();
  switch (spec_.name) {
    case Optimizer::sgd: return sgd(n_, learning_rate, g, p);
    case Optimizer::momentum:
    case Optimizer::nesterov: return momentum(n_, learning_rate, spec_, g, p, first);
    case Optimizer::adagrad: return adagrad(n_, learning_rate, spec_, g, p, first);
    case Optimizer::rmsprop: return rmsprop(n_, learning_rate, spec_, g, p, first);
    case Optimizer::adadelta: return adadelta(n_, learning_rate, spec_, g, p, first, first + n_);
    case Optimizer::adam:
    case Optimizer::adamw: return adam(n_, learning_rate, spec_, g, p, first, first + n_, scalars_.data());
    case Optimizer::perceptron: assert(false && "Rosenblatt's rule has no gradient"); break;
  }
  return false;
}

bool Descent::restore(std::span<const Scalar> moments, std::span<const double> scalars) {
  if (moments.size() != moments_.size() || scalars.size() != scalars_.size()) return false;
  std::copy(moments.begin(), moments.end(), moments_.begin());
  std::copy(scalars.begin(), scalars.end(), scalars_.begin());
  return true;
}

}  // namespace deltarule

// A workload of workloads.json made ready to run on this engine: a matrix product, or a network with its samples.
//
// The same in all three programs that measure the engine: deltarule-kernels (a table for whoever works on a kernel),
// and the engine of tools/bench natively and in a browser page.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "engine/core/result.h"
#include "engine/core/scalar.h"

namespace deltarule {
class Trainer;
}

namespace deltarule::bench {

std::vector<Scalar> random_values(std::size_t n, std::uint32_t seed);

enum class Product { nn, tn, nt };
/// One product, C [N, M] of the given form, of random numbers: the work itself.
std::function<void()> product(Product form, std::size_t N, std::size_t M, std::size_t K);

class Workload {
 public:
  /// `input` [samples, steps, features] and `target` [samples, steps, targets], or null for random ones, where what is
  /// learned does not matter.
  static Result<Workload> make(const nlohmann::json& description, const Scalar* input, const Scalar* target);
  Workload(Workload&&) noexcept;
  Workload& operator=(Workload&&) noexcept;
  ~Workload();

  void step() { step_(); }
  [[nodiscard]] double units_per_step() const { return units_per_step_; }  // GFLOP, samples or time steps
  [[nodiscard]] double loss();                                             // over all samples; 0 for a product

 private:
  Workload();
  std::shared_ptr<Trainer> trainer_;
  std::function<void()> step_;
  double units_per_step_ = 0;
};

}  // namespace deltarule::bench

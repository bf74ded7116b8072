// Things along a run, each with the epoch it is of: kept every so many epochs, and thinned out as the run grows, so
// that they never exceed a size. The one rule for the curves and for the states to go back to.
//
// Which of them are kept depends on nothing but the epochs gone by: not on time, not on who looks.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

namespace deltarule {

template <class T>
class Thinned {
 public:
  [[nodiscard]] const std::vector<T>& all() const { return all_; }
  /// Epochs between two of them, at least; who adds keeps to it.
  [[nodiscard]] std::uint32_t stride() const { return stride_; }
  /// Another number after every change.
  [[nodiscard]] std::uint64_t version() const { return version_; }

  /// Later than all that are there. Once there are `capacity` of them, every other one goes and the stride doubles.
  void add(T item, std::size_t capacity) {
    ++version_;
    all_.push_back(std::move(item));
    if (all_.size() < capacity) return;
    const std::size_t kept = (all_.size() + 1) / 2;
    for (std::size_t i = 1; i < kept; ++i) all_[i] = std::move(all_[2 * i]);
    all_.resize(kept);
    stride_ *= 2;
  }

  /// Forgets what lies after this epoch; what is left stays as thin as it is.
  void forget_after(double epoch) {
    while (!all_.empty() && all_.back().epoch > epoch) {
      all_.pop_back();
      ++version_;
    }
  }

  void clear() { take_over({}, 1); }

 protected:
  void take_over(std::vector<T> items, std::uint32_t stride) {
    ++version_;
    all_ = std::move(items);
    stride_ = stride;
  }

 private:
  std::vector<T> all_;
  std::uint32_t stride_ = 1;
  std::uint64_t version_ = 0;
};

}  // namespace deltarule

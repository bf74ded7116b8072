// Thinning, and what a saved history must satisfy.
#include "engine/api/history.h"

#include <bit>
#include <cmath>

namespace deltarule {

void History::add(const HistoryRecord& record) {
  ++version_;
  records_.push_back(record);
  if (records_.size() < kCapacity) return;
  for (std::size_t i = 1; 2 * i < records_.size(); ++i) records_[i] = records_[2 * i];
  records_.resize(kCapacity / 2);
  stride_ *= 2;
}

void History::clear() {
  ++version_;
  records_.clear();
  stride_ = 1;
}

void History::forget_after(double epoch) {
  const std::size_t before = records_.size();
  while (!records_.empty() && records_.back().epoch > epoch) records_.pop_back();
  if (records_.size() != before) ++version_;
}

bool History::restore(const std::vector<HistoryRecord>& records, std::uint32_t stride, double epoch) {
  if (records.empty() || records.size() >= kCapacity || !std::has_single_bit(stride)) return false;
  double last = -1;
  for (const HistoryRecord& r : records) {
    if (!(r.epoch > last && r.epoch <= epoch)) return false;
    for (const float x : {r.train_loss, r.test_loss, r.train_accuracy, r.test_accuracy}) {
      if (!std::isfinite(x)) return false;
    }
    last = r.epoch;
  }
  // The next record must lie ahead, or every step would add one.
  if (static_cast<double>(records.size()) * stride <= epoch) return false;
  ++version_;
  records_ = records;
  stride_ = stride;
  return true;
}

}  // namespace deltarule

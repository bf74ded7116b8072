// What a saved history must satisfy.
#include "engine/api/history.h"

#include <bit>
#include <cmath>

namespace deltarule {

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
  if (static_cast<double>(records.size()) * stride / per_epoch_ <= epoch) return false;
  take_over(records, stride);
  return true;
}

}  // namespace deltarule

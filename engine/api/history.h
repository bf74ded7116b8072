// The curves of a run: a record at epoch 0, 1, 2, ... (or every half epoch), thinned out as it grows.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/api/snapshot.h"
#include "engine/study/thinned.h"

namespace deltarule {

class History : public Thinned<HistoryRecord> {
 public:
  static constexpr std::size_t kCapacity = 1024;

  /// At most so many records in an epoch.
  explicit History(unsigned per_epoch = 1) : per_epoch_(per_epoch) {}

  /// After so many samples of an epoch's `samples` the next record is due.
  [[nodiscard]] std::uint64_t next_at(std::uint64_t samples) const {
    return std::uint64_t{all().size()} * stride() * samples / per_epoch_;
  }
  void add(const HistoryRecord& record) { Thinned::add(record, kCapacity); }
  /// Takes over a saved history; false (and unchanged) if it cannot be one that led to this epoch.
  bool restore(const std::vector<HistoryRecord>& records, std::uint32_t stride, double epoch);

 private:
  unsigned per_epoch_;
};

}  // namespace deltarule

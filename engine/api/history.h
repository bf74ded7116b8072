// The curves of a run: a record at epoch 0, 1, 2, ..., thinned out as it grows.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/api/snapshot.h"
#include "engine/study/thinned.h"

namespace deltarule {

class History : public Thinned<HistoryRecord> {
 public:
  static constexpr std::size_t kCapacity = 1024;

  /// The number of whole epochs from which on the next record is due.
  [[nodiscard]] std::uint64_t next_epoch() const { return std::uint64_t{all().size()} * stride(); }
  void add(const HistoryRecord& record) { Thinned::add(record, kCapacity); }
  /// Takes over a saved history; false (and unchanged) if it cannot be one that led to this epoch.
  bool restore(const std::vector<HistoryRecord>& records, std::uint32_t stride, double epoch);
};

}  // namespace deltarule

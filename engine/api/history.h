// The curves of a run: a record at epoch 0, 1, 2, ..., thinned out as it grows, so that it never exceeds a size.
//
// Which epochs are recorded depends on nothing but the epochs gone by: not on time, not on who looks.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/api/snapshot.h"

namespace deltarule {

class History {
 public:
  static constexpr std::size_t kCapacity = 1024;

  /// The number of whole epochs from which on the next record is due.
  [[nodiscard]] std::uint64_t next_epoch() const { return static_cast<std::uint64_t>(records_.size()) * stride_; }
  /// When full, every other record goes and the stride doubles.
  void add(const HistoryRecord& record);
  void clear();
  /// Forgets what lies after this epoch.
  void forget_after(double epoch);

  [[nodiscard]] const std::vector<HistoryRecord>& records() const { return records_; }
  [[nodiscard]] std::uint32_t stride() const { return stride_; }
  /// Another number after every change.
  [[nodiscard]] std::uint64_t version() const { return version_; }
  /// Takes over a saved history; false (and unchanged) if it cannot be one that led to this epoch.
  bool restore(const std::vector<HistoryRecord>& records, std::uint32_t stride, double epoch);

 private:
  std::vector<HistoryRecord> records_;
  std::uint32_t stride_ = 1;
  std::uint64_t version_ = 0;
};

}  // namespace deltarule

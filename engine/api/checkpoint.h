// A run as bytes, so that a fresh engine goes on exactly where another one died: "DRK3", checked by a checksum.
//
// Not a file format for keeps: it belongs to one experiment and one version of the program.
#pragma once

#include <vector>

#include "engine/api/bytes.h"
#include "engine/api/snapshot.h"
#include "engine/train/trainer.h"

namespace deltarule {

struct Checkpoint {
  Optimizer optimizer = Optimizer::adam;  // whose moments these are
  TrainerState trainer;
  std::vector<HistoryRecord> history;
  std::uint32_t history_stride = 1;  // epochs between two records
};

void encode(const Checkpoint& checkpoint, Bytes& out);
Result<Checkpoint> decode_checkpoint(std::span<const std::uint8_t> bytes);

}  // namespace deltarule

// The learning rate over the epochs: closed formulas in double, no state. Whole epochs count, as in
// torch.optim.lr_scheduler.
//
//   constant     base
//   step         base * gamma^floor(epoch / period)            StepLR
//   exponential  base * gamma^epoch                            ExponentialLR
//   cosine       base * (1 + cos(pi * epoch / period)) / 2     CosineAnnealingLR; it rises again after a period, as
//   torch's warmup       base * min(1, (epoch + 1) / period)           a line that reaches base in epoch `period` - 1
#pragma once

#include <cstdint>

#include "engine/core/result.h"
#include "engine/train/training_spec.h"

namespace deltarule {

Status check_schedule(const ScheduleSpec& spec);
double scheduled_rate(const ScheduleSpec& spec, double base, std::uint64_t epoch);

}  // namespace deltarule

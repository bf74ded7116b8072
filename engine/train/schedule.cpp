// The formulas of schedule.h, with the engine's own cosine and power: libm's differ between machines.
#include "engine/train/schedule.h"

#include "engine/core/math.h"

namespace deltarule {

Status check_schedule(const ScheduleSpec& spec) {
  if (static_cast<std::size_t>(spec.name) >= schedule_names().size())
    return Error{"schedule.name", "there is no such schedule"};
  if (spec.period < 1) return Error{"schedule.period", "must be at least 1 epoch"};
  if (!(spec.gamma > 0 && spec.gamma <= 1)) return Error{"schedule.gamma", "must be greater than 0 and at most 1"};
  return success();
}

double scheduled_rate(const ScheduleSpec& spec, double base, std::uint64_t epoch) {
  const auto period = static_cast<std::uint64_t>(spec.period);
  switch (spec.name) {
    case Schedule::constant: return base;
    case Schedule::step: return base * math::integer_power(spec.gamma, epoch / period);
    case Schedule::exponential: return base * math::integer_power(spec.gamma, epoch);
    case Schedule::cosine: {
      const std::uint64_t phase = epoch % (2 * period);
      return base * (1 + math::cos_pi(static_cast<double>(phase) / static_cast<double>(period))) / 2;
    }
    case Schedule::warmup:
      return epoch + 1 >= period ? base : base * (static_cast<double>(epoch + 1) / static_cast<double>(period));
  }
  return base;
}

}  // namespace deltarule

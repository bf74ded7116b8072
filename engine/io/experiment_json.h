// Experiments as versioned JSON text, both ways. Reading names what is unknown, mistyped or out of range, and where.
#pragma once

#include <string>
#include <string_view>

#include "engine/core/result.h"
#include "engine/experiment/experiment.h"

namespace deltarule {

std::string to_json(const Experiment& experiment);  // pretty, stable key order; doubles round-trip exactly
Result<Experiment> from_json(std::string_view text, DataFrom data = DataFrom::experiment);

inline constexpr std::size_t kMaxExperimentBytes = 1u << 20;  // longer text is refused unread

}  // namespace deltarule

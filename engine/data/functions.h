// From a FunctionSpec and a seed to samples of a function of one number; and the function itself, for drawing.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/core/result.h"
#include "engine/data/dataset.h"
#include "engine/data/functions_spec.h"

namespace deltarule {

struct FunctionData {
  Dataset train, test;  // one input, one target
};

/// Fails with "data.samples", "data.noise" or "data.train". The same spec and seed give the same bits anywhere; more
/// samples only add some.
Result<FunctionData> make_functions(const FunctionSpec& spec, std::uint32_t seed);

/// Without noise. x in [kFunctionLow, kFunctionHigh].
Scalar function_value(TargetFunction name, Scalar x);

/// Where a picture of `places` columns looks: the i-th of as many evenly spaced places, both ends included. places > 1.
Scalar function_place(int i, int places);
/// The values there, without noise.
std::vector<Scalar> function_grid(TargetFunction name, int places);

}  // namespace deltarule

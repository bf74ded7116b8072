// What every layer's parameters have in common.
#include "engine/layers/layer.h"

namespace deltarule {

std::int64_t element_count(std::span<const int> dims) {
  constexpr std::int64_t kMany = std::int64_t{1} << 40;
  std::int64_t count = 1;
  for (const int dim : dims) count = count * dim < kMany ? count * dim : kMany;  // below 2^40 * 2^31 * ... each time
  return count;
}

}  // namespace deltarule

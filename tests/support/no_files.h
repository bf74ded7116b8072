// Data files for experiments that need none: whoever asks for one is told that it is not there.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/study/samples.h"

namespace deltarule::testing {

struct NoFiles final : DataFiles {
  Result<Bytes> read(const std::string& path) const override { return Error{path, "is not there"}; }
  Result<std::vector<Picture>> pictures(const std::string& folder) const override { return Error{folder, "is not"}; }
  Result<Bytes> digits(std::string_view name) const override { return Error{std::string(name), "is not there"}; }
};

}  // namespace deltarule::testing

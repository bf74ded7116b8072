// The files that experiments name, on a disk.
#pragma once

#include <string>

#include "engine/study/samples.h"

namespace deltarule::cli {

class DiskFiles final : public DataFiles {
 public:
  /// A path that is not found as it stands is looked for beside the experiment, in `folder` ("" or with a slash).
  explicit DiskFiles(std::string folder) : beside_(std::move(folder)) {}
  [[nodiscard]] Result<Bytes> read(const std::string& path) const override;
  [[nodiscard]] Result<std::vector<Picture>> pictures(const std::string& folder) const override;
  /// From the folder in the environment variable DELTARULE_DIGITS, else where the set-up has put them.
  [[nodiscard]] Result<Bytes> digits(std::string_view name) const override;

 private:
  [[nodiscard]] std::string found(const std::string& path) const;
  std::string beside_;
};

}  // namespace deltarule::cli

// The files that a Session was given (command::File): those that came with the page, and those that were dropped on it.
#pragma once

#include <map>
#include <string>

#include "engine/study/samples.h"

namespace deltarule {

class HeldFiles final : public DataFiles {
 public:
  /// Replaces one of the same name. A picture's name says its folder and class: "animals/cat/1.png".
  void put(std::string name, Bytes bytes) { files_[std::move(name)] = std::move(bytes); }

  [[nodiscard]] Result<Bytes> read(const std::string& path) const override;
  [[nodiscard]] Result<std::vector<Picture>> pictures(const std::string& folder) const override;
  [[nodiscard]] Result<Bytes> digits(std::string_view name) const override;

 private:
  std::map<std::string, Bytes> files_;
};

}  // namespace deltarule

// From an experiment about images, tables, sequences or functions to its samples: read or drawn, split, coded for its
// network.
//
// It opens no file itself: a DataFiles does, so that the same code serves a program with a disk and a page without.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.h"
#include "engine/data/dataset.h"
#include "engine/experiment/experiment.h"

namespace deltarule {

class DataFiles {
 public:
  using Bytes = std::vector<std::uint8_t>;
  DataFiles() = default;
  DataFiles(const DataFiles&) = delete;
  DataFiles& operator=(const DataFiles&) = delete;
  virtual ~DataFiles() = default;

  /// A file that the experiment names. Errors begin with the path.
  [[nodiscard]] virtual Result<Bytes> read(const std::string& path) const = 0;
  /// The pictures in a folder that has a folder for each class, in the order of their names.
  struct Picture {
    std::string class_name, file_name;
    Bytes bytes;
  };
  [[nodiscard]] virtual Result<std::vector<Picture>> pictures(const std::string& folder) const = 0;
  /// The digits that come with the program: kDigitImages or kDigitLabels.
  [[nodiscard]] virtual Result<Bytes> digits(std::string_view name) const = 0;
};

inline constexpr std::string_view kDigitImages = "digits-images.idx3-ubyte", kDigitLabels = "digits-labels.idx1-ubyte";

struct Samples {
  Dataset train, test;
  std::vector<std::string> inputs;   // what the rows of the input are, where they have names: columns, letters
  std::vector<std::string> classes;  // likewise of the classes
  /// The cross-entropy that nobody can beat, in nats per answer; negative: not known.
  double limit = -1;
};

/// Expects an experiment that validate() accepts; of points see prepare.h. Fails with the path of a file and what is
/// wrong with it, or with the field ("data.target") that does not suit it.
Result<Samples> read_samples(const Experiment& experiment, const DataFiles& files);

}  // namespace deltarule

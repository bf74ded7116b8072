// run_files.cpp of the page's first engine: file formats would make the first download larger, and its program has no
// menu that asks for them.
#include "engine/api/run.h"

namespace deltarule {

Result<Bytes> Run::model_file(ModelFile) const {
  return Error{"file", "this engine writes none; the page has not loaded the other one"};
}

Result<std::unique_ptr<Run>> Run::opened(std::span<const std::uint8_t>, const DataFiles&) const {
  return Error{"file", "this engine reads none; the page has not loaded the other one"};
}

Status Run::take_samples(const Experiment& experiment, const DataFiles&) { return take_points(experiment); }

}  // namespace deltarule

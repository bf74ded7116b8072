// read_samples() of the page's first engine, which knows points only, instead of samples.cpp's: the files' formats and
// the other generators would make the first download larger. The page loads the whole engine when it is needed.
#include "engine/study/samples.h"

namespace deltarule {

Result<Samples> read_samples(const Experiment&, const DataFiles&) {
  return Error{"data.kind", "this engine trains on points only; the page has not loaded the other one"};
}

}  // namespace deltarule

// The one number type of the engine.
//
// float in the product; double when the library is built for gradient checks (DELTARULE_SCALAR_DOUBLE).
#pragma once

namespace deltarule {

#ifdef DELTARULE_SCALAR_DOUBLE
using Scalar = double;
#else
using Scalar = float;
#endif

}  // namespace deltarule

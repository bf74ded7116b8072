// The definitions of NumPy scripts. Internal to export_numpy.cpp.
#pragma once

#include "engine/io/export_python.h"

namespace deltarule {

/// Activations, the words of python_cells(), and the layers over vectors and images.
std::span<const PythonPart> numpy_parts();

}  // namespace deltarule

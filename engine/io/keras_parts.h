// The definitions of Keras scripts. Internal to export_keras.cpp.
#pragma once

#include "engine/io/export_python.h"

namespace deltarule {

/// Activations, the words of python_cells(), a layer of one's own, and our tensors in Keras's order.
std::span<const PythonPart> keras_parts();

}  // namespace deltarule

// What the scripts of export_numpy.cpp, export_pytorch.cpp and export_keras.cpp have in common: how a script is put
// together, how it reads files, and the layers that none of the libraries has. Internal to io/.
//
// A script holds only the definitions that it uses. They are parts with a name, kept in tables (python_files.cpp,
// python_cells.cpp, and each target's own); a part is in if its name stands in code that is in.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/io/export.h"

namespace deltarule {

struct PythonPart {
  std::string_view name;
  std::string_view text;  // one definition
};

/// load(), tensors_of(), read_input(): NumPy arrays from files.
std::span<const PythonPart> python_files();
/// walk(), the cells of all recurrent layers, attention(), mcculloch_pitts(), in words that every target defines with
/// its own library: affine, sigmoid, tanh, relu, softmax, zeros, join, stack, number, swap.
std::span<const PythonPart> python_cells();

struct PythonScript {
  std::string_view what;     // "A network trained with Deltarule, in NumPy."
  std::string_view imports;  // besides the standard library's and NumPy
  std::vector<std::span<const PythonPart>> parts;
  std::string network;  // definitions, among them run(x, weights) from NumPy arrays to one
};
std::vector<std::uint8_t> python_script(const ExportRequest& request, const PythonScript& script);

/// A layer by a function of python_cells(), as an expression of the input and the layer's tensors by name.
std::string python_own_layer(const LayerLayout& layer, std::string_view x, std::string_view tensors);
/// {"weight_ih_l0": (20, 3), ...}, broken into lines for a place `indent` columns from the left.
std::string python_shapes(const LayerLayout& layer, std::size_t indent);
/// What the activation's function is called in all scripts.
std::string python_activation(Activation activation);

/// "(6, 3)", and "(6,)" of one.
std::string python_tuple(std::span<const int> values);
/// "-1, 6, 3": what a batch of samples of this form is reshaped to.
std::string python_batch(std::span<const int> form);
/// Text in quotes, as Python has it.
std::string python_text(std::string_view text);

}  // namespace deltarule

// What the scripts of export_numpy.cpp and export_pytorch.cpp have in common. Internal to io/.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/io/export.h"

namespace deltarule {

/// An error that names the first layer that is neither dense nor dropout.
Status check_dense_only(const ExportRequest& request, std::string_view target);

/// The docstring and the imports. What follows needs json, pathlib and sys.
std::string python_head(const ExportRequest& request, std::string_view what, std::string_view imports);
/// load(path): a dict of arrays; `array` makes one of the variables `part` (bytes), `dtype` and `shape`, with `types`
/// a dict from safetensors' names to the library's.
std::string python_load(std::string_view types, std::string_view array);
/// Reads rows of numbers from stdin and prints a row for each; `compute` is Python for rows -> rows.
std::string python_main(const ExportRequest& request, std::string_view compute);
/// Text in quotes, as Python has it.
std::string python_text(std::string_view text);

std::vector<std::uint8_t> bytes_of(std::string_view text);

}  // namespace deltarule

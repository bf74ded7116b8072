// One tensor of an ONNX file (TensorProto), in whichever of the ways its numbers are written.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "engine/core/result.h"
#include "engine/io/tensor.h"

namespace deltarule {

/// Floating point of 16 bits (both kinds) becomes F32. A type that is not read here, or numbers in another file, are no
/// error as long as nobody asks for them: `unread` says why there are none.
Status read_onnx_tensor(std::span<const std::uint8_t> message, Tensor& out, std::string& unread);

}  // namespace deltarule

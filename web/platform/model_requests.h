// What a host page asks of networks as files: window.deltarule.saveModel() and openModel(). Only the whole program,
// which knows file formats, is asked; where there is no host page there is nothing to ask.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace deltarule {

struct ModelRequest {
  enum class What : std::uint8_t { save_safetensors, save_onnx, open };
  What what = What::save_safetensors;
  std::vector<std::uint8_t> bytes;  // of the file that is to be opened
};
/// The oldest one that nobody has taken; the next one comes when this one has its answer.
std::optional<ModelRequest> take_model_request();
/// The file that was asked for (empty: one was opened), or what is wrong.
void answer_model_request(std::span<const std::uint8_t> file, std::string_view error);

}  // namespace deltarule

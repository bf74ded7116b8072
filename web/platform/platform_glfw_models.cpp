// The desktop program has no host page.
#include "web/platform/model_requests.h"

namespace deltarule {

std::optional<ModelRequest> take_model_request() { return std::nullopt; }
void answer_model_request(std::span<const std::uint8_t>, std::string_view) {}

}  // namespace deltarule

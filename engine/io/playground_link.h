// Links of playground.tensorflow.org, read as the nearest experiment of ours: every key of theirs, and every KEY_hide.
//
// Differences that remain: random numbers (the same seed draws other points), biases begin at 0 instead of 0.1, and a
// network without inputs is refused. Internal to io/.
#pragma once

#include <vector>

#include "engine/io/experiment_link.h"
#include "engine/io/link_text.h"

namespace deltarule {

/// True for a key that only their links have.
bool is_playground_key(std::string_view key);
/// True for an address of theirs, whatever it says.
bool is_playground_address(std::string_view link);

Result<Link> read_playground_link(const std::vector<Setting>& settings);

}  // namespace deltarule

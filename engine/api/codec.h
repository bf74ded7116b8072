// Commands and snapshots as little-endian bytes: "DRC1" or "DRS1", payload length, payload. Reading checks everything.
//
// The same bytes cross the thread link's queue and the worker's postMessage. A broken message is an Error, never a crash,
// and never allocates more than a small multiple of its own length.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/api/command.h"
#include "engine/api/snapshot.h"
#include "engine/core/result.h"

namespace deltarule {

using Bytes = std::vector<std::uint8_t>;

void encode(const Command& command, Bytes& out);    // replaces the contents of out
void encode(const Snapshot& snapshot, Bytes& out);
Result<Command> decode_command(std::span<const std::uint8_t> bytes);
Status decode_snapshot(std::span<const std::uint8_t> bytes, Snapshot& out);

}  // namespace deltarule

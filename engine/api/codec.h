// Commands and snapshots as little-endian bytes: "DRC1" or "DRS1", payload length, payload. Reading checks everything.
//
// The same bytes cross the thread link's queue and the worker's postMessage. A broken message is an Error, never a
// crash, and never allocates more than a small multiple of its own length.
#pragma once

#include <cstdint>
#include <span>

#include "engine/api/bytes.h"
#include "engine/api/command.h"
#include "engine/api/snapshot.h"
#include "engine/core/result.h"

namespace deltarule {

void encode(const Command& command, Bytes& out);  // replaces the contents of out
void encode(const Snapshot& snapshot, Bytes& out);
/// An experiment's values are in the ranges of the field table; whether its parts fit together is for validate() to
/// say.
Result<Command> decode_command(std::span<const std::uint8_t> bytes);
Status decode_snapshot(std::span<const std::uint8_t> bytes, Snapshot& out);

}  // namespace deltarule

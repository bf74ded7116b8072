// The engine as a WebAssembly module of its own: a Pump behind a handful of C functions that carry codec bytes.
//
// engine_worker.js drives it in the page's worker, tests drive it in Node in the same way. No loop, no timer and no
// message is in here: who calls decides when.
#include <emscripten.h>

#include <cstddef>
#include <cstdint>
#include <span>

#include "engine/api/codec.h"
#include "engine/api/pump.h"

namespace deltarule {
namespace {

struct Engine {
  Pump pump{emscripten_get_now};
  Snapshot snapshot;
  Bytes incoming, outgoing;
};

Engine& engine() {
  static Engine instance;
  return instance;
}

}  // namespace

extern "C" {

/// Room for a command that is about to be passed.
EMSCRIPTEN_KEEPALIVE std::uint8_t* de_buffer(std::size_t size) {
  engine().incoming.resize(size);
  return engine().incoming.data();
}

/// Applies the command in the buffer; what is wrong with it is in the next snapshot.
EMSCRIPTEN_KEEPALIVE void de_command(std::size_t size) {
  Engine& e = engine();
  const auto command = decode_command(std::span(e.incoming).first(size));
  if (command) {
    e.pump.apply(*command);
  } else {
    e.pump.refuse(command.error());
  }
}

/// Trains and studies for about this long.
EMSCRIPTEN_KEEPALIVE void de_slice(double milliseconds) { engine().pump.slice(milliseconds); }
/// How long the pace says to wait before the next slice.
EMSCRIPTEN_KEEPALIVE double de_rest() { return engine().pump.rest_ms(); }
/// Whether there is something for de_slice() to do.
EMSCRIPTEN_KEEPALIVE bool de_busy() { return engine().pump.busy(); }
EMSCRIPTEN_KEEPALIVE bool de_snapshot_due(double min_interval_ms) {
  return engine().pump.snapshot_due(min_interval_ms);
}

/// Takes a snapshot and answers the length of its bytes, which are at de_snapshot_data().
EMSCRIPTEN_KEEPALIVE std::size_t de_snapshot() {
  Engine& e = engine();
  e.pump.snapshot(e.snapshot);
  encode(e.snapshot, e.outgoing);
  return e.outgoing.size();
}
EMSCRIPTEN_KEEPALIVE const std::uint8_t* de_snapshot_data() { return engine().outgoing.data(); }

}  // extern "C"

}  // namespace deltarule

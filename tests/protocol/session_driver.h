// Short words for driving a Session in tests.
#pragma once

#include <bit>
#include <catch2/catch_test_macros.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/api/session.h"

namespace deltarule::testing {

inline void must(Session& session, const Command& command) {
  const Status status = session.apply(command);
  INFO((status.ok() ? std::string() : status.error().text()));
  REQUIRE(status.ok());
}

inline Snapshot look(Session& session, bool with_checkpoint = false) {
  Snapshot snapshot;
  session.snapshot(snapshot, with_checkpoint);
  return snapshot;
}

inline void train(Session& session, std::uint32_t batches) {
  must(session, command::Step{command::Unit::batch, batches});
  while (session.training()) session.run(1000);
}

/// The bits of all parameters; needs a subscription to them.
inline std::vector<std::uint32_t> bits_of(Session& session) {
  std::vector<std::uint32_t> bits;
  for (const float p : look(session).parameters) bits.push_back(std::bit_cast<std::uint32_t>(p));
  REQUIRE(!bits.empty());
  return bits;
}

inline void subscribe_to_parameters(Session& session) {
  must(session, command::Subscribe{{.parameters = true, .checkpoint = true}});
}

}  // namespace deltarule::testing

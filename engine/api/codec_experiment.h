// How an Experiment and its layers lie in a message; what commands and snapshots share.
#pragma once

#include <vector>

#include "engine/api/bytes.h"
#include "engine/experiment/experiment.h"

namespace deltarule {

template <class Enum>
std::uint8_t index_of(Enum value) {
  return static_cast<std::uint8_t>(value);
}

inline constexpr std::size_t kLayerSize = 1;  // of a layer without settings
void put(ByteWriter& out, const LayerSpec& layer);
void take(ByteReader& in, LayerSpec& layer);

void put(ByteWriter& out, const Experiment& e);
void take(ByteReader& in, Experiment& e);

/// A list of things that have a put and a take; `element_size`: the bytes that each takes at least.
template <class T>
void put_all(ByteWriter& out, const std::vector<T>& values) {
  out.number(static_cast<std::uint32_t>(values.size()));
  for (const T& value : values) put(out, value);
}
template <class T>
void take_all(ByteReader& in, std::vector<T>& values, std::size_t element_size) {
  values.resize(in.count(element_size));
  for (T& value : values) take(in, value);
}

}  // namespace deltarule

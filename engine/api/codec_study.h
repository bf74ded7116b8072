// How the results of studies lie in a message.
#pragma once

#include <optional>

#include "engine/api/bytes.h"
#include "engine/study/gallery.h"
#include "engine/study/health.h"
#include "engine/study/landscape.h"
#include "engine/study/look.h"
#include "engine/study/results.h"
#include "engine/study/saliency.h"
#include "engine/study/trace.h"
#include "engine/study/tuning.h"

namespace deltarule {

inline constexpr std::size_t kLandscapeAxes = 4;

void put(ByteWriter& out, const TraceRequest& r);
void take(ByteReader& in, TraceRequest& r);

void put(ByteWriter& out, const LookRequest& r);
void take(ByteReader& in, LookRequest& r);
void put(ByteWriter& out, const GalleryRequest& r);
void take(ByteReader& in, GalleryRequest& r);

inline constexpr std::size_t kLayerHealthSize = 4 * 4 + 4 * kHealthBins + 3 * 4;
void put(ByteWriter& out, const LayerHealth& h);
void take(ByteReader& in, LayerHealth& h);

// A flag, then the value if there is one.
void put(ByteWriter& out, const std::optional<Results>& results);
void take(ByteReader& in, std::optional<Results>& results);
void put(ByteWriter& out, const std::optional<Look>& look);
void take(ByteReader& in, std::optional<Look>& look);
void put(ByteWriter& out, const std::optional<Saliency>& saliency);
void take(ByteReader& in, std::optional<Saliency>& saliency);
void put(ByteWriter& out, const std::optional<Gallery>& gallery);
void take(ByteReader& in, std::optional<Gallery>& gallery);
void put(ByteWriter& out, const std::optional<Trace>& trace);
void take(ByteReader& in, std::optional<Trace>& trace);
void put(ByteWriter& out, const std::optional<Landscape>& landscape);
void take(ByteReader& in, std::optional<Landscape>& landscape);
void put(ByteWriter& out, const std::optional<Tuning>& tuning);
void take(ByteReader& in, std::optional<Tuning>& tuning);

}  // namespace deltarule

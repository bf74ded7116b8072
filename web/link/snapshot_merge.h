// Folding a snapshot that was overtaken into the newer one, so that parts which are sent only when they change survive.
#pragma once

#include "engine/api/snapshot.h"

namespace deltarule {

/// `latest` becomes `newer`, keeping from the old `latest` of the same generation whatever `newer` does not repeat:
/// layers, points and their view, history, checkpoint.
void merge_snapshot(Snapshot& latest, Snapshot&& newer);

}  // namespace deltarule

#include "web/link/snapshot_merge.h"

#include <utility>

namespace deltarule {
namespace {

template <class T>
void keep_if_missing(std::vector<T>& newer, std::vector<T>& old) {
  if (newer.empty()) newer.swap(old);
}

}  // namespace

void merge_snapshot(Snapshot& latest, Snapshot&& newer) {
  if (newer.generation == latest.generation) {
    if (newer.points.empty() && !latest.points.empty()) {
      newer.classes = latest.classes;
      newer.view_min = latest.view_min;
      newer.view_max = latest.view_max;
      newer.points.swap(latest.points);
    }
    keep_if_missing(newer.layers, latest.layers);
    keep_if_missing(newer.history, latest.history);
    keep_if_missing(newer.checkpoint, latest.checkpoint);
    keep_if_missing(newer.moments, latest.moments);
    keep_if_missing(newer.saved, latest.saved);
    if (!newer.landscape) newer.landscape.swap(latest.landscape);
    if (!newer.gallery) newer.gallery.swap(latest.gallery);
    if (!newer.saliency) newer.saliency.swap(latest.saliency);
    if (!newer.tuning) newer.tuning.swap(latest.tuning);
  }
  latest = std::move(newer);
}

}  // namespace deltarule

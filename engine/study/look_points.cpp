// The looks inside of the page's first engine, which knows points only, instead of look.cpp's, saliency.cpp's and
// gallery.cpp's: of points there are none, and they would make the first download larger.
#include "engine/study/gallery.h"
#include "engine/study/look.h"
#include "engine/study/saliency.h"

namespace deltarule {

std::span<const Scalar> sample_of(const Trainer&, const LookRequest&, std::span<const Scalar>) { return {}; }

Look look_at(Trainer&, const LookRequest&, std::span<const Scalar>) { return {}; }

std::vector<float> answer_to(Trainer&, std::span<const Scalar>) { return {}; }

Saliency saliency_of(const Trainer&, Probe&, const LookRequest&, std::int16_t, int, std::span<const Scalar>) {
  return {};
}

Gallery choose_images(Trainer&, const GalleryRequest& request, int) { return {request, {}}; }

}  // namespace deltarule

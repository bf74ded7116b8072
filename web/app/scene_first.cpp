// The page's first program has no scene of images; the whole program, which the page loads when it is wanted, has
// images/scene_images.cpp instead of this.
#include "web/app/scene.h"

namespace deltarule {

const Scene* image_scene() { return nullptr; }

}  // namespace deltarule

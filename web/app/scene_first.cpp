// The page's first program has no scenes but that of points; the whole program, which the page loads when one is
// wanted, has images/scene_*.cpp and images/file_menu.cpp instead of this.
#include "web/app/scene.h"

namespace deltarule {

const Scene* image_scene() { return nullptr; }
const Scene* convolution_scene() { return nullptr; }

bool open_network(Bench&, Platform::GivenFile&) { return false; }
void follow_networks(Bench&, Platform&) {}
bool refuse_network(Bench&, std::string_view) { return false; }
float file_menu_width(const Ui&) { return 0; }
void file_menu(Ui&, Bench&, float, float) {}
void share_note(Ui&, const Bench&, const Rect&) {}

}  // namespace deltarule

#include "web/app/lab.h"

namespace deltarule {

void lab_microscope(Ui&, Bench&, const Rect&) {}

}  // namespace deltarule

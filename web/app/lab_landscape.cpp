#include "web/app/lab.h"

namespace deltarule {

void lab_landscape(Ui&, Bench&, const Rect&) {}

}  // namespace deltarule

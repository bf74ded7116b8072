#include "web/app/lab.h"

namespace deltarule {

void lab_health(Ui&, Bench&, const Rect&) {}

}  // namespace deltarule

#include "web/app/lab.h"

namespace deltarule {

void lab_tuning(Ui&, Bench&, const Rect&) {}

}  // namespace deltarule

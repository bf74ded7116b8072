// Counts heap allocations of the test program while it is switched on.
#pragma once

namespace deltarule {

void start_counting_allocations();
/// How many there have been since; switches counting off.
long stop_counting_allocations();

}  // namespace deltarule

// For the page: the experiment behind a trial of a search, to open it.
#pragma once

#include "engine/study/tuning_job.h"

/* SPDX-License-Identifier: MIT */
/* What the plan of «Полдень» must come to. */
#ifndef DEMO_DEMO_FIXTURE_H
#define DEMO_DEMO_FIXTURE_H

#include "base/base.h"

#define JUNE_WEEKS 8

/* Eight weeks from 8 June 2026, in percent of the person's week, as the design shows them. */
typedef struct {
    const char *person, *name;
    int percents[JUNE_WEEKS];
} JuneSum;
extern const JuneSum june_sums[10];

#endif

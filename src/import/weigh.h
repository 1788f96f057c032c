/* SPDX-License-Identifier: MIT */
/* Between import_plan.c and import_weigh.c: what is known of the people and weeks of a table. */
#ifndef IMPORT_WEIGH_H
#define IMPORT_WEIGH_H

#include "import/plan.h"
#include "plan/week.h"

#define WHOLE_PERCENT 100000 /* thousandths */

typedef struct {
    Ctx *cx;
    ImportPlan *plan;
    WeekFacts *facts;
    PersonWeekList rows;
    AllocationList allocations; /* by person, week */
    const Calendar *calendar;
    ImportMemory memory;
    Day *weeks; /* of the table, in order; NULL: not asked for yet */
    size_t week_count;
} Weighing;

/* The sums of a person's week as they are; of somebody who is not made yet, as they will be. */
PersonWeek weigh_week_of(const Weighing *w, Id person_id, Day monday);
int weigh_compare(Id person, Day week, Id other, Day other_week);

/* Decides about each want, which come by person and week without doubles, and fills plan->wants with them. */
MUST_USE Err *weigh_all(Weighing *w, ImportWants *wants);

#endif

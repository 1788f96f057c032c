/* SPDX-License-Identifier: MIT */
/* What has changed in the plan since a moment, cell by cell: what stood there, what stands now, who changed it last. */
#ifndef PLAN_PLAN_DIFF_H
#define PLAN_PLAN_DIFF_H

#include "plan/plan.h"

/* One subject of a person's week, in one state; or the week's agreed overtime, or what takes the person away. */
typedef struct {
    Id person_id;
    const char *person_name;
    Day week;
    Id project_id;
    const char *kind;      /* as PlanAllocation has it; "overtime", "away" */
    const char *state;     /* "" of overtime and away */
    Minutes before, after; /* 0: nothing */
    Minutes capacity;      /* of the week now */
    Id changed_by;         /* who changed it last; 0: nobody known (the calendar, a program) */
    const char *changed_by_name;
    Instant at; /* 0: not known */
} PlanChange;
extern const Shape PlanChange_shape;
typedef LIST_OF(PlanChange) PlanChangeList;

typedef struct {
    Instant since;
    Day from;
    int weeks;
    int cells, people;      /* how many changed, and of how many people */
    PlanChangeList changes; /* by week, then in the order of the plan's people */
} PlanDiff;
extern const Shape PlanDiff_shape;

/* Of the people and weeks of the query, which has a moment (plan_query_moment). */
MUST_USE Err *plan_diff_load(Ctx *cx, const PlanQuery *query, PlanDiff *diff);

#endif

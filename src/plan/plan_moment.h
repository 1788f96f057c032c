/* SPDX-License-Identifier: MIT */
/* Moments of the past that are often asked for: Monday's call, last evening, a week ago. */
#ifndef PLAN_PLAN_MOMENT_H
#define PLAN_PLAN_MOMENT_H

#include "plan/plan.h"

typedef struct {
    const char *label;
    const char *plan_path;    /* the plan as it was then */
    const char *changes_path; /* what has changed since */
    bool on;                  /* it is the one that is shown */
} PlanMoment;
extern const Shape PlanMoment_shape;
typedef LIST_OF(PlanMoment) PlanMoments;

/* "2026-06-15T10:00": the last Monday's call that is over. */
const char *plan_moment_monday(Ctx *cx);

/* The usual moments, with the filters of the query. */
void plan_moments(Ctx *cx, const PlanQuery *query, PlanMoments *moments);

/* The moment of the query as a field of a form has it: "2026-06-15T10:00" in the agency's time; "" none. */
const char *plan_moment_field(Ctx *cx, const PlanQuery *query);

/* "/plan/changes?…" of the query's filters, since its moment (as_of or since). */
const char *plan_changes_path(Ctx *cx, const PlanQuery *query, const char *ending);

#endif

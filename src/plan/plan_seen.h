/* SPDX-License-Identifier: MIT */
/* Who was shown around the plan; who last touched a person's weeks, and who has looked through them this week. */
#ifndef PLAN_PLAN_SEEN_H
#define PLAN_PLAN_SEEN_H

#include "db/db.h"

/* Whether cx's person has seen the tour of the plan, and that they have. */
MUST_USE Err *plan_tour_seen(Ctx *cx, bool *seen);
MUST_USE Err *plan_tour_end(Ctx *cx);

/* One person's weeks. Tables plan_revision, plan_review. */
typedef struct {
    Id person_id;
    Instant touched_at;
    const char *touched_by; /* "" the program */
    Instant reviewed_at;
    const char *reviewed_by;
} PlanTouched;
extern const Shape PlanTouched_shape;
typedef LIST_OF(PlanTouched) PlanTouchedList;

/* Those whose weeks anybody has touched yet, by person. */
MUST_USE Err *plan_touched_list(Ctx *cx, PlanTouchedList *list);
/* NULL when nobody has touched the person's weeks. */
const PlanTouched *plan_touched_of(const PlanTouchedList *list, Id person_id);
/* Neither touched nor looked through since this Monday. */
bool plan_is_stale(const Ctx *cx, const PlanTouched *touched);

/* Says that cx's person has looked through the weeks of somebody. Right plan.write; ERR_MISSING for nobody. */
MUST_USE Err *plan_review(Ctx *cx, Id person_id);

#endif

/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "db/topics.h"
#include "plan/allocation.h"
#include "plan/plan_seen.h"
#include "plan/plan_seen.sql.h"
#include "plan/refusal.h"

typedef struct {
    Id person_id, by_id;
    Instant at;
} Seen;
SHAPE_STATIC(Seen, FIELD(Seen, person_id), FIELD(Seen, by_id), FIELD(Seen, at));
SHAPE(PlanTouched, FIELD(PlanTouched, person_id), FIELD(PlanTouched, touched_at), FIELD(PlanTouched, touched_by),
      FIELD(PlanTouched, reviewed_at), FIELD(PlanTouched, reviewed_by));

Err *plan_tour_seen(Ctx *cx, bool *seen)
{
    Seen mine = {.person_id = cx->person_id};
    return db_find(cx, &sql_plan_seen_find, IN(Seen, &mine), ONE(Seen, &mine), seen);
}

Err *plan_tour_end(Ctx *cx)
{
    Seen mine = {.person_id = cx->person_id, .at = cx->now};
    cx_touch(cx, "view/tour");
    return db_exec(cx, &sql_plan_seen_add, IN(Seen, &mine));
}

Err *plan_touched_list(Ctx *cx, PlanTouchedList *list)
{
    return db_all(cx, &sql_plan_touched_list, NOTHING_IN, MANY(PlanTouched, list));
}

static int by_person(const void *a, const void *b)
{
    const PlanTouched *left = a;
    const PlanTouched *right = b;
    return (left->person_id.n > right->person_id.n) - (left->person_id.n < right->person_id.n);
}

const PlanTouched *plan_touched_of(const PlanTouchedList *list, Id person_id)
{
    PlanTouched wanted = {.person_id = person_id};
    return list->count ? bsearch(&wanted, list->items, list->count, sizeof wanted, by_person) : NULL;
}

bool plan_is_stale(const Ctx *cx, const PlanTouched *touched)
{
    int offset = 0;
    zone_offset("Europe/Moscow", cx->now, &offset);
    int64_t monday = day_monday(cx->today).n * 86400 - (int64_t)offset * 60;
    return touched && touched->touched_at.n < monday && touched->reviewed_at.n < monday;
}

Err *plan_review(Ctx *cx, Id person_id)
{
    PlanPerson person;
    Seen seen = {.person_id = person_id, .by_id = cx->person_id, .at = cx->now};
    TRY(plan_person(cx, person_id, &person));
    cx_touch(cx, "view/review/%" PRId64, person_id.n);
    return db_exec(cx, &sql_plan_review_put, IN(Seen, &seen));
}

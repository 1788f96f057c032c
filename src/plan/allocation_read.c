/* SPDX-License-Identifier: MIT */
/* Reading of what is planned. */
#include "base/base.h"

#include "plan/allocation.h"
#include "plan/allocation.sql.h"

typedef struct {
    Id person_id;
    Day from_week, until_week;
} AllocationRange;
SHAPE_STATIC(AllocationRange, FIELD(AllocationRange, person_id), FIELD(AllocationRange, from_week),
             FIELD(AllocationRange, until_week));

static int by_week_and_id(const void *a, const void *b)
{
    const Allocation *left = a;
    const Allocation *right = b;
    int64_t order = left->week.n != right->week.n ? left->week.n - right->week.n : left->id.n - right->id.n;
    return (order > 0) - (order < 0);
}

static Err *range_of(Ctx *cx, const AllocationRange *range, AllocationList *list)
{
    TRY(db_all(cx, &sql_allocation_range_of, IN(AllocationRange, range), MANY(Allocation, list)));
    if (list->count > 1)
        qsort(list->items, list->count, sizeof list->items[0], by_week_and_id);
    return NULL;
}

Err *allocation_range(Ctx *cx, Id person_id, Day from, Day until, AllocationList *list)
{
    AllocationRange range = {person_id, from, until};
    if (person_id.n)
        return range_of(cx, &range, list);
    return db_all(cx, &sql_allocation_range, IN(AllocationRange, &range), MANY(Allocation, list));
}

Err *allocation_by_week(Ctx *cx, Day from, Day until, AllocationList *list)
{
    AllocationRange range = {ID(0), from, until};
    return db_all(cx, &sql_allocation_by_week, IN(AllocationRange, &range), MANY(Allocation, list));
}

Err *allocation_value(Ctx *cx, const Allocation *like, Id person_id, Day week, Minutes *minutes)
{
    Allocation there = *like;
    bool found;
    there.id = ID(0);
    there.person_id = person_id;
    there.week = week;
    there.minutes = MINUTES(0);
    TRY(db_find(cx, &sql_allocation_find, IN(Allocation, &there), ONE(Allocation, &there), &found));
    *minutes = there.minutes;
    return NULL;
}

Err *allocation_any(Ctx *cx, bool *any)
{
    DbKey key = {.day = DAY_NONE, .key = ""};
    return db_find(cx, &sql_allocation_any, NOTHING_IN, ONE(DbKey, &key), any);
}

/* SPDX-License-Identifier: MIT */
/*
 * The plan as it was at a moment: what stands now, with every record that changed since put back to what it was before
 * its first change. Working hours, employment and the calendar are as they are now.
 */
#ifndef PLAN_PLAN_PAST_H
#define PLAN_PLAN_PAST_H

#include "plan/sheet.h"

/* One record of a change in these weeks since the moment. */
typedef struct {
    Id id, change_id;
    const char *noun; /* allocation, overtime, absence */
    Id record_id;
    const char *before, *after;
    Instant at;
    Id person_id; /* who; 0: the program */
} PastItem;
extern const Shape PastItem_shape;
typedef LIST_OF(PastItem) PastItems;

/* What changed in the weeks after the moment, the oldest first, each record of a change once. */
MUST_USE Err *past_items(Ctx *cx, Instant moment, Day from, int weeks, PastItems *items);

/* sheets_load of the moment. */
MUST_USE Err *past_sheets_load(Ctx *cx, Instant moment, Day from, int weeks, PersonSheet *sheets, size_t count);

#endif

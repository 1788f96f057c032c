/* SPDX-License-Identifier: MIT */
/* Overtime that somebody agreed to: its own quantity, with a reason. Needs right "plan.overtime". */
#ifndef PLAN_OVERTIME_H
#define PLAN_OVERTIME_H

#include "plan/allocation.h"

/* Table overtime. */
typedef struct {
    Id id;
    Id person_id;
    Day week;
    Minutes minutes;
    const char *reason;
    Id agreed_by;
    Instant at;
} Overtime;
extern const Shape Overtime_shape;
typedef LIST_OF(Overtime) OvertimeList;

/* One of a list, with the names. */
typedef struct {
    Id id;
    Id person_id;
    const char *person_name;
    int person_hue;
    Day week;
    Minutes minutes;
    const char *reason;
    Id agreed_by;
    const char *agreed_by_name; /* "" unknown */
    Instant at;
} OvertimeItem;
extern const Shape OvertimeItem_shape;
typedef LIST_OF(OvertimeItem) OvertimeItems;

/* What to list, and the page of it that came. */
typedef struct {
    Id person_id;    /* 0: everybody whom cx may see */
    Day from, until; /* days of the first and the last week; DAY_NONE: open */
    int limit;       /* 1–500; 0: 100 */
    const char *cursor;
    OvertimeItems items; /* newest week first */
    const char *next;    /* "": this was the last page */
} OvertimePage;
extern const Shape OvertimePage_shape;

/* Whether cx may agree overtime. */
bool overtime_may_agree(const Ctx *cx);

/*
 * Adds to the week's agreed overtime; the caller holds the week's row locked and saves it. ERR_DENIED without the
 * right or in a closed week, ERR_INPUT on "reason" or "minutes".
 */
MUST_USE Err *overtime_add(Ctx *cx, const OvertimePut *put, PersonWeek *week);
MUST_USE Err *overtime_range(Ctx *cx, Day from, Day until, OvertimeList *list);

/* Right plan.read: everybody's, or one's own. */
MUST_USE Err *overtime_list(Ctx *cx, OvertimePage *page);

/* overtime_add to a week that nobody holds: takes hold of it and saves it. Sets *made. ERR_INPUT on "week" too. */
MUST_USE Err *overtime_put(Ctx *cx, const OvertimePut *put, Overtime *made);

/* Takes an agreement back. ERR_CONFLICT when the week would be over 100 % without it. */
MUST_USE Err *overtime_remove(Ctx *cx, Id id);

/* Undoer.restore of noun "overtime". */
MUST_USE Err *overtime_restore(Ctx *cx, const ChangeItem *item);

#endif

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

/*
 * Adds to the week's agreed overtime; the caller holds the week's row locked and saves it. ERR_DENIED without the
 * right, ERR_INPUT on "reason" or "minutes".
 */
MUST_USE Err *overtime_add(Ctx *cx, const OvertimePut *put, PersonWeek *week);
MUST_USE Err *overtime_range(Ctx *cx, Day from, Day until, OvertimeList *list);

/* Undoer.restore of noun "overtime". */
MUST_USE Err *overtime_restore(Ctx *cx, const ChangeItem *item);

#endif

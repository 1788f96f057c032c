/* SPDX-License-Identifier: MIT */
/*
 * People's weeks as they stand, allocations and all. What was read once stays on cx->hooks->shelf under the person's
 * revision, which every change of their weeks moves in its own transaction (week.c); so a fresh answer reads those
 * alone who changed, and never shows more or less than its snapshot holds.
 */
#ifndef PLAN_SHEET_H
#define PLAN_SHEET_H

#include "plan/allocation.h"

/* One person's weeks in a row. Others may look at the same ones: they are not to be changed. */
typedef struct {
    Id person_id;
    int64_t revision; /* of the person's weeks and the calendar; SHEET_NOT_KEPT: read by itself */
    PlanWeek *weeks;
} PersonSheet;

#define SHEET_NOT_KEPT ((int64_t)-1)

/*
 * Fills weeks and revision of the sheets, whose people are set: `weeks` of them from a Monday on. Weeks that nobody
 * planned come with their room, holidays and leave all the same. They live as long as cx->arena. Within a transaction
 * that may write, or without a shelf, all is read anew and nothing kept.
 */
MUST_USE Err *sheets_load(Ctx *cx, Day from, int weeks, PersonSheet *sheets, size_t count);

/*
 * The same from what was read elsewhere: rows and allocations by week and person, and the facts of these weeks. Such
 * sheets are kept nowhere.
 */
void sheets_make(Ctx *cx, Day from, int weeks, const PersonWeekList *rows, const AllocationList *allocations,
                 WeekFacts *facts, PersonSheet *sheets, size_t count);

/* Where something made of a sheet may stand ready; NULL when it is not kept. `what` names it and all else it needs. */
Ready *sheet_ready(Ctx *cx, const PersonSheet *sheet, Day from, int weeks, const char *what);

#endif

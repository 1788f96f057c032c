/* SPDX-License-Identifier: MIT */
/* The agency's own word on days, over the country's calendar: weeks follow each change. Right plan.calendar. */
#ifndef PLAN_CALENDAR_OWN_H
#define PLAN_CALENDAR_OWN_H

#include "db/history.h"
#include "plan/calendar.h"

/* In cx's language: "day off", "shortened day", "working day". */
const char *calendar_day_kind_text(const Ctx *cx, CalendarDayKind kind);

/* All own days, in order. */
MUST_USE Err *calendar_own_list(Ctx *cx, CalendarDays *days);

/*
 * Sets the agency's word on day->day, whatever it was, and brings everybody's rows of that week up to date: what no
 * longer fits stays planned and is marked pushed. ERR_INPUT on "day" or "name"; ERR_DENIED in closed weeks.
 */
MUST_USE Err *calendar_own_put(Ctx *cx, const CalendarDay *day);

/* Takes it back, so that the country's word counts. ERR_MISSING when there is none. */
MUST_USE Err *calendar_own_remove(Ctx *cx, Day day);

/* Undoer.restore of noun "calendar_day". */
MUST_USE Err *calendar_own_restore(Ctx *cx, const ChangeItem *item);

#endif

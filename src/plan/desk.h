/* SPDX-License-Identifier: MIT */
/* What the plan keeps between requests: the calendar, and weeks as they were read. app.c owns it, cx->hooks carries it.
 */
#ifndef PLAN_DESK_H
#define PLAN_DESK_H

#include "plan/calendar.h"

typedef struct Desk Desk;

Desk *desk_new(void);
void desk_free(Desk *desk);

/*
 * The agency's calendar as cx sees it at this revision (plan_revision of person 0); read when the desk has another.
 * What a transaction that may yet be rolled back sees is not kept for others.
 */
MUST_USE Err *desk_calendar(Ctx *cx, Desk *desk, int64_t revision, const Calendar **calendar);

#endif

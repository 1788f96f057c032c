/* SPDX-License-Identifier: MIT */
/* What the plan keeps between requests: the calendar, read and merged once. app.c owns it, cx->hooks carries it. */
#ifndef PLAN_DESK_H
#define PLAN_DESK_H

#include "plan/calendar.h"

typedef struct Desk Desk;

Desk *desk_new(void);
void desk_free(Desk *desk);

/* The agency's calendar; the first call reads it. Lives as long as the desk. */
MUST_USE Err *desk_calendar(Ctx *cx, Desk *desk, const Calendar **calendar);

/* The agency's own days changed: the next call reads again. The old one stays valid for those who hold it. */
void desk_forget_calendar(Desk *desk);

#endif

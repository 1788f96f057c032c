/* SPDX-License-Identifier: MIT */
/* What of a week could give way to something else, and at what price: whose client, how much of it is left. */
#ifndef PLAN_GIVE_H
#define PLAN_GIVE_H

#include "plan/refusal.h"

/*
 * The allocations of the week, what may give way soonest first: reserves, then tentative ones, then what was planned
 * last. Each says what it would lose of `need`, and what that touches. Bodies stay empty.
 */
MUST_USE Err *give_list(Ctx *cx, const PersonWeek *week, Minutes need, GiveWays *gives);

/* The cell without what it gives. */
ExitItem give_lowered(const GiveWay *give);
/* The same key for another week or person, with this value. */
ExitItem give_moved(const GiveWay *give, Id person_id, Day week, Minutes minutes);

/* "20 %" of a capacity, "0 %" for nothing. */
const char *give_percent(const Ctx *cx, Minutes capacity, Minutes minutes);

#endif

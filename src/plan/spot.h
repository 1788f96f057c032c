/* SPDX-License-Identifier: MIT */
/* Where work could go that does not fit where it stands: the nearest week with room, the colleague with most room. */
#ifndef PLAN_SPOT_H
#define PLAN_SPOT_H

#include "plan/allocation.h"
#include "plan/refusal.h"

typedef struct {
    bool found;
    Day week;
    Minutes capacity;
    Minutes had; /* what stands there under the cell's key */
} SpotWeek;

typedef struct {
    bool found;
    PlanPerson person;
    PersonWeek week;
    Minutes had;
} SpotPerson;

/* The first of the next 26 weeks of the cell's person in which `rest` is free. */
MUST_USE Err *spot_week(Ctx *cx, const Allocation *cell, Minutes rest, SpotWeek *spot);

/* Whoever of the person's position may be planned for the cell's subject and has most room in its week, if enough. */
MUST_USE Err *spot_person(Ctx *cx, const PlanPerson *person, const Allocation *cell, Minutes rest, SpotPerson *spot);

#endif

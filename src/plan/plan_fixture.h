/* SPDX-License-Identifier: MIT */
/* A small agency for tests of the plan: people with 40 hours, two clients with projects, and the week of 15 June. */
#ifndef PLAN_PLAN_FIXTURE_H
#define PLAN_PLAN_FIXTURE_H

#include "people/people_fixture.h"
#include "plan/allocation.h"

/* The fixture's "today" is Wednesday 17 June 2026; this is the Monday behind the week of Russia Day. */
#define WEEK day_from_ymd(2026, 6, 15)

typedef struct {
    Ctx cx;
    Id head, account, designer, other; /* head and administrator; account manager; two designers */
    Id project, foreign;               /* of the account manager's client; of the head's */
} Agency;

/* Acts as the head. Weeks follow contracts (hooks.contract_changed). */
void plan_agency(Test *t, Agency *agency);

/* From now on this person acts, with the rights of their roles, and a new change begins. */
void plan_act_as(Test *t, Agency *agency, Id person_id);

/* Another week's work for a person from a day on, by weekdays of equal length. */
void plan_hours(Test *t, Agency *agency, Id person_id, Day from, Minutes week);

/* What is asked for: so many minutes of a project, confirmed. */
AllocationPut plan_put(Id person_id, Day week, Id project_id, int64_t minutes);

/* Puts it; the test fails when it is refused. */
void plan_fill(Test *t, Agency *agency, Id person_id, Day week, Id project_id, int64_t minutes);

/* The person's week as it stands. */
PersonWeek plan_week(Test *t, Agency *agency, Id person_id, Day week);

/* Takes back what cx did since change_id was last zero, as the undo key does. */
MUST_USE Err *plan_undo(Agency *agency);

#endif

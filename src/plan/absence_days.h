/* SPDX-License-Identifier: MIT */
/* Several days off at once, also with days of work between them: what is chosen in the grid of the plan. */
#ifndef PLAN_ABSENCE_DAYS_H
#define PLAN_ABSENCE_DAYS_H

#include "plan/absence.h"

typedef struct {
    Id person_id;
    AbsenceKind kind;
    const char *days;        /* "2026-06-15,2026-06-17" in any order; "": all from from_day to until_day */
    Day from_day, until_day; /* until_day not set: one day */
    bool half;
    const char *note;
} AbsenceDays;
extern const Shape AbsenceDays_shape;

/*
 * Adds an absence for each run of days, all or none, as one change. Days of work that stand alone between chosen ones
 * stay days of work; days without work join the runs beside them. ERR_INPUT on "days"; otherwise as absence_add.
 */
MUST_USE Err *absence_add_days(Ctx *cx, const AbsenceDays *wanted, AbsenceList *made);

#endif

/* SPDX-License-Identifier: MIT */
/* One person's week as that person needs it: what for, how much, what is free, and the days with their reasons. */
#ifndef PLAN_MY_WEEK_H
#define PLAN_MY_WEEK_H

#include "plan/plan.h"

/* A part of the week. */
typedef struct {
    Id id; /* of the allocation; 0: derived from calendar and absences */
    Id project_id;
    const char *label; /* "Берег · Лето", "agency meetings", "vacation" */
    const char *kind;  /* as in PlanAllocation */
    const char *state; /* confirmed, tentative; "" of derived ones */
    Minutes minutes;
    Day until;
    const char *note;
    int hue;
} MySubject;
extern const Shape MySubject_shape;

/* A day of it. */
typedef struct {
    Day day;
    Minutes norm, away; /* of the contract; taken by a holiday or leave */
    const char *note;   /* "Russia Day", "vacation"; "" */
} MyDay;
extern const Shape MyDay_shape;

typedef struct {
    Id person_id;
    const char *person_name;
    Day week;
    Minutes capacity, room, confirmed, tentative, internal, absence, reserve, overtime, free, excess;
    LIST_OF(MySubject) subjects; /* work first, then internal work, reserves, time away */
    LIST_OF(MyDay) days;
} MyWeek;
extern const Shape MyWeek_shape;

/* The week of any day of it. Right plan.read: everybody's, or one's own; ERR_MISSING otherwise. */
MUST_USE Err *my_week_load(Ctx *cx, Id person_id, Day day, MyWeek *week);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * What is only reserved: tentative bookings by person and project, with who holds them and until when. A booking is all
 * tentative weeks of one person on one project from the first open week on; it is confirmed or released whole.
 */
#ifndef PLAN_TENTATIVE_H
#define PLAN_TENTATIVE_H

#include "plan/allocation.h"

typedef struct {
    const char *key; /* "PERSON.PROJECT", as bookings are chosen */
    Id person_id;
    const char *person_name;
    int person_hue;
    Id project_id;
    const char *client_name, *project_name;
    int project_hue;
    Day first_week, last_week;
    int weeks;
    Minutes minutes; /* of all weeks */
    Day until;       /* the earliest date at which it asks again */
    Id reserved_by;
    const char *reserved_by_name;
    bool is_past; /* that date has gone by */
    bool may;     /* cx may confirm and release it */
} TentativeBooking;
extern const Shape TentativeBooking_shape;
typedef LIST_OF(TentativeBooking) TentativeBookings;

/* Which bookings; all zero: every one. */
typedef struct {
    Id person_id, project_id;
    const char *only; /* "", past, mine (reserved by cx's person) */
    /* set by tentative_list */
    Day from_week, today;
    Id reserved_by;
    TentativeBookings items; /* past ones first, then by date */
    int past;                /* how many of all are past their date */
} TentativeList;
extern const Shape TentativeList_shape;

MUST_USE Err *tentative_list(Ctx *cx, TentativeList *list);

typedef enum { TENTATIVE_CONFIRM, TENTATIVE_RELEASE } TentativeAction;
extern const char *const tentative_action_words[];

/*
 * Confirms or releases the bookings with these keys, all or none, as one change. What is confirmed joins what the
 * project had confirmed in that week. ERR_INPUT on "keys" when one is unknown; ERR_DENIED where cx may not write.
 */
MUST_USE Err *tentative_settle(Ctx *cx, const TextList *keys, TentativeAction action, int *weeks);

#endif

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
    Id client_id;
    const char *client_name, *project_name;
    int project_hue;
    bool is_deal; /* the project is a tender still */
    Day first_week, last_week;
    int weeks;
    Minutes minutes; /* of all weeks */
    Day until;       /* the earliest date at which it asks again */
    Id reserved_by;
    const char *reserved_by_name;
    bool is_past;        /* that date has gone by */
    bool may;            /* cx may confirm and release it */
    Instant reminded_at; /* somebody asked the holder to settle it, at this date; 0: nobody */
    const char *reminded_by_name;
} TentativeBooking;
extern const Shape TentativeBooking_shape;
typedef LIST_OF(TentativeBooking) TentativeBookings;

/* Which bookings; all zero: every one. */
typedef struct {
    Id person_id, project_id, client_id;
    Id reserved_by;
    const char *only; /* "", past, soon (within a week), deals, mine (reserved by cx's person) */
    /* set by tentative_list */
    Day from_week, today;
    TentativeBookings items; /* past ones first, then by date */
    int past, soon, deals;   /* how many of all */
} TentativeList;
extern const Shape TentativeList_shape;

MUST_USE Err *tentative_list(Ctx *cx, TentativeList *list);

#define TENTATIVE_ACTIONS(X)                                                                                           \
    X(TENTATIVE_CONFIRM, "confirm")                                                                                    \
    X(TENTATIVE_RELEASE, "release")                                                                                    \
    X(TENTATIVE_PROLONG, "prolong") /* until another day */                                                            \
    X(TENTATIVE_REMIND, "remind")   /* marks that the holder was asked */
#define TENTATIVE_ITEM(value, word) value,
typedef enum { TENTATIVE_ACTIONS(TENTATIVE_ITEM) } TentativeAction;
#undef TENTATIVE_ITEM
extern const char *const tentative_action_words[];

/* Which bookings, and what becomes of them. */
typedef struct {
    TentativeAction action;
    TextList keys; /* none: all of the project, of the person, or of the one on the other */
    Id person_id, project_id;
    Day until; /* prolong */
} TentativeSettle;

/*
 * Confirms, releases or prolongs bookings, all or none, as one change; *weeks: how many cells, of reminders how many
 * bookings. What is confirmed joins what the project had confirmed in that week. ERR_INPUT on "keys" when one is
 * unknown or there is none, on "until"; ERR_DENIED where cx may not write.
 */
MUST_USE Err *tentative_settle(Ctx *cx, const TentativeSettle *settle, int *weeks);

#endif

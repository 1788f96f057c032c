/* SPDX-License-Identifier: MIT */
/* What waits for somebody's time in some weeks: what released hours could be given to. */
#ifndef PLAN_WAITING_H
#define PLAN_WAITING_H

#include "plan/allocation.h"

#define WAITING_KINDS(X)                                                                                               \
    X(WAITING_REQUEST, "request")     /* overtime is asked for, of the person or the position */                       \
    X(WAITING_PUSHED, "pushed")       /* a week of the person or a colleague of the position does not fit */           \
    X(WAITING_TENTATIVE, "tentative") /* another booking of the person is past its date */
#define WAITING_ITEM(value, word) value,
typedef enum { WAITING_KINDS(WAITING_ITEM) } WaitingKind;
#undef WAITING_ITEM
extern const char *const waiting_kind_words[];

typedef struct {
    WaitingKind kind;
    Id person_id;
    const char *person_name;
    Day week;
    Minutes minutes;
    const char *say;  /* "Илья Сомов, 22–28 июня: 8 h over 100 %" */
    const char *path; /* where it is settled */
} WaitingItem;
extern const Shape WaitingItem_shape;

typedef struct {
    Id person_id;    /* whose time */
    Day from, until; /* any days of the first and the last week; DAY_NONE: this week, a quarter on */
    const char *person_name;
    Minutes free; /* of the person in these weeks */
    LIST_OF(WaitingItem) items;
} Waiting;
extern const Shape Waiting_shape;

/* Right plan.read. ERR_INPUT on "person_id"; ERR_MISSING for a person who is not cx's to see. */
MUST_USE Err *waiting_load(Ctx *cx, Waiting *waiting);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * Weeks over 100 % that nobody planned so: an absence, a holiday or a contract pushed them. They stay as they were
 * until somebody lowers, moves or hands over what stands there, or agrees overtime.
 */
#ifndef PLAN_PUSHED_H
#define PLAN_PUSHED_H

#include "plan/give.h"

typedef struct {
    Id person_id;
    const char *person_name, *position;
    int hue;
    Day week;
    Minutes capacity, room, planned, absence, overtime;
    Minutes over;
    const char *percent; /* of over: "20 %" */
    const char *why;     /* "vacation 16 h, holidays 8 h" */
    const char *could;   /* what could give way first: "Берег · Лето 8 h" */
    bool may;            /* cx may lower something there */
} PushedItem;
extern const Shape PushedItem_shape;

/* Which, and the page of them that came. */
typedef struct {
    Id person_id, position_id; /* 0: any */
    bool mine;                 /* only weeks in which a project that cx leads stands */
    int limit;                 /* 1–500; 0: 100 */
    /* set by pushed_list */
    Day from_week;             /* the first open one: closed weeks stay as they are */
    LIST_OF(PushedItem) items; /* by week, then by how much */
    int total;                 /* of the filter, also those past the limit */
} PushedList;
extern const Shape PushedList_shape;

/* Right plan.read: everybody's, or one's own. */
MUST_USE Err *pushed_list(Ctx *cx, PushedList *list);

/* How many open weeks of everybody are pushed. */
MUST_USE Err *pushed_count(Ctx *cx, int *count);

/* What of a week may go, and where to. */
typedef struct {
    GiveWay *give;
    LIST_OF(Exit) exits; /* lower, later, other_person */
} PushedGive;
extern const Shape PushedGive_shape;

typedef struct {
    PushedItem *week;
    LIST_OF(PushedGive) gives; /* at most six */
    Exit *overtime;            /* NULL: the week is in order */
} Pushed;
extern const Shape Pushed_shape;

/* One week with its ways out. ERR_MISSING for a person that is not cx's to see; over is 0 when it was resolved. */
MUST_USE Err *pushed_load(Ctx *cx, Id person_id, Day week, Pushed *pushed);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * Many weeks at once: a week copied on, a share kept until a date, hours spread, a project's plan moved. Each is
 * reckoned first, with what does not fit; then it goes into the plan as one batch, which one undo takes back.
 */
#ifndef PLAN_AHEAD_H
#define PLAN_AHEAD_H

#include "plan/allocation.h"

#define AHEAD_WAYS(X)                                                                                                  \
    X(AHEAD_NONE, "")                                                                                                  \
    X(AHEAD_COPY, "copy") /* the week `from` of somebody or all, for something or all, to the next `weeks` ones */     \
    X(AHEAD_PATTERN, "pattern") /* `value` percent of a person for a subject, from `from` until `until` */             \
    X(AHEAD_SPREAD, "spread")   /* `value` hours more of a person for a subject, over `weeks` weeks from `from` */     \
    X(AHEAD_SHIFT, "shift") /* all of a project from the week `from` on moves by `weeks` weeks, back when below 0 */   \
    X(AHEAD_LINES, "lines") /* the usual internal lines of a person or everybody, where none stands, `weeks` weeks */

#define AHEAD_ITEM(value, word) value,
typedef enum { AHEAD_WAYS(AHEAD_ITEM) } AheadWay;
#undef AHEAD_ITEM
extern const char *const ahead_way_words[];

typedef struct {
    AheadWay way;
    Id person_id;
    const char *people;  /* lines: "3,5" instead of one person; "" see person_id */
    const char *subject; /* "12" a project, "own_tasks" a kind; "": all of the person (copy) */
    Day from, until;
    int weeks;
    const char *value; /* "20" percent, "40" or "6:30" hours */
    AllocationState state;
    bool by_room; /* spread: more where more is free; otherwise evenly */
    bool fit;     /* what does not fit is left out; otherwise nothing is done */
} AheadQuery;
extern const Shape AheadQuery_shape;

/* One cell as it is and as it would be. */
typedef struct {
    Id person_id;
    const char *person_name;
    Day week;
    Id project_id;
    AllocationKind kind;
    AllocationState state;
    const char *label; /* "Берег · Лето", "own tasks" */
    Minutes was, wanted;
    Minutes becomes; /* less than wanted by what does not fit */
    Minutes missing;
    Minutes capacity; /* of the week */
    const char *work, *note;
    Day until;
} AheadItem;
extern const Shape AheadItem_shape;

typedef struct {
    LIST_OF(AheadItem) items; /* those that change, by person and week */
    int cells;                /* how many would be written */
    int short_of;             /* how many of them do not fit whole */
    Minutes missing;          /* in all */
} Ahead;
extern const Shape Ahead_shape;

/*
 * Reckons and writes nothing. ERR_INPUT on the fields of the query, ERR_DENIED where cx may not plan (also closed
 * weeks), ERR_MISSING for people and projects that are not there.
 */
MUST_USE Err *ahead_preview(Ctx *cx, const AheadQuery *query, Ahead *ahead);

/* The preview carried out. ERR_INPUT on "fit" when something does not fit and query->fit is not set. */
MUST_USE Err *ahead_write(Ctx *cx, const AheadQuery *query, AllocationResults *results);

#endif

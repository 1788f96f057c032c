/* SPDX-License-Identifier: MIT */
/* What a refused plan is answered with: four ways out, each a batch that can be posted as it is, and what could yield.
 */
#ifndef PLAN_REFUSAL_H
#define PLAN_REFUSAL_H

#include "plan/allocation.h"

/* One value of an exit's batch. */
typedef struct {
    Id person_id;
    Day week;
    Id project_id;
    AllocationKind kind;
    AllocationState state;
    const char *work;
    Minutes minutes;
    Day until;
} ExitItem;
extern const Shape ExitItem_shape;

typedef struct {
    Id person_id;
    Day week;
    Minutes minutes;
    const char *reason; /* to be filled in by who chooses the exit */
} ExitOvertime;
extern const Shape ExitOvertime_shape;

typedef struct {
    LIST_OF(ExitItem) items;
    LIST_OF(ExitOvertime) overtime;
} ExitBody;
extern const Shape ExitBody_shape;

/* The body as JSON: the hidden field "batch" of a form that takes the exit. */
const char *exit_body_text(Ctx *cx, const ExitBody *body);

/* What an exit does to one cell, for people. */
typedef struct {
    Id person_id;
    const char *person_name;
    Day week;
    Minutes minutes; /* the cell's value afterwards */
    const char *percent;
} ExitEffect;
extern const Shape ExitEffect_shape;

typedef struct {
    const char *kind; /* fit, later, other_person, overtime */
    const char *key;  /* "1" … "4" */
    const char *say;  /* "Put in the 10 % that are free" */
    const char *method, *path;
    ExitBody *body; /* NULL when it is impossible */
    TextList needs; /* "reason" */
    LIST_OF(ExitEffect) effect;
    const char *unavailable; /* why not; "" when it can be taken */
} Exit;
extern const Shape Exit_shape;

/* An allocation that could give way: reserves first, then tentative ones, then what was planned last. */
typedef struct {
    Id allocation_id;
    Id person_id;
    Day week;
    Id project_id;
    const char *label;          /* "Опора · Тендер" */
    const char *client_manager; /* whose client it is; "" */
    AllocationKind kind;
    AllocationState state;
    const char *work;
    Minutes minutes;
    const char *percent;
    Minutes takes;                     /* how much of it would go */
    Minutes person_left, project_left; /* planned for its project from this week on, after that: the person's, all */
    const char *say;                   /* "Take 8 h from it: 12 h stay" */
    const char *price;                 /* what that touches: "Leaves 12 h of Полина and 80 h of all, …"; "" */
    bool may;                          /* cx may lower it */
    ExitBody *body;                    /* a batch that does all of it; NULL when it does not suffice or may not be */
} GiveWay;
extern const Shape GiveWay_shape;
typedef LIST_OF(GiveWay) GiveWays;

/* A cell of the batch that does not fit. */
typedef struct {
    Id person_id;
    const char *person_name;
    Day week;
    Id project_id;
    AllocationKind kind;
    AllocationState state;
    Minutes wanted;
    Minutes fits; /* what would still fit of it */
} RefusedCell;
extern const Shape RefusedCell_shape;

typedef struct {
    Id person_id;
    const char *person_name;
    Day week;
    Minutes over;         /* how much of what was asked does not fit into the first refused week */
    const PlanWeek *sums; /* of that week, as it stays */
    LIST_OF(RefusedCell) refused;
    LIST_OF(Exit) exits;
    LIST_OF(GiveWay) gives;
} Refusal;
extern const Shape Refusal_shape;

/* One item of a batch as it is carried out; known to allocation.c and refusal.c. */
typedef struct {
    const AllocationPut *put;
    AllocationState state;
    Allocation before; /* minutes 0: there was none */
    Minutes wanted;
    size_t week; /* place in BatchWeeks */
    bool raises; /* wanted more than there was */
} BatchItem;
typedef LIST_OF(BatchItem) BatchItems;

typedef struct {
    PersonWeek before, after;
} BatchWeek;
typedef LIST_OF(BatchWeek) BatchWeeks;

/* The refusal of a batch whose week `over` went further past its room, as an ERR_INPUT with data. */
MUST_USE Err *refusal_make(Ctx *cx, const BatchItems *items, const BatchWeeks *weeks, size_t over);

/* A person as sentences need it; ERR_MISSING when there is none. */
typedef struct {
    Id id;
    const char *name;
    Id position_id;
    const char *position;
    bool planned;
} PlanPerson;
extern const Shape PlanPerson_shape;
MUST_USE Err *plan_person(Ctx *cx, Id id, PlanPerson *person);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * Overtime that is asked for: the way out of a full week for those who may not agree it themselves. The batch waits
 * as it was asked and is carried out in the right of who agrees.
 */
#ifndef PLAN_REQUEST_H
#define PLAN_REQUEST_H

#include "plan/allocation.h"

#define PLAN_REQUEST_STATES(X)                                                                                         \
    X(PLAN_REQUEST_ASKED, "asked")                                                                                     \
    X(PLAN_REQUEST_AGREED, "agreed")                                                                                   \
    X(PLAN_REQUEST_DECLINED, "declined")

#define PLAN_REQUEST_ITEM(value, word) value,
typedef enum { PLAN_REQUEST_STATES(PLAN_REQUEST_ITEM) } PlanRequestState;
#undef PLAN_REQUEST_ITEM
extern const char *const plan_request_state_words[];

/* Table plan_request. */
typedef struct {
    Id id;
    Id person_id; /* whose overtime; of several in the batch the first */
    Day week;
    Minutes minutes; /* of all overtime in the batch */
    const char *reason;
    const char *body; /* JSON of the batch */
    Id asked_by;
    Instant asked_at;
    PlanRequestState state;
    Id decided_by;
    Instant decided_at;
} PlanRequest;
extern const Shape PlanRequest_shape;

/* One of a list, with the names and what it would put into the plan. */
typedef struct {
    Id id;
    Id person_id;
    const char *person_name;
    Day week;
    Minutes minutes;
    const char *reason;
    const char *body;
    const char *what; /* "Берег · Лето: 12 h" */
    Id asked_by;
    const char *asked_by_name;
    Instant asked_at;
    PlanRequestState state;
    Id decided_by;
    const char *decided_by_name;
    Instant decided_at;
} PlanRequestItem;
extern const Shape PlanRequestItem_shape;
typedef LIST_OF(PlanRequestItem) PlanRequestItems;

/*
 * Keeps the batch with its overtime until somebody decides. ERR_INPUT on "reason" and "overtime" (none, too much),
 * and whatever refuses the batch itself except for room.
 */
MUST_USE Err *plan_request_ask(Ctx *cx, const AllocationBatch *batch, const char *reason, PlanRequest *request);

/*
 * Puts the batch into the plan with its overtime, as one change; *request is as decided. Right plan.overtime.
 * ERR_CONFLICT when it was decided already; what allocation_put_all refuses by now.
 */
MUST_USE Err *plan_request_agree(Ctx *cx, Id id, PlanRequest *request);
MUST_USE Err *plan_request_decline(Ctx *cx, Id id, PlanRequest *request);

/*
 * Those that wait and those decided within two weeks, newest first: of everybody for who may agree overtime, else
 * one's own.
 */
MUST_USE Err *plan_request_list(Ctx *cx, PlanRequestItems *items);

/* How many requests wait for somebody who may agree overtime. Fits MenuItem.count. */
MUST_USE Err *plan_request_waiting(Ctx *cx, int *count);

/* Undoer.restore of noun "plan_request": an asked one goes, a decided one waits again. */
MUST_USE Err *plan_request_restore(Ctx *cx, const ChangeItem *item);

#endif

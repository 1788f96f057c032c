/* SPDX-License-Identifier: MIT */
#ifndef PLAN_PLAN_WEB_H
#define PLAN_PLAN_WEB_H

#include "plan/allocation.h"
#include "plan/plan.h"
#include "web/route.h"

/* The plan page once more, with the editor open on what was refused (req->err). */
MUST_USE Err *plan_show_refused(Ctx *cx, const Req *req, Reply *reply, const AllocationPut *put);

/* The query that this text ("only=over&weeks=4") says, as if it had stood behind "/plan?". */
MUST_USE Err *plan_query_of(Ctx *cx, const Req *req, const char *text, PlanQuery *query);

/*
 * Reads a batch: {"items":[…],"overtime":[…]} as the JSON body, or as the text of a form's field "batch" with one
 * "reason" for all its overtime. Errors name the item: "items.2.week".
 */
MUST_USE Err *allocation_batch_read(Ctx *cx, const Req *req, AllocationBatch *batch);

#endif

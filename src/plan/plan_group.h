/* SPDX-License-Identifier: MIT */
/*
 * The people's side put together: by what people are (department, position), or by what they work on (client, account
 * manager, project, direction). By work a person stands in each group that they are planned for in these weeks, and
 * the sums of a group hold that work alone.
 */
#ifndef PLAN_PLAN_GROUP_H
#define PLAN_PLAN_GROUP_H

#include "plan/plan.h"

/* Whether query->group puts people together by what they work on: the plan is then needed with its allocations. */
bool plan_group_is_by_work(const PlanQuery *query);

/* The groups of plan->people, in the order of lists. */
MUST_USE Err *plan_group_make(Ctx *cx, const PlanQuery *query, const Plan *plan, PlanParts *parts);

#endif

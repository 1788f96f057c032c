/* SPDX-License-Identifier: MIT */
/* The shares of a week that people of a position usually keep for the agency's own work and reserves. */
#ifndef PLAN_PLAN_TEMPLATE_H
#define PLAN_PLAN_TEMPLATE_H

#include "db/history.h"
#include "plan/allocation.h"

/* Table plan_template; one for a position and kind. */
typedef struct {
    Id id;
    Id position_id; /* 0: everybody whose position has no line of this kind */
    AllocationKind kind;
    int64_t percent; /* 1–100; 0 in plan_template_put: none */
} PlanTemplate;
extern const Shape PlanTemplate_shape;
typedef LIST_OF(PlanTemplate) PlanTemplates;

/* All, those for everybody first, then by position and kind. Right plan.read. */
MUST_USE Err *plan_template_list(Ctx *cx, PlanTemplates *list);

/*
 * Sets the share of template->kind for template->position_id; 0 takes it away. Nothing planned changes by it. Right
 * plan.lines, ERR_INPUT on "kind" (a project), "percent" (over 100), "position_id" (none such).
 */
MUST_USE Err *plan_template_put(Ctx *cx, const PlanTemplate *template);

/* The line of this kind that counts for a position; NULL when there is none. */
const PlanTemplate *plan_template_of(const PlanTemplates *list, Id position_id, AllocationKind kind);

/* Undoer.restore of noun "plan_template". */
MUST_USE Err *plan_template_restore(Ctx *cx, const ChangeItem *item);

#endif

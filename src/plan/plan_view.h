/* SPDX-License-Identifier: MIT */
/* Saved views: ways of looking at the plan that people gave a name, for themselves or for the agency. */
#ifndef PLAN_PLAN_VIEW_H
#define PLAN_PLAN_VIEW_H

#include "db/history.h"

/* Table plan_view. */
typedef struct {
    Id id;
    int64_t revision;
    Id person_id; /* whose it is */
    const char *name;
    const char *name_fold; /* set by the rules */
    const char *query;     /* "only=over&zoom=narrow": what stands behind "/plan?" */
    bool shared;           /* everybody who reads the plan sees it */
} PlanView;
extern const Shape PlanView_shape;

/* One that cx's person sees. */
typedef struct {
    Id id;
    int64_t revision;
    Id person_id;
    const char *name, *query, *owner; /* owner: the name of whose it is */
    bool shared;
    bool opens; /* the plan opens with it */
    bool may;   /* cx may change it */
} PlanViewItem;
extern const Shape PlanViewItem_shape;
typedef LIST_OF(PlanViewItem) PlanViewItems;

/* Both versions of a view that two have changed: data of ERR_CONFLICT. */
typedef struct {
    const PlanView *yours, *theirs;
} PlanViewConflict;
extern const Shape PlanViewConflict_shape;

/* One's own by name, then the agency's. */
MUST_USE Err *plan_view_list(Ctx *cx, PlanViewItems *items);

/* ERR_MISSING also when it is another's own. */
MUST_USE Err *plan_view_get(Ctx *cx, Id id, PlanView *view);

/*
 * Stores a new view of cx's person and sets id and revision. ERR_INPUT on "name" (empty, too long, taken), "query" (no
 * query of the plan); ERR_DENIED to share without right plan.views.
 */
MUST_USE Err *plan_view_add(Ctx *cx, PlanView *view);

/* Stores what changed: one's own, or a shared one with right plan.views of all. ERR_CONFLICT with PlanViewConflict. */
MUST_USE Err *plan_view_change(Ctx *cx, PlanView *view);
MUST_USE Err *plan_view_remove(Ctx *cx, Id id);

/* The plan opens with this view from now on; id 0: with everybody. A person's own setting: it has no history. */
MUST_USE Err *plan_view_open_with(Ctx *cx, Id id);

/* Whether cx may share views, and change those that others shared. */
bool plan_view_may_share(const Ctx *cx);

/* Fits Undoer. */
MUST_USE Err *plan_view_restore(Ctx *cx, const ChangeItem *item);

#endif

/* SPDX-License-Identifier: MIT */
/* The week plan from the projects' side: projects × weeks, and inside them who works on each for how long. */
#ifndef PLAN_PLAN_PROJECTS_H
#define PLAN_PLAN_PROJECTS_H

#include "plan/plan.h"

/* What one week holds of a project; capacity is that of the person's week, 0 where several people are summed. */
typedef struct {
    Day week;
    Minutes confirmed, tentative, capacity;
} ProjectShare;
extern const Shape ProjectShare_shape;
typedef LIST_OF(ProjectShare) ProjectShares;

/* Somebody who is planned for the project in these weeks. */
typedef struct {
    Id id;
    const char *name, *position;
    int hue;
    ProjectShares weeks;
} ProjectMember;
extern const Shape ProjectMember_shape;

typedef struct {
    Id id, client_id, manager_id;
    const char *client_name, *name, *manager_name, *direction;
    int hue;
    ProjectStage stage;
    ProjectShares weeks;
    LIST_OF(ProjectMember) people;
} ProjectLoad;
extern const Shape ProjectLoad_shape;

typedef struct {
    TextList weeks; /* Mondays, ISO */
    LIST_OF(ProjectLoad) projects;
    int total;     /* projects that the filters leave, on all pages */
    int tentative; /* how many of them have tentative work */
    int idle;      /* how many go on and have nobody planned */
} ProjectPlan;
extern const Shape ProjectPlan_shape;

/*
 * The projects' side of the people in `plan` (plan_load with the same window and all of its people). q is part of a
 * client's or project's name; "mine" are those that cx's person leads. Without a filter by people, open projects come
 * even when nobody is planned on them. limit and page cut projects. Projects that are not cx's to see are left out.
 */
MUST_USE Err *plan_projects_make(Ctx *cx, const PlanQuery *query, const Plan *plan, ProjectPlan *projects);

/* The people that plan_projects_make needs: the window and the filters by people, all of them. */
MUST_USE Err *plan_projects_people(Ctx *cx, const PlanQuery *query, Plan *plan);

#endif

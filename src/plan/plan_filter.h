/* SPDX-License-Identifier: MIT */
/* Which people the plan shows: every filter that is asked for must hold; each word is counted as if it were added. */
#ifndef PLAN_PLAN_FILTER_H
#define PLAN_PLAN_FILTER_H

#include "plan/plan.h"

/* Words of query->only as bits, in the order of plan_only_words. */
enum {
    PLAN_MINE = 1,      /* planned for a project that cx's person leads, in these weeks */
    PLAN_TEAM = 2,      /* of the department of cx's person */
    PLAN_OVER = 4,      /* a week over 100 % */
    PLAN_TENTATIVE = 8, /* a week with tentative work */
    PLAN_FREE = 16,     /* a twentieth of a week or more is free, from this week on */
    PLAN_UNDER = 32,    /* a week planned less than query->under percent, from this week on */
};
extern const char *const plan_only_words[];

typedef struct {
    Ctx *cx;
    const PlanQuery *query;
    Day this_week;
    const char *folded; /* query->q */
    unsigned asked;
    Id department_id;          /* of cx's person; 0: none */
    ProjectBriefList projects; /* only when a filter asks for clients or for mine */
} PlanFilter;

MUST_USE Err *plan_filter_start(Ctx *cx, const PlanQuery *query, PlanFilter *filter);

/* Whether cx may see the person and the query names them; `everybody` must have been told first. */
bool plan_filter_names(const PlanFilter *filter, const PersonBrief *person);
void plan_filter_everybody(PlanFilter *filter, const PersonBriefList *everybody);

/* Whether the person's weeks are what is asked for; counts them under every word that they would stay for. */
bool plan_filter_keeps(const PlanFilter *filter, const PlanMember *member, Plan *plan);
/* Whether that can leave somebody out, or is counted for somebody. */
bool plan_filter_needs_weeks(const PlanFilter *filter);

#endif

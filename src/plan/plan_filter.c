/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/text.h"
#include "plan/plan_filter.h"

const char *const plan_only_words[] = {"mine", "team", "over", "tentative", "free", "under", NULL};

static unsigned asked_words(const PlanQuery *query)
{
    unsigned asked = 0;
    for (unsigned i = 0; plan_only_words[i]; i++)
        if (plan_says(query->only, plan_only_words[i]))
            asked |= 1U << i;
    return asked;
}

Err *plan_filter_start(Ctx *cx, const PlanQuery *query, PlanFilter *filter)
{
    *filter = (PlanFilter){.cx = cx,
                           .query = query,
                           .this_week = day_monday(cx->today),
                           .folded = text_fold(cx->arena, query->q),
                           .asked = asked_words(query)};
    return query->client_id.n || (filter->asked & PLAN_MINE) ? project_all(cx, &filter->projects) : NULL;
}

void plan_filter_everybody(PlanFilter *filter, const PersonBriefList *everybody)
{
    for (size_t i = 0; i < everybody->count; i++)
        if (everybody->items[i].id.n == filter->cx->person_id.n)
            filter->department_id = everybody->items[i].department_id;
}

/* A part of the name or of the position. */
static bool says_text(const PlanFilter *filter, const PersonBrief *person)
{
    Arena *arena = filter->cx->arena;
    return !*filter->folded || strstr(text_fold(arena, person->name), filter->folded) ||
           strstr(text_fold(arena, person->position), filter->folded);
}

bool plan_filter_names(const PlanFilter *filter, const PersonBrief *person)
{
    const PlanQuery *query = filter->query;
    const Ctx *cx = filter->cx;
    if (cx_scope(cx, "plan.read") < SCOPE_TEAM && person->id.n != cx->person_id.n)
        return false;
    if (query->person_id.n && person->id.n != query->person_id.n)
        return false;
    if (query->position_id.n && person->position_id.n != query->position_id.n)
        return false;
    if (query->department_id.n && person->department_id.n != query->department_id.n)
        return false;
    return says_text(filter, person);
}

/* ---- by what people work on ---- */

static const ProjectBrief *project_of(const PlanFilter *filter, Id id)
{
    for (size_t i = 0; i < filter->projects.count; i++)
        if (filter->projects.items[i].id.n == id.n)
            return &filter->projects.items[i];
    return NULL;
}

static bool is_of_query(const PlanFilter *filter, Id project_id)
{
    const PlanQuery *query = filter->query;
    if (query->project_id.n && project_id.n != query->project_id.n)
        return false;
    const ProjectBrief *project = query->client_id.n ? project_of(filter, project_id) : NULL;
    return !query->client_id.n || (project && project->client_id.n == query->client_id.n);
}

static bool is_mine(const PlanFilter *filter, Id project_id)
{
    const ProjectBrief *project = project_of(filter, project_id);
    return project && project->manager_id.n == filter->cx->person_id.n;
}

static bool works_on(const PlanFilter *filter, const PlanMember *member, bool (*counts)(const PlanFilter *, Id))
{
    for (size_t w = 0; w < member->weeks.count; w++) {
        const PlanWeek *week = &member->weeks.items[w];
        for (size_t i = 0; i < week->allocations.count; i++)
            if (week->allocations.items[i].project_id.n && counts(filter, week->allocations.items[i].project_id))
                return true;
    }
    return false;
}

/* ---- by how full their weeks are ---- */

static bool is_under(const PlanFilter *filter, const PlanWeek *week)
{
    int share = filter->query->under ? filter->query->under : PLAN_UNDER_USUAL;
    return week->room.n > 0 && week->free.n * 100 > week->room.n * (100 - share);
}

/* "free" and "under" look from this week on: nobody fills the past. */
static unsigned words_of_week(const PlanFilter *filter, const PlanWeek *week)
{
    unsigned words = 0;
    if (week->excess.n > 0 || week->overtime.n > 0)
        words |= PLAN_OVER;
    if (week->tentative.n > 0)
        words |= PLAN_TENTATIVE;
    if (week->week.n < filter->this_week.n)
        return words;
    if (week->free.n * 20 >= week->room.n && week->room.n > 0)
        words |= PLAN_FREE;
    return is_under(filter, week) ? words | PLAN_UNDER : words;
}

static unsigned words_of(const PlanFilter *filter, const PlanMember *member)
{
    unsigned words = 0;
    for (size_t w = 0; w < member->weeks.count; w++)
        words |= words_of_week(filter, &member->weeks.items[w]);
    if (filter->department_id.n && member->department_id.n == filter->department_id.n)
        words |= PLAN_TEAM;
    if ((filter->asked & PLAN_MINE) && works_on(filter, member, is_mine))
        words |= PLAN_MINE;
    return words;
}

static void count_words(const PlanFilter *filter, unsigned words, Plan *plan)
{
    int *const counts[] = {NULL, &plan->team, &plan->over, &plan->tentative, &plan->free, &plan->under};
    for (unsigned i = 1; i < COUNT_OF(counts); i++) {
        unsigned wanted = filter->asked | 1U << i;
        *counts[i] += (words & wanted) == wanted;
    }
}

bool plan_filter_keeps(const PlanFilter *filter, const PlanMember *member, Plan *plan)
{
    const PlanQuery *query = filter->query;
    if ((query->client_id.n || query->project_id.n) && !works_on(filter, member, is_of_query))
        return false;
    unsigned words = words_of(filter, member);
    count_words(filter, words, plan);
    return (words & filter->asked) == filter->asked;
}

bool plan_filter_needs_weeks(const PlanFilter *filter)
{
    const PlanQuery *query = filter->query;
    return !query->uncounted || filter->asked || query->client_id.n || query->project_id.n;
}

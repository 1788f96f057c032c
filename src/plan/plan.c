/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "plan/plan.h"
#include "plan/plan_filter.h"
#include "plan/plan_past.h"

SHAPE(PlanMember, FIELD(PlanMember, id), FIELD(PlanMember, name), FIELD(PlanMember, position),
      FIELD(PlanMember, hue, .hidden = true), FIELD(PlanMember, position_id), FIELD(PlanMember, department_id),
      FIELD(PlanMember, department), FIELD_LIST(PlanMember, weeks, PlanWeek, .ready = offsetof(PlanMember, ready)));
SHAPE(Plan, FIELD(Plan, weeks), FIELD_LIST(Plan, people, PlanMember), FIELD(Plan, total),
      FIELD_LIST(Plan, groups, PlanPart));

/* ---- loading ---- */

static void put_member(const PersonBrief *person, const PersonSheet *sheet, int weeks, PlanMember *member)
{
    *member = (PlanMember){.id = person->id,
                           .name = person->name,
                           .position = person->position,
                           .hue = person->hue,
                           .position_id = person->position_id,
                           .department_id = person->department_id,
                           .department = person->department,
                           .weeks = {sheet->weeks, (size_t)weeks},
                           .sheet = sheet};
}

/* Leaves only those of the page that was asked for; says how many stand behind it. Those before it are in the total. */
static int cut_to_page(const PlanQuery *query, PersonBriefList *asked, PersonSheet *sheets, Plan *plan)
{
    size_t skip = MIN_OF((size_t)query->page * (size_t)query->limit, asked->count);
    size_t count = MIN_OF(asked->count - skip, (size_t)query->limit);
    size_t behind = asked->count - skip - count;
    *asked = (PersonBriefList){asked->items + skip, count};
    plan->total = (int)skip;
    for (size_t i = 0; i < count; i++)
        sheets[i].person_id = asked->items[i].id;
    return (int)behind;
}

/* Who sees the own plan alone hears no other name, in no list of choices and no filter. */
static void keep_own(const Ctx *cx, PersonBriefList *people)
{
    PersonBriefList own = {0};
    if (cx_scope(cx, "plan.read") >= SCOPE_TEAM)
        return;
    for (size_t i = 0; i < people->count; i++)
        if (people->items[i].id.n == cx->person_id.n)
            own = (PersonBriefList){.items = &people->items[i], .count = 1};
    *people = own;
}

/* Those that cx may see and the query names, and their weeks. */
static Err *load_people(PlanFilter *filter, Plan *plan, PersonBriefList *asked, PersonSheet **sheets, int *behind)
{
    Ctx *cx = filter->cx;
    const PlanQuery *query = filter->query;
    Day until = day_plus(query->from, (int64_t)query->weeks * 7 - 1);
    TRY(person_brief_list(cx, query->from, until, true, &plan->everybody));
    keep_own(cx, &plan->everybody);
    plan_filter_everybody(filter, &plan->everybody);
    asked->items = arena_new_array(cx->arena, PersonBrief, plan->everybody.count);
    *sheets = arena_new_array(cx->arena, PersonSheet, plan->everybody.count);
    for (size_t i = 0; i < plan->everybody.count; i++) {
        if (!plan_filter_names(filter, &plan->everybody.items[i]))
            continue;
        (*sheets)[asked->count].person_id = plan->everybody.items[i].id;
        asked->items[asked->count++] = plan->everybody.items[i];
    }
    if (query->limit && !plan_filter_needs_weeks(filter))
        *behind = cut_to_page(query, asked, *sheets, plan);
    if (query->moment.n && *query->as_of)
        return past_sheets_load(cx, query->moment, query->from, query->weeks, *sheets, asked->count);
    return sheets_load(cx, query->from, query->weeks, *sheets, asked->count);
}

/* Fills the page that was asked for, and counts those on all pages. */
static void put_people(const PlanFilter *filter, const PersonBriefList *asked, const PersonSheet *sheets, Plan *plan)
{
    const PlanQuery *query = filter->query;
    size_t skip = query->limit ? (size_t)query->page * (size_t)query->limit : 0;
    plan->people.items = arena_new_array(filter->cx->arena, PlanMember, asked->count + 1);
    for (size_t i = 0; i < asked->count; i++) {
        PlanMember *member = &plan->people.items[plan->people.count];
        put_member(&asked->items[i], &sheets[i], query->weeks, member);
        if (!plan_filter_keeps(filter, member, plan))
            continue;
        size_t place = (size_t)plan->total++;
        if (place >= skip && (!query->limit || plan->people.count < (size_t)query->limit))
            plan->people.count++;
    }
}

Err *plan_load(Ctx *cx, const PlanQuery *query, Plan *plan)
{
    PlanFilter filter;
    PersonBriefList asked = {0};
    PersonSheet *sheets;
    int behind = 0;
    *plan = (Plan){.from = query->from, .count = query->weeks};
    for (int i = 0; i < query->weeks; i++)
        *(const char **)list_push(cx->arena, &plan->weeks) = day_iso(cx->arena, day_plus(query->from, (int64_t)i * 7));
    TRY(plan_filter_start(cx, query, &filter));
    TRY(load_people(&filter, plan, &asked, &sheets, &behind));
    put_people(&filter, &asked, sheets, plan);
    plan->total += behind;
    return NULL;
}

void plan_ready_json(Ctx *cx, Plan *plan)
{
    for (size_t i = 0; i < plan->people.count; i++) {
        PlanMember *member = &plan->people.items[i];
        member->ready = sheet_ready(cx, member->sheet, plan->from, plan->count, "json");
    }
}

/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/text.h"
#include "plan/plan.h"

SHAPE(PlanMember, FIELD(PlanMember, id), FIELD(PlanMember, name), FIELD(PlanMember, position),
      FIELD(PlanMember, hue, .hidden = true), FIELD(PlanMember, position_id), FIELD(PlanMember, department_id),
      FIELD(PlanMember, department), FIELD_LIST(PlanMember, weeks, PlanWeek, .ready = offsetof(PlanMember, ready)));
SHAPE(Plan, FIELD(Plan, weeks), FIELD_LIST(Plan, people, PlanMember), FIELD(Plan, total),
      FIELD_LIST(Plan, groups, PlanPart));

bool plan_week_is_under(const PlanWeek *week)
{
    return week->room.n > 0 && week->free.n * 5 > week->room.n;
}

/* ---- loading ---- */

/* Whom the plan is made of, and what the filters look at. */
typedef struct {
    Ctx *cx;
    const PlanQuery *query;
    Day this_week;
    ProjectBriefList projects; /* only when a filter asks for clients or for mine */
} Window;

static bool is_mine(const PlanQuery *query)
{
    return strcmp(query->only, "mine") == 0;
}

/* Whether the filter looks at what people work on. */
static bool is_by_work(const PlanQuery *query)
{
    return query->client_id.n || query->project_id.n || is_mine(query);
}

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

/* ---- filters ---- */

static bool project_counts(const Window *window, Id project_id)
{
    const PlanQuery *query = window->query;
    if (query->project_id.n)
        return project_id.n == query->project_id.n;
    for (size_t i = 0; i < window->projects.count; i++) {
        const ProjectBrief *project = &window->projects.items[i];
        if (project->id.n == project_id.n)
            return query->client_id.n ? project->client_id.n == query->client_id.n
                                      : project->manager_id.n == window->cx->person_id.n;
    }
    return false;
}

static bool works_on_it(const Window *window, const PlanMember *member)
{
    for (size_t w = 0; w < member->weeks.count; w++) {
        const PlanWeek *week = &member->weeks.items[w];
        for (size_t i = 0; i < week->allocations.count; i++)
            if (week->allocations.items[i].project_id.n &&
                project_counts(window, week->allocations.items[i].project_id))
                return true;
    }
    return false;
}

/* What filters of `only` ask of a week, as bits. */
enum { MARK_OVER = 1, MARK_TENTATIVE = 2, MARK_FREE = 4, MARK_UNDER = 8 };

static unsigned mark_of_word(const char *only)
{
    static const char *const words[] = {"over", "tentative", "free", NULL};
    int value;
    return word_value(words, only, &value) ? 1U << value : MARK_UNDER;
}

/* "free" and "under" look from this week on: nobody fills the past. */
static unsigned marks_of_week(const Window *window, const PlanWeek *week)
{
    unsigned marks = 0;
    if (week->excess.n > 0 || week->overtime.n > 0)
        marks |= MARK_OVER;
    if (week->tentative.n > 0)
        marks |= MARK_TENTATIVE;
    if (week->week.n < window->this_week.n)
        return marks;
    if (week->free.n * 20 >= week->room.n && week->room.n > 0)
        marks |= MARK_FREE;
    return plan_week_is_under(week) ? marks | MARK_UNDER : marks;
}

static unsigned marks_of(const Window *window, const PlanMember *member)
{
    unsigned marks = 0;
    for (size_t w = 0; w < member->weeks.count; w++)
        marks |= marks_of_week(window, &member->weeks.items[w]);
    return marks;
}

static bool is_asked_for(const Window *window, const PersonBrief *person, const char *folded)
{
    const PlanQuery *query = window->query;
    Ctx *cx = window->cx;
    if (cx_scope(cx, "plan.read") < SCOPE_TEAM && person->id.n != cx->person_id.n)
        return false;
    if (query->person_id.n && person->id.n != query->person_id.n)
        return false;
    if (query->position_id.n && person->position_id.n != query->position_id.n)
        return false;
    return !*folded || strstr(text_fold(cx->arena, person->name), folded);
}

static bool is_kept(const Window *window, const PlanMember *member, unsigned marks)
{
    const PlanQuery *query = window->query;
    if (is_by_work(query) && !works_on_it(window, member))
        return false;
    return !*query->only || is_mine(query) || (marks & mark_of_word(query->only));
}

static void count_filters(Plan *plan, unsigned marks)
{
    plan->over += (marks & MARK_OVER) != 0;
    plan->tentative += (marks & MARK_TENTATIVE) != 0;
    plan->free += (marks & MARK_FREE) != 0;
    plan->under += (marks & MARK_UNDER) != 0;
}

/* Those that cx may see and the query names, and their weeks. */
static Err *load_people(const Window *window, Plan *plan, PersonBriefList *asked, PersonSheet **sheets)
{
    Ctx *cx = window->cx;
    const PlanQuery *query = window->query;
    const char *folded = text_fold(cx->arena, query->q);
    Day until = day_plus(query->from, (int64_t)query->weeks * 7 - 1);
    TRY(person_brief_list(cx, query->from, until, true, &plan->everybody));
    asked->items = arena_new_array(cx->arena, PersonBrief, plan->everybody.count);
    *sheets = arena_new_array(cx->arena, PersonSheet, plan->everybody.count);
    for (size_t i = 0; i < plan->everybody.count; i++) {
        if (!is_asked_for(window, &plan->everybody.items[i], folded))
            continue;
        (*sheets)[asked->count].person_id = plan->everybody.items[i].id;
        asked->items[asked->count++] = plan->everybody.items[i];
    }
    return sheets_load(cx, query->from, query->weeks, *sheets, asked->count);
}

/* Fills the page that was asked for, and counts those on all pages. */
static void put_people(const Window *window, const PersonBriefList *asked, const PersonSheet *sheets, Plan *plan)
{
    const PlanQuery *query = window->query;
    size_t skip = query->limit ? (size_t)query->page * (size_t)query->limit : 0;
    plan->people.items = arena_new_array(window->cx->arena, PlanMember, asked->count + 1);
    for (size_t i = 0; i < asked->count; i++) {
        PlanMember *member = &plan->people.items[plan->people.count];
        put_member(&asked->items[i], &sheets[i], query->weeks, member);
        unsigned marks = marks_of(window, member);
        count_filters(plan, marks);
        if (!is_kept(window, member, marks))
            continue;
        size_t place = (size_t)plan->total++;
        if (place >= skip && (!query->limit || plan->people.count < (size_t)query->limit))
            plan->people.count++;
    }
}

Err *plan_load(Ctx *cx, const PlanQuery *query, Plan *plan)
{
    Window window = {.cx = cx, .query = query, .this_week = day_monday(cx->today)};
    PersonBriefList asked = {0};
    PersonSheet *sheets;
    *plan = (Plan){.from = query->from, .count = query->weeks};
    for (int i = 0; i < query->weeks; i++)
        *(const char **)list_push(cx->arena, &plan->weeks) = day_iso(cx->arena, day_plus(query->from, (int64_t)i * 7));
    if (query->client_id.n || is_mine(query))
        TRY(project_all(cx, &window.projects));
    TRY(load_people(&window, plan, &asked, &sheets));
    put_people(&window, &asked, sheets, plan);
    return NULL;
}

void plan_ready_json(Ctx *cx, Plan *plan)
{
    for (size_t i = 0; i < plan->people.count; i++) {
        PlanMember *member = &plan->people.items[i];
        member->ready = sheet_ready(cx, member->sheet, plan->from, plan->count, "json");
    }
}

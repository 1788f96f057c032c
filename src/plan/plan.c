/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/text.h"
#include "plan/absence.h"
#include "plan/plan.h"

SHAPE(PlanMember, FIELD(PlanMember, id), FIELD(PlanMember, name), FIELD(PlanMember, position),
      FIELD(PlanMember, hue, .hidden = true), FIELD(PlanMember, position_id), FIELD(PlanMember, department_id),
      FIELD(PlanMember, department), FIELD_LIST(PlanMember, weeks, PlanWeek));
SHAPE(Plan, FIELD(Plan, weeks), FIELD_LIST(Plan, people, PlanMember), FIELD(Plan, total));

bool plan_week_is_under(const PlanWeek *week)
{
    return week->room.n > 0 && week->free.n * 5 > week->room.n;
}

/* ---- loading ---- */

/* Everything of the window, read at once; rows and allocations stand by week and person. */
typedef struct {
    Ctx *cx;
    const PlanQuery *query;
    PersonBriefList people;
    PersonWeekList rows;
    AllocationList allocations;
    WeekFacts *facts;
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

static bool needs_allocations(const PlanQuery *query)
{
    return !query->sums_only || is_by_work(query);
}

static Err *read_window(Ctx *cx, const PlanQuery *query, Window *window)
{
    Day until = day_plus(query->from, (int64_t)query->weeks * 7);
    TRY(person_brief_list(cx, query->from, day_plus(until, -1), true, &window->people));
    TRY(week_rows_by_week(cx, query->from, until, &window->rows));
    if (needs_allocations(query))
        TRY(allocation_by_week(cx, query->from, until, &window->allocations));
    TRY(week_facts_load(cx, NULL, 0, query->from, query->weeks, &window->facts));
    if (query->client_id.n || is_mine(query))
        TRY(project_all(cx, &window->projects));
    return NULL;
}

/* Whether (week, person) a stands before b, which is the order of the lists. */
static bool stands_before(Day week_a, Id person_a, Day week_b, Id person_b)
{
    return week_a.n != week_b.n ? week_a.n < week_b.n : person_a.n < person_b.n;
}

/* The row of a person's week, by bisection; NULL where nobody planned. */
static const PersonWeek *row_of(const PersonWeekList *rows, Id person_id, Day week)
{
    size_t low = 0;
    size_t high = rows->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (stands_before(rows->items[middle].week, rows->items[middle].person_id, week, person_id))
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < rows->count && rows->items[low].week.n == week.n && rows->items[low].person_id.n == person_id.n;
    return found ? &rows->items[low] : NULL;
}

/* The first allocation of a person's week, or of what follows it. */
static size_t first_allocation(const AllocationList *list, Id person_id, Day week)
{
    size_t low = 0;
    size_t high = list->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (stands_before(list->items[middle].week, list->items[middle].person_id, week, person_id))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static PlanAllocation told(const Allocation *allocation)
{
    bool tentative = allocation->state == ALLOCATION_TENTATIVE;
    return (PlanAllocation){.id = allocation->id,
                            .project_id = allocation->project_id,
                            .kind = allocation_kind_words[allocation->kind],
                            .minutes = allocation->minutes,
                            .state = allocation_state_words[tentative],
                            .work = allocation->work,
                            .until = allocation->until,
                            .reserved_by = allocation->reserved_by,
                            .note = allocation->note};
}

static void put_allocations(Window *window, Id person_id, PlanWeek *week)
{
    const AllocationList *all = &window->allocations;
    size_t from = first_allocation(all, person_id, week->week);
    size_t until = from;
    while (until < all->count && all->items[until].person_id.n == person_id.n &&
           all->items[until].week.n == week->week.n)
        until++;
    size_t count = until - from;
    week->allocations.items = arena_new_array(window->cx->arena, PlanAllocation, count + 4);
    for (size_t i = 0; i < count; i++)
        week->allocations.items[i] = told(&all->items[from + i]);
    week->allocations.count = count;
}

/* Holidays and leave are derived: they have no id and are changed through absences and the calendar. */
static void put_derived(Window *window, Id person_id, PlanWeek *week)
{
    static const char *const words[] = {"holiday", "vacation", "sick", "day_off"};
    Minutes taken[COUNT_OF(words)] = {0};
    if (week->absence.n == 0)
        return;
    week_away(window->facts, person_id, week->week, taken);
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (taken[i].n > 0)
            week->allocations.items[week->allocations.count++] = (PlanAllocation){
                .kind = words[i], .minutes = taken[i], .state = "", .work = "", .note = "", .until = DAY_NONE};
}

static void put_week(Window *window, Id person_id, Day monday, PlanWeek *week)
{
    PersonWeek made = {.person_id = person_id, .week = monday};
    const PersonWeek *row = row_of(&window->rows, person_id, monday);
    if (!row) {
        week_base(window->facts, &made);
        row = &made;
    }
    *week = plan_week_of(row);
    if (!needs_allocations(window->query))
        return;
    put_allocations(window, person_id, week);
    put_derived(window, person_id, week);
}

static void put_member(Window *window, const PersonBrief *person, PlanMember *member)
{
    *member = (PlanMember){.id = person->id,
                           .name = person->name,
                           .position = person->position,
                           .hue = person->hue,
                           .position_id = person->position_id,
                           .department_id = person->department_id,
                           .department = person->department};
    size_t weeks = (size_t)window->query->weeks;
    member->weeks.items = arena_new_array(window->cx->arena, PlanWeek, weeks);
    member->weeks.count = weeks;
    for (size_t i = 0; i < weeks; i++)
        put_week(window, person->id, day_plus(window->query->from, (int64_t)i * 7), &member->weeks.items[i]);
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

/* "free" and "under" look from this week on: nobody fills the past. */
static bool week_counts(const Window *window, const char *only, const PlanWeek *week)
{
    bool ahead = week->week.n >= day_monday(window->cx->today).n;
    if (strcmp(only, "over") == 0)
        return week->excess.n > 0 || week->overtime.n > 0;
    if (strcmp(only, "tentative") == 0)
        return week->tentative.n > 0;
    if (strcmp(only, "free") == 0)
        return ahead && week->free.n * 20 >= week->room.n && week->room.n > 0;
    return ahead && plan_week_is_under(week);
}

static bool any_week_counts(const Window *window, const char *only, const PlanMember *member)
{
    for (size_t w = 0; w < member->weeks.count; w++)
        if (week_counts(window, only, &member->weeks.items[w]))
            return true;
    return false;
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

static bool is_kept(const Window *window, const PlanMember *member)
{
    const PlanQuery *query = window->query;
    if (is_by_work(query) && !works_on_it(window, member))
        return false;
    if (!*query->only || is_mine(query))
        return true;
    return any_week_counts(window, query->only, member);
}

static void count_filters(const Window *window, const PlanMember *member, Plan *plan)
{
    plan->over += any_week_counts(window, "over", member);
    plan->tentative += any_week_counts(window, "tentative", member);
    plan->free += any_week_counts(window, "free", member);
    plan->under += any_week_counts(window, "under", member);
}

Err *plan_load(Ctx *cx, const PlanQuery *query, Plan *plan)
{
    Window window = {.cx = cx, .query = query};
    const char *folded = text_fold(cx->arena, query->q);
    size_t skip = query->limit ? (size_t)query->page * (size_t)query->limit : 0;
    *plan = (Plan){.from = query->from, .count = query->weeks};
    for (int i = 0; i < query->weeks; i++)
        *(const char **)list_push(cx->arena, &plan->weeks) = day_iso(cx->arena, day_plus(query->from, (int64_t)i * 7));
    TRY(read_window(cx, query, &window));
    plan->everybody = window.people;
    plan->people.items = arena_new_array(cx->arena, PlanMember, window.people.count);
    for (size_t i = 0; i < window.people.count; i++) {
        PlanMember *member = &plan->people.items[plan->people.count];
        if (!is_asked_for(&window, &window.people.items[i], folded))
            continue;
        put_member(&window, &window.people.items[i], member);
        count_filters(&window, member, plan);
        if (!is_kept(&window, member))
            continue;
        size_t place = (size_t)plan->total++;
        if (place >= skip && (!query->limit || plan->people.count < (size_t)query->limit))
            plan->people.count++;
    }
    return NULL;
}

/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "plan/absence.h"
#include "plan/plan_diff.h"
#include "plan/plan_past.h"

SHAPE(PlanChange, FIELD(PlanChange, person_id), FIELD(PlanChange, person_name), FIELD(PlanChange, week),
      FIELD(PlanChange, project_id), FIELD(PlanChange, kind), FIELD(PlanChange, state), FIELD(PlanChange, before),
      FIELD(PlanChange, after), FIELD(PlanChange, capacity), FIELD(PlanChange, changed_by),
      FIELD(PlanChange, changed_by_name), FIELD(PlanChange, at));
SHAPE(PlanDiff, FIELD(PlanDiff, since), FIELD(PlanDiff, from), FIELD(PlanDiff, weeks), FIELD(PlanDiff, cells),
      FIELD(PlanDiff, people), FIELD_LIST(PlanDiff, changes, PlanChange));

/* What a change of history concerned: enough to say who changed a cell last. */
typedef struct {
    Id person_id;
    Day from, until; /* days */
    Id project_id;
    const char *kind, *state;
    Id by;
    Instant at;
} Trace;

typedef struct {
    Ctx *cx;
    PersonBriefList names;
    LIST_OF(Trace) traces; /* the oldest first */
    PlanDiff *diff;
    const PlanQuery *query;
    ProjectBriefList projects; /* only when the query asks for a client or for one's own */
} Reader;

/* ---- who changed what ---- */

static void trace_allocation(Trace *trace, const Allocation *one)
{
    trace->person_id = one->person_id;
    trace->from = trace->until = one->week;
    trace->project_id = one->project_id;
    trace->kind = allocation_kind_words[one->kind];
    trace->state = allocation_state_words[one->state];
}

static void trace_absence(Trace *trace, const Absence *one)
{
    trace->person_id = one->person_id;
    trace->from = day_monday(one->from_day);
    trace->until = one->until_day;
    trace->kind = "away";
}

static void trace_overtime(Trace *trace, const Overtime *one)
{
    trace->person_id = one->person_id;
    trace->from = trace->until = one->week;
    trace->kind = "overtime";
}

static Err *trace_side(Reader *reader, const PastItem *item, const char *side)
{
    bool allocation = strcmp(item->noun, "allocation") == 0;
    bool absence = strcmp(item->noun, "absence") == 0;
    void *record;
    Trace trace = {.kind = "", .state = "", .by = item->person_id, .at = item->at};
    if (!*side)
        return NULL;
    TRY(history_side(reader->cx, side,
                     allocation ? &Allocation_shape
                     : absence  ? &Absence_shape
                                : &Overtime_shape,
                     &record));
    if (allocation)
        trace_allocation(&trace, record);
    else if (absence)
        trace_absence(&trace, record);
    else
        trace_overtime(&trace, record);
    *(Trace *)list_push(reader->cx->arena, &reader->traces) = trace;
    return NULL;
}

static Err *read_traces(Reader *reader, const PlanQuery *query)
{
    PastItems items = {0};
    TRY(past_items(reader->cx, query->moment, query->from, query->weeks, &items));
    for (size_t i = 0; i < items.count; i++) {
        TRY(trace_side(reader, &items.items[i], items.items[i].before));
        TRY(trace_side(reader, &items.items[i], items.items[i].after));
    }
    return person_brief_list(reader->cx, reader->cx->today, reader->cx->today, false, &reader->names);
}

static bool is_of(const Trace *trace, const PlanChange *change)
{
    return trace->person_id.n == change->person_id.n && trace->project_id.n == change->project_id.n &&
           strcmp(trace->kind, change->kind) == 0 && strcmp(trace->state, change->state) == 0 &&
           change->week.n >= trace->from.n && change->week.n <= trace->until.n;
}

static void say_who(const Reader *reader, PlanChange *change)
{
    const Trace *last = NULL;
    change->changed_by_name = "";
    for (size_t i = reader->traces.count; i-- > 0 && !last;)
        if (is_of(&reader->traces.items[i], change))
            last = &reader->traces.items[i];
    if (!last)
        return;
    change->changed_by = last->by;
    change->at = last->at;
    for (size_t i = 0; i < reader->names.count; i++)
        if (reader->names.items[i].id.n == last->by.n)
            change->changed_by_name = reader->names.items[i].name;
}

/* ---- both versions of a week ---- */

static PlanChange *change_of(Reader *reader, size_t first, const PlanChange *like)
{
    PlanChangeList *list = &reader->diff->changes;
    for (size_t i = first; i < list->count; i++) {
        PlanChange *one = &list->items[i];
        if (one->project_id.n == like->project_id.n && strcmp(one->kind, like->kind) == 0 &&
            strcmp(one->state, like->state) == 0)
            return one;
    }
    PlanChange *made = list_push(reader->cx->arena, list);
    *made = *like;
    return made;
}

static void add_week(Reader *reader, size_t first, const PlanChange *blank, const PlanWeek *week, bool after)
{
    PlanChange like = *blank;
    like.kind = "away";
    PlanChange *one = change_of(reader, first, &like);
    (after ? &one->after : &one->before)->n += week->absence.n;
    like.kind = "overtime";
    one = change_of(reader, first, &like);
    (after ? &one->after : &one->before)->n += week->overtime.n;
    for (size_t i = 0; i < week->allocations.count; i++) {
        const PlanAllocation *allocation = &week->allocations.items[i];
        if (!allocation->id.n)
            continue;
        like.project_id = allocation->project_id;
        like.kind = allocation->kind;
        like.state = allocation->state;
        one = change_of(reader, first, &like);
        (after ? &one->after : &one->before)->n += allocation->minutes.n;
    }
}

/* Whether it is of the project, client or account manager that is asked for. */
static bool is_asked_for(const Reader *reader, const PlanChange *change)
{
    const PlanQuery *query = reader->query;
    bool mine = plan_says(query->only, "mine");
    if (query->project_id.n && change->project_id.n != query->project_id.n)
        return false;
    if (!query->client_id.n && !mine)
        return true;
    for (size_t i = 0; i < reader->projects.count; i++) {
        const ProjectBrief *project = &reader->projects.items[i];
        if (project->id.n == change->project_id.n)
            return (!query->client_id.n || project->client_id.n == query->client_id.n) &&
                   (!mine || project->manager_id.n == reader->cx->person_id.n);
    }
    return false;
}

/* Leaves what differs, and says who made it so. */
static void settle_week(Reader *reader, size_t first)
{
    PlanChangeList *list = &reader->diff->changes;
    size_t kept = first;
    for (size_t i = first; i < list->count; i++)
        if (list->items[i].before.n != list->items[i].after.n && is_asked_for(reader, &list->items[i])) {
            say_who(reader, &list->items[i]);
            list->items[kept++] = list->items[i];
        }
    list->count = kept;
}

static void compare(Reader *reader, const Plan *was, const Plan *now, size_t w, bool *seen)
{
    for (size_t i = 0; i < now->people.count; i++) {
        const PlanMember *member = &now->people.items[i];
        const PlanWeek *week = &member->weeks.items[w];
        size_t first = reader->diff->changes.count;
        PlanChange blank = {.person_id = member->id,
                            .person_name = member->name,
                            .week = week->week,
                            .kind = "",
                            .state = "",
                            .capacity = week->capacity};
        add_week(reader, first, &blank, &was->people.items[i].weeks.items[w], false);
        add_week(reader, first, &blank, week, true);
        settle_week(reader, first);
        seen[i] = seen[i] || reader->diff->changes.count > first;
    }
}

Err *plan_diff_load(Ctx *cx, const PlanQuery *query, PlanDiff *diff)
{
    Plan was, now;
    PlanQuery other = *query;
    Reader reader = {.cx = cx, .diff = diff, .query = query};
    *diff = (PlanDiff){.since = query->moment, .from = query->from, .weeks = query->weeks};
    other.only = other.since = ""; /* both must show the same people */
    other.client_id = other.project_id = ID(0);
    other.limit = other.page = 0;
    other.as_of = "";
    TRY(plan_load(cx, &other, &now));
    other.as_of = "then";
    TRY(plan_load(cx, &other, &was));
    TRY(read_traces(&reader, query));
    TRY(project_all(cx, &reader.projects));
    bool *seen = arena_new_array(cx->arena, bool, now.people.count + 1);
    for (int w = 0; w < query->weeks; w++)
        compare(&reader, &was, &now, (size_t)w, seen);
    diff->cells = (int)diff->changes.count;
    for (size_t i = 0; i < now.people.count; i++)
        diff->people += seen[i];
    return NULL;
}

/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "plan/plan_group.h"

SHAPE(PlanPartPerson, FIELD(PlanPartPerson, id), FIELD(PlanPartPerson, name));
SHAPE(PlanPartWeek, FIELD(PlanPartWeek, week), FIELD(PlanPartWeek, planned), FIELD(PlanPartWeek, tentative),
      FIELD(PlanPartWeek, capacity));
SHAPE(PlanPart, FIELD(PlanPart, label), FIELD(PlanPart, id), FIELD_LIST(PlanPart, people, PlanPartPerson),
      FIELD_LIST(PlanPart, weeks, PlanPartWeek));

typedef enum { BY_DEPARTMENT, BY_POSITION, BY_PERSON, BY_CLIENT, BY_MANAGER, BY_PROJECT, BY_DIRECTION } By;
static const char *const by_words[] = {"department", "position", "person",    "client",
                                       "manager",    "project",  "direction", NULL};

static By by_of(const PlanQuery *query)
{
    int by = BY_DEPARTMENT;
    if (strcmp(query->group, "none") == 0)
        return BY_PERSON;
    return word_value(by_words, query->group, &by) ? (By)by : BY_DEPARTMENT;
}

bool plan_group_is_by_work(const PlanQuery *query)
{
    return by_of(query) >= BY_CLIENT;
}

typedef struct {
    int64_t project_id;
    size_t place; /* in parts */
} Seat;

typedef struct {
    Ctx *cx;
    const Plan *plan;
    By by;
    PlanParts *parts;
    PersonBriefList managers;
    Seat *seats; /* by project */
    size_t count;
    size_t foreign, idle; /* places of what is not cx's to see, and of people without work on projects */
} Table;

static PlanPart *new_part(const Table *table, const char *label, Id id)
{
    Ctx *cx = table->cx;
    PlanPart *part = list_push(cx->arena, table->parts);
    *part = (PlanPart){.label = label, .id = id};
    part->weeks.count = (size_t)table->plan->count;
    part->weeks.items = arena_new_array(cx->arena, PlanPartWeek, part->weeks.count);
    for (size_t i = 0; i < part->weeks.count; i++)
        part->weeks.items[i].week = day_plus(table->plan->from, (int64_t)i * DAYS_PER_WEEK);
    return part;
}

static size_t place_of(const Table *table, const char *label, Id id)
{
    for (size_t i = table->parts->count; i-- > 0;)
        if (table->parts->items[i].id.n == id.n && strcmp(table->parts->items[i].label, label) == 0)
            return i;
    new_part(table, label, id);
    return table->parts->count - 1;
}

static void add_person(const Table *table, PlanPart *part, size_t place)
{
    const PlanMember *member = &table->plan->people.items[place];
    if (part->people.count && part->people.items[part->people.count - 1].place == place)
        return;
    *(PlanPartPerson *)list_push(table->cx->arena, &part->people) =
        (PlanPartPerson){.id = member->id, .name = member->name, .place = place};
    for (size_t w = 0; w < part->weeks.count; w++)
        part->weeks.items[w].capacity.n += member->weeks.items[w].capacity.n;
}

/* ---- by what people are ---- */

static const char *label_of(const Table *table, const PlanMember *member, Id *id)
{
    const Ctx *cx = table->cx;
    *id = ID(0);
    if (table->by == BY_PERSON)
        return "";
    *id = table->by == BY_POSITION ? member->position_id : member->department_id;
    const char *label = table->by == BY_POSITION ? member->position : member->department;
    return *label ? label : _("Others");
}

static void put_people(const Table *table)
{
    for (size_t i = 0; i < table->plan->people.count; i++) {
        const PlanMember *member = &table->plan->people.items[i];
        Id id;
        const char *label = label_of(table, member, &id);
        size_t place = place_of(table, label, id); /* may move the parts */
        PlanPart *part = &table->parts->items[place];
        add_person(table, part, i);
        for (size_t w = 0; w < part->weeks.count; w++) {
            const PlanWeek *week = &member->weeks.items[w];
            part->weeks.items[w].planned.n +=
                week->absence.n + week->confirmed.n + week->tentative.n + week->internal.n + week->reserve.n;
            part->weeks.items[w].tentative.n += week->tentative.n;
        }
    }
}

/* ---- by what they work on ---- */

static const char *manager_name(const Table *table, Id id)
{
    const Ctx *cx = table->cx;
    for (size_t i = 0; id.n && i < table->managers.count; i++)
        if (table->managers.items[i].id.n == id.n)
            return table->managers.items[i].name;
    return _("Nobody leads them");
}

static size_t part_of_project(const Table *table, const ProjectBrief *project)
{
    const Ctx *cx = table->cx;
    switch (table->by) {
    case BY_CLIENT:
        return place_of(table, project->client_name, project->client_id);
    case BY_MANAGER:
        return place_of(table, manager_name(table, project->manager_id), project->manager_id);
    case BY_PROJECT:
        return place_of(table, project_label(cx->arena, project), project->id);
    default:
        return place_of(table, *project->direction ? project->direction : _("Without a direction"), ID(0));
    }
}

static int by_project_id(const void *a, const void *b)
{
    int64_t left = ((const Seat *)a)->project_id;
    int64_t right = ((const Seat *)b)->project_id;
    return (left > right) - (left < right);
}

static Err *seat_projects(Table *table)
{
    Ctx *cx = table->cx;
    ProjectBriefList all = {0};
    TRY(project_all(cx, &all));
    TRY(person_brief_list(cx, cx->today, cx->today, false, &table->managers));
    table->seats = arena_new_array(cx->arena, Seat, all.count + 1);
    for (size_t i = 0; i < all.count; i++)
        table->seats[table->count++] = (Seat){all.items[i].id.n, part_of_project(table, &all.items[i])};
    qsort(table->seats, table->count, sizeof table->seats[0], by_project_id);
    table->foreign = place_of(table, _("Projects that are not yours to see"), ID(-1));
    table->idle = place_of(table, _("No work on projects in these weeks"), ID(-1));
    return NULL;
}

static size_t seat_of(const Table *table, Id project_id)
{
    Seat wanted = {.project_id = project_id.n};
    const Seat *seat = bsearch(&wanted, table->seats, table->count, sizeof wanted, by_project_id);
    return seat ? seat->place : table->foreign;
}

static bool put_shares(const Table *table, size_t place, size_t w)
{
    const PlanWeek *week = &table->plan->people.items[place].weeks.items[w];
    bool any = false;
    for (size_t i = 0; i < week->allocations.count; i++) {
        const PlanAllocation *one = &week->allocations.items[i];
        if (!one->project_id.n)
            continue;
        PlanPart *part = &table->parts->items[seat_of(table, one->project_id)];
        add_person(table, part, place);
        part->weeks.items[w].planned.n += one->minutes.n;
        if (strcmp(one->state, "tentative") == 0)
            part->weeks.items[w].tentative.n += one->minutes.n;
        any = true;
    }
    return any;
}

static void put_work(const Table *table)
{
    for (size_t i = 0; i < table->plan->people.count; i++) {
        bool any = false;
        for (size_t w = 0; w < table->plan->people.items[i].weeks.count; w++)
            any = put_shares(table, i, w) || any;
        if (!any)
            add_person(table, &table->parts->items[table->idle], i);
    }
}

/* Those of clients and projects stand in the order of lists already; the two parts that are none stay last. */
static int by_label(const void *a, const void *b)
{
    const PlanPart *left = a;
    const PlanPart *right = b;
    if ((left->id.n < 0) != (right->id.n < 0))
        return left->id.n < 0 ? 1 : -1;
    return strcmp(left->label, right->label);
}

static void tidy(Table *table)
{
    PlanParts *parts = table->parts;
    size_t kept = 0;
    for (size_t i = 0; i < parts->count; i++)
        if (parts->items[i].people.count)
            parts->items[kept++] = parts->items[i];
    parts->count = kept;
    if (kept > 1 && (table->by == BY_MANAGER || table->by == BY_DIRECTION))
        qsort(parts->items, kept, sizeof parts->items[0], by_label);
    for (size_t i = 0; i < kept; i++)
        parts->items[i].id.n = MAX_OF(parts->items[i].id.n, 0);
}

Err *plan_group_make(Ctx *cx, const PlanQuery *query, const Plan *plan, PlanParts *parts)
{
    Table table = {.cx = cx, .plan = plan, .by = by_of(query), .parts = parts};
    if (!plan_group_is_by_work(query)) {
        put_people(&table);
        return NULL;
    }
    TRY(seat_projects(&table));
    put_work(&table);
    tidy(&table);
    return NULL;
}

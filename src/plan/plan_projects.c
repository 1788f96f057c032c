/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/text.h"
#include "plan/plan_projects.h"

SHAPE(ProjectShare, FIELD(ProjectShare, week), FIELD(ProjectShare, confirmed), FIELD(ProjectShare, tentative),
      FIELD(ProjectShare, capacity));
SHAPE(ProjectMember, FIELD(ProjectMember, id), FIELD(ProjectMember, name), FIELD(ProjectMember, position),
      FIELD(ProjectMember, hue, .hidden = true), FIELD_LIST(ProjectMember, weeks, ProjectShare));
SHAPE(ProjectLoad, FIELD(ProjectLoad, id), FIELD(ProjectLoad, client_id), FIELD(ProjectLoad, client_name),
      FIELD(ProjectLoad, name), FIELD(ProjectLoad, hue, .hidden = true),
      FIELD_WORD(ProjectLoad, stage, project_stage_words), FIELD(ProjectLoad, manager_id),
      FIELD(ProjectLoad, manager_name), FIELD(ProjectLoad, direction), FIELD_LIST(ProjectLoad, weeks, ProjectShare),
      FIELD_LIST(ProjectLoad, people, ProjectMember));
SHAPE(ProjectPlan, FIELD(ProjectPlan, weeks), FIELD_LIST(ProjectPlan, projects, ProjectLoad),
      FIELD(ProjectPlan, total));

Err *plan_projects_people(Ctx *cx, const PlanQuery *query, Plan *plan)
{
    PlanQuery people = *query;
    people.q = people.only = "";
    people.client_id = people.project_id = ID(0);
    people.page = people.limit = 0;
    return plan_load(cx, &people, plan);
}

typedef struct {
    int64_t id;
    size_t place; /* in loads */
} Seat;

typedef struct {
    Ctx *cx;
    const PlanQuery *query;
    const Plan *plan;
    ProjectLoad *loads; /* of every project that the filters leave, in the order of lists */
    Seat *seats;        /* by id */
    size_t count;
} Table;

static int by_id(const void *a, const void *b)
{
    int64_t left = ((const Seat *)a)->id;
    int64_t right = ((const Seat *)b)->id;
    return (left > right) - (left < right);
}

static ProjectLoad *load_of(const Table *table, Id project_id)
{
    Seat wanted = {.id = project_id.n};
    if (!table->count)
        return NULL;
    const Seat *seat = bsearch(&wanted, table->seats, table->count, sizeof wanted, by_id);
    return seat ? &table->loads[seat->place] : NULL;
}

static void blank_weeks(const Table *table, ProjectShares *weeks)
{
    weeks->count = (size_t)table->plan->count;
    weeks->items = arena_new_array(table->cx->arena, ProjectShare, weeks->count);
    for (size_t i = 0; i < weeks->count; i++)
        weeks->items[i].week = day_plus(table->plan->from, (int64_t)i * DAYS_PER_WEEK);
}

/* ---- which projects ---- */

static bool is_asked_for(const Table *table, const ProjectBrief *project, const char *folded)
{
    const PlanQuery *query = table->query;
    if (query->project_id.n && project->id.n != query->project_id.n)
        return false;
    if (query->client_id.n && project->client_id.n != query->client_id.n)
        return false;
    if (plan_says(query->only, "mine") && project->manager_id.n != table->cx->person_id.n)
        return false;
    return !*folded || strstr(text_fold(table->cx->arena, project_label(table->cx->arena, project)), folded);
}

static Err *choose_projects(Table *table)
{
    Ctx *cx = table->cx;
    ProjectBriefList all = {0};
    const char *folded = text_fold(cx->arena, table->query->q);
    TRY(project_all(cx, &all));
    table->loads = arena_new_array(cx->arena, ProjectLoad, all.count);
    table->seats = arena_new_array(cx->arena, Seat, all.count);
    for (size_t i = 0; i < all.count; i++) {
        const ProjectBrief *project = &all.items[i];
        if (!is_asked_for(table, project, folded))
            continue;
        ProjectLoad *load = &table->loads[table->count];
        *load = (ProjectLoad){.id = project->id,
                              .client_id = project->client_id,
                              .manager_id = project->manager_id,
                              .client_name = project->client_name,
                              .name = project->name,
                              .manager_name = "",
                              .direction = project->direction,
                              .hue = project->hue,
                              /* an archived project stands only where work was planned on it */
                              .stage = project->archived ? PROJECT_DONE : project->stage};
        blank_weeks(table, &load->weeks);
        table->seats[table->count] = (Seat){project->id.n, table->count};
        table->count++;
    }
    if (table->count)
        qsort(table->seats, table->count, sizeof table->seats[0], by_id);
    return NULL;
}

static Err *name_managers(Table *table)
{
    PersonBriefList people = {0};
    Ctx *cx = table->cx;
    TRY(person_brief_list(cx, cx->today, cx->today, false, &people));
    for (size_t i = 0; i < table->count; i++)
        for (size_t k = 0; k < people.count && table->loads[i].manager_id.n; k++)
            if (people.items[k].id.n == table->loads[i].manager_id.n)
                table->loads[i].manager_name = people.items[k].name;
    return NULL;
}

/* ---- who works on them ---- */

/* People are gone through one by one: the person in hand is the last of the project's or not in it yet. */
static ProjectMember *member_in(const Table *table, ProjectLoad *load, const PlanMember *person)
{
    if (load->people.count && load->people.items[load->people.count - 1].id.n == person->id.n)
        return &load->people.items[load->people.count - 1];
    ProjectMember *member = list_push(table->cx->arena, &load->people);
    *member = (ProjectMember){.id = person->id, .name = person->name, .position = person->position, .hue = person->hue};
    blank_weeks(table, &member->weeks);
    for (size_t w = 0; w < member->weeks.count; w++)
        member->weeks.items[w].capacity = person->weeks.items[w].capacity;
    return member;
}

static void add_week(const Table *table, const PlanMember *person, size_t w)
{
    const PlanWeek *week = &person->weeks.items[w];
    for (size_t i = 0; i < week->allocations.count; i++) {
        const PlanAllocation *one = &week->allocations.items[i];
        ProjectLoad *load = one->project_id.n ? load_of(table, one->project_id) : NULL;
        if (!load)
            continue;
        ProjectShare *mine = &member_in(table, load, person)->weeks.items[w];
        ProjectShare *all = &load->weeks.items[w];
        bool tentative = strcmp(one->state, "tentative") == 0;
        (tentative ? &mine->tentative : &mine->confirmed)->n += one->minutes.n;
        (tentative ? &all->tentative : &all->confirmed)->n += one->minutes.n;
    }
}

static bool has_tentative(const ProjectLoad *load)
{
    for (size_t w = 0; w < load->weeks.count; w++)
        if (load->weeks.items[w].tentative.n)
            return true;
    return false;
}

static bool is_kept(const Table *table, const ProjectLoad *load)
{
    const PlanQuery *query = table->query;
    bool by_people = query->person_id.n || query->position_id.n || query->department_id.n;
    if (plan_says(query->only, "tentative") && !has_tentative(load))
        return false;
    return load->people.count > 0 || (!by_people && project_stage_is_open(load->stage));
}

Err *plan_projects_make(Ctx *cx, const PlanQuery *query, const Plan *plan, ProjectPlan *projects)
{
    Table table = {.cx = cx, .query = query, .plan = plan};
    size_t skip = query->limit ? (size_t)query->page * (size_t)query->limit : 0;
    *projects = (ProjectPlan){.weeks = plan->weeks};
    TRY(choose_projects(&table));
    TRY(name_managers(&table));
    for (size_t i = 0; i < plan->people.count; i++)
        for (size_t w = 0; w < plan->people.items[i].weeks.count; w++)
            add_week(&table, &plan->people.items[i], w);
    for (size_t i = 0; i < table.count; i++) {
        const ProjectLoad *load = &table.loads[i];
        projects->tentative += has_tentative(load);
        projects->idle += load->people.count == 0 && load->stage == PROJECT_RUNNING;
        if (!is_kept(&table, load))
            continue;
        size_t place = (size_t)projects->total++;
        if (place >= skip && (!query->limit || projects->projects.count < (size_t)query->limit))
            *(ProjectLoad *)list_push(cx->arena, &projects->projects) = *load;
    }
    return NULL;
}

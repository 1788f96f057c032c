/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "plan/absence.h"
#include "plan/export_table.h"
#include "plan/plan_group.h"

#define WHOLE 100000 /* thousandths of a percent */

/* Rounded up to a thousandth: reading it back rounds down to the same minute. */
static int64_t percent_of(Minutes capacity, Minutes minutes)
{
    return capacity.n > 0 ? (minutes.n * WHOLE + capacity.n - 1) / capacity.n : 0;
}

static ExportCell cell_of(Minutes capacity, Minutes minutes, bool tentative)
{
    return (ExportCell){.minutes = minutes, .percent = percent_of(capacity, minutes), .tentative = tentative};
}

static ExportLine *add_line(Ctx *cx, ExportTable *table, ExportLineKind kind, XlsxLook look)
{
    ExportLine *line = list_push(cx->arena, &table->lines);
    *line = (ExportLine){.kind = kind, .look = look, .texts = {"", "", ""}};
    line->cells = arena_new_array(cx->arena, ExportCell, table->weeks);
    return line;
}

/* A line that names the group, where another one starts. */
static void start_group(Ctx *cx, ExportTable *table, const char **last, const char *name)
{
    if (!table->grouped || (*last && strcmp(*last, name) == 0))
        return;
    add_line(cx, table, LINE_GROUP, LOOK_GROUP)->texts[0] = name;
    *last = name;
}

/* Sums up the lines behind the one at `at`. */
static void sum_up(ExportTable *table, size_t at)
{
    ExportLine *sum = &table->lines.items[at];
    sum->parts = (int)(table->lines.count - at - 1);
    for (size_t i = at + 1; i < table->lines.count; i++)
        for (size_t week = 0; week < table->weeks; week++) {
            sum->cells[week].minutes.n += table->lines.items[i].cells[week].minutes.n;
            sum->cells[week].percent += table->lines.items[i].cells[week].percent;
        }
}

/* ---- people ---- */

/* A subject of one person, by week. */
typedef struct {
    Id project_id;
    const char *kind; /* as PlanAllocation has it */
    bool second;      /* the tentative part of a subject that is both in some week */
    ExportCell *cells;
} Subject;
typedef LIST_OF(Subject) Subjects;

typedef struct {
    Ctx *cx;
    ExportTable *table;
    ProjectBriefList projects;
} Maker;

static const char *project_name(const Maker *maker, Id id)
{
    Ctx *cx = maker->cx;
    for (size_t i = 0; i < maker->projects.count; i++)
        if (maker->projects.items[i].id.n == id.n)
            return project_label(cx->arena, &maker->projects.items[i]);
    return _("another project");
}

static const char *subject_name(const Maker *maker, const Subject *subject, XlsxLook *look)
{
    Ctx *cx = maker->cx;
    int value;
    *look = LOOK_CONFIRMED;
    if (subject->project_id.n)
        return project_name(maker, subject->project_id);
    if (word_value(allocation_kind_words, subject->kind, &value)) {
        *look = allocation_is_reserve((AllocationKind)value) ? LOOK_RESERVE : LOOK_INTERNAL;
        return allocation_kind_text(cx, (AllocationKind)value);
    }
    *look = LOOK_LEAVE;
    if (word_value(absence_kind_words, subject->kind, &value))
        return absence_kind_text(cx, (AbsenceKind)value);
    return _("holidays");
}

static Subject *subject_of(const Maker *maker, Subjects *subjects, const PlanAllocation *one, bool second)
{
    for (size_t i = 0; i < subjects->count; i++)
        if (subjects->items[i].project_id.n == one->project_id.n && strcmp(subjects->items[i].kind, one->kind) == 0 &&
            subjects->items[i].second == second)
            return &subjects->items[i];
    Subject *subject = list_push(maker->cx->arena, subjects);
    *subject = (Subject){.project_id = one->project_id, .kind = one->kind, .second = second};
    subject->cells = arena_new_array(maker->cx->arena, ExportCell, maker->table->weeks);
    return subject;
}

/* Quantities of one subject for different tasks are one cell; confirmed and tentative ones need two rows. */
static void put_allocation(const Maker *maker, Subjects *subjects, const PlanWeek *week, const PlanAllocation *one,
                           size_t at)
{
    bool tentative = strcmp(one->state, allocation_state_words[ALLOCATION_TENTATIVE]) == 0;
    ExportCell *cell = &subject_of(maker, subjects, one, false)->cells[at];
    if (cell->minutes.n && cell->tentative != tentative)
        cell = &subject_of(maker, subjects, one, true)->cells[at];
    *cell = cell_of(week->capacity, MINUTES(cell->minutes.n + one->minutes.n), tentative);
}

static Subjects subjects_of(const Maker *maker, const PlanMember *member)
{
    Subjects subjects = {0};
    for (size_t w = 0; w < member->weeks.count; w++) {
        const PlanWeek *week = &member->weeks.items[w];
        for (size_t i = 0; i < week->allocations.count; i++)
            put_allocation(maker, &subjects, week, &week->allocations.items[i], w);
    }
    return subjects;
}

static void put_member(const Maker *maker, const PlanMember *member)
{
    Ctx *cx = maker->cx;
    ExportTable *table = maker->table;
    Subjects subjects = subjects_of(maker, member);
    size_t at = table->lines.count;
    ExportLine *sum = add_line(cx, table, LINE_SUM, LOOK_TOTAL);
    sum->texts[0] = member->name;
    sum->texts[1] = member->position;
    sum->texts[2] = _("Total");
    for (size_t w = 0; w < member->weeks.count; w++)
        sum->cells[w].over = member->weeks.items[w].excess.n > 0 || member->weeks.items[w].overtime.n > 0;
    for (size_t i = 0; i < subjects.count; i++) {
        XlsxLook look;
        const char *name = subject_name(maker, &subjects.items[i], &look);
        ExportLine *line = add_line(cx, table, LINE_PART, look);
        line->texts[0] = member->name;
        line->texts[1] = member->position;
        line->texts[2] = name;
        line->cells = subjects.items[i].cells;
    }
    sum_up(table, at);
}

/* By what people work on, one person may stand in several groups: such a table would tell the same twice. */
static bool is_grouped(const PlanQuery *query)
{
    return strcmp(query->group, "none") != 0 && strcmp(query->group, "person") != 0 && !plan_group_is_by_work(query);
}

static Err *put_groups(const Maker *maker, const Plan *plan, const PlanQuery *query)
{
    PlanParts parts = {0};
    TRY(plan_group_make(maker->cx, query, plan, &parts));
    for (size_t i = 0; i < parts.count; i++) {
        const PlanPart *part = &parts.items[i];
        const char *last = NULL;
        start_group(maker->cx, maker->table, &last, part->label);
        for (size_t j = 0; j < part->people.count; j++)
            put_member(maker, &plan->people.items[part->people.items[j].place]);
    }
    return NULL;
}

Err *export_people(Ctx *cx, const Plan *plan, const char *group, ExportTable *table)
{
    Maker maker = {.cx = cx, .table = table};
    PlanQuery query = {.group = group};
    TRY(project_all(cx, &maker.projects));
    *table = (ExportTable){.heads = {_("Person"), _("Position"), _("Subject, %")},
                           .from = plan->from,
                           .weeks = plan->weeks.count,
                           .grouped = is_grouped(&query)};
    if (table->grouped)
        return put_groups(&maker, plan, &query);
    for (size_t i = 0; i < plan->people.count; i++)
        put_member(&maker, &plan->people.items[i]);
    return NULL;
}

/* ---- projects ---- */

static void put_project_part(Ctx *cx, ExportTable *table, const char *label, const ProjectMember *member,
                             bool tentative)
{
    ExportLine line = {.kind = LINE_PART, .look = LOOK_CONFIRMED, .texts = {label, member->name, member->position}};
    bool any = false;
    line.cells = arena_new_array(cx->arena, ExportCell, table->weeks);
    for (size_t w = 0; w < member->weeks.count; w++) {
        const ProjectShare *share = &member->weeks.items[w];
        Minutes minutes = tentative ? share->tentative : share->confirmed;
        any = any || minutes.n > 0;
        if (minutes.n)
            line.cells[w] = cell_of(share->capacity, minutes, tentative);
    }
    if (any)
        *(ExportLine *)list_push(cx->arena, &table->lines) = line;
}

static void put_project(Ctx *cx, ExportTable *table, const ProjectLoad *project)
{
    const char *label = arena_printf(cx->arena, "%s · %s", project->client_name, project->name);
    size_t at = table->lines.count;
    ExportLine *sum = add_line(cx, table, LINE_SUM, LOOK_TOTAL);
    sum->texts[0] = label;
    sum->texts[1] = _("Total");
    for (size_t i = 0; i < project->people.count; i++) {
        put_project_part(cx, table, label, &project->people.items[i], false);
        put_project_part(cx, table, label, &project->people.items[i], true);
    }
    sum_up(table, at);
}

static const char *project_group(const Ctx *cx, const ProjectLoad *project, const char *group)
{
    const char *name = project->client_name;
    if (strcmp(group, "manager") == 0)
        name = project->manager_name;
    if (strcmp(group, "direction") == 0)
        name = project->direction;
    return *name ? name : _("Others");
}

/* The projects of that group from this one on. */
static void put_project_group(Ctx *cx, ExportTable *table, const ProjectPlan *projects, size_t from, const char *group)
{
    const char *last = NULL;
    const char *name = project_group(cx, &projects->projects.items[from], group);
    for (size_t i = 0; i < from; i++)
        if (strcmp(project_group(cx, &projects->projects.items[i], group), name) == 0)
            return;
    for (size_t i = from; i < projects->projects.count; i++)
        if (strcmp(project_group(cx, &projects->projects.items[i], group), name) == 0) {
            start_group(cx, table, &last, name);
            put_project(cx, table, &projects->projects.items[i]);
        }
}

Err *export_projects(Ctx *cx, const Plan *plan, const ProjectPlan *projects, const char *group, ExportTable *table)
{
    *table = (ExportTable){.heads = {_("Subject, %"), _("Person"), _("Position")},
                           .from = plan->from,
                           .weeks = plan->weeks.count,
                           .grouped = strcmp(group, "none") != 0};
    for (size_t i = 0; i < projects->projects.count; i++)
        if (table->grouped)
            put_project_group(cx, table, projects, i, group);
        else
            put_project(cx, table, &projects->projects.items[i]);
    return NULL;
}

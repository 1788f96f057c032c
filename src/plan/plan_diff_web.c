/* SPDX-License-Identifier: MIT */
/* /plan/changes: what has changed in the plan since a moment, by default since Monday's call. */
#include "base/base.h"

#include "plan/absence.h"
#include "plan/plan_diff.h"
#include "plan/plan_feature.h"
#include "plan/plan_moment.h"
#include "web/form.h"
#include "web/table.h"
#include "work/view_web.h"

/* A change as people read it; its labelled fields are the columns of the file. */
typedef struct {
    const char *person_name;
    Day week;
    const char *what, *was, *now, *who, *when;
    const char *week_text, *path;
    bool is_more;
} ChangeRow;
SHAPE_STATIC(ChangeRow, FIELD(ChangeRow, person_name, .label = N_("Person")),
             FIELD(ChangeRow, week, .label = N_("Week")), FIELD(ChangeRow, what, .label = N_("What")),
             FIELD(ChangeRow, was, .label = N_("Was")), FIELD(ChangeRow, now, .label = N_("Is")),
             FIELD(ChangeRow, who, .label = N_("Changed by")), FIELD(ChangeRow, when, .label = N_("When")),
             FIELD(ChangeRow, week_text), FIELD(ChangeRow, path), FIELD(ChangeRow, is_more));
typedef LIST_OF(ChangeRow) ChangeRows;

typedef struct {
    const char *note, *moment, *marked_path, *then_path, *plan_path, *xlsx_path, *csv_path;
    bool has_rows;
    PlanMoments moments;
    ChangeRows rows;
} ChangesPage;
SHAPE_STATIC(ChangesPage, FIELD(ChangesPage, note), FIELD(ChangesPage, moment), FIELD(ChangesPage, marked_path),
             FIELD(ChangesPage, then_path), FIELD(ChangesPage, plan_path), FIELD(ChangesPage, xlsx_path),
             FIELD(ChangesPage, csv_path), FIELD(ChangesPage, has_rows), FIELD_LIST(ChangesPage, moments, PlanMoment),
             FIELD_LIST(ChangesPage, rows, ChangeRow));

static const char *quantity(Ctx *cx, const PlanChange *change, Minutes minutes)
{
    if (!minutes.n)
        return "";
    return arena_printf(cx->arena, cx->lang == LANG_RU ? "%s\u00a0%% (%s)" : "%s%% (%s)",
                        week_percent_text(cx, change->capacity, minutes), week_hours_text(cx, minutes));
}

static const char *project_name(Ctx *cx, const ProjectBriefList *projects, Id id)
{
    for (size_t i = 0; i < projects->count; i++)
        if (projects->items[i].id.n == id.n)
            return project_label(cx->arena, &projects->items[i]);
    return _("a project that is not yours to see");
}

static const char *what_text(Ctx *cx, const ProjectBriefList *projects, const PlanChange *change)
{
    int kind = 0;
    if (strcmp(change->kind, "away") == 0)
        return _("Away");
    if (strcmp(change->kind, "overtime") == 0)
        return _("Overtime");
    const char *name = change->project_id.n ? project_name(cx, projects, change->project_id)
                       : word_value(allocation_kind_words, change->kind, &kind)
                           ? allocation_kind_text(cx, (AllocationKind)kind)
                           : change->kind;
    bool tentative = strcmp(change->state, "tentative") == 0;
    return tentative ? arena_printf(cx->arena, _("%s, tentative"), name) : name;
}

/* The history of the cell; of the week where no cell stands for it. */
static const char *history_path(Ctx *cx, const PlanChange *change)
{
    bool cell = *change->state != 0;
    return path_with(cx, "/plan/history", "person_id", id_value(cx, change->person_id), "week",
                     day_iso(cx->arena, change->week), "project_id", cell ? id_value(cx, change->project_id) : "",
                     "kind", cell && !change->project_id.n ? change->kind : "", NULL);
}

static Err *make_rows(Ctx *cx, const PlanDiff *diff, ChangeRows *rows)
{
    ProjectBriefList projects = {0};
    TRY(project_all(cx, &projects));
    for (size_t i = 0; i < diff->changes.count; i++) {
        const PlanChange *change = &diff->changes.items[i];
        ChangeRow *row = list_push(cx->arena, rows);
        *row = (ChangeRow){.person_name = change->person_name,
                           .week = change->week,
                           .what = what_text(cx, &projects, change),
                           .was = quantity(cx, change, change->before),
                           .now = quantity(cx, change, change->after),
                           .who = change->changed_by_name,
                           .when = instant_text(cx, change->at),
                           .week_text = week_text(cx, change->week),
                           .path = history_path(cx, change),
                           .is_more = change->after.n > change->before.n};
    }
    return NULL;
}

static const char *note_text(Ctx *cx, const PlanDiff *diff)
{
    const char *since = instant_text(cx, diff->since);
    if (!diff->cells)
        return arena_printf(cx->arena, _("Since %s nothing has changed in these weeks."), since);
    const char *cells = arena_printf(cx->arena, trn(cx, "%d quantity", "%d quantities", diff->cells), diff->cells);
    return arena_printf(
        cx->arena,
        trn(cx, "Since %s %s of %d person have changed.", "Since %s %s of %d people have changed.", diff->people),
        since, cells, diff->people);
}

static Err *show_page(Ctx *cx, Reply *reply, const PlanQuery *query, const PlanDiff *diff, const ChangeRows *rows)
{
    ChangesPage *page = arena_new(cx->arena, ChangesPage);
    PlanQuery marked = *query;
    PlanQuery then = *query;
    PlanQuery now = *query;
    then.as_of = query->since;
    then.since = now.since = "";
    *page = (ChangesPage){.note = note_text(cx, diff),
                          .moment = plan_moment_field(cx, query),
                          .marked_path = plan_path(cx, &marked),
                          .then_path = plan_path(cx, &then),
                          .plan_path = plan_path(cx, &now),
                          .xlsx_path = plan_changes_path(cx, query, ".xlsx"),
                          .csv_path = plan_changes_path(cx, query, ".csv"),
                          .has_rows = rows->count > 0,
                          .rows = *rows};
    plan_moments(cx, query, &page->moments);
    return reply_page(cx, reply, _("What has changed"), IN(ChangesPage, page));
}

static Err *show_changes(Ctx *cx, const Req *req, Reply *reply)
{
    PlanQuery query = {.from = DAY_NONE};
    PlanDiff *diff = arena_new(cx->arena, PlanDiff);
    ChangeRows rows = {0};
    TRY(form_read(cx, req, ONE(PlanQuery, &query)));
    plan_query_settle(cx, &query);
    query.view = "";
    if (*query.as_of) /* one form leads to the plan of a moment and here */
        query.since = query.as_of;
    query.as_of = "";
    if (!*query.since)
        query.since = plan_moment_monday(cx);
    TRY(plan_query_moment(cx, &query));
    TRY(plan_diff_load(cx, &query, diff));
    TRY(reply_show(cx, reply, IN(PlanDiff, diff)));
    if (req->wants == WANTS_JSON)
        return NULL;
    TRY(make_rows(cx, diff, &rows));
    if (req->wants != WANTS_PAGE)
        return reply_table(cx, req, reply, "plan-changes", &ChangeRow_shape, rows.items, rows.count);
    return show_page(cx, reply, &query, diff, &rows);
}

#define FIELDS                                                                                                         \
    "from weeks q person_id position_id department_id client_id project_id only under group unit zoom hide view "      \
    "saved "                                                                                                           \
    "as_of since"

const Route plan_diff_routes[] = {
    {METHOD_GET, "/plan/changes", "plan.read", show_changes, .in = &PlanQuery_shape, .fields = FIELDS,
     .out = &PlanDiff_shape, .page = "plan/plan-changes.html", .view = &ChangesPage_shape, .formats = "csv xlsx",
     .families = "plan people work", .summary = "What has changed in the plan since a moment, cell by cell"},
    {.path = NULL},
};

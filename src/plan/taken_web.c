/* SPDX-License-Identifier: MIT */
/* /plan/taken: time that others took from my projects, or anybody's. */
#include "base/base.h"

#include "plan/plan_feature.h"
#include "plan/taken.h"
#include "web/form.h"
#include "web/table.h"
#include "work/project.h"
#include "work/view_web.h"

typedef struct {
    Instant at;
    const char *by_name, *client_name, *project_name, *person_name, *week_text, *was, *became, *taken, *for_text,
        *reason, *history_path;
    int by_hue, project_hue;
    bool undone;
} TakenRow;
SHAPE_STATIC(TakenRow, FIELD(TakenRow, at), FIELD(TakenRow, by_name), FIELD(TakenRow, client_name),
             FIELD(TakenRow, project_name), FIELD(TakenRow, person_name), FIELD(TakenRow, week_text),
             FIELD(TakenRow, was), FIELD(TakenRow, became), FIELD(TakenRow, taken), FIELD(TakenRow, for_text),
             FIELD(TakenRow, reason), FIELD(TakenRow, history_path), FIELD(TakenRow, by_hue),
             FIELD(TakenRow, project_hue), FIELD(TakenRow, undone));

typedef struct {
    const char *from, *until, *note, *csv_path, *xlsx_path, *prev_page_path, *next_page_path;
    Options whose, projects;
    bool has_rows, filtered;
    LIST_OF(TakenRow) rows;
} TakenView;
SHAPE_STATIC(TakenView, FIELD(TakenView, from), FIELD(TakenView, until), FIELD(TakenView, note),
             FIELD(TakenView, csv_path), FIELD(TakenView, xlsx_path), FIELD(TakenView, prev_page_path),
             FIELD(TakenView, next_page_path), FIELD_LIST(TakenView, whose, Option),
             FIELD_LIST(TakenView, projects, Option), FIELD(TakenView, has_rows), FIELD(TakenView, filtered),
             FIELD_LIST(TakenView, rows, TakenRow));

static const char *list_path(Ctx *cx, const char *path, const TakenList *list, Id before)
{
    return path_with(cx, path, "mine", list->mine ? "1" : "0", "project_id", id_value(cx, list->project_id),
                     "person_id", id_value(cx, list->person_id), "by_id", id_value(cx, list->by_id), "from",
                     day_iso(cx->arena, list->from), "until", day_iso(cx->arena, list->until), "before",
                     id_value(cx, before), NULL);
}

static void put_row(Ctx *cx, const TakenItem *item, TakenView *view)
{
    TakenRow *row = list_push(cx->arena, &view->rows);
    *row = (TakenRow){.at = item->at,
                      .by_name = *item->by_name ? item->by_name : _("Somebody"),
                      .by_hue = item->by_hue,
                      .client_name = item->client_name,
                      .project_name = item->project_name,
                      .project_hue = item->project_hue,
                      .person_name = item->person_name,
                      .week_text = week_text(cx, item->week),
                      .was = week_hours_text(cx, item->before_minutes),
                      .became = item->after_minutes.n ? week_hours_text(cx, item->after_minutes) : "0",
                      .taken = week_hours_text(cx, item->minutes),
                      .for_text = item->for_text,
                      .reason = item->reason,
                      .undone = item->undone};
    row->history_path = path_with(cx, "/plan/history", "person_id", id_value(cx, item->person_id), "week",
                                  day_iso(cx->arena, item->week), "project_id", id_value(cx, item->project_id), NULL);
}

static Err *offer_projects(Ctx *cx, const TakenList *list, TakenView *view)
{
    ProjectBriefList projects = {0};
    const char *chosen = id_value(cx, list->project_id);
    TRY(project_all(cx, &projects));
    option_add(cx, &view->projects, "", _("Every project"), chosen);
    for (size_t i = 0; i < projects.count; i++) {
        const ProjectBrief *one = &projects.items[i];
        if (one->id.n == list->project_id.n || (!one->archived && project_stage_is_open(one->stage)))
            option_add_id(cx, &view->projects, one->id, project_label(cx->arena, one), chosen);
    }
    return NULL;
}

static Err *show_view(Ctx *cx, Reply *reply, const TakenList *list)
{
    TakenView *view = arena_new(cx->arena, TakenView);
    *view = (TakenView){.from = day_iso(cx->arena, list->from),
                        .until = day_iso(cx->arena, list->until),
                        .note = "",
                        .csv_path = list_path(cx, "/plan/taken.csv", list, ID(0)),
                        .xlsx_path = list_path(cx, "/plan/taken.xlsx", list, ID(0)),
                        .prev_page_path = list->before.n ? list_path(cx, "/plan/taken", list, ID(0)) : "",
                        .next_page_path = list->next.n ? list_path(cx, "/plan/taken", list, list->next) : "",
                        .has_rows = list->items.count > 0,
                        .filtered = list->project_id.n || list->person_id.n || list->by_id.n || !list->mine};
    option_add(cx, &view->whose, "1", _("From my projects"), list->mine ? "1" : "0");
    option_add(cx, &view->whose, "0", _("From all projects"), list->mine ? "1" : "0");
    if (list->minutes.n)
        view->note = arena_printf(cx->arena, _("%s in all."), week_hours_text(cx, list->minutes));
    for (size_t i = 0; i < list->items.count; i++)
        put_row(cx, &list->items.items[i], view);
    TRY(offer_projects(cx, list, view));
    return reply_page(cx, reply, _("Taken from projects"), IN(TakenView, view));
}

/* The page begins with one's own projects and the last four weeks; a program says what it wants. */
static Err *show_list(Ctx *cx, const Req *req, Reply *reply)
{
    TakenList *list = arena_new(cx->arena, TakenList);
    *list = (TakenList){.mine = req->wants == WANTS_PAGE, .from = DAY_NONE, .until = DAY_NONE};
    if (req->wants == WANTS_PAGE)
        list->from = day_plus(day_monday(cx->today), -3 * DAYS_PER_WEEK);
    TRY(form_read(cx, req, ONE(TakenList, list)));
    if (req->wants == WANTS_CSV || req->wants == WANTS_XLSX)
        list->limit = 500;
    TRY(taken_list(cx, list));
    if (req->wants == WANTS_CSV || req->wants == WANTS_XLSX)
        return reply_table(cx, req, reply, _("Taken from projects"), &TakenItem_shape, list->items.items,
                           list->items.count);
    TRY(reply_show(cx, reply, IN(TakenList, list)));
    return req->wants == WANTS_PAGE ? show_view(cx, reply, list) : NULL;
}

const Route taken_routes[] = {
    {METHOD_GET, "/plan/taken", "plan.read", show_list, .in = &TakenList_shape,
     .fields = "mine project_id by_id person_id from until limit before", .out = &TakenList_shape,
     .page = "plan/taken.html", .view = &TakenView_shape, .formats = "csv xlsx", .families = "plan people work",
     .summary = "Time that somebody took from projects that others lead: who, for what, and why"},
    {.path = NULL},
};

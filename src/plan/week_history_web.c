/* SPDX-License-Identifier: MIT */
/* /plan/history: the changes of a week or a cell, each of one's own with a way back. */
#include "base/base.h"

#include "plan/plan_feature.h"
#include "plan/week_history.h"
#include "web/form.h"
#include "work/view_web.h"

typedef struct {
    Id id;
    const char *who, *through, *here;
    int hue;
    Instant at;
    bool undone, may_undo;
    HistoryItems items;
} HistoryRow;
SHAPE_STATIC(HistoryRow, FIELD(HistoryRow, id), FIELD(HistoryRow, who), FIELD(HistoryRow, through),
             FIELD(HistoryRow, here), FIELD(HistoryRow, hue), FIELD(HistoryRow, at), FIELD(HistoryRow, undone),
             FIELD(HistoryRow, may_undo), FIELD_LIST(HistoryRow, items, HistoryItem));

typedef struct {
    const char *person_name, *week_text, *subject, *plan_path, *week_path;
    LIST_OF(HistoryRow) rows;
    bool has_rows;
} HistoryView;
SHAPE_STATIC(HistoryView, FIELD(HistoryView, person_name), FIELD(HistoryView, week_text), FIELD(HistoryView, subject),
             FIELD(HistoryView, plan_path), FIELD(HistoryView, week_path), FIELD_LIST(HistoryView, rows, HistoryRow),
             FIELD(HistoryView, has_rows));

static const char *through_text(const Ctx *cx, const HistoryChange *change)
{
    if (change->undoes_id.n)
        return _("taken back");
    if (strcmp(change->through, "api") == 0)
        return _("by a program");
    if (strcmp(change->through, "import") == 0)
        return _("from a table");
    if (strcmp(change->through, "command") == 0 || strcmp(change->through, "job") == 0)
        return _("by the server");
    return "";
}

static void put_row(Ctx *cx, const HistoryChange *change, const char *here, HistoryView *view)
{
    HistoryRow *row = list_push(cx->arena, &view->rows);
    *row = (HistoryRow){.id = change->change_id,
                        .who = *change->person_name ? change->person_name : _("The program"),
                        .through = through_text(cx, change),
                        .here = here,
                        .items = change->items,
                        .hue = change->hue,
                        .at = change->at,
                        .undone = change->undone,
                        .may_undo = change->may_undo};
}

static const char *history_path(Ctx *cx, const HistoryQuery *query, bool cell)
{
    return path_with(cx, "/plan/history", "person_id", id_value(cx, query->person_id), "week",
                     day_iso(cx->arena, day_monday(query->week)), "project_id",
                     cell ? id_value(cx, query->project_id) : "", "kind", cell ? query->kind : "", NULL);
}

static Err *show_view(Ctx *cx, Reply *reply, const HistoryQuery *query, const WeekHistory *history)
{
    HistoryView *view = arena_new(cx->arena, HistoryView);
    const char *person = id_value(cx, history->person_id);
    *view = (HistoryView){.person_name = history->person_name,
                          .week_text = week_text(cx, history->week),
                          .subject = history->subject,
                          .plan_path = path_with(cx, "/plan", "from", day_iso(cx->arena, history->week), "person_id",
                                                 person, "open", person, NULL),
                          .week_path = *history->subject ? history_path(cx, query, false) : "",
                          .has_rows = history->changes.count > 0};
    for (size_t i = 0; i < history->changes.count; i++)
        put_row(cx, &history->changes.items[i], history_path(cx, query, true), view);
    return reply_page(cx, reply, _("History of the week"), IN(HistoryView, view));
}

static Err *show_history(Ctx *cx, const Req *req, Reply *reply)
{
    HistoryQuery query = {.week = DAY_NONE, .kind = ""};
    WeekHistory *history = arena_new(cx->arena, WeekHistory);
    TRY(form_read(cx, req, ONE(HistoryQuery, &query)));
    TRY(week_history_load(cx, &query, history));
    TRY(reply_show(cx, reply, IN(WeekHistory, history)));
    return req->wants == WANTS_PAGE ? show_view(cx, reply, &query, history) : NULL;
}

const Route week_history_routes[] = {
    {METHOD_GET, "/plan/history", "plan.read", show_history, .in = &HistoryQuery_shape,
     .fields = "person_id week project_id kind", .out = &WeekHistory_shape, .page = "plan/week-history.html",
     .view = &HistoryView_shape, .families = "plan people work",
     .summary = "Who changed a person's week, or one cell of it, from what to what"},
    {.path = NULL},
};

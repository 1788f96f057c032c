/* SPDX-License-Identifier: MIT */
/* /plan/pushed: weeks over 100 % that wait for somebody; /plan/pushed/week: one of them with its ways out. */
#include "base/base.h"

#include "people/position.h"
#include "plan/plan_feature.h"
#include "plan/pushed.h"
#include "web/form.h"
#include "web/table.h"
#include "work/view_web.h"

typedef struct {
    const char *person_name, *position, *week_text, *over, *percent, *why, *could, *path;
    int hue;
    bool may;
} PushedRow;
SHAPE_STATIC(PushedRow, FIELD(PushedRow, person_name), FIELD(PushedRow, position), FIELD(PushedRow, week_text),
             FIELD(PushedRow, over), FIELD(PushedRow, percent), FIELD(PushedRow, why), FIELD(PushedRow, could),
             FIELD(PushedRow, path), FIELD(PushedRow, hue), FIELD(PushedRow, may));

typedef struct {
    int total;
    bool has_rows, filtered, mine, sees_all, some_left;
    Options positions, people;
    const char *csv_path, *xlsx_path;
    LIST_OF(PushedRow) rows;
} PushedView;
SHAPE_STATIC(PushedView, FIELD(PushedView, total), FIELD(PushedView, has_rows), FIELD(PushedView, filtered),
             FIELD(PushedView, mine), FIELD(PushedView, sees_all), FIELD(PushedView, some_left),
             FIELD_LIST(PushedView, positions, Option), FIELD_LIST(PushedView, people, Option),
             FIELD(PushedView, csv_path), FIELD(PushedView, xlsx_path), FIELD_LIST(PushedView, rows, PushedRow));

/* ---- the list ---- */

static const char *week_path(Ctx *cx, const PushedItem *item)
{
    return path_with(cx, "/plan/pushed/week", "person_id", id_value(cx, item->person_id), "week",
                     day_iso(cx->arena, item->week), NULL);
}

static void put_row(Ctx *cx, const PushedItem *item, PushedView *view)
{
    PushedRow *row = list_push(cx->arena, &view->rows);
    *row = (PushedRow){.person_name = item->person_name,
                       .position = item->position,
                       .hue = item->hue,
                       .week_text = week_text(cx, item->week),
                       .over = week_hours_text(cx, item->over),
                       .percent = item->percent,
                       .why = item->why,
                       .could = item->could,
                       .path = week_path(cx, item),
                       .may = item->may};
}

static Err *offer_choices(Ctx *cx, const PushedList *list, PushedView *view)
{
    PlaceList places = {0};
    const char *position = id_value(cx, list->position_id);
    TRY(place_list(cx, PLACE_POSITION, &places));
    option_add(cx, &view->positions, "", _("Every position"), position);
    for (size_t i = 0; i < places.count; i++)
        option_add_id(cx, &view->positions, places.items[i].id, places.items[i].name, position);
    return choose_people(cx, WHO_WORKS, _("Everybody"), id_value(cx, list->person_id), &view->people);
}

static const char *file_path(Ctx *cx, const PushedList *list, const char *path)
{
    return path_with(cx, path, "person_id", id_value(cx, list->person_id), "position_id",
                     id_value(cx, list->position_id), "mine", list->mine ? "1" : "", NULL);
}

static Err *show_view(Ctx *cx, Reply *reply, const PushedList *list)
{
    PushedView *view = arena_new(cx->arena, PushedView);
    *view = (PushedView){.total = list->total,
                         .has_rows = list->items.count > 0,
                         .filtered = list->person_id.n || list->position_id.n || list->mine,
                         .mine = list->mine,
                         .some_left = (size_t)list->total > list->items.count,
                         .csv_path = file_path(cx, list, "/plan/pushed.csv"),
                         .xlsx_path = file_path(cx, list, "/plan/pushed.xlsx")};
    view->sees_all = cx_scope(cx, "plan.read") >= SCOPE_TEAM;
    for (size_t i = 0; i < list->items.count; i++)
        put_row(cx, &list->items.items[i], view);
    if (view->sees_all)
        TRY(offer_choices(cx, list, view));
    return reply_page(cx, reply, _("Weeks that do not fit"), IN(PushedView, view));
}

static Err *show_list(Ctx *cx, const Req *req, Reply *reply)
{
    PushedList *list = arena_new(cx->arena, PushedList);
    TRY(form_read(cx, req, ONE(PushedList, list)));
    TRY(pushed_list(cx, list));
    if (req->wants == WANTS_CSV || req->wants == WANTS_XLSX)
        return reply_table(cx, req, reply, _("Weeks that do not fit"), &PushedItem_shape, list->items.items,
                           list->items.count);
    TRY(reply_show(cx, reply, IN(PushedList, list)));
    return req->wants == WANTS_PAGE ? show_view(cx, reply, list) : NULL;
}

/* ---- one week ---- */

typedef struct {
    const char *say, *body, *key, *back;
} WayOut;
SHAPE_STATIC(WayOut, FIELD(WayOut, say), FIELD(WayOut, body), FIELD(WayOut, key), FIELD(WayOut, back));

typedef struct {
    const char *label, *percent, *manager, *price;
    bool tentative, may;
    LIST_OF(WayOut) ways;
} GiveRow;
SHAPE_STATIC(GiveRow, FIELD(GiveRow, label), FIELD(GiveRow, percent), FIELD(GiveRow, manager), FIELD(GiveRow, price),
             FIELD(GiveRow, tentative), FIELD(GiveRow, may), FIELD_LIST(GiveRow, ways, WayOut));

typedef struct {
    const char *person_name, *week_text, *over, *percent, *why, *self, *plan_path, *room_path, *history_path;
    const char *overtime_say, *overtime_body, *overtime_why;
    bool is_over;
    LIST_OF(GiveRow) gives;
} PushedWeekView;
SHAPE_STATIC(PushedWeekView, FIELD(PushedWeekView, person_name), FIELD(PushedWeekView, week_text),
             FIELD(PushedWeekView, over), FIELD(PushedWeekView, percent), FIELD(PushedWeekView, why),
             FIELD(PushedWeekView, self), FIELD(PushedWeekView, plan_path), FIELD(PushedWeekView, room_path),
             FIELD(PushedWeekView, history_path), FIELD(PushedWeekView, overtime_say),
             FIELD(PushedWeekView, overtime_body), FIELD(PushedWeekView, overtime_why), FIELD(PushedWeekView, is_over),
             FIELD_LIST(PushedWeekView, gives, GiveRow));

static void put_give(Ctx *cx, const PushedGive *of, PushedWeekView *view)
{
    const GiveWay *give = of->give;
    GiveRow *row = list_push(cx->arena, &view->gives);
    *row = (GiveRow){.label = give->label,
                     .percent = give->percent,
                     .manager = give->client_manager,
                     .price = give->price,
                     .tentative = give->state == ALLOCATION_TENTATIVE,
                     .may = give->may};
    for (size_t i = 0; i < of->exits.count; i++)
        *(WayOut *)list_push(cx->arena, &row->ways) = (WayOut){
            of->exits.items[i].say, exit_body_text(cx, of->exits.items[i].body), of->exits.items[i].key, view->self};
}

static void tell_overtime(Ctx *cx, const Exit *overtime, PushedWeekView *view)
{
    view->overtime_say = overtime ? overtime->say : "";
    view->overtime_body = overtime && overtime->body ? exit_body_text(cx, overtime->body) : "";
    view->overtime_why = overtime ? overtime->unavailable : "";
}

static Err *show_week(Ctx *cx, const Req *req, Reply *reply)
{
    PushedItem which = {.week = DAY_NONE};
    Pushed *pushed = arena_new(cx->arena, Pushed);
    TRY(form_read(cx, req, ONE(PushedItem, &which)));
    if (!which.person_id.n || !day_is_set(which.week))
        return err_new(cx, ERR_INPUT, which.person_id.n ? "week" : "person_id", "%s", _("This must be filled in"));
    TRY(pushed_load(cx, which.person_id, which.week, pushed));
    TRY(reply_show(cx, reply, IN(Pushed, pushed)));
    if (req->wants != WANTS_PAGE)
        return NULL;
    const PushedItem *week = pushed->week;
    const char *person = id_value(cx, week->person_id);
    const char *day = day_iso(cx->arena, week->week);
    PushedWeekView *view = arena_new(cx->arena, PushedWeekView);
    *view = (PushedWeekView){
        .person_name = week->person_name,
        .week_text = week_text(cx, week->week),
        .over = week_hours_text(cx, week->over),
        .percent = week->percent,
        .why = week->why,
        .is_over = week->over.n > 0,
        .self = week_path(cx, week),
        .plan_path = path_with(cx, "/plan", "from", day, "person_id", person, "open", person, NULL),
        .room_path =
            path_with(cx, "/plan/room", "person_id", person, "from", day, "hours",
                      arena_printf(cx->arena, "%" PRId64 ":%02" PRId64, week->over.n / 60, week->over.n % 60), NULL),
        .history_path = path_with(cx, "/plan/history", "person_id", person, "week", day, NULL)};
    tell_overtime(cx, pushed->overtime, view);
    for (size_t i = 0; i < pushed->gives.count; i++)
        put_give(cx, &pushed->gives.items[i], view);
    return reply_page(cx, reply, _("A week that does not fit"), IN(PushedWeekView, view));
}

const Route pushed_routes[] = {
    {METHOD_GET, "/plan/pushed", "plan.read", show_list, .in = &PushedList_shape,
     .fields = "person_id position_id mine limit", .out = &PushedList_shape, .page = "plan/pushed.html",
     .view = &PushedView_shape, .formats = "csv xlsx", .families = "plan people work",
     .summary = "Weeks that an absence, a holiday or a contract pushed over 100 %, until somebody resolves them"},
    {METHOD_GET, "/plan/pushed/week", "plan.read", show_week, .in = &PushedItem_shape, .fields = "person_id week",
     .out = &Pushed_shape, .page = "plan/pushed-week.html", .view = &PushedWeekView_shape,
     .families = "plan people work", .summary = "One such week: what could give way, and the ways out as batches"},
    {.path = NULL},
};

/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include <jansson.h>

#include "plan/plan_feature.h"
#include "plan/plan_page.h"
#include "plan/tentative.h"
#include "web/form.h"
#include "web/table.h"
#include "work/view_web.h"

/* The page: the list, its filters, and what was refused. */
typedef struct {
    const TentativeList *list;
    LIST_OF(PlanChip) chips;
    Options people, projects, holders;
    const char *error, *self, *until, *only, *csv_path, *xlsx_path;
    bool can_settle, filtered, sees_all, has_rows;
} TentativePage;
SHAPE_STATIC(TentativePage, FIELD_ONE(TentativePage, list, TentativeList), FIELD_LIST(TentativePage, chips, PlanChip),
             FIELD_LIST(TentativePage, people, Option), FIELD_LIST(TentativePage, projects, Option),
             FIELD_LIST(TentativePage, holders, Option), FIELD(TentativePage, error), FIELD(TentativePage, self),
             FIELD(TentativePage, until), FIELD(TentativePage, only), FIELD(TentativePage, csv_path),
             FIELD(TentativePage, xlsx_path), FIELD(TentativePage, can_settle), FIELD(TentativePage, filtered),
             FIELD(TentativePage, sees_all), FIELD(TentativePage, has_rows));

/* What was done. */
typedef struct {
    int weeks;
    Id change_id;
} Settled;
SHAPE_STATIC(Settled, FIELD(Settled, weeks), FIELD(Settled, change_id));

SHAPE_STATIC(TentativeSettle, FIELD_WORD(TentativeSettle, action, tentative_action_words, .required = true),
             FIELD(TentativeSettle, keys), FIELD(TentativeSettle, person_id), FIELD(TentativeSettle, project_id),
             FIELD(TentativeSettle, until, .label = N_("Until")));

/* ---- the list ---- */

static const char *list_path(Ctx *cx, const char *path, const TentativeList *list, const char *only)
{
    const char *holder = strcmp(list->only, "mine") == 0 ? "" : id_value(cx, list->reserved_by);
    return path_with(cx, path, "only", only, "person_id", id_value(cx, list->person_id), "project_id",
                     id_value(cx, list->project_id), "reserved_by", holder, NULL);
}

static void put_chip(Ctx *cx, TentativePage *page, const char *only, const char *label, int count)
{
    *(PlanChip *)list_push(cx->arena, &page->chips) = (PlanChip){list_path(cx, "/plan/tentative", page->list, only),
                                                                 label, count, strcmp(page->list->only, only) == 0};
}

/* Those that stand in the list are offered once each; who is chosen is there even when the list is empty. */
static void offer(Ctx *cx, Options *choices, Id id, const char *label, Id chosen)
{
    const char *value = id_value(cx, id);
    for (size_t i = 0; i < choices->count; i++)
        if (strcmp(choices->items[i].value, value) == 0)
            return;
    if (id.n)
        option_add_id(cx, choices, id, label, id_value(cx, chosen));
}

static Err *offer_filters(Ctx *cx, TentativePage *page)
{
    const TentativeList *list = page->list;
    TentativeList all = {.only = ""};
    TRY(tentative_list(cx, &all));
    option_add(cx, &page->people, "", _("Everybody"), id_value(cx, list->person_id));
    option_add(cx, &page->projects, "", _("Every project"), id_value(cx, list->project_id));
    option_add(cx, &page->holders, "", _("Held by anybody"), id_value(cx, list->reserved_by));
    for (size_t i = 0; i < all.items.count; i++) {
        const TentativeBooking *one = &all.items.items[i];
        offer(cx, &page->people, one->person_id, one->person_name, list->person_id);
        offer(cx, &page->projects, one->project_id,
              arena_printf(cx->arena, "%s · %s", one->client_name, one->project_name), list->project_id);
        offer(cx, &page->holders, one->reserved_by, one->reserved_by_name, list->reserved_by);
    }
    return NULL;
}

static Err *show_page(Ctx *cx, const Req *req, Reply *reply, const TentativeList *list)
{
    TentativePage *page = arena_new(cx->arena, TentativePage);
    *page = (TentativePage){.list = list,
                            .error = req->err ? req->err->text : "",
                            .self = list_path(cx, "/plan/tentative", list, list->only),
                            .only = list->only,
                            .until = form_typed(req, "until", day_iso(cx->arena, day_plus(cx->today, 14))),
                            .csv_path = list_path(cx, "/plan/tentative.csv", list, list->only),
                            .xlsx_path = list_path(cx, "/plan/tentative.xlsx", list, list->only),
                            .filtered = list->project_id.n || list->reserved_by.n || *list->only,
                            .has_rows = list->items.count > 0,
                            .sees_all = cx_scope(cx, "plan.read") >= SCOPE_TEAM};
    page->filtered = page->filtered || (page->sees_all && list->person_id.n);
    for (size_t i = 0; i < list->items.count; i++)
        page->can_settle = page->can_settle || list->items.items[i].may;
    put_chip(cx, page, "", _("All"), 0);
    put_chip(cx, page, "past", _("Past their date"), list->past);
    put_chip(cx, page, "soon", _("Within a week"), list->soon);
    put_chip(cx, page, "deals", _("For deals"), list->deals);
    put_chip(cx, page, "mine", _("Reserved by me"), 0);
    if (page->sees_all)
        TRY(offer_filters(cx, page));
    return reply_page(cx, reply, _("Tentative bookings"), IN(TentativePage, page));
}

static Err *show_list(Ctx *cx, const Req *req, Reply *reply)
{
    TentativeList *list = arena_new(cx->arena, TentativeList);
    if (req->method == METHOD_GET)
        TRY(form_read(cx, req, ONE(TentativeList, list)));
    shape_blank(&TentativeList_shape, list);
    TRY(tentative_list(cx, list));
    if (req->wants == WANTS_CSV || req->wants == WANTS_XLSX)
        return reply_table(cx, req, reply, _("Tentative bookings"), &TentativeBooking_shape, list->items.items,
                           list->items.count);
    if (req->wants == WANTS_PAGE)
        return show_page(cx, req, reply, list);
    return reply_show(cx, reply, IN(TentativeList, list));
}

/* ---- settling ---- */

static void keys_of_json(Ctx *cx, const json_t *body, TextList *list)
{
    const json_t *keys = json_object_get(body, "keys");
    for (size_t i = 0; i < json_array_size(keys); i++) {
        const char *key = json_string_value(json_array_get(keys, i));
        *(const char **)list_push(cx->arena, list) = key ? key : "";
    }
}

/* Checkboxes of one name: every one counts. */
static void keys_of_form(Ctx *cx, const Req *req, TextList *list)
{
    for (size_t i = 0; i < req->form.count; i++)
        if (strcmp(req->form.items[i].name, "keys") == 0)
            *(const char **)list_push(cx->arena, list) = req->form.items[i].value;
}

static Err *read_settle(Ctx *cx, const Req *req, TentativeSettle *settle)
{
    int action;
    const char *word = req->json ? json_string_value(json_object_get(req->json, "action")) : req_typed(req, "action");
    if (req->json) {
        const char *until = json_string_value(json_object_get(req->json, "until"));
        settle->person_id.n = json_integer_value(json_object_get(req->json, "person_id"));
        settle->project_id.n = json_integer_value(json_object_get(req->json, "project_id"));
        if (until && *until && !day_parse(until, &settle->until))
            return err_new(cx, ERR_INPUT, "until", "%s", _("Write a date: 2026-06-17"));
        keys_of_json(cx, req->json, &settle->keys);
    } else {
        const char *until = req_typed(req, "until");
        if (*until && !day_parse(until, &settle->until))
            return err_new(cx, ERR_INPUT, "until", "%s", _("Write a date: 2026-06-17"));
        keys_of_form(cx, req, &settle->keys);
    }
    if (!word || !word_value(tentative_action_words, word, &action))
        return err_new(cx, ERR_INPUT, "action", "%s", _("Choose one of the offered values"));
    settle->action = (TentativeAction)action;
    return NULL;
}

static const char *done_text(Ctx *cx, TentativeAction action, int n)
{
    switch (action) {
    case TENTATIVE_CONFIRM:
        return arena_printf(cx->arena, trn(cx, "Confirmed: %d week", "Confirmed: %d weeks", n), n);
    case TENTATIVE_RELEASE:
        return arena_printf(cx->arena, trn(cx, "Released: %d week", "Released: %d weeks", n), n);
    case TENTATIVE_PROLONG:
        return arena_printf(cx->arena, trn(cx, "Prolonged: %d week", "Prolonged: %d weeks", n), n);
    default:
        return arena_printf(cx->arena, trn(cx, "Reminded: %d booking", "Reminded: %d bookings", n), n);
    }
}

static Err *settle_some(Ctx *cx, const Req *req, Reply *reply)
{
    TentativeSettle settle = {.until = DAY_NONE};
    Settled *settled = arena_new(cx->arena, Settled);
    TRY(read_settle(cx, req, &settle));
    TRY(tentative_settle(cx, &settle, &settled->weeks));
    settled->change_id = cx->change_id;
    reply_toast(reply, done_text(cx, settle.action, settled->weeks));
    TRY(reply_show(cx, reply, IN(Settled, settled)));
    return reply_see_other(cx, reply, safe_path(req_typed(req, "back"), "/plan/tentative"));
}

const Route tentative_routes[] = {
    {METHOD_GET, "/plan/tentative", "plan.read", show_list, .in = &TentativeList_shape,
     .fields = "person_id project_id client_id reserved_by only", .out = &TentativeList_shape,
     .page = "plan/tentative.html", .view = &TentativePage_shape, .formats = "csv xlsx", .cached = true,
     .families = "plan people work", .summary = "Tentative bookings: who reserved them, for what, until when"},
    {METHOD_POST, "/plan/tentative", "plan.write", settle_some, .again = show_list, .in = &TentativeSettle_shape,
     .fields = "action keys person_id project_id until", .out = &Settled_shape, .page = "plan/tentative.html",
     .view = &TentativePage_shape, .raw = true, .families = "plan people work",
     .summary = "Confirm, release or prolong bookings, all or none, or remind their holders"},
    {.path = NULL},
};

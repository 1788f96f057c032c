/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include <jansson.h>

#include "plan/plan_feature.h"
#include "plan/plan_page.h"
#include "plan/tentative.h"
#include "web/form.h"

/* The page: the list, its filters, and what was refused. */
typedef struct {
    const TentativeList *list;
    LIST_OF(PlanChip) chips;
    const char *error, *self;
    bool can_settle;
} TentativePage;
SHAPE_STATIC(TentativePage, FIELD_ONE(TentativePage, list, TentativeList), FIELD_LIST(TentativePage, chips, PlanChip),
             FIELD(TentativePage, error), FIELD(TentativePage, self), FIELD(TentativePage, can_settle));

/* What was done. */
typedef struct {
    int weeks;
    Id change_id;
} Settled;
SHAPE_STATIC(Settled, FIELD(Settled, weeks), FIELD(Settled, change_id));

typedef struct {
    const char *action;
    TextList keys;
} Settle;
SHAPE_STATIC(Settle, FIELD(Settle, action, .max = 20), FIELD(Settle, keys));

static void put_chip(Ctx *cx, TentativePage *page, const char *path, const char *label, int count, bool on)
{
    *(PlanChip *)list_push(cx->arena, &page->chips) = (PlanChip){path, label, count, on};
}

static Err *show_page(Ctx *cx, const Req *req, Reply *reply, const TentativeList *list)
{
    TentativePage *page = arena_new(cx->arena, TentativePage);
    *page = (TentativePage){.list = list, .error = req->err ? req->err->text : "", .self = "/plan/tentative"};
    for (size_t i = 0; i < list->items.count; i++)
        page->can_settle = page->can_settle || list->items.items[i].may;
    put_chip(cx, page, "/plan/tentative", _("All"), 0, !*list->only);
    put_chip(cx, page, "/plan/tentative?only=past", _("Past their date"), list->past, strcmp(list->only, "past") == 0);
    put_chip(cx, page, "/plan/tentative?only=mine", _("Reserved by me"), 0, strcmp(list->only, "mine") == 0);
    return reply_page(cx, reply, _("Tentative bookings"), IN(TentativePage, page));
}

static Err *show_list(Ctx *cx, const Req *req, Reply *reply)
{
    TentativeList *list = arena_new(cx->arena, TentativeList);
    if (req->method == METHOD_GET)
        TRY(form_read(cx, req, ONE(TentativeList, list)));
    shape_blank(&TentativeList_shape, list);
    TRY(tentative_list(cx, list));
    if (req->wants == WANTS_PAGE)
        return show_page(cx, req, reply, list);
    return reply_show(cx, reply, IN(TentativeList, list));
}

static void keys_of_json(Ctx *cx, const json_t *body, Settle *settle)
{
    const json_t *keys = json_object_get(body, "keys");
    const char *action = json_string_value(json_object_get(body, "action"));
    settle->action = action ? action : "";
    for (size_t i = 0; i < json_array_size(keys); i++) {
        const char *key = json_string_value(json_array_get(keys, i));
        *(const char **)list_push(cx->arena, &settle->keys) = key ? key : "";
    }
}

/* Checkboxes of one name: every one counts. */
static void keys_of_form(Ctx *cx, const Req *req, Settle *settle)
{
    settle->action = pairs_get(&req->form, "action");
    for (size_t i = 0; i < req->form.count; i++)
        if (strcmp(req->form.items[i].name, "keys") == 0)
            *(const char **)list_push(cx->arena, &settle->keys) = req->form.items[i].value;
}

static Err *settle_some(Ctx *cx, const Req *req, Reply *reply)
{
    Settle settle = {.action = ""};
    Settled *settled = arena_new(cx->arena, Settled);
    int action;
    if (req->json)
        keys_of_json(cx, req->json, &settle);
    else
        keys_of_form(cx, req, &settle);
    if (!word_value(tentative_action_words, settle.action, &action))
        return err_new(cx, ERR_INPUT, "action", "%s", _("Choose one of the offered values"));
    TRY(tentative_settle(cx, &settle.keys, (TentativeAction)action, &settled->weeks));
    settled->change_id = cx->change_id;
    if (action == TENTATIVE_CONFIRM)
        reply_toast(reply, arena_printf(cx->arena, trn(cx, "Confirmed: %d week", "Confirmed: %d weeks", settled->weeks),
                                        settled->weeks));
    else
        reply_toast(reply, arena_printf(cx->arena, trn(cx, "Released: %d week", "Released: %d weeks", settled->weeks),
                                        settled->weeks));
    TRY(reply_show(cx, reply, IN(Settled, settled)));
    return reply_see_other(cx, reply, safe_path(req_typed(req, "back"), "/plan/tentative"));
}

const Route tentative_routes[] = {
    {METHOD_GET, "/plan/tentative", "plan.read", show_list, .in = &TentativeList_shape,
     .fields = "person_id project_id only", .out = &TentativeList_shape, .page = "plan/tentative.html",
     .view = &TentativePage_shape, .cached = true, .families = "plan people work",
     .summary = "Tentative bookings: who reserved them, for what, until when"},
    {METHOD_POST, "/plan/tentative", "plan.write", settle_some, .again = show_list, .in = &Settle_shape,
     .fields = "action keys", .out = &Settled_shape, .page = "plan/tentative.html", .view = &TentativePage_shape,
     .raw = true, .families = "plan people work", .summary = "Confirm or release bookings, all or none"},
    {.path = NULL},
};

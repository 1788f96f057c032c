/* SPDX-License-Identifier: MIT */
/* Overtime over HTTP: what was agreed, what waits for a decision, and the request as the way out of a full week. */
#include "base/base.h"

#include <jansson.h>

#include "base/text.h"
#include "formats/number.h"
#include "plan/overtime.h"
#include "plan/plan_feature.h"
#include "plan/plan_web.h"
#include "plan/request.h"
#include "web/form.h"
#include "work/view_web.h"

/* The JSON of the list: agreements page by page, and all requests that concern cx. */
typedef struct {
    OvertimeItems items;
    PlanRequestItems requests;
    const char *next;
} OvertimeAnswer;
SHAPE_STATIC(OvertimeAnswer, FIELD_LIST(OvertimeAnswer, items, OvertimeItem),
             FIELD_LIST(OvertimeAnswer, requests, PlanRequestItem), FIELD(OvertimeAnswer, next));

/* A request as the page tells it. */
typedef struct {
    Id id;
    const char *person_name, *week_text, *hours, *reason, *what, *asked_by_name, *plan_path, *state_text;
    Instant asked_at;
    bool waits, may_decide;
} RequestRow;
SHAPE_STATIC(RequestRow, FIELD(RequestRow, id), FIELD(RequestRow, person_name), FIELD(RequestRow, week_text),
             FIELD(RequestRow, hours), FIELD(RequestRow, reason), FIELD(RequestRow, what),
             FIELD(RequestRow, asked_by_name), FIELD(RequestRow, plan_path), FIELD(RequestRow, state_text),
             FIELD(RequestRow, asked_at), FIELD(RequestRow, waits), FIELD(RequestRow, may_decide));

typedef struct {
    Id id;
    const char *person_name, *week_text, *hours, *reason, *agreed_by_name, *plan_path;
    int person_hue;
    Instant at;
    bool may_delete;
} OvertimeRow;
SHAPE_STATIC(OvertimeRow, FIELD(OvertimeRow, id), FIELD(OvertimeRow, person_name), FIELD(OvertimeRow, week_text),
             FIELD(OvertimeRow, hours), FIELD(OvertimeRow, reason), FIELD(OvertimeRow, agreed_by_name),
             FIELD(OvertimeRow, plan_path), FIELD(OvertimeRow, person_hue), FIELD(OvertimeRow, at),
             FIELD(OvertimeRow, may_delete));

typedef struct {
    const char *person_id, *week, *hours, *reason; /* as typed */
    Options people, everybody;
    const char *from, *until;
    const char *error, *person_error, *week_error, *hours_error, *reason_error; /* "" fine */
    bool may_agree, filtered, sees_all, has_requests;
    int waiting;
    LIST_OF(RequestRow) requests;
    LIST_OF(OvertimeRow) items;
    const char *prev_page_path, *next_page_path;
} OvertimeView;
SHAPE_STATIC(OvertimeView, FIELD(OvertimeView, person_id), FIELD(OvertimeView, week), FIELD(OvertimeView, hours),
             FIELD(OvertimeView, reason), FIELD_LIST(OvertimeView, people, Option),
             FIELD_LIST(OvertimeView, everybody, Option), FIELD(OvertimeView, from), FIELD(OvertimeView, until),
             FIELD(OvertimeView, error), FIELD(OvertimeView, person_error), FIELD(OvertimeView, week_error),
             FIELD(OvertimeView, hours_error), FIELD(OvertimeView, reason_error), FIELD(OvertimeView, may_agree),
             FIELD(OvertimeView, filtered), FIELD(OvertimeView, sees_all), FIELD(OvertimeView, has_requests),
             FIELD(OvertimeView, waiting), FIELD_LIST(OvertimeView, requests, RequestRow),
             FIELD_LIST(OvertimeView, items, OvertimeRow), FIELD(OvertimeView, prev_page_path),
             FIELD(OvertimeView, next_page_path));

/* What the form of an agreement sends: minutes, or hours as people write them ("4", "3,5", "2:30"). */
typedef struct {
    Id person_id;
    Day week;
    Minutes minutes;
    const char *hours;
    const char *reason;
} OvertimeForm;
SHAPE_STATIC(OvertimeForm, FIELD(OvertimeForm, person_id, .required = true),
             FIELD(OvertimeForm, week, .required = true),
             FIELD(OvertimeForm, minutes, .nullable = true, .min = 1, .max = 7 * MINUTES_PER_DAY),
             FIELD(OvertimeForm, hours, .label = N_("Hours"), .max = 20),
             FIELD(OvertimeForm, reason, .required = true, .max = 500));

/* ---- the page ---- */

static const char *plan_path_of(Ctx *cx, Id person_id, Day week)
{
    return path_with(cx, "/plan", "from", day_iso(cx->arena, week), "person_id", id_value(cx, person_id), "open",
                     id_value(cx, person_id), NULL);
}

static const char *state_text(Ctx *cx, const PlanRequestItem *item)
{
    switch (item->state) {
    case PLAN_REQUEST_AGREED:
        return arena_printf(cx->arena, _("agreed, %s"), item->decided_by_name);
    case PLAN_REQUEST_DECLINED:
        return arena_printf(cx->arena, _("declined, %s"), item->decided_by_name);
    default:
        return _("waits");
    }
}

static void put_request(Ctx *cx, const PlanRequestItem *item, OvertimeView *view)
{
    RequestRow *row = list_push(cx->arena, &view->requests);
    *row = (RequestRow){.id = item->id,
                        .person_name = item->person_name,
                        .week_text = week_text(cx, item->week),
                        .hours = week_hours_text(cx, item->minutes),
                        .reason = item->reason,
                        .what = item->what,
                        .asked_by_name = item->asked_by_name,
                        .plan_path = plan_path_of(cx, item->person_id, item->week),
                        .state_text = state_text(cx, item),
                        .asked_at = item->asked_at,
                        .waits = item->state == PLAN_REQUEST_ASKED,
                        .may_decide = item->state == PLAN_REQUEST_ASKED && view->may_agree};
    view->waiting += row->waits;
}

static void put_item(Ctx *cx, const OvertimeItem *item, OvertimeView *view)
{
    OvertimeRow *row = list_push(cx->arena, &view->items);
    *row = (OvertimeRow){.id = item->id,
                         .person_name = item->person_name,
                         .person_hue = item->person_hue,
                         .week_text = week_text(cx, item->week),
                         .hours = week_hours_text(cx, item->minutes),
                         .reason = item->reason,
                         .agreed_by_name = item->agreed_by_name,
                         .plan_path = plan_path_of(cx, item->person_id, item->week),
                         .at = item->at,
                         .may_delete = view->may_agree};
}

static Err *fill_form(Ctx *cx, const Req *req, OvertimeView *view)
{
    view->person_id = form_typed(req, "person_id", "");
    view->week = form_typed(req, "week", day_iso(cx->arena, day_monday(cx->today)));
    view->hours = form_typed(req, "hours", "");
    view->reason = form_typed(req, "reason", "");
    view->error = form_wrong_elsewhere(req, "person_id week hours minutes reason");
    view->person_error = form_wrong(req, "person_id");
    view->week_error = form_wrong(req, "week");
    view->hours_error = *form_wrong(req, "hours") ? form_wrong(req, "hours") : form_wrong(req, "minutes");
    view->reason_error = form_wrong(req, "reason");
    return view->may_agree ? choose_people(cx, WHO_WORKS, _("Who"), view->person_id, &view->people) : NULL;
}

static const char *list_path(Ctx *cx, const OvertimePage *page, const char *cursor)
{
    return path_with(cx, "/overtime", "person_id", id_value(cx, page->person_id), "from",
                     day_iso(cx->arena, page->from), "until", day_iso(cx->arena, page->until), "cursor", cursor, NULL);
}

static Err *show_view(Ctx *cx, const Req *req, Reply *reply, const OvertimePage *page, const PlanRequestItems *requests)
{
    OvertimeView *view = arena_new(cx->arena, OvertimeView);
    view->may_agree = overtime_may_agree(cx);
    view->from = day_iso(cx->arena, page->from);
    view->until = day_iso(cx->arena, page->until);
    view->filtered = page->person_id.n || *view->from || *view->until;
    view->has_requests = requests->count > 0;
    view->sees_all = cx_scope(cx, "plan.read") == SCOPE_ALL;
    if (view->sees_all)
        TRY(choose_people(cx, WHO_WORKS, _("Everybody"), id_value(cx, page->person_id), &view->everybody));
    for (size_t i = 0; i < requests->count; i++)
        put_request(cx, &requests->items[i], view);
    for (size_t i = 0; i < page->items.count; i++)
        put_item(cx, &page->items.items[i], view);
    view->prev_page_path = "";
    view->next_page_path = *page->next ? list_path(cx, page, page->next) : "";
    TRY(fill_form(cx, req, view));
    return reply_page(cx, reply, _("Overtime"), IN(OvertimeView, view));
}

static Err *read_filter(Ctx *cx, const Req *req, OvertimePage *page)
{
    *page = (OvertimePage){.from = DAY_NONE, .until = DAY_NONE, .cursor = ""};
    return req->method == METHOD_GET ? form_read(cx, req, ONE(OvertimePage, page)) : NULL;
}

static Err *show_list(Ctx *cx, const Req *req, Reply *reply)
{
    OvertimePage page;
    OvertimeAnswer *answer = arena_new(cx->arena, OvertimeAnswer);
    TRY(read_filter(cx, req, &page));
    TRY(overtime_list(cx, &page));
    TRY(plan_request_list(cx, &answer->requests));
    answer->items = page.items;
    answer->next = page.next;
    TRY(reply_show(cx, reply, IN(OvertimeAnswer, answer)));
    return req->wants == WANTS_PAGE ? show_view(cx, req, reply, &page, &answer->requests) : NULL;
}

/* ---- agreements ---- */

static Err *read_hours(Ctx *cx, const OvertimeForm *form, Minutes *minutes)
{
    Amount amount;
    *minutes = form->minutes;
    if (minutes->n != NOT_SET)
        return NULL;
    if (!amount_parse(form->hours, &amount) || amount.kind == AMOUNT_NONE || amount.kind == AMOUNT_PERCENT)
        return err_new(cx, ERR_INPUT, "hours", "%s", _("Write hours: 4, 3.5, 2:30"));
    *minutes = amount.kind == AMOUNT_HOURS ? amount.minutes : MINUTES(amount.thousandths * 60 / 1000);
    return NULL;
}

static Err *agree(Ctx *cx, const Req *req, Reply *reply)
{
    OvertimeForm form = {.minutes = MINUTES(NOT_SET)};
    OvertimePut put = {.week = DAY_NONE};
    Overtime *made = arena_new(cx->arena, Overtime);
    TRY(form_read(cx, req, ONE(OvertimeForm, &form)));
    put = (OvertimePut){.person_id = form.person_id, .week = form.week, .reason = form.reason};
    TRY(read_hours(cx, &form, &put.minutes));
    TRY(overtime_put(cx, &put, made));
    reply->status = 201;
    reply_toast(reply, _("The overtime is agreed"));
    TRY(reply_show(cx, reply, IN(Overtime, made)));
    return reply_see_other(cx, reply, "/overtime");
}

static Err *remove_one(Ctx *cx, const Req *req, Reply *reply)
{
    Id id;
    TRY(req_id(cx, req, "id", &id));
    TRY(overtime_remove(cx, id));
    reply_toast(reply, _("The agreement is taken back"));
    return req->wants == WANTS_PAGE ? reply_see_other(cx, reply, "/overtime") : NULL;
}

/* ---- requests ---- */

/* One for all, or where the exit of a refusal leaves room for it: at the overtime. */
static const char *reason_of(const Req *req, const AllocationBatch *batch)
{
    const char *given = req->json ? json_string_value(json_object_get(req->json, "reason")) : NULL;
    if (!given)
        given = req_typed(req, "reason");
    return *given || batch->overtime.count == 0 ? given : batch->overtime.items[0].reason;
}

static Err *ask(Ctx *cx, const Req *req, Reply *reply)
{
    AllocationBatch batch;
    PlanRequest *request = arena_new(cx->arena, PlanRequest);
    TRY(allocation_batch_read(cx, req, &batch));
    TRY(plan_request_ask(cx, &batch, reason_of(req, &batch), request));
    reply->status = 201;
    reply_toast(reply, _("Asked for. The answer will stand under Overtime"));
    TRY(reply_show(cx, reply, IN(PlanRequest, request)));
    return reply_see_other(cx, reply, safe_path(req_typed(req, "back"), "/overtime"));
}

static Err *agree_request(Ctx *cx, const Req *req, Reply *reply)
{
    Id id;
    PlanRequest *request = arena_new(cx->arena, PlanRequest);
    TRY(req_id(cx, req, "id", &id));
    TRY(plan_request_agree(cx, id, request));
    TRY(reply_show(cx, reply, IN(PlanRequest, request)));
    reply_toast(reply, _("Agreed and put into the plan"));
    return reply_see_other(cx, reply, "/overtime");
}

static Err *decline_request(Ctx *cx, const Req *req, Reply *reply)
{
    Id id;
    PlanRequest *request = arena_new(cx->arena, PlanRequest);
    TRY(req_id(cx, req, "id", &id));
    TRY(plan_request_decline(cx, id, request));
    TRY(reply_show(cx, reply, IN(PlanRequest, request)));
    reply_toast(reply, _("Declined"));
    return reply_see_other(cx, reply, "/overtime");
}

const Route overtime_routes[] = {
    {METHOD_GET, "/overtime", "plan.read", show_list, .in = &OvertimePage_shape,
     .fields = "person_id from until limit cursor", .out = &OvertimeAnswer_shape, .page = "plan/overtime.html",
     .view = &OvertimeView_shape, .families = "plan people",
     .summary = "Agreed overtime, newest week first, and requests for it"},
    {METHOD_POST, "/overtime", "plan.overtime", agree, .again = show_list, .in = &OvertimeForm_shape,
     .fields = "person_id week minutes hours reason", .out = &Overtime_shape, .page = "plan/overtime.html",
     .view = &OvertimeView_shape, .summary = "Agree overtime of a person's week"},
    {METHOD_POST, "/overtime/:id/delete", "plan.overtime", remove_one, .again = show_list, .page = "plan/overtime.html",
     .view = &OvertimeView_shape, .summary = "Take an agreement back; refused while the week needs it"},
    {METHOD_POST, "/overtime/requests/:id/agree", "plan.overtime", agree_request, .again = show_list,
     .out = &PlanRequest_shape, .page = "plan/overtime.html", .view = &OvertimeView_shape,
     .summary = "Agree to a request: its cells and their overtime go into the plan as one change"},
    {METHOD_POST, "/overtime/requests/:id/decline", "plan.overtime", decline_request, .again = show_list,
     .out = &PlanRequest_shape, .page = "plan/overtime.html", .view = &OvertimeView_shape,
     .summary = "Decline a request for overtime"},
    {METHOD_POST, "/allocations/request", "plan.write", ask, .again = show_list, .in = &AllocationBatch_shape,
     .fields = "items overtime reason", .out = &PlanRequest_shape, .page = "plan/overtime.html",
     .view = &OvertimeView_shape, .raw = true,
     .summary = "Ask for a batch whose overtime somebody else has to agree: its cells, overtime, reason"},
    {.path = NULL},
};

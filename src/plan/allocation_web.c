/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include <jansson.h>

#include "base/text.h"
#include "plan/overtime.h"
#include "plan/plan_feature.h"
#include "plan/plan_page.h"
#include "plan/plan_web.h"
#include "plan/refusal.h"
#include "plan/taken.h"
#include "web/form.h"

#define PUT_FIELDS                                                                                                     \
    "person_id week project_id kind subject state work minutes percent value value_is_hours until note was_minutes "   \
    "switches"
#define ITEMS_MAX 20000 /* a pasted table of ten thousand cells, of which each may have two states */
#define BODY_MAX ((size_t)4 << 20)
#define MEMBERS_MAX (ITEMS_MAX * 12) /* commas and colons of an item */

typedef struct {
    AllocationResults results;
    Id change_id;
    const char *taken; /* for people: what others' projects lost; "" nothing */
} BatchResult;
SHAPE_STATIC(BatchResult, FIELD_LIST(BatchResult, results, AllocationResult), FIELD(BatchResult, change_id),
             FIELD(BatchResult, taken));

/* ---- one cell ---- */

/* A bare number of a page that shows hours is hours. */
static void take_unit(const Req *req, AllocationPut *put)
{
    if (strstr(req_typed(req, "back"), "unit=hours"))
        put->value_is_hours = true;
}

static Err *read_put(Ctx *cx, const Req *req, AllocationPut *put)
{
    *put = allocation_put_blank();
    TRY(form_read(cx, req, ONE(AllocationPut, put)));
    take_unit(req, put);
    return allocation_put_subject(cx, put);
}

static const char *shown(const Ctx *cx, const AllocationResult *result, Minutes minutes)
{
    const char *percent = week_percent_text(cx, result->sums->capacity, minutes);
    return arena_printf(cx->arena, cx->lang == LANG_RU ? "%s\u00a0%%" : "%s%%", *percent ? percent : "0");
}

/* "Полина Грек, 22–28 июня: 20 % → 15 %", and what that took from whom. */
static Err *say_what_changed(Ctx *cx, const AllocationResult *result, Reply *reply)
{
    PlanPerson person;
    const char *taken;
    TRY(plan_person(cx, result->person_id, &person));
    TRY(taken_say(cx, &taken));
    reply_toast(reply, arena_printf(cx->arena, "%s, %s: %s → %s%s%s", person.name, week_text(cx, result->week),
                                    shown(cx, result, result->was_minutes), shown(cx, result, result->minutes),
                                    *taken ? ". " : "", taken));
    return NULL;
}

static Err *put_one(Ctx *cx, const Req *req, Reply *reply)
{
    AllocationPut put;
    AllocationResult *result = arena_new(cx->arena, AllocationResult);
    TRY(read_put(cx, req, &put));
    TRY(allocation_put(cx, &put, result));
    TRY(say_what_changed(cx, result, reply));
    TRY(reply_show(cx, reply, IN(AllocationResult, result)));
    return reply_see_other(cx, reply, safe_path(req_typed(req, "back"), "/plan"));
}

static Err *put_one_again(Ctx *cx, const Req *req, Reply *reply)
{
    AllocationPut *put = arena_new(cx->arena, AllocationPut);
    if (read_put(cx, req, put) && !put->person_id.n)
        return err_new(cx, ERR_INPUT, "", "%s", _("The form was not complete"));
    return plan_show_refused(cx, req, reply, put);
}

/* ---- a batch ---- */

static Err *at_item(Ctx *cx, const char *list, size_t i, Err *err)
{
    for (Err *one = err; one; one = one->next)
        one->field = arena_printf(cx->arena, "%s.%zu%s%s", list, i, *one->field ? "." : "", one->field);
    return err;
}

static Err *read_item(Ctx *cx, const json_t *value, AllocationPut *put)
{
    *put = allocation_put_blank();
    TRY(json_read(cx, value, ONE(AllocationPut, put), PUT_FIELDS, NULL));
    return allocation_put_subject(cx, put);
}

static Err *read_overtime(Ctx *cx, const json_t *value, const char *reason, OvertimePut *put)
{
    *put = (OvertimePut){.week = DAY_NONE, .reason = ""};
    TRY(json_read(cx, value, ONE(OvertimePut, put), NULL, NULL));
    if (*reason)
        put->reason = reason;
    if (!put->person_id.n || !day_is_set(put->week))
        return err_new(cx, ERR_INPUT, put->person_id.n ? "week" : "person_id", "%s", _("This must be filled in"));
    return NULL;
}

static Err *check_members(Ctx *cx, const json_t *body)
{
    const char *name;
    json_t *value;
    json_t *members = (json_t *)(uintptr_t)body; /* jansson's loop takes no const; nothing is changed */
    json_object_foreach(members, name, value)
    {
        bool known = strcmp(name, "items") == 0 || strcmp(name, "overtime") == 0 || strcmp(name, "reason") == 0;
        if (!known || (strcmp(name, "reason") != 0 && !json_is_array(value)))
            return err_new(cx, ERR_INPUT, arena_strdup(cx->arena, name), "%s", _("This cannot be set here"));
    }
    return NULL;
}

static Err *read_batch(Ctx *cx, const json_t *body, const char *reason, AllocationBatch *batch)
{
    const json_t *items = json_object_get(body, "items");
    const json_t *overtime = json_object_get(body, "overtime");
    Err *errors = check_members(cx, body);
    batch->reason = reason;
    if (strlen(reason) > 500)
        return err_new(cx, ERR_INPUT, "reason", "%s", _("At most 500 letters"));
    if (json_array_size(items) + json_array_size(overtime) == 0)
        return err_join(errors, err_new(cx, ERR_INPUT, "items", "%s", _("This must be filled in")));
    if (json_array_size(items) > ITEMS_MAX)
        return err_new(cx, ERR_INPUT, "items", _("At most %d cells at once"), ITEMS_MAX);
    for (size_t i = 0; i < json_array_size(items); i++)
        errors =
            err_join(errors, at_item(cx, "items", i,
                                     read_item(cx, json_array_get(items, i), list_push(cx->arena, &batch->items))));
    for (size_t i = 0; i < json_array_size(overtime); i++)
        errors = err_join(errors, at_item(cx, "overtime", i,
                                          read_overtime(cx, json_array_get(overtime, i), reason,
                                                        list_push(cx->arena, &batch->overtime))));
    return errors;
}

Err *allocation_batch_read(Ctx *cx, const Req *req, AllocationBatch *batch)
{
    const char *reason = text_trim(cx->arena, pairs_get(&req->form, "reason"));
    const char *text = pairs_get(&req->form, "batch");
    json_t *parsed = NULL;
    *batch = (AllocationBatch){0};
    if (json_is_object(req->json)) {
        const char *given = json_string_value(json_object_get(req->json, "reason"));
        return read_batch(cx, req->json, given ? given : reason, batch);
    }
    if (!*text)
        return err_new(cx, ERR_INPUT, "items", "%s", _("A JSON object is expected here"));
    TRY(json_parse_upto(cx, text, strlen(text), MEMBERS_MAX, &parsed));
    Err *err = json_is_object(parsed) ? read_batch(cx, parsed, reason, batch)
                                      : err_new(cx, ERR_INPUT, "items", "%s", _("A JSON object is expected here"));
    json_drop(parsed);
    return err;
}

static Err *put_batch(Ctx *cx, const Req *req, Reply *reply)
{
    AllocationBatch batch;
    BatchResult *result = arena_new(cx->arena, BatchResult);
    TRY(allocation_batch_read(cx, req, &batch));
    TRY(allocation_put_all(cx, &batch, &result->results));
    result->change_id = cx->change_id;
    TRY(taken_say(cx, &result->taken));
    if (result->results.count == 1)
        TRY(say_what_changed(cx, &result->results.items[0], reply));
    else if (result->results.count == 0)
        reply_toast(reply, _("The overtime is agreed"));
    else
        reply_toast(
            reply, arena_printf(cx->arena,
                                trn(cx, "%d cell was changed", "%d cells were changed", (int64_t)result->results.count),
                                (int)result->results.count));
    TRY(reply_show(cx, reply, IN(BatchResult, result)));
    return reply_see_other(cx, reply, safe_path(req_typed(req, "back"), "/plan"));
}

/* The editor on the cell that did not fit; for a batch that is its first. */
static Err *put_batch_again(Ctx *cx, const Req *req, Reply *reply)
{
    AllocationBatch batch;
    Err *err = allocation_batch_read(cx, req, &batch);
    if (err || batch.items.count == 0)
        return err ? err : err_new(cx, ERR_INPUT, "", "%s", _("The form was not complete"));
    AllocationPut *put = arena_new(cx->arena, AllocationPut);
    *put = batch.items.items[batch.items.count - 1];
    if (!*put->value && put->minutes.n != NOT_SET)
        put->value = arena_printf(cx->arena, "%" PRId64 ":%02" PRId64, put->minutes.n / 60, put->minutes.n % 60);
    return plan_show_refused(cx, req, reply, put);
}

const Route allocation_routes[] = {
    {METHOD_POST, "/allocations", "plan.write", put_one, .again = put_one_again, .in = &AllocationPut_shape,
     .fields = PUT_FIELDS, .out = &AllocationResult_shape, .page = "plan/plan.html", .view = &PlanPage_shape,
     .families = "plan people work", .summary = "Set what a person's week is planned for; 0 takes it away"},
    {METHOD_POST, "/allocations/batch", "plan.write", put_batch, .again = put_batch_again, .in = &AllocationBatch_shape,
     .fields = "items overtime reason", .out = &BatchResult_shape, .page = "plan/plan.html", .view = &PlanPage_shape,
     .raw = true, .body_max = BODY_MAX, .json_max = MEMBERS_MAX, .families = "plan people work",
     .summary = "Set several cells, all or none, with the overtime that goes with them"},
    {.path = NULL},
};

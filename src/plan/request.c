/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include <jansson.h>

#include "base/json.h"
#include "base/text.h"
#include "db/topics.h"
#include "plan/overtime.h"
#include "plan/request.h"
#include "plan/request.sql.h"
#include "work/common.h"
#include "work/project.h"

/* How long decided ones stay in the list. */
#define SHOWN_FOR (14 * (int64_t)86400)
#define BODY_MAX 200000
#define REASON_MAX 500

#define REQUEST_WORD(value, word) word,
const char *const plan_request_state_words[] = {PLAN_REQUEST_STATES(REQUEST_WORD) NULL};

SHAPE(PlanRequest, FIELD(PlanRequest, id), FIELD(PlanRequest, person_id), FIELD(PlanRequest, week),
      FIELD(PlanRequest, minutes), FIELD(PlanRequest, reason, .max = REASON_MAX),
      FIELD(PlanRequest, body, .hidden = true, .max = BODY_MAX), FIELD(PlanRequest, asked_by),
      FIELD(PlanRequest, asked_at), FIELD_WORD(PlanRequest, state, plan_request_state_words),
      FIELD(PlanRequest, decided_by), FIELD(PlanRequest, decided_at));
SHAPE(PlanRequestItem, FIELD(PlanRequestItem, id), FIELD(PlanRequestItem, person_id),
      FIELD(PlanRequestItem, person_name), FIELD(PlanRequestItem, week), FIELD(PlanRequestItem, minutes),
      FIELD(PlanRequestItem, reason), FIELD(PlanRequestItem, body, .hidden = true), FIELD(PlanRequestItem, what),
      FIELD(PlanRequestItem, asked_by), FIELD(PlanRequestItem, asked_by_name), FIELD(PlanRequestItem, asked_at),
      FIELD_WORD(PlanRequestItem, state, plan_request_state_words), FIELD(PlanRequestItem, decided_by),
      FIELD(PlanRequestItem, decided_by_name), FIELD(PlanRequestItem, decided_at));

/* ---- the batch as it is kept ---- */

/* What the grid showed when it was asked says nothing by the time it is decided. */
static const char *body_of(Ctx *cx, const AllocationBatch *batch)
{
    Buf text = {0};
    AllocationBatch kept = *batch;
    kept.items.items = arena_new_array(cx->arena, AllocationPut, batch->items.count);
    for (size_t i = 0; i < batch->items.count; i++) {
        kept.items.items[i] = batch->items.items[i];
        kept.items.items[i].was_minutes = MINUTES(NOT_SET);
    }
    json_write(cx, &text, IN(AllocationBatch, &kept));
    const char *copy = arena_strdup(cx->arena, text.data);
    buf_finish(&text);
    return copy;
}

static Err *read_items(Ctx *cx, const json_t *body, const char *reason, AllocationBatch *batch)
{
    const json_t *items = json_object_get(body, "items");
    const json_t *overtime = json_object_get(body, "overtime");
    for (size_t i = 0; i < json_array_size(items); i++) {
        AllocationPut *put = list_push(cx->arena, &batch->items);
        *put = allocation_put_blank();
        TRY(json_read(cx, json_array_get(items, i), ONE(AllocationPut, put), NULL, NULL));
    }
    for (size_t i = 0; i < json_array_size(overtime); i++) {
        OvertimePut *put = list_push(cx->arena, &batch->overtime);
        TRY(json_read(cx, json_array_get(overtime, i), ONE(OvertimePut, put), NULL, NULL));
        put->reason = reason;
    }
    return NULL;
}

static Err *read_body(Ctx *cx, const char *text, const char *reason, AllocationBatch *batch)
{
    json_t *body;
    *batch = (AllocationBatch){0};
    TRY(json_parse(cx, text, strlen(text), &body));
    Err *err = read_items(cx, body, reason, batch);
    json_drop(body);
    return err;
}

/* ---- asking ---- */

static Err *check_overtime(Ctx *cx, const OvertimePuts *overtime, Minutes *sum)
{
    *sum = MINUTES(0);
    for (size_t i = 0; i < overtime->count; i++) {
        const OvertimePut *put = &overtime->items[i];
        TRY(work_check_person(cx, put->person_id, "person_id"));
        if (!put->person_id.n || !day_is_set(put->week) || put->minutes.n <= 0)
            return err_new(cx, ERR_INPUT, "overtime", "%s", _("Say whose overtime, in which week and how much"));
        sum->n += put->minutes.n;
        if (put->minutes.n > 7 * MINUTES_PER_DAY)
            return err_new(cx, ERR_INPUT, "minutes", "%s", _("So much overtime does not fit into a week"));
    }
    if (overtime->count == 0)
        return err_new(cx, ERR_INPUT, "overtime", "%s", _("Say whose overtime, in which week and how much"));
    return NULL;
}

Err *plan_request_ask(Ctx *cx, const AllocationBatch *batch, const char *reason, PlanRequest *request)
{
    Minutes sum;
    reason = text_clean(cx->arena, reason, false);
    if (!reason || text_is_blank(reason))
        return err_new(cx, ERR_INPUT, "reason", "%s", _("Say why the overtime is needed"));
    if (text_length(reason) > REASON_MAX)
        return err_new(cx, ERR_INPUT, "reason", _("At most %d characters fit here"), REASON_MAX);
    TRY(check_overtime(cx, &batch->overtime, &sum));
    if (batch->items.count == 0)
        return err_new(cx, ERR_INPUT, "items", "%s", _("Say what the overtime is for"));
    TRY(allocation_check(cx, batch));
    *request = (PlanRequest){.person_id = batch->overtime.items[0].person_id,
                             .week = day_monday(batch->overtime.items[0].week),
                             .minutes = sum,
                             .reason = reason,
                             .body = body_of(cx, batch),
                             .asked_by = cx->person_id,
                             .asked_at = cx->now};
    if (strlen(request->body) > BODY_MAX)
        return err_new(cx, ERR_INPUT, "items", "%s", _("This is too much for one request"));
    TRY(db_one(cx, &sql_plan_request_add, IN(PlanRequest, request), ONE(PlanRequest, request)));
    cx_touch(cx, "plan/request/%" PRId64, request->id.n);
    return history_note(cx, "plan_request", request->id, &PlanRequest_shape, NULL, request);
}

/* ---- deciding ---- */

static Err *decided_already(Ctx *cx, const PlanRequest *request)
{
    Id person_id;
    const char *name;
    TRY(work_changed_by(cx, "plan_request", request->id, &person_id, &name));
    name = *name ? name : _("Somebody");
    if (request->state == PLAN_REQUEST_AGREED)
        return err_new(cx, ERR_CONFLICT, "", _("This was agreed already. By %s"), name);
    return err_new(cx, ERR_CONFLICT, "", _("This was declined already. By %s"), name);
}

static Err *decide(Ctx *cx, Id id, PlanRequestState state, PlanRequest *request)
{
    bool found;
    if (!overtime_may_agree(cx))
        return err_new(cx, ERR_DENIED, "overtime", "%s", _("Only who may agree overtime can do this. Ask your head"));
    TRY(db_one(cx, &sql_plan_request_find, BY_ID(id), ONE(PlanRequest, request)));
    PlanRequest after = *request;
    after.state = state;
    after.decided_by = cx->person_id;
    after.decided_at = cx->now;
    TRY(db_find(cx, &sql_plan_request_decide, IN(PlanRequest, &after), ONE(PlanRequest, &after), &found));
    if (!found)
        return decided_already(cx, request);
    cx_touch(cx, "plan/request/%" PRId64, id.n);
    TRY(history_note(cx, "plan_request", id, &PlanRequest_shape, request, &after));
    *request = after;
    return NULL;
}

Err *plan_request_agree(Ctx *cx, Id id, PlanRequest *request)
{
    AllocationBatch batch;
    AllocationResults results = {0};
    TRY(decide(cx, id, PLAN_REQUEST_AGREED, request));
    TRY(read_body(cx, request->body, request->reason, &batch));
    return allocation_put_all(cx, &batch, &results);
}

Err *plan_request_decline(Ctx *cx, Id id, PlanRequest *request)
{
    return decide(cx, id, PLAN_REQUEST_DECLINED, request);
}

/* ---- the list ---- */

typedef struct {
    Id viewer_id;
    Instant since;
} RequestQuery;
SHAPE_STATIC(RequestQuery, FIELD(RequestQuery, viewer_id), FIELD(RequestQuery, since));

static Err *item_text(Ctx *cx, const AllocationPut *put, const char **text)
{
    ProjectBrief project;
    bool may;
    const char *subject = allocation_kind_text(cx, put->kind);
    if (put->project_id.n) {
        TRY(project_scope(cx, "projects.read", put->project_id, &may));
        if (may)
            TRY(project_brief(cx, put->project_id, &project));
        subject = may ? project_label(cx->arena, &project) : _("project");
    }
    const char *much = put->minutes.n != NOT_SET ? week_hours_text(cx, put->minutes) : put->value;
    if (put->minutes.n == NOT_SET && put->percent != NOT_SET)
        much = arena_printf(cx->arena, "%" PRId64 "\u00a0%%", put->percent);
    *text = arena_printf(cx->arena, "%s: %s", subject, much);
    return NULL;
}

static Err *tell_what(Ctx *cx, PlanRequestItem *item)
{
    AllocationBatch batch;
    item->what = "";
    TRY(read_body(cx, item->body, item->reason, &batch));
    for (size_t i = 0; i < batch.items.count; i++) {
        const char *text;
        TRY(item_text(cx, &batch.items.items[i], &text));
        item->what = arena_printf(cx->arena, "%s%s%s", item->what, *item->what ? ", " : "", text);
    }
    return NULL;
}

typedef struct {
    int count;
} RequestTally;
SHAPE_STATIC(RequestTally, FIELD(RequestTally, count));

Err *plan_request_waiting(Ctx *cx, int *count)
{
    RequestTally tally = {0};
    TRY(db_one(cx, &sql_plan_request_waiting, NOTHING_IN, ONE(RequestTally, &tally)));
    *count = tally.count;
    return NULL;
}

Err *plan_request_list(Ctx *cx, PlanRequestItems *items)
{
    RequestQuery query = {.viewer_id = overtime_may_agree(cx) ? ID(0) : cx->person_id,
                          .since = {cx->now.n - SHOWN_FOR}};
    TRY(db_all(cx, &sql_plan_request_recent, IN(RequestQuery, &query), MANY(PlanRequestItem, items)));
    for (size_t i = 0; i < items->count; i++)
        TRY(tell_what(cx, &items->items[i]));
    return NULL;
}

/* ---- undo ---- */

/* The plan's part of a decision is taken back by the undoers of allocations and overtime. */
Err *plan_request_restore(Ctx *cx, const ChangeItem *item)
{
    PlanRequest request = {.week = DAY_NONE};
    void *after;
    bool found;
    TRY(db_find(cx, &sql_plan_request_find, BY_ID(item->record_id), ONE(PlanRequest, &request), &found));
    TRY(history_side(cx, item->after, &PlanRequest_shape, &after));
    if (!found || !after || ((const PlanRequest *)after)->state != request.state)
        return work_refuse_undo(cx, item);
    PlanRequest was = request;
    cx_touch(cx, "plan/request/%" PRId64, request.id.n);
    if (!*item->before) {
        TRY(db_exec(cx, &sql_plan_request_delete, BY_ID(request.id)));
        return history_note(cx, "plan_request", request.id, &PlanRequest_shape, &was, NULL);
    }
    TRY(db_exec(cx, &sql_plan_request_reopen, BY_ID(request.id)));
    request.state = PLAN_REQUEST_ASKED;
    request.decided_by = ID(0);
    request.decided_at = (Instant){0};
    return history_note(cx, "plan_request", request.id, &PlanRequest_shape, &was, &request);
}

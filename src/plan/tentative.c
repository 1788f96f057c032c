/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/text.h"
#include "plan/tentative.h"
#include "plan/tentative.sql.h"

const char *const tentative_action_words[] = {"confirm", "release", NULL};

SHAPE(TentativeBooking, FIELD(TentativeBooking, key), FIELD(TentativeBooking, person_id),
      FIELD(TentativeBooking, person_name), FIELD(TentativeBooking, person_hue, .hidden = true),
      FIELD(TentativeBooking, project_id), FIELD(TentativeBooking, client_name), FIELD(TentativeBooking, project_name),
      FIELD(TentativeBooking, project_hue, .hidden = true), FIELD(TentativeBooking, first_week),
      FIELD(TentativeBooking, last_week), FIELD(TentativeBooking, weeks), FIELD(TentativeBooking, minutes),
      FIELD(TentativeBooking, until), FIELD(TentativeBooking, reserved_by), FIELD(TentativeBooking, reserved_by_name),
      FIELD(TentativeBooking, is_past), FIELD(TentativeBooking, may));
SHAPE(TentativeList, FIELD(TentativeList, person_id), FIELD(TentativeList, project_id),
      FIELD(TentativeList, only, .max = 20), FIELD(TentativeList, from_week, .hidden = true),
      FIELD(TentativeList, today, .hidden = true), FIELD(TentativeList, reserved_by, .hidden = true),
      FIELD_LIST(TentativeList, items, TentativeBooking), FIELD(TentativeList, past));

static Err *read_bookings(Ctx *cx, TentativeList *list, TentativeBookings *bookings)
{
    list->from_week = allocation_locked_before(cx);
    list->today = cx->today;
    list->reserved_by = strcmp(list->only, "mine") == 0 ? cx->person_id : ID(0);
    if (cx_scope(cx, "plan.read") < SCOPE_TEAM)
        list->person_id = cx->person_id;
    return db_all(cx, &sql_tentative_bookings, IN(TentativeList, list), MANY(TentativeBooking, bookings));
}

Err *tentative_list(Ctx *cx, TentativeList *list)
{
    TentativeBookings all = {0};
    TRY(read_bookings(cx, list, &all));
    for (size_t i = 0; i < all.count; i++) {
        TentativeBooking *booking = &all.items[i];
        booking->key = arena_printf(cx->arena, "%" PRId64 ".%" PRId64, booking->person_id.n, booking->project_id.n);
        booking->is_past = day_is_set(booking->until) && booking->until.n < cx->today.n;
        TRY(allocation_may_write(cx, booking->person_id, booking->project_id, &booking->may));
        list->past += booking->is_past;
        if (booking->is_past || strcmp(list->only, "past") != 0)
            *(TentativeBooking *)list_push(cx->arena, &list->items) = *booking;
    }
    return NULL;
}

/* ---- confirming and releasing ---- */

static Err *parse_key(Ctx *cx, const char *key, TentativeList *which)
{
    TextList parts = text_split(cx->arena, key, '.');
    if (parts.count != 2 || !text_int(parts.items[0], &which->person_id.n) ||
        !text_int(parts.items[1], &which->project_id.n))
        return err_new(cx, ERR_INPUT, "keys", "%s", _("Choose one of the offered values"));
    return NULL;
}

static void put_value(Ctx *cx, const Allocation *of, AllocationState state, Minutes minutes, AllocationBatch *batch)
{
    AllocationPut *put = list_push(cx->arena, &batch->items);
    *put = allocation_put_blank();
    put->person_id = of->person_id;
    put->week = of->week;
    put->project_id = of->project_id;
    put->kind = of->kind;
    put->work = of->work;
    put->state = state;
    put->minutes = minutes;
}

static Err *put_week(Ctx *cx, const Allocation *tentative, TentativeAction action, AllocationBatch *batch)
{
    Allocation confirmed = *tentative;
    Minutes there;
    put_value(cx, tentative, ALLOCATION_TENTATIVE, MINUTES(0), batch);
    if (action == TENTATIVE_RELEASE)
        return NULL;
    confirmed.state = ALLOCATION_CONFIRMED;
    TRY(allocation_value(cx, &confirmed, tentative->person_id, tentative->week, &there));
    put_value(cx, tentative, ALLOCATION_CONFIRMED, MINUTES(there.n + tentative->minutes.n), batch);
    return NULL;
}

static Err *put_booking(Ctx *cx, const char *key, TentativeAction action, AllocationBatch *batch, int *weeks)
{
    TentativeList which = {.from_week = allocation_locked_before(cx), .only = "", .today = cx->today};
    AllocationList list = {0};
    TRY(parse_key(cx, key, &which));
    TRY(db_all(cx, &sql_tentative_of_booking, IN(TentativeList, &which), MANY(Allocation, &list)));
    if (list.count == 0)
        return err_new(cx, ERR_INPUT, "keys", "%s", _("This booking was settled meanwhile"));
    for (size_t i = 0; i < list.count; i++)
        TRY(put_week(cx, &list.items[i], action, batch));
    *weeks += (int)list.count;
    return NULL;
}

Err *tentative_settle(Ctx *cx, const TextList *keys, TentativeAction action, int *weeks)
{
    AllocationBatch batch = {0};
    AllocationResults results = {0};
    *weeks = 0;
    if (keys->count == 0)
        return err_new(cx, ERR_INPUT, "keys", "%s", _("Choose at least one booking"));
    for (size_t i = 0; i < keys->count; i++)
        TRY(put_booking(cx, keys->items[i], action, &batch, weeks));
    return allocation_put_all(cx, &batch, &results);
}

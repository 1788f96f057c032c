/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/text.h"
#include "db/topics.h"
#include "plan/tentative.h"
#include "plan/tentative.sql.h"

#define TENTATIVE_WORD(value, word) word,
const char *const tentative_action_words[] = {TENTATIVE_ACTIONS(TENTATIVE_WORD) NULL};

/* A booking asks soon when its date is within these days. */
#define SOON 7

SHAPE(TentativeBooking, FIELD(TentativeBooking, key), FIELD(TentativeBooking, person_id),
      FIELD(TentativeBooking, client_id), FIELD(TentativeBooking, client_name, .label = N_("Client")),
      FIELD(TentativeBooking, project_id), FIELD(TentativeBooking, project_name, .label = N_("Project")),
      FIELD(TentativeBooking, project_hue, .hidden = true), FIELD(TentativeBooking, is_deal, .label = N_("Deal")),
      FIELD(TentativeBooking, person_name, .label = N_("Person")), FIELD(TentativeBooking, person_hue, .hidden = true),
      FIELD(TentativeBooking, first_week, .label = N_("First week")),
      FIELD(TentativeBooking, last_week, .label = N_("Last week")),
      FIELD(TentativeBooking, weeks, .label = N_("Weeks")), FIELD(TentativeBooking, minutes, .label = N_("In all")),
      FIELD(TentativeBooking, until, .label = N_("Until")), FIELD(TentativeBooking, reserved_by),
      FIELD(TentativeBooking, reserved_by_name, .label = N_("Held by")),
      FIELD(TentativeBooking, is_past, .label = N_("Past its date")), FIELD(TentativeBooking, may),
      FIELD(TentativeBooking, reminded_at, .label = N_("Reminded")),
      FIELD(TentativeBooking, reminded_by_name, .label = N_("Reminded by")));
SHAPE(TentativeList, FIELD(TentativeList, person_id), FIELD(TentativeList, project_id), FIELD(TentativeList, client_id),
      FIELD(TentativeList, reserved_by), FIELD(TentativeList, only, .max = 20),
      FIELD(TentativeList, from_week, .hidden = true), FIELD(TentativeList, today, .hidden = true),
      FIELD_LIST(TentativeList, items, TentativeBooking), FIELD(TentativeList, past), FIELD(TentativeList, soon),
      FIELD(TentativeList, deals));

static Err *read_bookings(Ctx *cx, TentativeList *list, TentativeBookings *bookings)
{
    list->from_week = allocation_locked_before(cx);
    list->today = cx->today;
    if (strcmp(list->only, "mine") == 0)
        list->reserved_by = cx->person_id;
    if (cx_scope(cx, "plan.read") < SCOPE_TEAM)
        list->person_id = cx->person_id;
    return db_all(cx, &sql_tentative_bookings, IN(TentativeList, list), MANY(TentativeBooking, bookings));
}

static bool is_wanted(const TentativeList *list, const TentativeBooking *booking, bool soon)
{
    if (strcmp(list->only, "past") == 0)
        return booking->is_past;
    if (strcmp(list->only, "soon") == 0)
        return soon;
    return strcmp(list->only, "deals") != 0 || booking->is_deal;
}

Err *tentative_list(Ctx *cx, TentativeList *list)
{
    TentativeBookings all = {0};
    TRY(read_bookings(cx, list, &all));
    for (size_t i = 0; i < all.count; i++) {
        TentativeBooking *booking = &all.items[i];
        booking->key = arena_printf(cx->arena, "%" PRId64 ".%" PRId64, booking->person_id.n, booking->project_id.n);
        booking->is_past = day_is_set(booking->until) && booking->until.n < cx->today.n;
        bool soon = day_is_set(booking->until) && !booking->is_past && booking->until.n <= cx->today.n + SOON;
        TRY(allocation_may_write(cx, booking->person_id, booking->project_id, &booking->may));
        list->past += booking->is_past;
        list->soon += soon;
        list->deals += booking->is_deal;
        if (is_wanted(list, booking, soon))
            *(TentativeBooking *)list_push(cx->arena, &list->items) = *booking;
    }
    return NULL;
}

/* ---- settling ---- */

static Err *parse_key(Ctx *cx, const char *key, TentativeList *which)
{
    TextList parts = text_split(cx->arena, key, '.');
    if (parts.count != 2 || !text_int(parts.items[0], &which->person_id.n) ||
        !text_int(parts.items[1], &which->project_id.n))
        return err_new(cx, ERR_INPUT, "keys", "%s", _("Choose one of the offered values"));
    return NULL;
}

static AllocationPut *put_value(Ctx *cx, const Allocation *of, AllocationState state, Minutes minutes,
                                AllocationBatch *batch)
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
    return put;
}

static Err *put_week(Ctx *cx, const Allocation *tentative, const TentativeSettle *settle, AllocationBatch *batch)
{
    Allocation confirmed = *tentative;
    Minutes there;
    if (settle->action == TENTATIVE_PROLONG) {
        put_value(cx, tentative, ALLOCATION_TENTATIVE, tentative->minutes, batch)->until = settle->until;
        return NULL;
    }
    put_value(cx, tentative, ALLOCATION_TENTATIVE, MINUTES(0), batch);
    if (settle->action == TENTATIVE_RELEASE)
        return NULL;
    confirmed.state = ALLOCATION_CONFIRMED;
    TRY(allocation_value(cx, &confirmed, tentative->person_id, tentative->week, &there));
    put_value(cx, tentative, ALLOCATION_CONFIRMED, MINUTES(there.n + tentative->minutes.n), batch);
    return NULL;
}

/* Table tentative_reminder. */
typedef struct {
    Id person_id, project_id;
    Day until;
    Instant at;
    Id by_id;
} Reminder;
SHAPE_STATIC(Reminder, FIELD(Reminder, person_id), FIELD(Reminder, project_id), FIELD(Reminder, until),
             FIELD(Reminder, at), FIELD(Reminder, by_id));

static Err *remind(Ctx *cx, const Allocation *first, Day until)
{
    bool may;
    TRY(allocation_may_write(cx, first->person_id, first->project_id, &may));
    if (!may)
        return err_new(cx, ERR_DENIED, "", "%s", _("Only the team of the project asks about its bookings"));
    Reminder reminder = {first->person_id, first->project_id, until, cx->now, cx->person_id};
    cx_touch(cx, "plan");
    return db_exec(cx, &sql_tentative_remind, IN(Reminder, &reminder));
}

static Err *put_booking(Ctx *cx, const char *key, const TentativeSettle *settle, AllocationBatch *batch, int *weeks)
{
    TentativeList which = {.from_week = allocation_locked_before(cx), .only = "", .today = cx->today};
    AllocationList list = {0};
    Day until = DAY_NONE;
    TRY(parse_key(cx, key, &which));
    TRY(db_all(cx, &sql_tentative_of_booking, IN(TentativeList, &which), MANY(Allocation, &list)));
    if (list.count == 0)
        return err_new(cx, ERR_INPUT, "keys", "%s", _("This booking was settled meanwhile"));
    for (size_t i = 0; i < list.count; i++) {
        Day own = list.items[i].until;
        if (day_is_set(own) && (!day_is_set(until) || own.n < until.n))
            until = own;
        if (settle->action != TENTATIVE_REMIND)
            TRY(put_week(cx, &list.items[i], settle, batch));
    }
    *weeks += settle->action == TENTATIVE_REMIND ? 1 : (int)list.count;
    return settle->action == TENTATIVE_REMIND ? remind(cx, &list.items[0], until) : NULL;
}

/* The bookings of a project, a person or one on the other, where no keys say which. */
static Err *keys_of(Ctx *cx, const TentativeSettle *settle, TextList *keys)
{
    TentativeList all = {.person_id = settle->person_id, .project_id = settle->project_id, .only = ""};
    *keys = settle->keys;
    if (keys->count || !(settle->person_id.n || settle->project_id.n))
        return NULL;
    TRY(tentative_list(cx, &all));
    for (size_t i = 0; i < all.items.count; i++)
        *(const char **)list_push(cx->arena, keys) = all.items.items[i].key;
    return NULL;
}

Err *tentative_settle(Ctx *cx, const TentativeSettle *settle, int *weeks)
{
    AllocationBatch batch = {0};
    AllocationResults results = {0};
    TextList keys;
    *weeks = 0;
    TRY(keys_of(cx, settle, &keys));
    if (keys.count == 0)
        return err_new(cx, ERR_INPUT, "keys", "%s",
                       settle->project_id.n || settle->person_id.n ? _("Nothing tentative stands there")
                                                                   : _("Choose at least one booking"));
    if (settle->action == TENTATIVE_PROLONG && !day_is_set(settle->until))
        return err_new(cx, ERR_INPUT, "until", "%s", _("Until which day?"));
    if (settle->action == TENTATIVE_PROLONG && settle->until.n < cx->today.n)
        return err_new(cx, ERR_INPUT, "until", "%s", _("This day has gone by"));
    for (size_t i = 0; i < keys.count; i++)
        TRY(put_booking(cx, keys.items[i], settle, &batch, weeks));
    return batch.items.count ? allocation_put_all(cx, &batch, &results) : NULL;
}

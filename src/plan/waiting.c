/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "plan/pushed.h"
#include "plan/request.h"
#include "plan/tentative.h"
#include "plan/waiting.h"

#define WEEKS 13
#define WEEKS_MAX 104

#define WAITING_WORD(value, word) word,
const char *const waiting_kind_words[] = {WAITING_KINDS(WAITING_WORD) NULL};

SHAPE(WaitingItem, FIELD_WORD(WaitingItem, kind, waiting_kind_words), FIELD(WaitingItem, person_id),
      FIELD(WaitingItem, person_name), FIELD(WaitingItem, week), FIELD(WaitingItem, minutes), FIELD(WaitingItem, say),
      FIELD(WaitingItem, path));
SHAPE(Waiting, FIELD(Waiting, person_id), FIELD(Waiting, from), FIELD(Waiting, until), FIELD(Waiting, person_name),
      FIELD(Waiting, free), FIELD_LIST(Waiting, items, WaitingItem));

static WaitingItem *put_item(Ctx *cx, Waiting *waiting, WaitingKind kind, Id person_id, const char *name, Day week)
{
    WaitingItem *item = list_push(cx->arena, &waiting->items);
    *item = (WaitingItem){.kind = kind, .person_id = person_id, .person_name = name, .week = week};
    return item;
}

static bool is_within(const Waiting *waiting, Day week)
{
    return week.n >= waiting->from.n && week.n <= waiting->until.n;
}

/* Overtime that is asked for goes away when there is time after all. */
static Err *list_requests(Ctx *cx, const PlanPerson *person, Waiting *waiting)
{
    PlanRequestItems requests = {0};
    TRY(plan_request_list(cx, &requests));
    for (size_t i = 0; i < requests.count; i++) {
        const PlanRequestItem *one = &requests.items[i];
        PlanPerson other;
        if (one->state != PLAN_REQUEST_ASKED || !is_within(waiting, one->week))
            continue;
        TRY(plan_person(cx, one->person_id, &other));
        if (other.id.n != person->id.n && other.position_id.n != person->position_id.n)
            continue;
        WaitingItem *item = put_item(cx, waiting, WAITING_REQUEST, one->person_id, one->person_name, one->week);
        item->minutes = one->minutes;
        item->path = "/overtime";
        item->say = arena_printf(cx->arena, _("%s, %s: %s of overtime are asked for, %s"), one->person_name,
                                 week_text(cx, one->week), week_hours_text(cx, one->minutes), one->what);
    }
    return NULL;
}

static Err *list_pushed(Ctx *cx, const PlanPerson *person, Waiting *waiting)
{
    PushedList pushed = {.position_id = person->position_id, .limit = 100};
    if (!person->position_id.n)
        pushed.person_id = person->id;
    TRY(pushed_list(cx, &pushed));
    for (size_t i = 0; i < pushed.items.count; i++) {
        const PushedItem *one = &pushed.items.items[i];
        if (!is_within(waiting, one->week))
            continue;
        WaitingItem *item = put_item(cx, waiting, WAITING_PUSHED, one->person_id, one->person_name, one->week);
        item->minutes = one->over;
        item->path = arena_printf(cx->arena, "/plan/pushed/week?person_id=%" PRId64 "&week=%s", one->person_id.n,
                                  day_iso(cx->arena, one->week));
        item->say = arena_printf(cx->arena, _("%s, %s: %s over 100 %%"), one->person_name, week_text(cx, one->week),
                                 week_hours_text(cx, one->over));
    }
    return NULL;
}

static Err *list_tentative(Ctx *cx, const PlanPerson *person, Waiting *waiting)
{
    TentativeList list = {.person_id = person->id, .only = "past"};
    TRY(tentative_list(cx, &list));
    for (size_t i = 0; i < list.items.count; i++) {
        const TentativeBooking *one = &list.items.items[i];
        if (one->first_week.n > waiting->until.n || one->last_week.n < waiting->from.n)
            continue;
        WaitingItem *item = put_item(cx, waiting, WAITING_TENTATIVE, person->id, person->name, one->first_week);
        item->minutes = one->minutes;
        item->path = arena_printf(cx->arena, "/plan/tentative?person_id=%" PRId64, person->id.n);
        item->say = arena_printf(cx->arena, _("%s · %s: %s tentative until %s, held by %s"), one->client_name,
                                 one->project_name, week_hours_text(cx, one->minutes), day_text(cx, one->until),
                                 *one->reserved_by_name ? one->reserved_by_name : _("nobody"));
    }
    return NULL;
}

static Err *sum_free(Ctx *cx, Waiting *waiting)
{
    for (Day week = waiting->from; week.n <= waiting->until.n; week = day_plus(week, DAYS_PER_WEEK)) {
        PersonWeek row;
        TRY(week_load(cx, waiting->person_id, week, &row));
        waiting->free.n += week_free(&row).n;
    }
    return NULL;
}

Err *waiting_load(Ctx *cx, Waiting *waiting)
{
    PlanPerson person;
    if (!waiting->person_id.n)
        return err_new(cx, ERR_INPUT, "person_id", "%s", _("This must be filled in"));
    if (cx_scope(cx, "plan.read") < SCOPE_TEAM && waiting->person_id.n != cx->person_id.n)
        return err_new(cx, ERR_MISSING, "", "%s", _("There is no such person"));
    TRY(plan_person(cx, waiting->person_id, &person));
    waiting->person_name = person.name;
    waiting->from = day_monday(day_is_set(waiting->from) ? waiting->from : cx->today);
    if (!day_is_set(waiting->until))
        waiting->until = day_plus(waiting->from, (int64_t)(WEEKS - 1) * DAYS_PER_WEEK);
    if (waiting->until.n < waiting->from.n || waiting->until.n - waiting->from.n > WEEKS_MAX * DAYS_PER_WEEK)
        return err_new(cx, ERR_INPUT, "until", "%s", _("Until which day? It comes after the first week"));
    TRY(sum_free(cx, waiting));
    TRY(list_requests(cx, &person, waiting));
    TRY(list_pushed(cx, &person, waiting));
    return list_tentative(cx, &person, waiting);
}

/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "people/contract.h"
#include "plan/overtime.h"
#include "plan/pushed.h"
#include "plan/pushed.sql.h"
#include "plan/spot.h"

#define LIMIT 100
#define LIMIT_MAX 500
#define GIVES_MAX 6

#define WEEK_FIELDS(X)                                                                                                 \
    FIELD(X, person_id), FIELD(X, person_name, .label = N_("Person")), FIELD(X, position, .label = N_("Position")),    \
        FIELD(X, hue, .hidden = true), FIELD(X, week, .label = N_("Week")), FIELD(X, capacity), FIELD(X, room),        \
        FIELD(X, planned), FIELD(X, absence), FIELD(X, overtime), FIELD(X, over, .label = N_("Over")),                 \
        FIELD(X, percent, .label = N_("% of the week")), FIELD(X, why, .label = N_("Why")),                            \
        FIELD(X, could, .label = N_("Could give way")), FIELD(X, may)
SHAPE(PushedItem, WEEK_FIELDS(PushedItem));
SHAPE(PushedList, FIELD(PushedList, person_id), FIELD(PushedList, position_id), FIELD(PushedList, mine),
      FIELD(PushedList, limit, .min = 0, .max = LIMIT_MAX), FIELD(PushedList, from_week, .hidden = true),
      FIELD_LIST(PushedList, items, PushedItem), FIELD(PushedList, total));
SHAPE(PushedGive, FIELD_ONE(PushedGive, give, GiveWay), FIELD_LIST(PushedGive, exits, Exit));
SHAPE(Pushed, FIELD_ONE(Pushed, week, PushedItem), FIELD_LIST(Pushed, gives, PushedGive),
      FIELD_ONE(Pushed, overtime, Exit));

/* ---- the list ---- */

typedef struct {
    Day from_week;
    Id person_id, position_id, leader_id;
} Filter;
SHAPE_STATIC(Filter, FIELD(Filter, from_week), FIELD(Filter, person_id), FIELD(Filter, position_id),
             FIELD(Filter, leader_id));

/* "vacation 16 h, holidays 8 h": what takes the time; a contract that became shorter says itself. */
static const char *why_of(const Ctx *cx, const WeekFacts *facts, const PushedItem *item)
{
    const char *const names[] = {_("holidays"), _("vacation"), _("sick leave"), _("day off")};
    Minutes taken[4] = {MINUTES(0), MINUTES(0), MINUTES(0), MINUTES(0)};
    const char *text = "";
    week_away(facts, item->person_id, item->week, taken);
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (taken[i].n)
            text =
                arena_printf(cx->arena, "%s%s%s %s", text, *text ? ", " : "", names[i], week_hours_text(cx, taken[i]));
    if (*text)
        return text;
    return arena_printf(cx->arena, _("the contract has %s"), week_hours_text(cx, item->capacity));
}

/* The first thing that could go, by name. */
static Err *tell_could(Ctx *cx, PushedItem *item)
{
    PersonWeek week = {.person_id = item->person_id, .week = item->week, .capacity = item->capacity};
    GiveWays gives = {0};
    TRY(give_list(cx, &week, item->over, &gives));
    item->could = "";
    for (size_t i = 0; i < gives.count; i++) {
        const GiveWay *give = &gives.items[i];
        if (i < 2)
            item->could = arena_printf(cx->arena, "%s%s%s %s", item->could, i ? ", " : "", give->label,
                                       week_hours_text(cx, give->minutes));
        item->may = item->may || give->may;
    }
    return NULL;
}

static Err *tell_items(Ctx *cx, PushedItem *items, size_t count)
{
    WeekFacts *facts;
    if (!count)
        return NULL;
    Id *people = arena_new_array(cx->arena, Id, count);
    for (size_t i = 0; i < count; i++)
        people[i] = items[i].person_id;
    int weeks = (int)((items[count - 1].week.n - items[0].week.n) / DAYS_PER_WEEK) + 1;
    TRY(week_facts_load(cx, people, count, items[0].week, weeks, &facts));
    for (size_t i = 0; i < count; i++) {
        items[i].percent = give_percent(cx, items[i].capacity, items[i].over);
        items[i].why = why_of(cx, facts, &items[i]);
        TRY(tell_could(cx, &items[i]));
    }
    return NULL;
}

Err *pushed_list(Ctx *cx, PushedList *list)
{
    size_t limit = (size_t)(list->limit > 0 ? list->limit : LIMIT);
    list->from_week = allocation_locked_before(cx);
    if (cx_scope(cx, "plan.read") < SCOPE_TEAM)
        list->person_id = cx->person_id;
    Filter filter = {list->from_week, list->person_id, list->position_id, list->mine ? cx->person_id : ID(0)};
    TRY(db_all(cx, &sql_pushed_weeks, IN(Filter, &filter), MANY(PushedItem, &list->items)));
    list->total = (int)list->items.count;
    list->items.count = MIN_OF(list->items.count, limit);
    return tell_items(cx, list->items.items, list->items.count);
}

Err *pushed_count(Ctx *cx, int *count)
{
    LIST_OF(PushedItem) all = {0};
    Filter filter = {.from_week = allocation_locked_before(cx)};
    if (cx_scope(cx, "plan.read") < SCOPE_TEAM)
        filter.person_id = cx->person_id;
    TRY(db_all(cx, &sql_pushed_weeks, IN(Filter, &filter), MANY(PushedItem, &all)));
    *count = (int)all.count;
    return NULL;
}

/* ---- the ways out of one week ---- */

typedef struct {
    Ctx *cx;
    PlanPerson person;
    PersonWeek week;
    Pushed *pushed;
} Search;

static Exit *exit_new(Search *search, PushedGive *of, const char *kind, const char *key, const char *say)
{
    Exit *one = list_push(search->cx->arena, &of->exits);
    *one = (Exit){.kind = kind, .key = key, .say = say, .method = "POST", .path = "/allocations/batch"};
    one->body = arena_new(search->cx->arena, ExitBody);
    one->unavailable = "";
    *(ExitItem *)list_push(search->cx->arena, &one->body->items) = give_lowered(of->give);
    return one;
}

static Err *offer_later(Search *search, PushedGive *of, const Allocation *cell)
{
    Ctx *cx = search->cx;
    SpotWeek later;
    TRY(spot_week(cx, cell, of->give->takes, &later));
    if (!later.found)
        return NULL;
    Exit *one = exit_new(search, of, "later", "2", "");
    one->say =
        arena_printf(cx->arena, _("Move %s to %s"), week_hours_text(cx, of->give->takes), week_text(cx, later.week));
    *(ExitItem *)list_push(cx->arena, &one->body->items) =
        give_moved(of->give, of->give->person_id, later.week, MINUTES(later.had.n + of->give->takes.n));
    return NULL;
}

static Err *offer_other(Search *search, PushedGive *of, const Allocation *cell)
{
    Ctx *cx = search->cx;
    SpotPerson other;
    if (!search->person.position_id.n)
        return NULL;
    TRY(spot_person(cx, &search->person, cell, of->give->takes, &other));
    if (!other.found)
        return NULL;
    Exit *one = exit_new(search, of, "other_person", "3", "");
    one->say = arena_printf(cx->arena, _("Give %s to %s: %s are free there"), week_hours_text(cx, of->give->takes),
                            other.person.name, week_hours_text(cx, week_free(&other.week)));
    *(ExitItem *)list_push(cx->arena, &one->body->items) =
        give_moved(of->give, other.person.id, cell->week, MINUTES(other.had.n + of->give->takes.n));
    return NULL;
}

static Err *offer_gives(Search *search)
{
    Ctx *cx = search->cx;
    GiveWays gives = {0};
    TRY(give_list(cx, &search->week, search->pushed->week->over, &gives));
    for (size_t i = 0; i < MIN_OF(gives.count, (size_t)GIVES_MAX); i++) {
        GiveWay *give = &gives.items[i];
        PushedGive *of = list_push(cx->arena, &search->pushed->gives);
        Allocation cell = {.person_id = give->person_id,
                           .week = give->week,
                           .project_id = give->project_id,
                           .kind = give->kind,
                           .state = give->state,
                           .work = give->work};
        of->give = give;
        if (!give->may)
            continue;
        exit_new(search, of, "lower", "1", give->say);
        if (!give->project_id.n)
            continue; /* reserves and the agency's own work are lowered, not carried around */
        TRY(offer_later(search, of, &cell));
        TRY(offer_other(search, of, &cell));
    }
    return NULL;
}

static void offer_overtime(Search *search)
{
    Ctx *cx = search->cx;
    Minutes over = search->pushed->week->over;
    Exit *one = arena_new(cx->arena, Exit);
    *one = (Exit){.kind = "overtime", .key = "4", .method = "POST", .path = "/allocations/batch", .unavailable = ""};
    one->body = arena_new(cx->arena, ExitBody);
    one->say = arena_printf(cx->arena, _("Agree %s of overtime"), week_hours_text(cx, over));
    *(const char **)list_push(cx->arena, &one->needs) = "reason";
    *(ExitOvertime *)list_push(cx->arena, &one->body->overtime) =
        (ExitOvertime){search->person.id, search->week.week, over, ""};
    if (!overtime_may_agree(cx)) {
        one->body = NULL;
        one->unavailable = _("A head agrees overtime");
    }
    search->pushed->overtime = one;
}

Err *pushed_load(Ctx *cx, Id person_id, Day week, Pushed *pushed)
{
    Search search = {.cx = cx, .pushed = pushed};
    *pushed = (Pushed){.week = arena_new(cx->arena, PushedItem)};
    if (cx_scope(cx, "plan.read") < SCOPE_TEAM && person_id.n != cx->person_id.n)
        return err_new(cx, ERR_MISSING, "", "%s", _("There is no such person"));
    TRY(plan_person(cx, person_id, &search.person));
    TRY(week_load(cx, person_id, day_monday(week), &search.week));
    *pushed->week = (PushedItem){.person_id = person_id,
                                 .person_name = search.person.name,
                                 .position = search.person.position,
                                 .week = search.week.week,
                                 .capacity = search.week.capacity,
                                 .room = search.week.room,
                                 .planned = week_planned(&search.week),
                                 .absence = search.week.absence,
                                 .overtime = search.week.overtime,
                                 .over = week_excess(&search.week)};
    TRY(tell_items(cx, pushed->week, 1));
    if (!pushed->week->over.n)
        return NULL;
    TRY(offer_gives(&search));
    offer_overtime(&search);
    return NULL;
}

/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/json.h"
#include "plan/give.h"
#include "plan/overtime.h"
#include "plan/refusal.h"
#include "plan/refusal.sql.h"
#include "plan/spot.h"

SHAPE(ExitItem, FIELD(ExitItem, person_id), FIELD(ExitItem, week), FIELD(ExitItem, project_id),
      FIELD_WORD(ExitItem, kind, allocation_kind_words), FIELD_WORD(ExitItem, state, allocation_state_words),
      FIELD(ExitItem, work), FIELD(ExitItem, minutes), FIELD(ExitItem, until));
SHAPE(ExitOvertime, FIELD(ExitOvertime, person_id), FIELD(ExitOvertime, week), FIELD(ExitOvertime, minutes),
      FIELD(ExitOvertime, reason));
SHAPE(ExitBody, FIELD_LIST(ExitBody, items, ExitItem), FIELD_LIST(ExitBody, overtime, ExitOvertime));
SHAPE(ExitEffect, FIELD(ExitEffect, person_id), FIELD(ExitEffect, person_name), FIELD(ExitEffect, week),
      FIELD(ExitEffect, minutes), FIELD(ExitEffect, percent));
SHAPE(Exit, FIELD(Exit, kind), FIELD(Exit, key), FIELD(Exit, say), FIELD(Exit, method), FIELD(Exit, path),
      FIELD_ONE(Exit, body, ExitBody), FIELD(Exit, needs), FIELD_LIST(Exit, effect, ExitEffect),
      FIELD(Exit, unavailable));
SHAPE(RefusedCell, FIELD(RefusedCell, person_id), FIELD(RefusedCell, person_name), FIELD(RefusedCell, week),
      FIELD(RefusedCell, project_id), FIELD_WORD(RefusedCell, kind, allocation_kind_words),
      FIELD_WORD(RefusedCell, state, allocation_state_words), FIELD(RefusedCell, wanted), FIELD(RefusedCell, fits));
SHAPE(Refusal, FIELD(Refusal, person_id), FIELD(Refusal, person_name), FIELD(Refusal, week), FIELD(Refusal, over),
      FIELD_ONE(Refusal, sums, PlanWeek), FIELD_LIST(Refusal, refused, RefusedCell), FIELD_LIST(Refusal, exits, Exit),
      FIELD_LIST(Refusal, gives, GiveWay));
SHAPE(PlanPerson, FIELD(PlanPerson, id), FIELD(PlanPerson, name), FIELD(PlanPerson, position_id),
      FIELD(PlanPerson, position), FIELD(PlanPerson, planned));

const char *exit_body_text(Ctx *cx, const ExitBody *body)
{
    Buf text = {0};
    json_write(cx, &text, IN(ExitBody, body));
    const char *copy = arena_strdup(cx->arena, text.data);
    buf_finish(&text);
    return copy;
}

Err *plan_person(Ctx *cx, Id id, PlanPerson *person)
{
    return db_one(cx, &sql_plan_person_find, BY_ID(id), ONE(PlanPerson, person));
}

/* What is known while the ways out are looked for. */
typedef struct {
    Ctx *cx;
    const BatchItems *items;
    const BatchWeeks *weeks;
    Refusal *refusal;
    const BatchItem *single; /* the only cell that raises the only refused week; NULL: it is not that simple */
    PlanPerson person;       /* of the first refused week */
    Minutes *fits;           /* by item: its value when the batch is cut to what fits */
} Search;

static Minutes capacity_of(const Search *search, const BatchItem *item)
{
    return search->weeks->items[item->week].after.capacity;
}

/* ---- what fits ---- */

/* Cuts what raises, from the last item back, until every week holds. */
static bool cut_to_fit(Search *search)
{
    bool whole = true;
    for (size_t w = 0; w < search->weeks->count; w++) {
        const BatchWeek *week = &search->weeks->items[w];
        int64_t over = week_excess(&week->after).n - week_excess(&week->before).n;
        for (size_t i = search->items->count; i > 0 && over > 0; i--) {
            const BatchItem *item = &search->items->items[i - 1];
            int64_t raise = item->week == w ? item->wanted.n - item->before.minutes.n : 0;
            int64_t cut = MIN_OF(MAX_OF(raise, 0), over);
            search->fits[i - 1].n -= cut;
            over -= cut;
        }
        whole = whole && over <= 0;
    }
    return whole;
}

static Err *list_refused(Search *search)
{
    Ctx *cx = search->cx;
    for (size_t i = 0; i < search->items->count; i++) {
        const BatchItem *item = &search->items->items[i];
        PlanPerson person;
        if (search->fits[i].n == item->wanted.n)
            continue;
        TRY(plan_person(cx, item->before.person_id, &person));
        RefusedCell *cell = list_push(cx->arena, &search->refusal->refused);
        *cell = (RefusedCell){.person_id = person.id,
                              .person_name = person.name,
                              .week = item->before.week,
                              .project_id = item->before.project_id,
                              .kind = item->before.kind,
                              .state = item->state,
                              .wanted = item->wanted,
                              .fits = search->fits[i]};
    }
    return NULL;
}

/* ---- building an exit ---- */

static Exit *exit_new(Search *search, const char *kind, const char *key)
{
    Exit *one = list_push(search->cx->arena, &search->refusal->exits);
    *one = (Exit){.kind = kind,
                  .key = key,
                  .say = "",
                  .method = "POST",
                  .path = "/allocations/batch",
                  .body = arena_new(search->cx->arena, ExitBody),
                  .unavailable = ""};
    return one;
}

static void close_exit(Exit *one, const char *why)
{
    one->body = NULL;
    one->unavailable = why;
}

static void put_cell(Search *search, Exit *one, const BatchItem *like, Id person_id, Day week, Minutes minutes)
{
    ExitItem *item = list_push(search->cx->arena, &one->body->items);
    *item = (ExitItem){.person_id = person_id,
                       .week = week,
                       .project_id = like->before.project_id,
                       .kind = like->before.kind,
                       .state = like->state,
                       .work = like->before.work,
                       .minutes = minutes,
                       .until = like->put->until};
}

static void put_effect(Search *search, Exit *one, const PlanPerson *person, Day week, Minutes capacity, Minutes minutes)
{
    ExitEffect *effect = list_push(search->cx->arena, &one->effect);
    *effect = (ExitEffect){.person_id = person->id,
                           .person_name = person->name,
                           .week = week,
                           .minutes = minutes,
                           .percent = give_percent(search->cx, capacity, minutes)};
}

/* The whole batch with what fits of each cell; cells that stay as they are, are left out. */
static void put_what_fits(Search *search, Exit *one)
{
    for (size_t i = 0; i < search->items->count; i++) {
        const BatchItem *item = &search->items->items[i];
        PlanPerson person = search->person;
        if (search->fits[i].n == item->before.minutes.n)
            continue;
        put_cell(search, one, item, item->before.person_id, item->before.week, search->fits[i]);
        if (person.id.n == item->before.person_id.n)
            put_effect(search, one, &person, item->before.week, capacity_of(search, item), search->fits[i]);
    }
}

static Minutes fits_of_single(const Search *search)
{
    return search->fits[search->single - search->items->items];
}

/* ---- the four exits ---- */

static void offer_fit(Search *search, bool whole)
{
    const Ctx *cx = search->cx;
    Exit *one = exit_new(search, "fit", "1");
    put_what_fits(search, one);
    one->say = _("Put in what fits");
    if (search->single) {
        Minutes extra = MINUTES(fits_of_single(search).n - search->single->before.minutes.n);
        one->say = arena_printf(cx->arena, _("Put in the %s that are free"),
                                give_percent(search->cx, capacity_of(search, search->single), extra));
    }
    if (!whole || one->body->items.count == 0)
        close_exit(one, _("Nothing is free in this week"));
}

static Err *offer_later(Search *search)
{
    Ctx *cx = search->cx;
    Exit *one = exit_new(search, "later", "2");
    SpotWeek later;
    one->say = _("Move the rest to the nearest week with room");
    if (!search->single) {
        close_exit(one, _("This works for one cell at a time"));
        return NULL;
    }
    const Allocation *cell = &search->single->before;
    Minutes rest = MINUTES(search->single->wanted.n - fits_of_single(search).n);
    TRY(spot_week(cx, cell, rest, &later));
    if (!later.found) {
        close_exit(one, _("No week of the next half year has room for it"));
        return NULL;
    }
    put_what_fits(search, one);
    put_cell(search, one, search->single, cell->person_id, later.week, MINUTES(later.had.n + rest.n));
    put_effect(search, one, &search->person, later.week, later.capacity, MINUTES(later.had.n + rest.n));
    one->say =
        arena_printf(cx->arena, _("Move the other %s to %s"),
                     give_percent(search->cx, capacity_of(search, search->single), rest), week_text(cx, later.week));
    return NULL;
}

static Err *offer_other_person(Search *search)
{
    Ctx *cx = search->cx;
    Exit *one = exit_new(search, "other_person", "3");
    SpotPerson other;
    one->say = _("Give it to somebody else of the position");
    if (!search->single || !search->person.position_id.n) {
        close_exit(one, search->single ? _("This person has no position") : _("This works for one cell at a time"));
        return NULL;
    }
    Minutes rest = MINUTES(search->single->wanted.n - fits_of_single(search).n);
    TRY(spot_person(cx, &search->person, &search->single->before, rest, &other));
    if (!other.found) {
        close_exit(one, arena_printf(cx->arena, _("Nobody else of the position «%s» has so much room"),
                                     search->person.position));
        return NULL;
    }
    put_what_fits(search, one);
    put_cell(search, one, search->single, other.person.id, other.week.week, MINUTES(other.had.n + rest.n));
    put_effect(search, one, &other.person, other.week.week, other.week.capacity, MINUTES(other.had.n + rest.n));
    one->say = arena_printf(cx->arena, _("Give %s to %s: %s are free there"),
                            give_percent(search->cx, other.week.capacity, rest), other.person.name,
                            give_percent(search->cx, other.week.capacity, week_free(&other.week)));
    return NULL;
}

/* Who may not agree overtime asks for it: the same batch goes to those who may. */
static void offer_overtime(Search *search)
{
    Ctx *cx = search->cx;
    Exit *one = exit_new(search, "overtime", "4");
    bool may = overtime_may_agree(cx);
    one->path = may ? one->path : "/allocations/request";
    for (size_t i = 0; i < search->items->count; i++) {
        const BatchItem *item = &search->items->items[i];
        if (item->wanted.n != item->before.minutes.n)
            put_cell(search, one, item, item->before.person_id, item->before.week, item->wanted);
    }
    int64_t sum = 0;
    for (size_t w = 0; w < search->weeks->count; w++) {
        const BatchWeek *week = &search->weeks->items[w];
        int64_t over = week_excess(&week->after).n - week_excess(&week->before).n;
        if (over <= 0)
            continue;
        sum += over;
        ExitOvertime *overtime = list_push(cx->arena, &one->body->overtime);
        *overtime = (ExitOvertime){week->after.person_id, week->after.week, MINUTES(over), ""};
    }
    *(const char **)list_push(cx->arena, &one->needs) = "reason";
    if (search->single)
        put_effect(search, one, &search->person, search->single->before.week, capacity_of(search, search->single),
                   search->single->wanted);
    one->say = arena_printf(cx->arena, may ? _("Agree %s of overtime") : _("Ask for %s of overtime"),
                            week_hours_text(cx, MINUTES(sum)));
}

/* ---- what could give way ---- */

/* What is asked for in the room that another allocation gives up, as one batch. */
static void offer_give(Search *search, size_t over, GiveWay *give)
{
    Ctx *cx = search->cx;
    ExitBody *body = arena_new(cx->arena, ExitBody);
    Exit whole = {.body = body};
    for (size_t i = 0; i < search->items->count; i++) {
        const BatchItem *item = &search->items->items[i];
        const Allocation *cell = &item->before;
        if (item->week == over && cell->id.n == give->allocation_id.n)
            return; /* it is part of the change itself */
        if (item->wanted.n != cell->minutes.n)
            put_cell(search, &whole, item, cell->person_id, cell->week, item->wanted);
    }
    *(ExitItem *)list_push(cx->arena, &body->items) = give_lowered(give);
    give->body = body;
}

static Err *list_gives(Search *search, size_t over)
{
    const BatchWeek *week = &search->weeks->items[over];
    size_t refused = 0;
    GiveWays gives = {0};
    for (size_t w = 0; w < search->weeks->count; w++)
        refused += week_excess(&search->weeks->items[w].after).n > week_excess(&search->weeks->items[w].before).n;
    TRY(give_list(search->cx, &week->before, search->refusal->over, &gives));
    for (size_t i = 0; i < gives.count && refused == 1; i++)
        if (gives.items[i].may && gives.items[i].takes.n == search->refusal->over.n)
            offer_give(search, over, &gives.items[i]);
    search->refusal->gives.items = gives.items;
    search->refusal->gives.count = gives.count;
    return NULL;
}

/* ---- the refusal ---- */

/* The only cell that raises, when one week is refused and one cell raises it. */
static const BatchItem *single_cell(const BatchItems *items, const BatchWeeks *weeks)
{
    const BatchItem *found = NULL;
    size_t refused = 0;
    for (size_t w = 0; w < weeks->count; w++)
        refused += week_excess(&weeks->items[w].after).n > week_excess(&weeks->items[w].before).n;
    for (size_t i = 0; i < items->count; i++) {
        if (!items->items[i].raises)
            continue;
        if (found)
            return NULL;
        found = &items->items[i];
    }
    return refused == 1 ? found : NULL;
}

static Err *offer_exits(Search *search)
{
    bool whole = cut_to_fit(search);
    TRY(list_refused(search));
    offer_fit(search, whole);
    TRY(offer_later(search));
    TRY(offer_other_person(search));
    offer_overtime(search);
    return NULL;
}

Err *refusal_make(Ctx *cx, const BatchItems *items, const BatchWeeks *weeks, size_t over)
{
    const BatchWeek *week = &weeks->items[over];
    Refusal *refusal = arena_new(cx->arena, Refusal);
    PlanWeek *sums = arena_new(cx->arena, PlanWeek);
    Search search = {.cx = cx,
                     .items = items,
                     .weeks = weeks,
                     .refusal = refusal,
                     .single = single_cell(items, weeks),
                     .fits = arena_new_array(cx->arena, Minutes, items->count)};
    for (size_t i = 0; i < items->count; i++)
        search.fits[i] = items->items[i].wanted;
    TRY(plan_person(cx, week->before.person_id, &search.person));
    *sums = plan_week_of(&week->before);
    *refusal = (Refusal){.person_id = search.person.id,
                         .person_name = search.person.name,
                         .week = week->before.week,
                         .over = MINUTES(week_excess(&week->after).n - week_excess(&week->before).n),
                         .sums = sums};
    TRY(offer_exits(&search));
    TRY(list_gives(&search, over));
    Err *err = err_new(cx, ERR_INPUT, "value", _("%s would be over 100 %% on %s by %s"), search.person.name,
                       week_text(cx, refusal->week), give_percent(search.cx, week->after.capacity, refusal->over));
    err->shape = &Refusal_shape;
    err->data = refusal;
    return err;
}

/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "plan/overtime.h"
#include "plan/refusal.h"
#include "plan/refusal.sql.h"

/* How far ahead the nearest week with room is looked for. */
#define LOOK_AHEAD 26

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
SHAPE(GiveWay, FIELD(GiveWay, allocation_id), FIELD(GiveWay, label), FIELD(GiveWay, client_manager),
      FIELD_WORD(GiveWay, kind, allocation_kind_words), FIELD_WORD(GiveWay, state, allocation_state_words),
      FIELD(GiveWay, minutes), FIELD(GiveWay, percent));
SHAPE(RefusedCell, FIELD(RefusedCell, person_id), FIELD(RefusedCell, person_name), FIELD(RefusedCell, week),
      FIELD(RefusedCell, project_id), FIELD_WORD(RefusedCell, kind, allocation_kind_words),
      FIELD_WORD(RefusedCell, state, allocation_state_words), FIELD(RefusedCell, wanted), FIELD(RefusedCell, fits));
SHAPE(Refusal, FIELD(Refusal, person_id), FIELD(Refusal, person_name), FIELD(Refusal, week), FIELD(Refusal, over),
      FIELD_ONE(Refusal, sums, PlanWeek), FIELD_LIST(Refusal, refused, RefusedCell), FIELD_LIST(Refusal, exits, Exit),
      FIELD_LIST(Refusal, gives, GiveWay));
SHAPE(PlanPerson, FIELD(PlanPerson, id), FIELD(PlanPerson, name), FIELD(PlanPerson, position_id),
      FIELD(PlanPerson, position), FIELD(PlanPerson, planned));
typedef LIST_OF(PlanPerson) PlanPersonList;

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

static const char *percent_of(const Search *search, Minutes capacity, Minutes minutes)
{
    return arena_printf(search->cx->arena, search->cx->lang == LANG_RU ? "%s\u00a0%%" : "%s%%",
                        minutes.n ? week_percent_text(search->cx, capacity, minutes) : "0");
}

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
                           .percent = percent_of(search, capacity, minutes)};
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
                                percent_of(search, capacity_of(search, search->single), extra));
    }
    if (!whole || one->body->items.count == 0)
        close_exit(one, _("Nothing is free in this week"));
}

typedef struct {
    Day week;
    Minutes capacity, had;
    bool found;
} LaterWeek;

static Err *look_ahead(Search *search, Minutes rest, LaterWeek *later)
{
    Ctx *cx = search->cx;
    const Allocation *cell = &search->single->before;
    for (int i = 1; i <= LOOK_AHEAD; i++) {
        PersonWeek week;
        TRY(week_load(cx, cell->person_id, day_plus(cell->week, (int64_t)i * 7), &week));
        if (week_free(&week).n < rest.n)
            continue;
        *later = (LaterWeek){.week = week.week, .capacity = week.capacity, .found = true};
        return allocation_value(cx, cell, cell->person_id, week.week, &later->had);
    }
    return NULL;
}

static Err *offer_later(Search *search)
{
    Ctx *cx = search->cx;
    Exit *one = exit_new(search, "later", "2");
    LaterWeek later = {0};
    one->say = _("Move the rest to the nearest week with room");
    if (!search->single) {
        close_exit(one, _("This works for one cell at a time"));
        return NULL;
    }
    const Allocation *cell = &search->single->before;
    Minutes rest = MINUTES(search->single->wanted.n - fits_of_single(search).n);
    TRY(look_ahead(search, rest, &later));
    if (!later.found) {
        close_exit(one, _("No week of the next half year has room for it"));
        return NULL;
    }
    put_what_fits(search, one);
    put_cell(search, one, search->single, cell->person_id, later.week, MINUTES(later.had.n + rest.n));
    put_effect(search, one, &search->person, later.week, later.capacity, MINUTES(later.had.n + rest.n));
    one->say = arena_printf(cx->arena, _("Move the other %s to %s"),
                            percent_of(search, capacity_of(search, search->single), rest), week_text(cx, later.week));
    return NULL;
}

/* Somebody of the same position in that week. */
typedef struct {
    Id id, position_id;
    Day week;
} Colleague;
SHAPE_STATIC(Colleague, FIELD(Colleague, id), FIELD(Colleague, position_id), FIELD(Colleague, week));

typedef struct {
    PlanPerson person;
    PersonWeek week;
    bool found;
} Other;

/* Whoever of the position has most room, if it is enough. */
static Err *find_other(Search *search, Minutes rest, Other *other)
{
    Ctx *cx = search->cx;
    Colleague wanted = {search->person.id, search->person.position_id, search->single->before.week};
    PlanPersonList people = {0};
    TRY(db_all(cx, &sql_plan_person_of_position, IN(Colleague, &wanted), MANY(PlanPerson, &people)));
    for (size_t i = 0; i < people.count; i++) {
        PersonWeek week;
        bool may;
        TRY(allocation_may_write(cx, people.items[i].id, search->single->before.project_id, &may));
        TRY(week_load(cx, people.items[i].id, wanted.week, &week));
        if (!may || week_free(&week).n < rest.n || (other->found && week_free(&week).n <= week_free(&other->week).n))
            continue;
        *other = (Other){people.items[i], week, true};
    }
    return NULL;
}

static Err *offer_other_person(Search *search)
{
    Ctx *cx = search->cx;
    Exit *one = exit_new(search, "other_person", "3");
    Other other = {.found = false};
    Minutes had = MINUTES(0);
    one->say = _("Give it to somebody else of the position");
    if (!search->single || !search->person.position_id.n) {
        close_exit(one, search->single ? _("This person has no position") : _("This works for one cell at a time"));
        return NULL;
    }
    Minutes rest = MINUTES(search->single->wanted.n - fits_of_single(search).n);
    TRY(find_other(search, rest, &other));
    if (!other.found) {
        close_exit(one, arena_printf(cx->arena, _("Nobody else of the position «%s» has so much room"),
                                     search->person.position));
        return NULL;
    }
    TRY(allocation_value(cx, &search->single->before, other.person.id, other.week.week, &had));
    put_what_fits(search, one);
    put_cell(search, one, search->single, other.person.id, other.week.week, MINUTES(had.n + rest.n));
    put_effect(search, one, &other.person, other.week.week, other.week.capacity, MINUTES(had.n + rest.n));
    one->say =
        arena_printf(cx->arena, _("Give %s to %s: %s are free there"), percent_of(search, other.week.capacity, rest),
                     other.person.name, percent_of(search, other.week.capacity, week_free(&other.week)));
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

typedef struct {
    Id allocation_id, project_id, person_id;
    Day week;
    AllocationKind kind;
    AllocationState state;
    Minutes minutes;
    const char *client_name, *project_name, *client_manager;
} GiveRow;
SHAPE_STATIC(GiveRow, FIELD(GiveRow, allocation_id), FIELD(GiveRow, project_id), FIELD(GiveRow, person_id),
             FIELD(GiveRow, week), FIELD_WORD(GiveRow, kind, allocation_kind_words),
             FIELD_WORD(GiveRow, state, allocation_state_words), FIELD(GiveRow, minutes), FIELD(GiveRow, client_name),
             FIELD(GiveRow, project_name), FIELD(GiveRow, client_manager));
typedef LIST_OF(GiveRow) GiveRows;

static Err *list_gives(Search *search, const PersonWeek *week)
{
    Ctx *cx = search->cx;
    GiveRows rows = {0};
    GiveRow wanted = {.person_id = week->person_id, .week = week->week};
    TRY(db_all(cx, &sql_plan_give_way, IN(GiveRow, &wanted), MANY(GiveRow, &rows)));
    for (size_t i = 0; i < rows.count; i++) {
        const GiveRow *row = &rows.items[i];
        GiveWay *give = list_push(cx->arena, &search->refusal->gives);
        *give = (GiveWay){.allocation_id = row->allocation_id,
                          .label = row->project_id.n
                                       ? arena_printf(cx->arena, "%s · %s", row->client_name, row->project_name)
                                       : allocation_kind_text(cx, row->kind),
                          .client_manager = row->client_manager,
                          .kind = row->kind,
                          .state = row->state,
                          .minutes = row->minutes,
                          .percent = percent_of(search, week->capacity, row->minutes)};
    }
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
    TRY(list_gives(&search, &week->before));
    Err *err = err_new(cx, ERR_INPUT, "value", _("%s would be over 100 %% on %s by %s"), search.person.name,
                       week_text(cx, refusal->week), percent_of(&search, week->after.capacity, refusal->over));
    err->shape = &Refusal_shape;
    err->data = refusal;
    return err;
}

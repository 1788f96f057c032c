/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "plan/give.h"
#include "plan/give.sql.h"

SHAPE(GiveWay, FIELD(GiveWay, allocation_id), FIELD(GiveWay, person_id), FIELD(GiveWay, week),
      FIELD(GiveWay, project_id), FIELD(GiveWay, label), FIELD(GiveWay, client_manager),
      FIELD_WORD(GiveWay, kind, allocation_kind_words), FIELD_WORD(GiveWay, state, allocation_state_words),
      FIELD(GiveWay, work), FIELD(GiveWay, minutes), FIELD(GiveWay, percent), FIELD(GiveWay, takes),
      FIELD(GiveWay, person_left), FIELD(GiveWay, project_left), FIELD(GiveWay, say), FIELD(GiveWay, price),
      FIELD(GiveWay, may), FIELD_ONE(GiveWay, body, ExitBody));

typedef struct {
    Id allocation_id, project_id, person_id;
    Day week;
    AllocationKind kind;
    AllocationState state;
    const char *work;
    Minutes minutes, person_left, project_left;
    const char *client_name, *project_name, *client_manager;
} GiveRow;
SHAPE_STATIC(GiveRow, FIELD(GiveRow, allocation_id), FIELD(GiveRow, project_id), FIELD(GiveRow, person_id),
             FIELD(GiveRow, week), FIELD_WORD(GiveRow, kind, allocation_kind_words),
             FIELD_WORD(GiveRow, state, allocation_state_words), FIELD(GiveRow, work), FIELD(GiveRow, minutes),
             FIELD(GiveRow, person_left), FIELD(GiveRow, project_left), FIELD(GiveRow, client_name),
             FIELD(GiveRow, project_name), FIELD(GiveRow, client_manager));

const char *give_percent(const Ctx *cx, Minutes capacity, Minutes minutes)
{
    return arena_printf(cx->arena, cx->lang == LANG_RU ? "%s\u00a0%%" : "%s%%",
                        minutes.n ? week_percent_text(cx, capacity, minutes) : "0");
}

/* What is left behind, for people: of the person's plan for the project and of everybody's. */
static const char *price_of(const Ctx *cx, const GiveWay *give)
{
    if (!give->project_id.n)
        return "";
    return arena_printf(cx->arena, _("then %s of this person and %s of everybody are left for it from this week on"),
                        week_hours_text(cx, give->person_left), week_hours_text(cx, give->project_left));
}

static void put_give(const Ctx *cx, const PersonWeek *week, const GiveRow *row, Minutes need, GiveWay *give)
{
    Minutes takes = MINUTES(MIN_OF(row->minutes.n, need.n));
    *give =
        (GiveWay){.allocation_id = row->allocation_id,
                  .person_id = week->person_id,
                  .week = week->week,
                  .project_id = row->project_id,
                  .label = row->project_id.n ? arena_printf(cx->arena, "%s · %s", row->client_name, row->project_name)
                                             : allocation_kind_text(cx, row->kind),
                  .client_manager = row->client_manager,
                  .kind = row->kind,
                  .state = row->state,
                  .work = row->work,
                  .minutes = row->minutes,
                  .percent = give_percent(cx, week->capacity, row->minutes),
                  .takes = takes,
                  .person_left = MINUTES(MAX_OF(row->person_left.n - takes.n, 0)),
                  .project_left = MINUTES(MAX_OF(row->project_left.n - takes.n, 0))};
    give->say =
        arena_printf(cx->arena, _("Take %s of its %s"), week_hours_text(cx, takes), week_hours_text(cx, row->minutes));
    give->price = price_of(cx, give);
}

Err *give_list(Ctx *cx, const PersonWeek *week, Minutes need, GiveWays *gives)
{
    LIST_OF(GiveRow) rows = {0};
    GiveRow wanted = {.person_id = week->person_id, .week = week->week};
    TRY(db_all(cx, &sql_plan_give_way, IN(GiveRow, &wanted), MANY(GiveRow, &rows)));
    for (size_t i = 0; i < rows.count; i++) {
        GiveWay *give = list_push(cx->arena, gives);
        put_give(cx, week, &rows.items[i], need, give);
        TRY(allocation_may_write(cx, give->person_id, give->project_id, &give->may));
    }
    return NULL;
}

ExitItem give_moved(const GiveWay *give, Id person_id, Day week, Minutes minutes)
{
    return (ExitItem){.person_id = person_id,
                      .week = week,
                      .project_id = give->project_id,
                      .kind = give->kind,
                      .state = give->state,
                      .work = give->work,
                      .minutes = minutes,
                      .until = DAY_NONE};
}

ExitItem give_lowered(const GiveWay *give)
{
    return give_moved(give, give->person_id, give->week, MINUTES(give->minutes.n - give->takes.n));
}

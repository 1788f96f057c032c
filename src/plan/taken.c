/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "plan/taken.h"
#include "plan/taken.sql.h"
#include "work/common.h"
#include "work/project.h"

SHAPE(TakenItem, FIELD(TakenItem, id), FIELD(TakenItem, change_id), FIELD(TakenItem, at, .label = N_("When")),
      FIELD(TakenItem, by_id), FIELD(TakenItem, by_name, .label = N_("Who took")),
      FIELD(TakenItem, by_hue, .hidden = true), FIELD(TakenItem, client_name, .label = N_("Client")),
      FIELD(TakenItem, project_id), FIELD(TakenItem, project_name, .label = N_("Project")),
      FIELD(TakenItem, project_hue, .hidden = true), FIELD(TakenItem, person_id),
      FIELD(TakenItem, person_name, .label = N_("Whose time")), FIELD(TakenItem, week, .label = N_("Week")),
      FIELD(TakenItem, before_minutes, .label = N_("Was")), FIELD(TakenItem, after_minutes, .label = N_("Became")),
      FIELD(TakenItem, minutes, .label = N_("Taken")), FIELD(TakenItem, for_project_id),
      FIELD(TakenItem, for_client_name, .hidden = true), FIELD(TakenItem, for_project_name, .hidden = true),
      FIELD(TakenItem, for_kind), FIELD(TakenItem, for_text, .label = N_("For what")),
      FIELD(TakenItem, reason, .label = N_("Reason")), FIELD(TakenItem, undone, .label = N_("Taken back")));
SHAPE(TakenList, FIELD(TakenList, mine), FIELD(TakenList, project_id), FIELD(TakenList, by_id),
      FIELD(TakenList, person_id), FIELD(TakenList, from), FIELD(TakenList, until),
      FIELD(TakenList, limit, .min = 0, .max = WORK_LIMIT_MAX), FIELD(TakenList, before),
      FIELD_LIST(TakenList, items, TakenItem), FIELD(TakenList, next), FIELD(TakenList, minutes));

/* ---- writing ---- */

/* Table plan_taken. */
typedef struct {
    Id change_id;
    Instant at;
    Day day;
    Id by_id;
    Id person_id;
    Day week;
    Id project_id;
    Minutes before_minutes, after_minutes;
    Id for_project_id;
    const char *for_kind, *reason;
} Taken;
SHAPE_STATIC(Taken, FIELD(Taken, change_id), FIELD(Taken, at), FIELD(Taken, day), FIELD(Taken, by_id),
             FIELD(Taken, person_id), FIELD(Taken, week), FIELD(Taken, project_id), FIELD(Taken, before_minutes),
             FIELD(Taken, after_minutes), FIELD(Taken, for_project_id), FIELD(Taken, for_kind), FIELD(Taken, reason));
typedef LIST_OF(Taken) TakenRows;

typedef struct {
    Id project_id, manager_id, deputy_id;
} Leaders;
SHAPE_STATIC(Leaders, FIELD(Leaders, project_id), FIELD(Leaders, manager_id), FIELD(Leaders, deputy_id));

/* What the batch makes of each cell's project: confirmed and tentative together, so that turning blue takes nothing. */
static void sum_up(Ctx *cx, const BatchItems *items, TakenRows *rows)
{
    for (size_t i = 0; i < items->count; i++) {
        const BatchItem *item = &items->items[i];
        const Allocation *cell = &item->before;
        Taken *row = NULL;
        if (!cell->project_id.n || item->put->past)
            continue;
        for (size_t r = 0; r < rows->count && !row; r++)
            if (rows->items[r].person_id.n == cell->person_id.n && rows->items[r].week.n == cell->week.n &&
                rows->items[r].project_id.n == cell->project_id.n)
                row = &rows->items[r];
        if (!row) {
            row = list_push(cx->arena, rows);
            *row = (Taken){.person_id = cell->person_id, .week = cell->week, .project_id = cell->project_id};
        }
        row->before_minutes.n += cell->minutes.n;
        row->after_minutes.n += item->wanted.n;
    }
}

/* What the same change put into that person's week, the most of it first. */
static void name_gain(const BatchItems *items, Taken *row)
{
    int64_t most = 0;
    for (size_t i = 0; i < items->count; i++) {
        const BatchItem *item = &items->items[i];
        const Allocation *cell = &item->before;
        int64_t gain = item->wanted.n - cell->minutes.n;
        bool here = cell->person_id.n == row->person_id.n && cell->week.n == row->week.n;
        if (!here || gain <= most || cell->project_id.n == row->project_id.n)
            continue;
        most = gain;
        row->for_project_id = cell->project_id;
        row->for_kind = cell->project_id.n ? "" : allocation_kind_words[cell->kind];
    }
}

Err *taken_note(Ctx *cx, const BatchItems *items, const char *reason)
{
    TakenRows rows = {0};
    if (!cx->person_id.n || !cx->change_id.n)
        return NULL;
    sum_up(cx, items, &rows);
    for (size_t i = 0; i < rows.count; i++) {
        Taken *row = &rows.items[i];
        Leaders leaders = {.project_id = row->project_id};
        if (row->after_minutes.n >= row->before_minutes.n)
            continue;
        TRY(db_one(cx, &sql_taken_leaders, IN(Leaders, &leaders), ONE(Leaders, &leaders)));
        if (!leaders.manager_id.n || leaders.manager_id.n == cx->person_id.n || leaders.deputy_id.n == cx->person_id.n)
            continue;
        row->change_id = cx->change_id;
        row->at = cx->now;
        row->day = cx->today;
        row->by_id = cx->person_id;
        row->for_kind = "";
        row->reason = reason ? reason : "";
        name_gain(items, row);
        TRY(db_exec(cx, &sql_taken_add, IN(Taken, row)));
    }
    return NULL;
}

/* ---- reading ---- */

typedef struct {
    Day from_day, until_day;
    Id leader_id, project_id, person_id, by_id, viewer_id, before;
    int fetch, count;
} Filter;
SHAPE_STATIC(Filter, FIELD(Filter, from_day), FIELD(Filter, until_day), FIELD(Filter, leader_id),
             FIELD(Filter, project_id), FIELD(Filter, person_id), FIELD(Filter, by_id), FIELD(Filter, viewer_id),
             FIELD(Filter, before), FIELD(Filter, fetch), FIELD(Filter, count));

static Err *tell(Ctx *cx, TakenItem *item, TakenList *list)
{
    int kind;
    bool may = true;
    item->for_text = "";
    if (item->for_project_id.n)
        TRY(project_scope(cx, "projects.read", item->for_project_id, &may));
    if (!may)
        item->for_text = _("a project that is not yours to see");
    else if (item->for_project_id.n)
        item->for_text = arena_printf(cx->arena, "%s · %s", item->for_client_name, item->for_project_name);
    else if (*item->for_kind && word_value(allocation_kind_words, item->for_kind, &kind))
        item->for_text = allocation_kind_text(cx, (AllocationKind)kind);
    if (!item->undone)
        list->minutes.n += item->minutes.n;
    return NULL;
}

Err *taken_list(Ctx *cx, TakenList *list)
{
    TRY(work_check_limit(cx, &list->limit));
    Filter filter = {.from_day = day_is_set(list->from) ? list->from : DAY_MIN,
                     .until_day = day_is_set(list->until) ? list->until : DAY_MAX,
                     .leader_id = list->mine ? cx->person_id : ID(0),
                     .project_id = list->project_id,
                     .person_id = list->person_id,
                     .by_id = list->by_id,
                     .viewer_id = work_viewer(cx, "projects.read"),
                     .before = list->before,
                     .fetch = list->limit + 1};
    TRY(db_all(cx, &sql_taken_items, IN(Filter, &filter), MANY(TakenItem, &list->items)));
    if (list->items.count > (size_t)list->limit) {
        list->items.count = (size_t)list->limit;
        list->next = list->items.items[list->limit - 1].id;
    }
    for (size_t i = 0; i < list->items.count; i++)
        TRY(tell(cx, &list->items.items[i], list));
    return NULL;
}

Err *taken_say(Ctx *cx, const char **text)
{
    LIST_OF(TakenItem) rows = {0};
    *text = "";
    if (!cx->change_id.n)
        return NULL;
    TRY(db_all(cx, &sql_taken_of_change, BY_ID(cx->change_id), MANY(TakenItem, &rows)));
    for (size_t i = 0; i < rows.count; i++) {
        const TakenItem *one = &rows.items[i];
        bool may;
        TRY(project_scope(cx, "projects.read", one->project_id, &may));
        const char *what = may ? arena_printf(cx->arena, "%s · %s", one->client_name, one->project_name)
                               : _("a project that is not yours to see");
        *text = arena_printf(cx->arena, "%s%s%s (%s) −%s", *text, i ? ", " : "", what, one->by_name,
                             week_hours_text(cx, one->minutes));
    }
    if (**text)
        *text = arena_printf(cx->arena, _("Taken: %s"), *text);
    return NULL;
}

Err *taken_count(Ctx *cx, Day from, int *count)
{
    Filter filter = {.from_day = from, .leader_id = cx->person_id};
    *count = 0;
    if (!cx->person_id.n)
        return NULL;
    TRY(db_one(cx, &sql_taken_tally, IN(Filter, &filter), ONE(Filter, &filter)));
    *count = filter.count;
    return NULL;
}

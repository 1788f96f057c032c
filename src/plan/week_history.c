/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "plan/absence.h"
#include "plan/overtime.h"
#include "plan/refusal.h"
#include "plan/week_history.h"
#include "plan/week_history.sql.h"
#include "work/project.h"

SHAPE(HistoryQuery, FIELD(HistoryQuery, person_id), FIELD(HistoryQuery, week), FIELD(HistoryQuery, project_id),
      FIELD(HistoryQuery, kind, .max = 20));
SHAPE(HistoryItem, FIELD(HistoryItem, noun), FIELD(HistoryItem, project_id), FIELD(HistoryItem, kind),
      FIELD(HistoryItem, state), FIELD(HistoryItem, label), FIELD(HistoryItem, was), FIELD(HistoryItem, now),
      FIELD(HistoryItem, before), FIELD(HistoryItem, after), FIELD(HistoryItem, note));
SHAPE(HistoryChange, FIELD(HistoryChange, change_id), FIELD(HistoryChange, at), FIELD(HistoryChange, person_id),
      FIELD(HistoryChange, person_name), FIELD(HistoryChange, hue, .hidden = true), FIELD(HistoryChange, through),
      FIELD(HistoryChange, undoes_id), FIELD(HistoryChange, undone), FIELD(HistoryChange, may_undo),
      FIELD_LIST(HistoryChange, items, HistoryItem));
SHAPE(WeekHistory, FIELD(WeekHistory, person_id), FIELD(WeekHistory, person_name), FIELD(WeekHistory, week),
      FIELD(WeekHistory, subject), FIELD_LIST(WeekHistory, changes, HistoryChange));

/* ---- writing ---- */

/* Table change_week. */
typedef struct {
    Id person_id;
    Day week;
    Id change_id;
    const char *noun;
    Id record_id;
} ChangeWeek;
SHAPE_STATIC(ChangeWeek, FIELD(ChangeWeek, person_id), FIELD(ChangeWeek, week), FIELD(ChangeWeek, change_id),
             FIELD(ChangeWeek, noun), FIELD(ChangeWeek, record_id));

Err *week_history_weeks(Ctx *cx, const char *noun, Id record_id, Id person_id, Day from, Day until)
{
    ChangeWeek row = {.person_id = person_id, .change_id = cx->change_id, .noun = noun, .record_id = record_id};
    for (row.week = day_monday(from); row.week.n <= until.n; row.week = day_plus(row.week, DAYS_PER_WEEK))
        TRY(db_exec(cx, &sql_change_week_add, IN(ChangeWeek, &row)));
    return NULL;
}

Err *week_history_note(Ctx *cx, const char *noun, Id record_id, const Shape *shape, const void *before,
                       const void *after, Id person_id, Day from, Day until)
{
    TRY(history_note(cx, noun, record_id, shape, before, after));
    return week_history_weeks(cx, noun, record_id, person_id, from, until);
}

/* ---- reading ---- */

/* A record of a change as it was stored. */
typedef struct {
    Id id, change_id;
    const char *noun, *before, *after;
    Instant at;
    Id person_id;
    const char *person_name;
    int hue;
    const char *through;
    Id undoes_id;
    bool undone;
} Stored;
SHAPE_STATIC(Stored, FIELD(Stored, id), FIELD(Stored, change_id), FIELD(Stored, noun), FIELD(Stored, before),
             FIELD(Stored, after), FIELD(Stored, at), FIELD(Stored, person_id), FIELD(Stored, person_name),
             FIELD(Stored, hue), FIELD(Stored, through), FIELD(Stored, undoes_id), FIELD(Stored, undone));

/* What a change took from a project, and what for. */
typedef struct {
    Id change_id, project_id, for_project_id;
    const char *for_kind, *reason;
} TakenFor;
SHAPE_STATIC(TakenFor, FIELD(TakenFor, change_id), FIELD(TakenFor, project_id), FIELD(TakenFor, for_project_id),
             FIELD(TakenFor, for_kind), FIELD(TakenFor, reason));

typedef struct {
    Ctx *cx;
    const HistoryQuery *query;
    bool one_cell;
    AllocationKind kind;
    Minutes capacity; /* of the week: quantities are told in percent of it */
    LIST_OF(TakenFor) taken;
    WeekHistory *history;
} Reader;

static Err *subject_label(Ctx *cx, Id project_id, AllocationKind kind, const char **label)
{
    ProjectBrief project;
    bool may;
    *label = allocation_kind_text(cx, kind);
    if (!project_id.n)
        return NULL;
    TRY(project_scope(cx, "projects.read", project_id, &may));
    *label = _("a project that is not yours to see");
    if (!may)
        return NULL;
    TRY(project_brief(cx, project_id, &project));
    *label = project_label(cx->arena, &project);
    return NULL;
}

static const char *quantity(const Reader *reader, Minutes minutes)
{
    const Ctx *cx = reader->cx;
    if (!minutes.n)
        return "";
    return arena_printf(cx->arena, cx->lang == LANG_RU ? "%s\u00a0%% (%s)" : "%s%% (%s)",
                        week_percent_text(cx, reader->capacity, minutes), week_hours_text(cx, minutes));
}

/* "for Опора · Тендер: the client waits" of a loss, "" of anything else. */
static Err *tell_note(const Reader *reader, Id change_id, HistoryItem *item)
{
    Ctx *cx = reader->cx;
    for (size_t i = 0; i < reader->taken.count && item->after.n < item->before.n; i++) {
        const TakenFor *one = &reader->taken.items[i];
        int kind = ALLOCATION_PROJECT;
        if (one->change_id.n != change_id.n || one->project_id.n != item->project_id.n)
            continue;
        if (one->for_project_id.n || word_value(allocation_kind_words, one->for_kind, &kind)) {
            TRY(subject_label(cx, one->for_project_id, (AllocationKind)kind, &item->note));
            item->note = arena_printf(cx->arena, _("for %s"), item->note);
        }
        item->note =
            arena_printf(cx->arena, "%s%s%s", item->note, *item->note && *one->reason ? ": " : "", one->reason);
        return NULL;
    }
    return NULL;
}

static Err *tell_allocation(const Reader *reader, const Allocation *was, const Allocation *now, HistoryItem *item)
{
    Ctx *cx = reader->cx;
    const Allocation *one = now ? now : was;
    TRY(subject_label(cx, one->project_id, one->kind, &item->label));
    if (one->state == ALLOCATION_TENTATIVE)
        item->label = arena_printf(cx->arena, _("%s, tentative"), item->label);
    item->project_id = one->project_id;
    item->kind = allocation_kind_words[one->kind];
    item->state = allocation_state_words[one->state];
    item->before = was ? was->minutes : MINUTES(0);
    item->after = now ? now->minutes : MINUTES(0);
    item->was = quantity(reader, item->before);
    item->now = quantity(reader, item->after);
    return NULL;
}

static void tell_overtime(const Reader *reader, const Overtime *was, const Overtime *now, HistoryItem *item)
{
    const Ctx *cx = reader->cx;
    const Overtime *one = now ? now : was;
    item->label = *one->reason ? arena_printf(cx->arena, _("Overtime: %s"), one->reason) : _("Overtime");
    item->before = was ? was->minutes : MINUTES(0);
    item->after = now ? now->minutes : MINUTES(0);
    item->was = quantity(reader, item->before);
    item->now = quantity(reader, item->after);
}

static const char *days_of(Ctx *cx, const Absence *absence)
{
    if (!absence)
        return "";
    const char *days =
        absence->from_day.n == absence->until_day.n
            ? day_text(cx, absence->from_day)
            : arena_printf(cx->arena, "%s – %s", day_text(cx, absence->from_day), day_text(cx, absence->until_day));
    return absence->half ? arena_printf(cx->arena, _("%s, half days"), days) : days;
}

static void tell_absence(const Reader *reader, const Absence *was, const Absence *now, HistoryItem *item)
{
    const Absence *one = now ? now : was;
    item->label = absence_kind_text(reader->cx, one->kind);
    item->kind = absence_kind_words[one->kind];
    item->was = days_of(reader->cx, was);
    item->now = days_of(reader->cx, now);
}

static bool is_this_cell(const Reader *reader, const Allocation *one)
{
    if (reader->query->project_id.n)
        return one->project_id.n == reader->query->project_id.n;
    return !one->project_id.n && one->kind == reader->kind;
}

/* *item is NULL when the record is none of the cell's. */
static Err *tell(const Reader *reader, const Stored *stored, HistoryItem **item)
{
    Ctx *cx = reader->cx;
    bool allocation = strcmp(stored->noun, "allocation") == 0;
    bool overtime = strcmp(stored->noun, "overtime") == 0;
    const Shape *shape = allocation ? &Allocation_shape : overtime ? &Overtime_shape : &Absence_shape;
    void *was, *now;
    *item = NULL;
    if (reader->one_cell && !allocation)
        return NULL;
    TRY(history_side(cx, stored->before, shape, &was));
    TRY(history_side(cx, stored->after, shape, &now));
    if (!(was || now) || (reader->one_cell && !is_this_cell(reader, now ? now : was)))
        return NULL;
    *item = arena_new(cx->arena, HistoryItem);
    **item = (HistoryItem){.noun = stored->noun, .kind = "", .state = "", .note = ""};
    if (allocation) {
        TRY(tell_allocation(reader, was, now, *item));
        TRY(tell_note(reader, stored->change_id, *item));
    } else if (overtime)
        tell_overtime(reader, was, now, *item);
    else
        tell_absence(reader, was, now, *item);
    return NULL;
}

static HistoryChange *change_of(const Reader *reader, const Stored *stored)
{
    const Ctx *cx = reader->cx;
    WeekHistory *history = reader->history;
    if (history->changes.count && history->changes.items[history->changes.count - 1].change_id.n == stored->change_id.n)
        return &history->changes.items[history->changes.count - 1];
    HistoryChange *change = list_push(cx->arena, &history->changes);
    *change =
        (HistoryChange){.change_id = stored->change_id,
                        .at = stored->at,
                        .person_id = stored->person_id,
                        .person_name = stored->person_name,
                        .hue = stored->hue,
                        .through = stored->through,
                        .undoes_id = stored->undoes_id,
                        .undone = stored->undone,
                        .may_undo = stored->person_id.n && stored->person_id.n == cx->person_id.n && !stored->undone};
    return change;
}

static Err *check_query(Reader *reader)
{
    Ctx *cx = reader->cx;
    const HistoryQuery *query = reader->query;
    int kind = ALLOCATION_PROJECT;
    if (!query->person_id.n || !day_is_set(query->week))
        return err_new(cx, ERR_INPUT, query->person_id.n ? "week" : "person_id", "%s", _("This must be filled in"));
    if (query->kind && *query->kind && !word_value(allocation_kind_words, query->kind, &kind))
        return err_new(cx, ERR_INPUT, "kind", "%s", _("Choose one of the values"));
    if (cx_scope(cx, "plan.read") != SCOPE_ALL && query->person_id.n != cx->person_id.n)
        return err_new(cx, ERR_MISSING, "", "%s", _("There is no such person"));
    reader->kind = (AllocationKind)kind;
    reader->one_cell = query->project_id.n || kind != ALLOCATION_PROJECT;
    return NULL;
}

Err *week_history_load(Ctx *cx, const HistoryQuery *query, WeekHistory *history)
{
    Reader reader = {.cx = cx, .query = query, .history = history};
    PlanPerson person;
    PersonWeek week;
    LIST_OF(Stored) stored = {0};
    TRY(check_query(&reader));
    TRY(plan_person(cx, query->person_id, &person));
    *history = (WeekHistory){
        .person_id = person.id, .person_name = person.name, .week = day_monday(query->week), .subject = ""};
    if (reader.one_cell)
        TRY(subject_label(cx, query->project_id, reader.kind, &history->subject));
    TRY(week_load(cx, person.id, history->week, &week));
    reader.capacity = week.capacity;
    ChangeWeek wanted = {.person_id = person.id, .week = history->week, .noun = ""};
    TRY(db_all(cx, &sql_change_week_items, IN(ChangeWeek, &wanted), MANY(Stored, &stored)));
    TRY(db_all(cx, &sql_change_week_taken, IN(ChangeWeek, &wanted), MANY(TakenFor, &reader.taken)));
    for (size_t i = 0; i < stored.count; i++) {
        HistoryItem *item;
        TRY(tell(&reader, &stored.items[i], &item));
        if (item)
            *(HistoryItem *)list_push(cx->arena, &change_of(&reader, &stored.items[i])->items) = *item;
    }
    return NULL;
}

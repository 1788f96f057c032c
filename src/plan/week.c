/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/hooks.h"
#include "base/text.h"
#include "people/person.h"
#include "plan/absence.h"
#include "plan/desk.h"
#include "plan/week.h"
#include "plan/week.sql.h"

SHAPE(PersonWeek, FIELD(PersonWeek, person_id), FIELD(PersonWeek, week), FIELD(PersonWeek, capacity),
      FIELD(PersonWeek, room), FIELD(PersonWeek, absence), FIELD(PersonWeek, confirmed), FIELD(PersonWeek, tentative),
      FIELD(PersonWeek, internal), FIELD(PersonWeek, reserve), FIELD(PersonWeek, overtime), FIELD(PersonWeek, pushed));

/* ---- arithmetic ---- */

Minutes week_planned(const PersonWeek *week)
{
    return MINUTES(week->absence.n + week->confirmed.n + week->tentative.n + week->internal.n + week->reserve.n);
}

Minutes week_free(const PersonWeek *week)
{
    return MINUTES(MAX_OF(week->room.n + week->overtime.n - week_planned(week).n, 0));
}

Minutes week_excess(const PersonWeek *week)
{
    return MINUTES(MAX_OF(week_planned(week).n - week->room.n - week->overtime.n, 0));
}

Minutes week_minutes(Minutes capacity, int64_t hundredths)
{
    return MINUTES(capacity.n * hundredths / 10000);
}

int64_t week_percent_tenths(Minutes capacity, Minutes minutes)
{
    if (capacity.n <= 0)
        return 0;
    int64_t halves = (minutes.n * 400 + capacity.n) / (2 * capacity.n); /* of a percent, rounded to the nearest */
    if (halves > 200 && minutes.n <= capacity.n)
        halves = 200;
    if (halves <= 200 && minutes.n > capacity.n)
        halves = 201;
    return halves * 5;
}

const char *tenths_text(const Ctx *cx, int64_t tenths)
{
    char text[TEXT_DIGITS_MAX + 2];
    char *end = text + sizeof text;
    char *at = end;
    if (tenths % 10) {
        *--at = (char)('0' + tenths % 10);
        *--at = cx->lang == LANG_RU ? ',' : '.';
    }
    at = text_digits(at, (uint64_t)tenths / 10);
    return arena_strndup(cx->arena, at, (size_t)(end - at));
}

const char *week_percent_text(const Ctx *cx, Minutes capacity, Minutes minutes)
{
    return minutes.n ? tenths_text(cx, week_percent_tenths(capacity, minutes)) : "";
}

const char *week_hours_text(const Ctx *cx, Minutes minutes)
{
    int64_t hundredths = (minutes.n * 100 + 30) / 60;
    const char *number = tenths_text(cx, hundredths / 10);
    if (hundredths % 10)
        number = arena_printf(cx->arena, "%" PRId64 "%s%02" PRId64, hundredths / 100, cx->lang == LANG_RU ? "," : ".",
                              hundredths % 100);
    return arena_printf(cx->arena, _("%s h"), number);
}

/* ---- facts ---- */

typedef struct {
    Id person_id;
    Day employed_from, employed_until;
} Employment;
SHAPE_STATIC(Employment, FIELD(Employment, person_id), FIELD(Employment, employed_from),
             FIELD(Employment, employed_until));

/* Which days, of whom; person_id 0: everybody. */
typedef struct {
    Id person_id;
    Day from_day, until_day;
    Day from_week, until_week;
} WeekRange;
SHAPE_STATIC(WeekRange, FIELD(WeekRange, person_id), FIELD(WeekRange, from_day), FIELD(WeekRange, until_day),
             FIELD(WeekRange, from_week), FIELD(WeekRange, until_week));

/* A person's weeks are touched. */
typedef struct {
    Id person_id, touched_by;
    Instant touched_at;
} WeekTouch;
SHAPE_STATIC(WeekTouch, FIELD(WeekTouch, person_id), FIELD(WeekTouch, touched_by), FIELD(WeekTouch, touched_at));
SHAPE_STATIC(WeekRevision, FIELD(WeekRevision, person_id), FIELD(WeekRevision, revision));

struct WeekFacts {
    const Calendar *calendar;
    ContractList contracts;
    LIST_OF(Employment) employment; /* by person */
    AbsenceList absences;           /* by person */
};

Err *week_calendar(Ctx *cx, const Calendar **calendar)
{
    WeekRevision now = {0};
    bool found;
    if (!cx->hooks || !cx->hooks->desk)
        return calendar_load(cx, calendar);
    TRY(db_find(cx, &sql_plan_revision_find, IN(WeekRevision, &now), ONE(WeekRevision, &now), &found));
    return desk_calendar(cx, cx->hooks->desk, now.revision, calendar);
}

Err *week_facts_load(Ctx *cx, const Id *people, size_t count, Day from_week, int weeks, WeekFacts **loaded)
{
    WeekFacts *facts = arena_new(cx->arena, WeekFacts);
    WeekRange range = {.from_day = from_week,
                       .until_day = day_plus(from_week, (int64_t)weeks * 7 - 1),
                       .person_id = count == 1 ? people[0] : ID(0)};
    In in = IN(WeekRange, &range);
    TRY(week_calendar(cx, &facts->calendar));
    TRY(contract_list_for(cx, people, count, range.from_day, range.until_day, &facts->contracts));
    TRY(db_all(cx, count == 1 ? &sql_week_employment_of : &sql_week_employment, in,
               MANY(Employment, &facts->employment)));
    TRY(db_all(cx, count == 1 ? &sql_week_absence_range_of : &sql_week_absence_range, in,
               MANY(Absence, &facts->absences)));
    *loaded = facts;
    return NULL;
}

void week_facts_absences(WeekFacts *facts, const AbsenceList *absences)
{
    facts->absences = *absences;
}

static const Employment *employment_of(const WeekFacts *facts, Id person_id)
{
    size_t low = 0;
    size_t high = facts->employment.count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (facts->employment.items[middle].person_id.n < person_id.n)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < facts->employment.count && facts->employment.items[low].person_id.n == person_id.n;
    return found ? &facts->employment.items[low] : NULL;
}

/* The contract in force while the person is employed; NULL on other days. */
static const Contract *contract_on(const WeekFacts *facts, Id person_id, Day day)
{
    const Employment *employment = employment_of(facts, person_id);
    if (!employment || !person_employed(employment->employed_from, employment->employed_until, day))
        return NULL;
    return contract_of_day(&facts->contracts, person_id, day);
}

/* An ordinary working day of the contract: what a working Saturday is worth. */
static Minutes usual_day(const Contract *contract)
{
    int64_t sum = 0;
    int64_t days = 0;
    for (int weekday = 0; weekday < 5; weekday++) {
        sum += contract_minutes(contract, weekday).n;
        days += contract_minutes(contract, weekday).n > 0;
    }
    return MINUTES(days ? sum / days : 0);
}

/* One day: the norm, what a moved day adds, what the calendar takes. */
typedef struct {
    int64_t norm, moved, holiday;
} DayFacts;

static DayFacts day_facts(const WeekFacts *facts, Id person_id, Day day)
{
    const Contract *contract = contract_on(facts, person_id, day);
    DayFacts out = {0};
    if (!contract)
        return out;
    out.norm = contract_minutes(contract, day_weekday(day)).n;
    switch (calendar_day(facts->calendar, day)) {
    case CALENDAR_OFF:
        out.holiday = out.norm;
        break;
    case CALENDAR_SHORT:
        out.holiday = MIN_OF(CALENDAR_SHORT_BY.n, out.norm);
        break;
    case CALENDAR_MOVED_IN:
        out.moved = out.norm ? 0 : usual_day(contract).n;
        break;
    case CALENDAR_MOVED_IN_SHORT:
        out.moved = out.norm ? 0 : MAX_OF(usual_day(contract).n - CALENDAR_SHORT_BY.n, 0);
        break;
    default:
        break;
    }
    return out;
}

static size_t first_absence_of(const WeekFacts *facts, Id person_id)
{
    size_t low = 0;
    size_t high = facts->absences.count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (facts->absences.items[middle].person_id.n < person_id.n)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Leave of the day: on a holiday it adds nothing, a half takes half of the day's norm. */
static int64_t leave_on(const WeekFacts *facts, Id person_id, Day day, const DayFacts *facts_of_day,
                        const Absence **which)
{
    int64_t left = facts_of_day->norm + facts_of_day->moved - facts_of_day->holiday;
    int64_t taken = 0;
    for (size_t i = first_absence_of(facts, person_id); i < facts->absences.count; i++) {
        const Absence *absence = &facts->absences.items[i];
        if (absence->person_id.n != person_id.n)
            break;
        if (day.n < absence->from_day.n || day.n > absence->until_day.n)
            continue;
        taken += absence->half ? (facts_of_day->norm + facts_of_day->moved) / 2 : left;
        *which = absence;
    }
    return MIN_OF(taken, left);
}

void week_base(const WeekFacts *facts, PersonWeek *week)
{
    const Absence *which = NULL;
    week->capacity = week->room = week->absence = MINUTES(0);
    for (int i = 0; i < DAYS_PER_WEEK; i++) {
        Day day = day_plus(week->week, i);
        DayFacts of_day = day_facts(facts, week->person_id, day);
        week->capacity.n += of_day.norm;
        week->room.n += of_day.norm + of_day.moved;
        week->absence.n += of_day.holiday + leave_on(facts, week->person_id, day, &of_day, &which);
    }
}

void week_away(const WeekFacts *facts, Id person_id, Day week, Minutes taken[4])
{
    for (int i = 0; i < DAYS_PER_WEEK; i++) {
        const Absence *which = NULL;
        Day day = day_plus(week, i);
        DayFacts of_day = day_facts(facts, person_id, day);
        int64_t leave = leave_on(facts, person_id, day, &of_day, &which);
        taken[0].n += of_day.holiday;
        if (which)
            taken[1 + which->kind].n += leave;
    }
}

void week_day(const Ctx *cx, const WeekFacts *facts, Id person_id, Day day, WeekDay *out)
{
    const Absence *which = NULL;
    DayFacts of_day = day_facts(facts, person_id, day);
    int64_t leave = leave_on(facts, person_id, day, &of_day, &which);
    *out = (WeekDay){.day = day,
                     .norm = MINUTES(of_day.norm + of_day.moved),
                     .away = MINUTES(of_day.holiday + leave),
                     .note = calendar_name(cx, facts->calendar, day)};
    if (!*out->note && which)
        out->note = absence_kind_text(cx, which->kind);
}

/* ---- rows ---- */

Err *week_rows(Ctx *cx, Day from, Day until, PersonWeekList *rows)
{
    WeekRange range = {.from_day = from, .until_day = until, .from_week = from, .until_week = until};
    return db_all(cx, &sql_person_week_range, IN(WeekRange, &range), MANY(PersonWeek, rows));
}

Err *week_rows_by_week(Ctx *cx, Day from, Day until, PersonWeekList *rows)
{
    WeekRange range = {.from_day = from, .until_day = until, .from_week = from, .until_week = until};
    return db_all(cx, &sql_person_week_by_week, IN(WeekRange, &range), MANY(PersonWeek, rows));
}

Err *week_rows_of(Ctx *cx, Id person_id, Day from, Day until, PersonWeekList *rows)
{
    WeekRange range = {
        .person_id = person_id, .from_day = from, .until_day = until, .from_week = from, .until_week = until};
    return db_all(cx, &sql_person_week_range_of, IN(WeekRange, &range), MANY(PersonWeek, rows));
}

static Err *make_up(Ctx *cx, PersonWeek *week)
{
    WeekFacts *facts;
    TRY(week_facts_load(cx, &week->person_id, 1, week->week, 1, &facts));
    week_base(facts, week);
    week->pushed = week_excess(week);
    return NULL;
}

Err *week_load(Ctx *cx, Id person_id, Day week, PersonWeek *out)
{
    bool found;
    *out = (PersonWeek){.person_id = person_id, .week = week};
    TRY(db_find(cx, &sql_person_week_find, IN(PersonWeek, out), ONE(PersonWeek, out), &found));
    return found ? NULL : make_up(cx, out);
}

/*
 * The row comes first, then what it is made of: its reference to the person waits for whoever holds them because
 * hours or the calendar change (person_hold), and they wait for us, so that one of both sees what the other did.
 */
static Err *add_row(Ctx *cx, PersonWeek *week)
{
    int64_t added;
    TRY(db_change(cx, &sql_person_week_add, IN(PersonWeek, week), &added));
    TRY(db_one(cx, &sql_person_week_lock, IN(PersonWeek, week), ONE(PersonWeek, week)));
    if (!added)
        return NULL;
    TRY(make_up(cx, week));
    return db_exec(cx, &sql_person_week_save, IN(PersonWeek, week));
}

Err *week_lock(Ctx *cx, Id person_id, Day week, PersonWeek *out)
{
    bool found;
    *out = (PersonWeek){.person_id = person_id, .week = week};
    TRY(db_find(cx, &sql_person_week_lock, IN(PersonWeek, out), ONE(PersonWeek, out), &found));
    if (found)
        return NULL;
    return add_row(cx, out);
}

/* person_id 0: the calendar's. */
static Err *move_revision(Ctx *cx, Id person_id)
{
    WeekTouch moved = {.person_id = person_id, .touched_by = cx->person_id, .touched_at = cx->now};
    return db_exec(cx, &sql_plan_revision_move, IN(WeekTouch, &moved));
}

Err *week_revisions(Ctx *cx, WeekRevisions *revisions)
{
    return db_all(cx, &sql_plan_revision_list, NOTHING_IN, MANY(WeekRevision, revisions));
}

Err *week_save(Ctx *cx, PersonWeek *week)
{
    week->pushed = week_excess(week);
    TRY(db_exec(cx, &sql_person_week_save, IN(PersonWeek, week)));
    return move_revision(cx, week->person_id);
}

/* All are locked before the first is stored: who waits for a week must not hold a revision that others wait for. */
static Err *refresh_rows(Ctx *cx, const WeekFacts *facts, PersonWeekList *rows)
{
    for (size_t i = 0; i < rows->count; i++)
        TRY(week_lock(cx, rows->items[i].person_id, rows->items[i].week, &rows->items[i]));
    for (size_t i = 0; i < rows->count; i++) {
        week_base(facts, &rows->items[i]);
        TRY(week_save(cx, &rows->items[i]));
    }
    return NULL;
}

Err *week_refresh(Ctx *cx, Id person_id, Day from, Day until)
{
    PersonWeekList rows = {0};
    WeekFacts *facts;
    Day first = day_monday(day_is_set(from) ? from : DAY_MIN);
    Day end = day_is_set(until) ? day_plus(day_monday(until), 7) : DAY_MAX;
    if (!day_is_set(until)) /* of a range that ends the caller has made and locked every row */
        TRY(person_hold(cx, person_id));
    TRY(week_rows_of(cx, person_id, first, end, &rows));
    if (rows.count == 0)
        return move_revision(cx, person_id); /* weeks without a row follow, too */
    Day last = rows.items[rows.count - 1].week;
    first = rows.items[0].week;
    TRY(week_facts_load(cx, &person_id, 1, first, (int)((last.n - first.n) / 7) + 1, &facts));
    return refresh_rows(cx, facts, &rows);
}

Err *week_forget(Ctx *cx, Id person_id)
{
    TRY(db_exec(cx, &sql_person_week_forget, BY_ID(person_id)));
    return move_revision(cx, person_id);
}

Err *week_refresh_all(Ctx *cx, Day day)
{
    PersonWeekList rows = {0};
    WeekFacts *facts;
    Day monday = day_monday(day);
    TRY(person_hold(cx, ID(0)));
    TRY(move_revision(cx, ID(0)));
    TRY(week_rows(cx, monday, day_plus(monday, DAYS_PER_WEEK), &rows));
    if (rows.count == 0)
        return NULL;
    TRY(week_facts_load(cx, NULL, 0, monday, 1, &facts));
    return refresh_rows(cx, facts, &rows);
}

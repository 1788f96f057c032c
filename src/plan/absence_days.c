/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/text.h"
#include "plan/absence_days.h"

#define DAYS_MAX 366

SHAPE(AbsenceDays, FIELD(AbsenceDays, person_id), FIELD_WORD(AbsenceDays, kind, absence_kind_words),
      FIELD(AbsenceDays, days, .max = 5000), FIELD(AbsenceDays, from_day), FIELD(AbsenceDays, until_day),
      FIELD(AbsenceDays, half), FIELD(AbsenceDays, note, .max = 500));

typedef LIST_OF(Day) Days;

static int by_day(const void *a, const void *b)
{
    int64_t left = ((const Day *)a)->n;
    int64_t right = ((const Day *)b)->n;
    return (left > right) - (left < right);
}

static Err *read_days(Ctx *cx, const AbsenceDays *wanted, Days *days)
{
    TextList said = text_split(cx->arena, wanted->days, ',');
    if (!*wanted->days)
        return NULL;
    if (said.count > DAYS_MAX)
        return err_new(cx, ERR_INPUT, "days", _("At most %d days at once"), DAYS_MAX);
    for (size_t i = 0; i < said.count; i++)
        if (!day_parse(text_trim(cx->arena, said.items[i]), (Day *)list_push(cx->arena, days)))
            return err_new(cx, ERR_INPUT, "days", "%s", _("Write a date: 2026-06-17"));
    if (days->count > 1)
        qsort(days->items, days->count, sizeof days->items[0], by_day);
    return NULL;
}

/* Whether the person works on none of the days between two. */
static Err *is_joined(Ctx *cx, Id person_id, Day from, Day until, bool *joined)
{
    WeekFacts *facts;
    *joined = until.n - from.n <= 1;
    if (*joined || until.n - from.n > DAYS_PER_WEEK)
        return NULL;
    *joined = true;
    TRY(week_facts_load(cx, &person_id, 1, day_monday(from), 2, &facts));
    for (Day day = day_plus(from, 1); day.n < until.n; day = day_plus(day, 1)) {
        WeekDay of_day;
        week_day(cx, facts, person_id, day, &of_day);
        *joined = *joined && of_day.norm.n == 0;
    }
    return NULL;
}

static Err *add_run(Ctx *cx, const AbsenceDays *wanted, Day from, Day until, AbsenceList *made)
{
    Absence *absence = list_push(cx->arena, made);
    *absence = (Absence){.person_id = wanted->person_id,
                         .kind = wanted->kind,
                         .from_day = from,
                         .until_day = until,
                         .half = wanted->half,
                         .note = wanted->note ? wanted->note : ""};
    return absence_add(cx, absence);
}

Err *absence_add_days(Ctx *cx, const AbsenceDays *wanted, AbsenceList *made)
{
    Days days = {0};
    TRY(read_days(cx, wanted, &days));
    if (days.count == 0)
        return add_run(cx, wanted, wanted->from_day,
                       day_is_set(wanted->until_day) ? wanted->until_day : wanted->from_day, made);
    Day from = days.items[0];
    for (size_t i = 1; i < days.count; i++) {
        bool joined;
        TRY(is_joined(cx, wanted->person_id, days.items[i - 1], days.items[i], &joined));
        if (joined)
            continue;
        TRY(add_run(cx, wanted, from, days.items[i - 1], made));
        from = days.items[i];
    }
    return add_run(cx, wanted, from, days.items[days.count - 1], made);
}

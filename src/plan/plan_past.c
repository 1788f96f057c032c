/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "plan/absence.h"
#include "plan/overtime.h"
#include "plan/plan_past.h"
#include "plan/plan_past.sql.h"
#include "plan/week.h"

SHAPE(PastItem, FIELD(PastItem, id), FIELD(PastItem, change_id), FIELD(PastItem, noun), FIELD(PastItem, record_id),
      FIELD(PastItem, before), FIELD(PastItem, after), FIELD(PastItem, at), FIELD(PastItem, person_id));

typedef struct {
    Day from_week, until_week;
    Instant at;
} PastRange;
SHAPE_STATIC(PastRange, FIELD(PastRange, from_week), FIELD(PastRange, until_week), FIELD(PastRange, at));

static PastRange range_of(Day from, int weeks, Instant moment)
{
    return (PastRange){from, day_plus(from, (int64_t)weeks * DAYS_PER_WEEK), moment};
}

Err *past_items(Ctx *cx, Instant moment, Day from, int weeks, PastItems *items)
{
    PastRange range = range_of(from, weeks, moment);
    size_t kept = 0;
    TRY(db_all(cx, &sql_past_items, IN(PastRange, &range), MANY(PastItem, items)));
    for (size_t i = 0; i < items->count; i++)
        if (!kept || items->items[kept - 1].id.n != items->items[i].id.n)
            items->items[kept++] = items->items[i];
    items->count = kept;
    return NULL;
}

/* ---- records as they were ---- */

/* By noun and record, the first change first. */
static int by_record(const void *a, const void *b)
{
    const PastItem *left = a;
    const PastItem *right = b;
    int nouns = strcmp(left->noun, right->noun);
    if (nouns)
        return nouns;
    if (left->record_id.n != right->record_id.n)
        return left->record_id.n < right->record_id.n ? -1 : 1;
    return (left->id.n > right->id.n) - (left->id.n < right->id.n);
}

/* Leaves the first change of each record: what stood before it is what stood at the moment. */
static void keep_first(PastItems *items)
{
    size_t kept = 0;
    if (items->count)
        qsort(items->items, items->count, sizeof items->items[0], by_record);
    for (size_t i = 0; i < items->count; i++) {
        const PastItem *last = kept ? &items->items[kept - 1] : NULL;
        const PastItem *one = &items->items[i];
        if (!last || last->record_id.n != one->record_id.n || strcmp(last->noun, one->noun) != 0)
            items->items[kept++] = *one;
    }
    items->count = kept;
}

static int by_name(const void *a, const void *b)
{
    const PastItem *left = a;
    const PastItem *right = b;
    int nouns = strcmp(left->noun, right->noun);
    return nouns ? nouns : (left->record_id.n > right->record_id.n) - (left->record_id.n < right->record_id.n);
}

static bool has_changed(const PastItems *firsts, const char *noun, Id id)
{
    PastItem wanted = {.noun = noun, .record_id = id};
    return firsts->count && bsearch(&wanted, firsts->items, firsts->count, sizeof wanted, by_name);
}

/* A window of weeks as it was. */
typedef struct {
    Ctx *cx;
    Day from, until;
    int weeks;
    PastItems firsts;
    AllocationList allocations; /* by week, person */
    OvertimeList overtime;
    AbsenceList absences; /* by person, day */
} Window;

/* Calls put() with each record of the noun as it stood before its first change. */
static Err *put_back(Window *window, const char *noun, const Shape *shape, void (*put)(Window *, const void *))
{
    for (size_t i = 0; i < window->firsts.count; i++) {
        const PastItem *item = &window->firsts.items[i];
        void *was;
        if (strcmp(item->noun, noun) != 0 || !*item->before)
            continue;
        TRY(history_side(window->cx, item->before, shape, &was));
        put(window, was);
    }
    return NULL;
}

static bool in_weeks(const Window *window, Day week)
{
    return week.n >= window->from.n && week.n < window->until.n;
}

static void put_allocation(Window *window, const void *was)
{
    const Allocation *one = was;
    if (in_weeks(window, one->week))
        *(Allocation *)list_push(window->cx->arena, &window->allocations) = *one;
}

static void put_overtime(Window *window, const void *was)
{
    const Overtime *one = was;
    if (in_weeks(window, one->week))
        *(Overtime *)list_push(window->cx->arena, &window->overtime) = *one;
}

static void put_absence(Window *window, const void *was)
{
    const Absence *one = was;
    if (one->until_day.n >= window->from.n && one->from_day.n < window->until.n)
        *(Absence *)list_push(window->cx->arena, &window->absences) = *one;
}

static int by_week(const void *a, const void *b)
{
    const Allocation *left = a;
    const Allocation *right = b;
    if (left->week.n != right->week.n)
        return left->week.n < right->week.n ? -1 : 1;
    if (left->person_id.n != right->person_id.n)
        return left->person_id.n < right->person_id.n ? -1 : 1;
    return (left->id.n > right->id.n) - (left->id.n < right->id.n);
}

static int by_person(const void *a, const void *b)
{
    const Absence *left = a;
    const Absence *right = b;
    if (left->person_id.n != right->person_id.n)
        return left->person_id.n < right->person_id.n ? -1 : 1;
    if (left->from_day.n != right->from_day.n)
        return left->from_day.n < right->from_day.n ? -1 : 1;
    return (left->id.n > right->id.n) - (left->id.n < right->id.n);
}

/* Drops from a list of records those that changed. */
#define DROP_CHANGED(window, noun, list)                                                                               \
    do {                                                                                                               \
        size_t kept = 0;                                                                                               \
        for (size_t i = 0; i < (list)->count; i++)                                                                     \
            if (!has_changed(&(window)->firsts, noun, (list)->items[i].id))                                            \
                (list)->items[kept++] = (list)->items[i];                                                              \
        (list)->count = kept;                                                                                          \
    } while (0)

static Err *read_allocations(Window *window)
{
    AllocationList *list = &window->allocations;
    TRY(allocation_by_week(window->cx, window->from, window->until, list));
    DROP_CHANGED(window, "allocation", list);
    TRY(put_back(window, "allocation", &Allocation_shape, put_allocation));
    if (list->count)
        qsort(list->items, list->count, sizeof list->items[0], by_week);
    return NULL;
}

static Err *read_overtime(Window *window)
{
    TRY(overtime_range(window->cx, window->from, window->until, &window->overtime));
    DROP_CHANGED(window, "overtime", &window->overtime);
    return put_back(window, "overtime", &Overtime_shape, put_overtime);
}

static Err *read_absences(Window *window)
{
    AbsenceList *list = &window->absences;
    PastRange range = {window->from, window->until, {0}};
    TRY(db_all(window->cx, &sql_past_absences, IN(PastRange, &range), MANY(Absence, list)));
    DROP_CHANGED(window, "absence", list);
    TRY(put_back(window, "absence", &Absence_shape, put_absence));
    if (list->count)
        qsort(list->items, list->count, sizeof list->items[0], by_person);
    return NULL;
}

/* ---- sums ---- */

static void add_allocation(PersonWeek *row, const Allocation *one)
{
    Minutes *sum = one->state == ALLOCATION_TENTATIVE ? &row->tentative
                   : one->project_id.n                ? &row->confirmed
                   : allocation_is_reserve(one->kind) ? &row->reserve
                                                      : &row->internal;
    sum->n += one->minutes.n;
}

static Minutes agreed(const Window *window, Id person_id, Day week)
{
    Minutes sum = MINUTES(0);
    for (size_t i = 0; i < window->overtime.count; i++)
        if (window->overtime.items[i].person_id.n == person_id.n && window->overtime.items[i].week.n == week.n)
            sum.n += window->overtime.items[i].minutes.n;
    return sum;
}

static int by_id(const void *a, const void *b)
{
    const Id *left = a;
    const Id *right = b;
    return (left->n > right->n) - (left->n < right->n);
}

/* A row for each person and week, in the order of weeks and people. */
static void make_rows(Window *window, const WeekFacts *facts, const Id *people, size_t count, PersonWeekList *rows)
{
    size_t next = 0;
    const AllocationList *all = &window->allocations;
    rows->items = arena_new_array(window->cx->arena, PersonWeek, (size_t)window->weeks * count + 1);
    for (int w = 0; w < window->weeks; w++)
        for (size_t i = 0; i < count; i++) {
            PersonWeek *row = &rows->items[rows->count++];
            *row = (PersonWeek){.person_id = people[i], .week = day_plus(window->from, (int64_t)w * DAYS_PER_WEEK)};
            week_base(facts, row);
            row->overtime = agreed(window, row->person_id, row->week);
            while (next < all->count &&
                   (all->items[next].week.n < row->week.n ||
                    (all->items[next].week.n == row->week.n && all->items[next].person_id.n < row->person_id.n)))
                next++; /* of somebody who is not asked for */
            for (; next < all->count && all->items[next].week.n == row->week.n &&
                   all->items[next].person_id.n == row->person_id.n;
                 next++)
                add_allocation(row, &all->items[next]);
        }
}

Err *past_sheets_load(Ctx *cx, Instant moment, Day from, int weeks, PersonSheet *sheets, size_t count)
{
    Window window = {.cx = cx, .from = from, .until = day_plus(from, (int64_t)weeks * DAYS_PER_WEEK), .weeks = weeks};
    WeekFacts *facts;
    PersonWeekList rows = {0};
    Id *people = arena_new_array(cx->arena, Id, count + 1);
    for (size_t i = 0; i < count; i++)
        people[i] = sheets[i].person_id;
    qsort(people, count, sizeof people[0], by_id);
    TRY(past_items(cx, moment, from, weeks, &window.firsts));
    keep_first(&window.firsts);
    TRY(read_allocations(&window));
    TRY(read_overtime(&window));
    TRY(read_absences(&window));
    TRY(week_facts_load(cx, NULL, 0, from, weeks, &facts));
    week_facts_absences(facts, &window.absences);
    make_rows(&window, facts, people, count, &rows);
    sheets_make(cx, from, weeks, &rows, &window.allocations, facts, sheets, count);
    return NULL;
}

/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/hooks.h"
#include "db/db.h"
#include "plan/sheet.h"
#include "plan/week.h"

/* Up to so many people are read one by one; for more, everybody's weeks are read at once. */
#define ONE_BY_ONE 12

/* ---- reading ---- */

/* Everything of some weeks, of everybody or of one person; rows and allocations stand by week and person. */
typedef struct {
    Ctx *cx;
    Day from;
    int weeks;
    PersonWeekList rows;
    AllocationList allocations;
    WeekFacts *facts;
} Window;

static Err *read_everybody(Window *window)
{
    Ctx *cx = window->cx;
    Day until = day_plus(window->from, (int64_t)window->weeks * DAYS_PER_WEEK);
    TRY(week_rows_by_week(cx, window->from, until, &window->rows));
    TRY(allocation_by_week(cx, window->from, until, &window->allocations));
    return week_facts_load(cx, NULL, 0, window->from, window->weeks, &window->facts);
}

static Err *read_one(Window *window, Id person_id)
{
    Ctx *cx = window->cx;
    Day until = day_plus(window->from, (int64_t)window->weeks * DAYS_PER_WEEK);
    TRY(week_rows_of(cx, person_id, window->from, until, &window->rows));
    TRY(allocation_range(cx, person_id, window->from, until, &window->allocations));
    return week_facts_load(cx, &person_id, 1, window->from, window->weeks, &window->facts);
}

/* Whether (week, person) a stands before b, which is the order of the lists. */
static bool stands_before(Day week_a, Id person_a, Day week_b, Id person_b)
{
    return week_a.n != week_b.n ? week_a.n < week_b.n : person_a.n < person_b.n;
}

/* The row of a person's week, by bisection; NULL where nobody planned. */
static const PersonWeek *row_of(const PersonWeekList *rows, Id person_id, Day week)
{
    size_t low = 0;
    size_t high = rows->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (stands_before(rows->items[middle].week, rows->items[middle].person_id, week, person_id))
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < rows->count && rows->items[low].week.n == week.n && rows->items[low].person_id.n == person_id.n;
    return found ? &rows->items[low] : NULL;
}

/* The first allocation of a person's week, or of what follows it. */
static size_t first_allocation(const AllocationList *list, Id person_id, Day week)
{
    size_t low = 0;
    size_t high = list->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (stands_before(list->items[middle].week, list->items[middle].person_id, week, person_id))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static PlanAllocation told(const Allocation *allocation)
{
    bool tentative = allocation->state == ALLOCATION_TENTATIVE;
    return (PlanAllocation){.id = allocation->id,
                            .project_id = allocation->project_id,
                            .kind = allocation_kind_words[allocation->kind],
                            .minutes = allocation->minutes,
                            .state = allocation_state_words[tentative],
                            .work = allocation->work,
                            .until = allocation->until,
                            .reserved_by = allocation->reserved_by,
                            .note = allocation->note};
}

static void put_allocations(const Window *window, Id person_id, PlanWeek *week)
{
    const AllocationList *all = &window->allocations;
    size_t from = first_allocation(all, person_id, week->week);
    size_t until = from;
    while (until < all->count && all->items[until].person_id.n == person_id.n &&
           all->items[until].week.n == week->week.n)
        until++;
    size_t count = until - from;
    week->allocations.items = arena_new_array(window->cx->arena, PlanAllocation, count + 4);
    for (size_t i = 0; i < count; i++)
        week->allocations.items[i] = told(&all->items[from + i]);
    week->allocations.count = count;
}

/* Holidays and leave are derived: they have no id and are changed through absences and the calendar. */
static void put_derived(const Window *window, Id person_id, PlanWeek *week)
{
    static const char *const words[] = {"holiday", "vacation", "sick", "day_off"};
    Minutes taken[COUNT_OF(words)] = {0};
    if (week->absence.n == 0)
        return;
    week_away(window->facts, person_id, week->week, taken);
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (taken[i].n > 0)
            week->allocations.items[week->allocations.count++] = (PlanAllocation){
                .kind = words[i], .minutes = taken[i], .state = "", .work = "", .note = "", .until = DAY_NONE};
}

static void put_week(const Window *window, Id person_id, Day monday, PlanWeek *week)
{
    PersonWeek made = {.person_id = person_id, .week = monday};
    const PersonWeek *row = row_of(&window->rows, person_id, monday);
    if (!row) {
        week_base(window->facts, &made);
        row = &made;
    }
    *week = plan_week_of(row);
    put_allocations(window, person_id, week);
    put_derived(window, person_id, week);
}

static void put_weeks(const Window *window, PersonSheet *sheet)
{
    sheet->weeks = arena_new_array(window->cx->arena, PlanWeek, (size_t)window->weeks);
    for (int i = 0; i < window->weeks; i++)
        put_week(window, sheet->person_id, day_plus(window->from, (int64_t)i * DAYS_PER_WEEK), &sheet->weeks[i]);
}

/* Those whose weeks are not there yet. */
static Err *read_missing(Ctx *cx, Day from, int weeks, PersonSheet *sheets, size_t count, size_t missing)
{
    Window window = {.cx = cx, .from = from, .weeks = weeks};
    if (missing > ONE_BY_ONE)
        TRY(read_everybody(&window));
    for (size_t i = 0; i < count; i++) {
        if (sheets[i].weeks)
            continue;
        if (missing <= ONE_BY_ONE) {
            window.rows.count = window.allocations.count = 0;
            window.rows.items = NULL;
            window.allocations.items = NULL;
            TRY(read_one(&window, sheets[i].person_id));
        }
        put_weeks(&window, &sheets[i]);
    }
    return NULL;
}

void sheets_make(Ctx *cx, Day from, int weeks, const PersonWeekList *rows, const AllocationList *allocations,
                 WeekFacts *facts, PersonSheet *sheets, size_t count)
{
    Window window = {
        .cx = cx, .from = from, .weeks = weeks, .rows = *rows, .allocations = *allocations, .facts = facts};
    for (size_t i = 0; i < count; i++) {
        sheets[i].revision = SHEET_NOT_KEPT;
        put_weeks(&window, &sheets[i]);
    }
}

/* ---- keeping ---- */

static const char *key_of(Ctx *cx, const PersonSheet *sheet, Day from, int weeks, const char *what)
{
    return arena_printf(cx->arena, "%" PRId64 ".%" PRId64 ".%" PRId64 ".%d %s", sheet->person_id.n, sheet->revision,
                        from.n, weeks, what);
}

static void take_kept(Ctx *cx, Shelf *shelf, Day from, int weeks, PersonSheet *sheet)
{
    Shared *shared = shelf_get(shelf, key_of(cx, sheet, from, weeks, ""));
    if (!shared)
        return;
    arena_defer(cx->arena, shared_drop, shared);
    sheet->weeks = shape_unpack(shared, NULL);
}

static void keep(Ctx *cx, Shelf *shelf, Day from, int weeks, const PersonSheet *sheet)
{
    Shared *shared = shape_pack(&PlanWeek_shape, sheet->weeks, (size_t)weeks);
    shelf_put(shelf, key_of(cx, sheet, from, weeks, ""), shared);
    shared_drop(shared);
}

/* ---- both ---- */

static int64_t revision_of(const WeekRevisions *revisions, Id person_id)
{
    size_t low = 0;
    size_t high = revisions->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (revisions->items[middle].person_id.n < person_id.n)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < revisions->count && revisions->items[low].person_id.n == person_id.n;
    return found ? revisions->items[low].revision : 0;
}

/* Both only ever grow, so their sum tells states apart. */
static Err *find_revisions(Ctx *cx, PersonSheet *sheets, size_t count)
{
    WeekRevisions revisions = {0};
    TRY(week_revisions(cx, &revisions));
    int64_t calendar = revision_of(&revisions, ID(0));
    for (size_t i = 0; i < count; i++)
        sheets[i].revision = calendar + revision_of(&revisions, sheets[i].person_id);
    return NULL;
}

static Err *load_kept(Ctx *cx, Shelf *shelf, Day from, int weeks, PersonSheet *sheets, size_t count)
{
    size_t missing = 0;
    bool *fresh = arena_new_array(cx->arena, bool, count);
    TRY(find_revisions(cx, sheets, count));
    for (size_t i = 0; i < count; i++) {
        take_kept(cx, shelf, from, weeks, &sheets[i]);
        fresh[i] = !sheets[i].weeks;
        missing += fresh[i];
    }
    if (missing == 0)
        return NULL;
    TRY(read_missing(cx, from, weeks, sheets, count, missing));
    for (size_t i = 0; i < count; i++)
        if (fresh[i])
            keep(cx, shelf, from, weeks, &sheets[i]);
    return NULL;
}

Err *sheets_load(Ctx *cx, Day from, int weeks, PersonSheet *sheets, size_t count)
{
    Shelf *shelf = db_shelf(cx);
    for (size_t i = 0; i < count; i++) {
        sheets[i].revision = SHEET_NOT_KEPT;
        sheets[i].weeks = NULL;
    }
    if (shelf)
        return load_kept(cx, shelf, from, weeks, sheets, count);
    return read_missing(cx, from, weeks, sheets, count, count);
}

Ready *sheet_ready(Ctx *cx, const PersonSheet *sheet, Day from, int weeks, const char *what)
{
    if (sheet->revision == SHEET_NOT_KEPT)
        return NULL;
    return ready_look(cx->arena, cx->hooks->shelf, key_of(cx, sheet, from, weeks, what));
}

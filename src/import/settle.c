/* SPDX-License-Identifier: MIT */
/* What follows from a table as a whole: the days of its heads, the unit of its numbers, whether it goes by days. */
#include "base/base.h"

#include "import/read.h"

#define IMPORT_WORD(value, word) word,
const char *const import_unit_words[] = {IMPORT_UNITS(IMPORT_WORD) NULL};

#define DAY_HOURS_MAX 12000 /* thousandths: larger numbers of days are percent */

/* ---- weeks ---- */

static Day earliest_after(const WeekHead *head, Day before, int year, bool backwards)
{
    Day day = week_head_day(head, year);
    if (day_is_set(day) && day_is_set(before) && !backwards && day.n < before.n)
        day = week_head_day(head, year + 1);
    if (day_is_set(day) && day_is_set(before) && backwards && day.n > before.n)
        day = week_head_day(head, year - 1);
    return day;
}

static int year_at(Day day, int fallback)
{
    return day_is_set(day) ? day_ymd(day).year : fallback;
}

bool import_same_head(const WeekHead *a, const WeekHead *b)
{
    return a->kind == b->kind && a->year == b->year && a->month == b->month && a->day == b->day && a->week == b->week;
}

/* The columns of a sheet are in order of time: the year rolls over where the month goes back. */
static void settle_wide(ImportHead *heads, size_t count, int *year)
{
    size_t known = 0;
    while (known < count && !heads[known].head.year)
        known++;
    Day before = DAY_NONE;
    for (size_t i = known < count ? known : 0; i < count; i++) {
        heads[i].day = earliest_after(&heads[i].head, before, *year, false);
        before = day_is_set(heads[i].day) ? heads[i].day : before;
        *year = heads[i].head.kind == HEAD_WEEK ? *year : year_at(before, *year);
        if (heads[i].head.kind == HEAD_WEEK && day_is_set(before))
            day_iso_week(before, year);
    }
    Day after = known < count ? heads[known].day : DAY_NONE;
    for (size_t i = known < count ? known : 0; i-- > 0;) {
        heads[i].day = earliest_after(&heads[i].head, after, year_at(after, *year), true);
        after = day_is_set(heads[i].day) ? heads[i].day : after;
    }
}

/* Dates of rows and sheets may stand in any order: only a leap by half a year is another year. */
static void settle_long(ImportHead *heads, size_t count, int year)
{
    Day before = DAY_NONE;
    for (size_t i = 0; i < count; i++) {
        Day day = week_head_day(&heads[i].head, year);
        bool leaps = day_is_set(before) && day_is_set(day) && !heads[i].head.year;
        if (leaps && day.n < before.n - 182)
            day = week_head_day(&heads[i].head, ++year);
        else if (leaps && day.n > before.n + 182)
            day = week_head_day(&heads[i].head, --year);
        heads[i].day = day;
        before = day_is_set(day) ? day : before;
    }
}

void import_settle(ImportTable *table, int year)
{
    size_t count = table->heads.count;
    int first_year = year;
    if (table->layout == IMPORT_LONG || table->layout == IMPORT_WEEK_SHEETS) {
        settle_long(table->heads.items, count, year);
        return;
    }
    for (size_t from = 0, until; from < count; from = until) {
        until = from + 1;
        if (import_same_head(&table->heads.items[0].head, &table->heads.items[from].head))
            year = first_year; /* the same weeks again: another person's sheet */
        while (until < count && table->heads.items[until].group == table->heads.items[from].group)
            until++;
        settle_wide(table->heads.items + from, until - from, &year);
    }
}

static int64_t distance_to_today(const Ctx *cx, const ImportTable *table)
{
    int64_t nearest = INT64_MAX;
    Day first = DAY_NONE;
    Day last = DAY_NONE;
    for (size_t i = 0; i < table->heads.count; i++) {
        Day day = table->heads.items[i].day;
        if (!day_is_set(day))
            continue;
        first = day_is_set(first) && first.n < day.n ? first : day;
        last = day_is_set(last) && last.n > day.n ? last : day;
        nearest = MIN_OF(nearest, imaxabs(day.n - cx->today.n));
    }
    bool inside = day_is_set(first) && first.n <= cx->today.n && last.n >= cx->today.n;
    return inside ? 0 : nearest;
}

int import_guess_year(const Ctx *cx, const ImportTable *table)
{
    static const int offsets[] = {0, 1, -1};
    ImportTable trial = *table;
    int today = day_ymd(cx->today).year;
    int best = today;
    int64_t nearest = INT64_MAX;
    trial.heads.items = arena_memdup(cx->arena, table->heads.items, sizeof(ImportHead) * table->heads.count);
    for (size_t i = 0; i < COUNT_OF(offsets); i++) {
        import_settle(&trial, today + offsets[i]);
        int64_t distance = distance_to_today(cx, &trial);
        if (distance < nearest && !*import_heads_trouble(cx, &trial)) {
            nearest = distance;
            best = today + offsets[i];
        }
    }
    return best;
}

const char *import_heads_trouble(const Ctx *cx, const ImportTable *table)
{
    size_t days = 0;
    size_t sundays = 0;
    for (size_t i = 0; i < table->heads.count; i++)
        if (table->heads.items[i].head.kind == HEAD_DAY && day_is_set(table->heads.items[i].day)) {
            days++;
            sundays += day_weekday(table->heads.items[i].day) == 6;
        }
    if (days >= 2 && sundays == days)
        return _("The weeks begin on Sundays. Weeks that begin on Mondays are needed");
    return "";
}

/* ---- what bare numbers are ---- */

/* Sums of bare numbers of a person in a week, counted by what they are near to. */
typedef struct {
    int sums, near_share, near_hours, near_percent;
    int64_t largest;
} Sums;

static void count_sum(Sums *sums, int64_t sum)
{
    if (sum <= 0)
        return;
    sums->sums++;
    sums->near_share += sum >= 800 && sum <= 1200;
    sums->near_hours += sum >= 32000 && sum <= 44000;
    sums->near_percent += sum >= 80000 && sum <= 120000;
    sums->largest = MAX_OF(sums->largest, sum);
}

static int by_person_head(const void *a, const void *b)
{
    const ImportRow *left = a;
    const ImportRow *right = b;
    return left->person != right->person ? left->person - right->person : left->head - right->head;
}

static Sums sums_of(Ctx *cx, const ImportTable *table)
{
    Sums sums = {0};
    size_t count = table->rows.count;
    ImportRow *rows = arena_memdup(cx->arena, table->rows.items, sizeof(ImportRow) * count);
    int64_t sum = 0;
    if (count > 1)
        qsort(rows, count, sizeof rows[0], by_person_head);
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && by_person_head(&rows[i - 1], &rows[i]) != 0) {
            count_sum(&sums, sum);
            sum = 0;
        }
        sum += rows[i].amount.kind == AMOUNT_PLAIN ? rows[i].amount.thousandths : 0;
    }
    count_sum(&sums, sum);
    return sums;
}

static ImportUnit unit_by_sums(const ImportTable *table, const Sums *sums)
{
    if (sums->largest <= 1500)
        return IMPORT_UNIT_SHARE;
    if (table->months)
        return sums->largest > 120000 ? IMPORT_UNIT_HOURS : IMPORT_UNIT_UNKNOWN;
    if (sums->largest > 60000 || sums->near_percent * 2 > sums->sums)
        return IMPORT_UNIT_PERCENT;
    if (sums->near_hours * 2 > sums->sums)
        return IMPORT_UNIT_HOURS;
    return IMPORT_UNIT_UNKNOWN;
}

/* Where most cells say what they are, the bare ones among them are the same. */
static ImportUnit unit_by_neighbours(const ImportTable *table)
{
    int percents = 0;
    int hours = 0;
    for (size_t i = 0; i < table->rows.count; i++) {
        percents += table->rows.items[i].amount.kind == AMOUNT_PERCENT;
        hours += table->rows.items[i].amount.kind == AMOUNT_HOURS;
    }
    if (percents == hours)
        return IMPORT_UNIT_UNKNOWN;
    return percents > hours ? IMPORT_UNIT_PERCENT : IMPORT_UNIT_HOURS;
}

void import_decide_unit(Ctx *cx, ImportTable *table)
{
    for (size_t i = 0; i < table->rows.count; i++)
        table->needs_unit = table->needs_unit || table->rows.items[i].amount.kind == AMOUNT_PLAIN;
    Sums sums = table->needs_unit ? sums_of(cx, table) : (Sums){0};
    if (table->needs_unit && (table->unit == IMPORT_UNIT_UNKNOWN || sums.largest <= 1500))
        table->unit = unit_by_sums(table, &sums);
    if (table->needs_unit && table->unit == IMPORT_UNIT_UNKNOWN)
        table->unit = unit_by_neighbours(table);
}

/* ---- tables by days ---- */

Day import_monday(const ImportHead *head)
{
    return day_is_set(head->day) ? day_monday(head->day) : DAY_NONE;
}

/* A row among those of its person, subject and week. */
typedef struct {
    const ImportRow *row;
    Day monday;
} RowOfWeek;

static int by_subject_week(const void *a, const void *b)
{
    const RowOfWeek *left = a;
    const RowOfWeek *right = b;
    if (left->row->person != right->row->person)
        return left->row->person - right->row->person;
    if (left->row->subject != right->row->subject)
        return left->row->subject - right->row->subject;
    return (left->monday.n > right->monday.n) - (left->monday.n < right->monday.n);
}

/* A row with another day of the same week for the same subject; NULL: the table goes by weeks. */
static const ImportRow *row_of_single_day(Ctx *cx, const ImportTable *table)
{
    RowOfWeek *rows = arena_new_array(cx->arena, RowOfWeek, table->rows.count + 1);
    size_t count = 0;
    for (size_t i = 0; i < table->rows.count; i++)
        if (table->rows.items[i].subject >= 0)
            rows[count++] =
                (RowOfWeek){&table->rows.items[i], import_monday(&table->heads.items[table->rows.items[i].head])};
    if (count > 1)
        qsort(rows, count, sizeof rows[0], by_subject_week);
    for (size_t i = 1; i < count; i++)
        if (by_subject_week(&rows[i - 1], &rows[i]) == 0 && rows[i - 1].row->head != rows[i].row->head)
            return rows[i].row;
    return NULL;
}

/* A table that goes by days: its bare numbers are hours unless it says otherwise, its percents those of a day. */
void import_settle_days(Ctx *cx, ImportTable *table)
{
    const ImportRow *day = table->months ? NULL : row_of_single_day(cx, table);
    table->days = day != NULL;
    bool small = true;
    for (size_t i = 0; i < table->rows.count; i++)
        small = small && (table->rows.items[i].amount.kind != AMOUNT_PLAIN ||
                          table->rows.items[i].amount.thousandths <= DAY_HOURS_MAX);
    if (day && table->needs_unit && table->unit == IMPORT_UNIT_UNKNOWN)
        table->unit = small ? IMPORT_UNIT_HOURS : IMPORT_UNIT_PERCENT;
}

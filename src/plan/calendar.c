/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/embedded.h"
#include "base/text.h"
#include "db/db.h"
#include "plan/calendar.h"
#include "plan/calendar.sql.h"

const char *const calendar_day_kind_words[] = {"off", "short", "work", NULL};

SHAPE(CalendarDay, FIELD(CalendarDay, day, .required = true), FIELD_WORD(CalendarDay, kind, calendar_day_kind_words),
      FIELD(CalendarDay, name, .required = true, .max = 100));

/* One day that differs from a plain week. */
typedef struct {
    Day day;
    DayKind kind;
    const char *holiday; /* msgid; NULL: none */
    const char *own;     /* the agency's text; NULL: none */
    Day from;            /* DAY_NONE: not moved */
} Special;

struct Calendar {
    LIST_OF(Special) specials; /* by day */
    int first_year, last_year; /* that the country has decided */
};

/* Holidays by their words in calendar_ru.txt. */
static const struct {
    const char *word;
    const char *name;
} holidays[] = {
    {"new_year", N_("New Year holidays")},
    {"christmas", N_("Christmas Day")},
    {"defender", N_("Defender of the Fatherland Day")},
    {"women", N_("International Women’s Day")},
    {"labour", N_("Spring and Labour Day")},
    {"victory", N_("Victory Day")},
    {"russia", N_("Russia Day")},
    {"unity", N_("National Unity Day")},
    {"decree", N_("Days off by presidential decree")},
};

/* Article 112 of the Labour Code: what every year has before its decree moves days off. */
static const struct {
    int month, day, last;
    const char *word;
} fixed_holidays[] = {
    {1, 1, 6, "new_year"}, {1, 7, 7, "christmas"}, {1, 8, 8, "new_year"}, {2, 23, 23, "defender"}, {3, 8, 8, "women"},
    {5, 1, 1, "labour"},   {5, 9, 9, "victory"},   {6, 12, 12, "russia"}, {11, 4, 4, "unity"},
};

static const char *holiday_name(const char *word)
{
    for (size_t i = 0; i < COUNT_OF(holidays); i++)
        if (!strcmp(holidays[i].word, word))
            return holidays[i].name;
    return NULL;
}

static bool is_weekend(Day day)
{
    return day_weekday(day) >= 5;
}

static const char *fixed_holiday(Day day)
{
    Ymd ymd = day_ymd(day);
    for (size_t i = 0; i < COUNT_OF(fixed_holidays); i++)
        if (ymd.month == fixed_holidays[i].month && ymd.day >= fixed_holidays[i].day &&
            ymd.day <= fixed_holidays[i].last)
            return holiday_name(fixed_holidays[i].word);
    return NULL;
}

/* Words of a line after its day: "off russia", "off from 2026-01-03", "short", "work", "work short". */
static bool read_words(const TextList *words, Special *special)
{
    const char *what = words->count > 1 ? words->items[1] : "";
    const char *second = words->count > 2 ? words->items[2] : "";
    if (!strcmp(what, "off") && words->count == 4 && !strcmp(second, "from")) {
        special->kind = CALENDAR_OFF;
        return day_parse(words->items[3], &special->from);
    }
    if (!strcmp(what, "off") && words->count == 3) {
        special->kind = CALENDAR_OFF;
        special->holiday = holiday_name(second);
        return special->holiday != NULL;
    }
    if (!strcmp(what, "short") && words->count == 2) {
        special->kind = CALENDAR_SHORT;
        return !is_weekend(special->day);
    }
    bool shorter = words->count == 3 && !strcmp(second, "short");
    special->kind = shorter ? CALENDAR_MOVED_IN_SHORT : CALENDAR_MOVED_IN;
    return !strcmp(what, "work") && (words->count == 2 || shorter) && is_weekend(special->day);
}

static Err *read_line(Ctx *cx, Arena *arena, const char *line, Calendar *calendar)
{
    TextList words = text_split(cx->arena, line, ' ');
    Special special = {.from = DAY_NONE};
    if (!day_parse(words.items[0], &special.day) || !read_words(&words, &special))
        return err_fault(cx, "calendar_ru.txt: cannot read \"%s\"", line);
    if (calendar->specials.count && calendar->specials.items[calendar->specials.count - 1].day.n >= special.day.n)
        return err_fault(cx, "calendar_ru.txt: \"%s\" is out of order", line);
    *(Special *)list_push(arena, &calendar->specials) = special;
    return NULL;
}

static Err *read_country(Ctx *cx, Arena *arena, Calendar *calendar)
{
    const char *text = embedded_text("plan/calendar_ru.txt");
    TextList lines = text_split(cx->arena, text ? text : "", '\n');
    for (size_t i = 0; i < lines.count; i++)
        if (*lines.items[i] && *lines.items[i] != '#')
            TRY(read_line(cx, arena, lines.items[i], calendar));
    if (!calendar->specials.count)
        return err_fault(cx, "plan/calendar_ru.txt is not compiled in or is empty");
    calendar->first_year = day_ymd(calendar->specials.items[0].day).year;
    calendar->last_year = day_ymd(calendar->specials.items[calendar->specials.count - 1].day).year;
    return NULL;
}

static int by_day(const void *a, const void *b)
{
    int64_t x = ((const Special *)a)->day.n;
    int64_t y = ((const Special *)b)->day.n;
    return (x > y) - (x < y);
}

/* The special day among the first `count`, which are in order; NULL when it is an ordinary one. */
static Special *find(const Calendar *calendar, size_t count, Day day)
{
    Special key = {.day = day};
    return count ? bsearch(&key, calendar->specials.items, count, sizeof(key), by_day) : NULL;
}

static DayKind kind_of_own(const CalendarDay *own)
{
    if (own->kind == CALENDAR_DAY_OFF)
        return CALENDAR_OFF;
    if (is_weekend(own->day))
        return own->kind == CALENDAR_DAY_SHORT ? CALENDAR_MOVED_IN_SHORT : CALENDAR_MOVED_IN;
    return own->kind == CALENDAR_DAY_SHORT ? CALENDAR_SHORT : CALENDAR_WORK;
}

/* The agency's word stands over the country's. */
static void put_own_days(Arena *arena, Calendar *calendar, const CalendarDays *own)
{
    size_t country = calendar->specials.count;
    for (size_t i = 0; own && i < own->count; i++) {
        const CalendarDay *day = &own->items[i];
        Special *special = find(calendar, country, day->day);
        if (!special)
            special = list_push(arena, &calendar->specials);
        *special = (Special){.day = day->day, .kind = kind_of_own(day), .own = day->name, .from = DAY_NONE};
    }
    qsort(calendar->specials.items, calendar->specials.count, sizeof(Special), by_day);
}

Err *calendar_make(Ctx *cx, Arena *arena, const CalendarDays *own, const Calendar **calendar)
{
    Calendar *made = arena_new(arena, Calendar);
    TRY(read_country(cx, arena, made));
    put_own_days(arena, made, own);
    *calendar = made;
    return NULL;
}

Err *calendar_load(Ctx *cx, const Calendar **calendar)
{
    CalendarDays own = {0};
    TRY(db_all(cx, &sql_calendar_day_all, NOTHING_IN, MANY(CalendarDay, &own)));
    return calendar_make(cx, cx->arena, &own, calendar);
}

DayKind calendar_day(const Calendar *calendar, Day day)
{
    const Special *special = find(calendar, calendar->specials.count, day);
    if (special)
        return special->kind;
    if (calendar_is_preliminary(calendar, day) && fixed_holiday(day))
        return CALENDAR_OFF;
    return is_weekend(day) ? CALENDAR_WEEKEND : CALENDAR_WORK;
}

static const char *name_of_kind(const Ctx *cx, const Special *special)
{
    if (special->own)
        return special->own;
    if (special->holiday)
        return tr(cx, special->holiday);
    if (day_is_set(special->from))
        return arena_printf(cx->arena, _("Day off moved from %s"), day_text(cx, special->from));
    return special->kind == CALENDAR_SHORT ? _("Shortened day") : _("Working weekend day");
}

const char *calendar_name(const Ctx *cx, const Calendar *calendar, Day day)
{
    const Special *special = find(calendar, calendar->specials.count, day);
    if (special)
        return name_of_kind(cx, special);
    const char *fixed = calendar_is_preliminary(calendar, day) ? fixed_holiday(day) : NULL;
    return fixed ? tr(cx, fixed) : "";
}

bool calendar_is_preliminary(const Calendar *calendar, Day day)
{
    int year = day_ymd(day).year;
    return year < calendar->first_year || year > calendar->last_year;
}

CalendarNorm calendar_norm(const Calendar *calendar, Day from, Day to)
{
    CalendarNorm norm = {0};
    for (Day day = from; day.n <= to.n; day.n++) {
        DayKind kind = calendar_day(calendar, day);
        bool shorter = kind == CALENDAR_SHORT || kind == CALENDAR_MOVED_IN_SHORT;
        norm.days += kind != CALENDAR_OFF && kind != CALENDAR_WEEKEND;
        norm.shortened += shorter;
    }
    return norm;
}

CalendarNorm calendar_norm_month(const Calendar *calendar, int year, int month)
{
    return calendar_norm(calendar, day_from_ymd(year, month, 1), day_from_ymd(year, month, month_length(year, month)));
}

CalendarNorm calendar_norm_year(const Calendar *calendar, int year)
{
    return calendar_norm(calendar, day_from_ymd(year, 1, 1), day_from_ymd(year, 12, 31));
}

Minutes calendar_norm_minutes(CalendarNorm norm, int week_hours)
{
    int64_t day = (int64_t)week_hours * 60 / 5; /* 36 h: 432 minutes; 24 h: 288 */
    return MINUTES(norm.days * day - norm.shortened * CALENDAR_SHORT_BY.n);
}

/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/day.h"
#include "base/test.h"

typedef struct {
    Arena arena;
    Ctx cx;
} Desk;

static Ctx *desk_init(Desk *desk, Lang lang)
{
    arena_init(&desk->arena, 0);
    desk->cx = (Ctx){.arena = &desk->arena, .today = day_from_ymd(2026, 6, 17), .person_name = "", .lang = lang};
    return &desk->cx;
}

/* Counts up a calendar by hand, day by day, and compares. */
static void goes_round_for_every_day(Test *t)
{
    Desk desk;
    Ctx *cx = desk_init(&desk, LANG_EN);
    int year = 1970, month = 1, number = 1;
    for (Day day = DAY_MIN; day.n <= DAY_MAX.n; day.n++) {
        Day parsed = DAY_NONE;
        ArenaMark mark = arena_mark(cx->arena);
        Ymd ymd = day_ymd(day);
        CHECK(t, ymd.year == year && ymd.month == month && ymd.day == number);
        CHECK_INT(t, day_from_ymd(year, month, number).n, day.n);
        CHECK(t, day_parse(day_iso(cx->arena, day), &parsed) && parsed.n == day.n);
        CHECK_INT(t, day_weekday(day), (day.n + 3) % 7);
        CHECK_INT(t, day_weekday(day_monday(day)), 0);
        CHECK(t, day.n - day_monday(day).n == day_weekday(day));
        arena_rewind(cx->arena, mark);
        if (++number > month_length(year, month)) {
            number = 1;
            month++;
        }
        if (month > 12) {
            month = 1;
            year++;
        }
    }
    CHECK_INT(t, year, 2200);
    arena_finish(&desk.arena);
}

/* The Thursday of a week says its year; weeks count up without a gap. */
static void numbers_every_week(Test *t)
{
    int year, week, next_year, next_week;
    for (Day monday = day_from_ymd(1970, 1, 5); monday.n < DAY_MAX.n - 7; monday = day_plus(monday, 7)) {
        week = day_iso_week(monday, &year);
        CHECK_INT(t, day_iso_week(day_plus(monday, 6), NULL), week);
        CHECK_INT(t, day_ymd(day_plus(monday, 3)).year, year);
        CHECK_INT(t, day_from_iso_week(year, week).n, monday.n);
        next_week = day_iso_week(day_plus(monday, 7), &next_year);
        CHECK(t, (next_year == year && next_week == week + 1) ||
                     (next_year == year + 1 && next_week == 1 && (week == 52 || week == 53)));
    }
}

static void knows_published_weeks(Test *t)
{
    static const struct {
        int year, month, day, iso_year, week;
    } cases[] = {
        {1970, 1, 1, 1970, 1},    {1977, 1, 1, 1976, 53},  {1977, 1, 2, 1976, 53},   {1978, 1, 1, 1977, 52},
        {2015, 12, 31, 2015, 53}, {2019, 12, 30, 2020, 1}, {2020, 12, 31, 2020, 53}, {2021, 1, 3, 2020, 53},
        {2021, 1, 4, 2021, 1},    {2026, 6, 17, 2026, 25}, {2026, 12, 31, 2026, 53}, {2027, 1, 3, 2026, 53},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        int year;
        CHECK_INT(t, day_iso_week(day_from_ymd(cases[i].year, cases[i].month, cases[i].day), &year), cases[i].week);
        CHECK_INT(t, year, cases[i].iso_year);
    }
}

static void knows_lengths_of_months(Test *t)
{
    CHECK_INT(t, month_length(2024, 2), 29);
    CHECK_INT(t, month_length(2026, 2), 28);
    CHECK_INT(t, month_length(2000, 2), 29);
    CHECK_INT(t, month_length(2100, 2), 28);
    CHECK(t, !ymd_is_real(2026, 6, 31) && !ymd_is_real(2026, 13, 1) && !ymd_is_real(2026, 0, 1));
    CHECK(t, !ymd_is_real(2026, 6, 0) && ymd_is_real(2028, 2, 29) && !ymd_is_real(2027, 2, 29));
}

static void parses_iso_days_only(Test *t)
{
    static const char *const wrong[] = {
        "",           "2026-6-17",  "2026-06-17 ", " 2026-06-17", "2026/06/17", "2026-06-31", "1969-12-31",
        "2200-01-01", "2026-02-29", "20260617",    "2026-13-01",  "2026-00-10", "-026-06-17", "2026-06-1x",
    };
    Day day = DAY(7);
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        CHECK(t, !day_parse(wrong[i], &day));
    CHECK_INT(t, day.n, 7);
    CHECK(t, day_parse("1970-01-01", &day) && day.n == DAY_MIN.n);
    CHECK(t, day_parse("2199-12-31", &day) && day.n == DAY_MAX.n);
}

static void parses_instants(Test *t)
{
    static const char *const wrong[] = {
        "",
        "2026-06-17",
        "2026-06-17T06:40:00",
        "2026-06-17 06:40:00Z",
        "2026-06-17T24:00:00Z",
        "2026-06-17T06:60:00Z",
        "2026-06-17T06:40:60Z",
        "2026-06-17T06:40:00+3:00",
        "2026-06-17T06:40:00ZZ",
        "2026-06-31T06:40:00Z",
        "2026-06-17T06:40:00+15:00",
        "1781678400",
    };
    Desk desk;
    Ctx *cx = desk_init(&desk, LANG_EN);
    Instant instant = {7};
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        CHECK(t, !instant_parse(wrong[i], &instant));
    CHECK(t, instant_parse("2026-06-17T06:40:00Z", &instant));
    CHECK_INT(t, instant.n, 1781678400);
    CHECK_STR(t, instant_iso(cx->arena, instant), "2026-06-17T06:40:00Z");
    CHECK(t, instant_parse("2026-06-17T09:40:00+03:00", &instant) && instant.n == 1781678400);
    CHECK(t, instant_parse("2026-06-17T01:10:00-05:30", &instant) && instant.n == 1781678400);
    CHECK_STR(t, instant_iso(cx->arena, (Instant){0}), "");
    CHECK_STR(t, instant_iso(cx->arena, (Instant){-1}), "1969-12-31T23:59:59Z");
    arena_finish(&desk.arena);
}

static void speaks_russian(Test *t)
{
    Desk desk;
    Ctx *cx = desk_init(&desk, LANG_RU);
    CHECK_STR(t, day_text(cx, day_from_ymd(2026, 6, 17)), "17\u00a0июня");
    CHECK_STR(t, day_text(cx, day_from_ymd(2025, 5, 1)), "1\u00a0мая 2025");
    CHECK_STR(t, day_text(cx, DAY_NONE), "");
    CHECK_STR(t, week_text(cx, day_from_ymd(2026, 6, 15)), "15–\u206021\u00a0июня");
    CHECK_STR(t, week_text(cx, day_from_ymd(2026, 6, 29)), "29\u00a0июня – 5\u00a0июля");
    CHECK_STR(t, week_text_short(cx, day_from_ymd(2026, 6, 15)), "15–\u206021\u00a0июн");
    CHECK_STR(t, week_text_short(cx, day_from_ymd(2026, 5, 4)), "4–\u206010\u00a0мая");
    CHECK_STR(t, weekday_text(cx, 6), "воскресенье");
    CHECK_STR(t, instant_text(cx, (Instant){1781678400}), "17\u00a0июня, 9:40");
    CHECK_STR(t, instant_text(cx, (Instant){1781730000}), "18\u00a0июня, 0:00");
    arena_finish(&desk.arena);
}

static void speaks_english(Test *t)
{
    Desk desk;
    Ctx *cx = desk_init(&desk, LANG_EN);
    CHECK_STR(t, day_text(cx, day_from_ymd(2026, 5, 17)), "17\u00a0May");
    CHECK_STR(t, week_text_short(cx, day_from_ymd(2026, 5, 4)), "4–\u206010\u00a0May");
    CHECK_STR(t, week_text(cx, day_from_ymd(2026, 12, 28)), "28\u00a0December – 3\u00a0January 2027");
    CHECK_STR(t, weekday_text(cx, 0), "Monday");
    arena_finish(&desk.arena);
}

static void knows_zones(Test *t)
{
    static const struct {
        const char *zone, *at;
        int minutes;
    } cases[] = {
        {"Europe/Moscow", "2026-06-17T06:40:00Z", 180},     {"Europe/Moscow", "2013-06-17T06:40:00Z", 240},
        {"Europe/Berlin", "2026-01-17T06:40:00Z", 60},      {"Europe/Berlin", "2026-06-17T06:40:00Z", 120},
        {"Asia/Kolkata", "2026-06-17T06:40:00Z", 330},      {"UTC", "2026-06-17T06:40:00Z", 0},
        {"America/New_York", "2026-03-08T06:59:59Z", -300}, {"America/New_York", "2026-03-08T07:00:00Z", -240},
    };
    int minutes = 0;
    Instant at;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        CHECK(t, instant_parse(cases[i].at, &at));
        CHECK(t, zone_offset(cases[i].zone, at, &minutes));
        CHECK_INT(t, minutes, cases[i].minutes);
    }
    CHECK(t, !zone_offset("", at, &minutes));
    CHECK(t, !zone_offset("Europe/Nowhere", at, &minutes));
    CHECK(t, !zone_offset("a name that is much longer than any zone has ever been, and longer still", at, &minutes));
}

TEST_SUITE("base: days", {"every day of 1970 to 2199 comes back as it went", goes_round_for_every_day},
           {"ISO weeks follow each other without a gap", numbers_every_week},
           {"ISO weeks at the turn of years are as published", knows_published_weeks},
           {"months have their lengths", knows_lengths_of_months}, {"only ISO days are parsed", parses_iso_days_only},
           {"moments are parsed in UTC and with an offset", parses_instants},
           {"days and weeks are written in Russian", speaks_russian},
           {"days and weeks are written in English", speaks_english},
           {"zones have their offset at each moment", knows_zones});

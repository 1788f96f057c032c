/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/test.h"
#include "plan/calendar.h"

typedef struct {
    Arena arena;
    Ctx cx;
    const Calendar *calendar;
} Bench;

static void bench_init(Test *t, Bench *bench, const CalendarDays *own)
{
    arena_init(&bench->arena, ARENA_CEILING);
    bench->cx = (Ctx){.arena = &bench->arena, .today = day_from_ymd(2026, 6, 17), .person_name = "", .lang = LANG_EN};
    CHECK_OK(t, calendar_make(&bench->cx, &bench->arena, own, &bench->calendar));
}

static DayKind kind(const Bench *bench, int year, int month, int day)
{
    return calendar_day(bench->calendar, day_from_ymd(year, month, day));
}

/* Published norms; the one of 2021 with the days off decreed in that year. */
static const struct {
    int year, days, shortened, hours_40, tenths_36, tenths_24;
} years[] = {
    {2021, 240, 3, 1917, 17250, 11490}, {2022, 247, 3, 1973, 17754, 11826}, {2023, 247, 3, 1973, 17754, 11826},
    {2024, 248, 5, 1979, 17806, 11854}, {2025, 247, 4, 1972, 17744, 11816}, {2026, 247, 4, 1972, 17744, 11816},
    {2027, 247, 4, 1972, 17744, 11816},
};

static void has_the_norm_of_years(Test *t)
{
    Bench bench;
    bench_init(t, &bench, NULL);
    for (size_t i = 0; i < COUNT_OF(years); i++) {
        CalendarNorm norm = calendar_norm_year(bench.calendar, years[i].year);
        CHECK_INT(t, norm.days, years[i].days);
        CHECK_INT(t, norm.shortened, years[i].shortened);
        CHECK_INT(t, calendar_norm_minutes(norm, 40).n, years[i].hours_40 * 60);
        CHECK_INT(t, calendar_norm_minutes(norm, 36).n, years[i].tenths_36 * 6);
        CHECK_INT(t, calendar_norm_minutes(norm, 24).n, years[i].tenths_24 * 6);
    }
    arena_finish(&bench.arena);
}

static void has_the_norm_of_months(Test *t)
{
    static const struct {
        int year, days[12];
    } months[] = {
        {2026, {15, 19, 21, 22, 19, 21, 23, 21, 22, 22, 20, 22}},
        {2027, {15, 19, 22, 22, 19, 21, 22, 22, 22, 21, 20, 22}},
    };
    Bench bench;
    bench_init(t, &bench, NULL);
    for (size_t i = 0; i < COUNT_OF(months); i++)
        for (int month = 1; month <= 12; month++)
            CHECK_INT(t, calendar_norm_month(bench.calendar, months[i].year, month).days, months[i].days[month - 1]);
    arena_finish(&bench.arena);
}

static void finds_working_weekends(Test *t)
{
    static const struct {
        int year, month, day;
        DayKind kind;
    } days[] = {
        {2021, 2, 20, CALENDAR_MOVED_IN_SHORT}, {2022, 3, 5, CALENDAR_MOVED_IN_SHORT},
        {2024, 4, 27, CALENDAR_MOVED_IN},       {2024, 11, 2, CALENDAR_MOVED_IN_SHORT},
        {2024, 12, 28, CALENDAR_MOVED_IN},      {2025, 11, 1, CALENDAR_MOVED_IN_SHORT},
        {2027, 2, 20, CALENDAR_MOVED_IN_SHORT},
    };
    Bench bench;
    bench_init(t, &bench, NULL);
    size_t found = 0;
    for (Day day = day_from_ymd(2021, 1, 1); day.n <= day_from_ymd(2027, 12, 31).n; day.n++) {
        DayKind of_day = calendar_day(bench.calendar, day);
        if (of_day != CALENDAR_MOVED_IN && of_day != CALENDAR_MOVED_IN_SHORT)
            continue;
        CHECK(t, found < COUNT_OF(days));
        CHECK_INT(t, day.n, day_from_ymd(days[found].year, days[found].month, days[found].day).n);
        CHECK_INT(t, of_day, days[found].kind);
        found++;
    }
    CHECK_INT(t, found, COUNT_OF(days));
    arena_finish(&bench.arena);
}

static void knows_the_week_of_russia_day(Test *t)
{
    Bench bench;
    bench_init(t, &bench, NULL);
    CHECK_INT(t, kind(&bench, 2026, 6, 10), CALENDAR_WORK);
    CHECK_INT(t, kind(&bench, 2026, 6, 11), CALENDAR_SHORT);
    CHECK_INT(t, kind(&bench, 2026, 6, 12), CALENDAR_OFF);
    CHECK_INT(t, kind(&bench, 2026, 6, 13), CALENDAR_WEEKEND);
    CHECK_STR(t, calendar_name(&bench.cx, bench.calendar, day_from_ymd(2026, 6, 10)), "");
    CHECK_STR(t, calendar_name(&bench.cx, bench.calendar, day_from_ymd(2026, 6, 11)), "Shortened day");
    CHECK_STR(t, calendar_name(&bench.cx, bench.calendar, day_from_ymd(2026, 6, 12)), "Russia Day");
    arena_finish(&bench.arena);
}

static void says_where_a_day_off_came_from(Test *t)
{
    Bench bench;
    bench_init(t, &bench, NULL);
    CHECK_INT(t, kind(&bench, 2026, 1, 9), CALENDAR_OFF);
    CHECK_STR(t, calendar_name(&bench.cx, bench.calendar, day_from_ymd(2026, 1, 9)),
              "Day off moved from 3\u00a0January");
    CHECK_STR(t, calendar_name(&bench.cx, bench.calendar, day_from_ymd(2027, 2, 20)), "Working weekend day");
    arena_finish(&bench.arena);
}

static void keeps_article_112_without_a_decree(Test *t)
{
    Bench bench;
    bench_init(t, &bench, NULL);
    CHECK(t, !calendar_is_preliminary(bench.calendar, day_from_ymd(2027, 12, 31)));
    CHECK(t, !calendar_is_preliminary(bench.calendar, day_from_ymd(2021, 1, 1)));
    CHECK(t, calendar_is_preliminary(bench.calendar, day_from_ymd(2028, 1, 1)));
    CHECK(t, calendar_is_preliminary(bench.calendar, day_from_ymd(2020, 12, 31)));
    CHECK_INT(t, kind(&bench, 2028, 1, 8), CALENDAR_OFF);
    CHECK_INT(t, kind(&bench, 2028, 1, 10), CALENDAR_WORK);
    CHECK_INT(t, kind(&bench, 2028, 6, 12), CALENDAR_OFF);
    CHECK_INT(t, kind(&bench, 2028, 11, 3), CALENDAR_WORK);
    CHECK_STR(t, calendar_name(&bench.cx, bench.calendar, day_from_ymd(2028, 1, 7)), "Christmas Day");
    /* 366 days, 106 of them at weekends, 10 of the 14 holidays on Monday to Friday */
    CHECK_INT(t, calendar_norm_year(bench.calendar, 2028).days, 250);
    CHECK_INT(t, calendar_norm_year(bench.calendar, 2028).shortened, 0);
    arena_finish(&bench.arena);
}

static void lets_the_agency_have_its_days(Test *t)
{
    CalendarDay days[] = {
        {.day = day_from_ymd(2026, 6, 24), .kind = CALENDAR_DAY_OFF, .name = "Сабантуй"},
        {.day = day_from_ymd(2026, 6, 12), .kind = CALENDAR_DAY_WORK, .name = "Съёмка"},
        {.day = day_from_ymd(2026, 6, 27), .kind = CALENDAR_DAY_WORK, .name = "Суббота за 24 июня"},
        {.day = day_from_ymd(2026, 6, 23), .kind = CALENDAR_DAY_SHORT, .name = "Перед Сабантуем"},
        {.day = day_from_ymd(2030, 1, 1), .kind = CALENDAR_DAY_SHORT, .name = "Дежурство"},
    };
    CalendarDays own = {.items = days, .count = COUNT_OF(days)};
    Bench bench;
    bench_init(t, &bench, &own);
    CHECK_INT(t, kind(&bench, 2026, 6, 24), CALENDAR_OFF);
    CHECK_INT(t, kind(&bench, 2026, 6, 12), CALENDAR_WORK);
    CHECK_INT(t, kind(&bench, 2026, 6, 27), CALENDAR_MOVED_IN);
    CHECK_INT(t, kind(&bench, 2026, 6, 23), CALENDAR_SHORT);
    CHECK_INT(t, kind(&bench, 2030, 1, 1), CALENDAR_SHORT);
    CHECK_INT(t, kind(&bench, 2030, 1, 2), CALENDAR_OFF);
    CHECK_STR(t, calendar_name(&bench.cx, bench.calendar, day_from_ymd(2026, 6, 24)), "Сабантуй");
    CHECK_STR(t, calendar_name(&bench.cx, bench.calendar, day_from_ymd(2026, 6, 12)), "Съёмка");
    arena_finish(&bench.arena);
}

TEST_SUITE("plan: calendar", {"years have the published norms of days and hours", has_the_norm_of_years},
           {"months of 2026 and 2027 have their days", has_the_norm_of_months},
           {"weekends made working are found, and no others", finds_working_weekends},
           {"the week of 12 June 2026 has a holiday and a shortened day", knows_the_week_of_russia_day},
           {"a moved day off says where it came from", says_where_a_day_off_came_from},
           {"a year without a decree has article 112 and is preliminary", keeps_article_112_without_a_decree},
           {"the agency's own days stand over the country's", lets_the_agency_have_its_days});

/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/test.h"
#include "formats/week_head.h"

static const char *said(const char *text, char *room, size_t size)
{
    WeekHead head;
    if (!week_head_parse(text, &head))
        return "none";
    if (head.kind == HEAD_DAY)
        snprintf(room, size, "day %d-%02d-%02d", head.year, head.month, head.day);
    else if (head.kind == HEAD_WEEK)
        snprintf(room, size, "week %d %d%s", head.year, head.week, head.bare ? " bare" : "");
    else
        snprintf(room, size, "month %d-%02d", head.year, head.month);
    return room;
}

static void check_all(Test *t, const char *const table[][2], size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char room[64];
        const char *got = said(table[i][0], room, sizeof room);
        if (strcmp(got, table[i][1]) != 0)
            test_fail(t, __FILE__, __LINE__, "\"%s\" is read as \"%s\" and should be \"%s\"", table[i][0], got,
                      table[i][1]);
    }
}

static void reads_days(Test *t)
{
    static const char *const table[][2] = {
        {"2026-06-15", "day 2026-06-15"},
        {"15.06.2026", "day 2026-06-15"},
        {"15.06", "day 0-06-15"},
        {"15.06.26", "day 2026-06-15"},
        {"15/06/2026", "day 2026-06-15"},
        {"15-06-2026", "day 2026-06-15"},
        {"Nov 29", "day 0-11-29"},
        {"Nov. 29, 2026", "day 2026-11-29"},
        {"29 Nov", "day 0-11-29"},
        {"29 ноя", "day 0-11-29"},
        {"29 нояб. 2026 г.", "day 2026-11-29"},
        {"1 мая", "day 0-05-01"},
        {"1 сентября 2026", "day 2026-09-01"},
        {"15-июн", "day 0-06-15"},
        {"15-июн-26", "day 2026-06-15"},
        {"Пн, 15.06", "day 0-06-15"},
        {"пн 15 июня", "day 0-06-15"},
        {"29.02", "day 0-02-29"},
        {"Jun 26", "day 0-06-26"},
        {"15\u00a0июня", "day 0-06-15"},
    };
    check_all(t, table, COUNT_OF(table));
}

static void reads_ranges(Test *t)
{
    static const char *const table[][2] = {
        {"15–21 июн", "day 0-06-15"},
        {"15–\u206021\u00a0июн", "day 0-06-15"},
        {"15-21 июн", "day 0-06-15"},
        {"24–30 ноя", "day 0-11-24"},
        {"31.08–06.09", "day 0-08-31"},
        {"29.06-05.07", "day 0-06-29"},
        {"29.06.2026 - 05.07.2026", "day 2026-06-29"},
        {"29 июн – 5 июл", "day 0-06-29"},
        {"29 июн – 5 июл 2026", "day 2026-06-29"},
        {"28 дек – 3 янв 2027", "day 2026-12-28"},
        {"с 15 по 21 июня", "day 0-06-15"},
        {"Jun 15 – Jun 21", "day 0-06-15"},
        {"Jun 15 – 21", "day 0-06-15"},
        {"15–21.06", "day 0-06-15"},
        {"15–21.06.2026", "day 2026-06-15"},
    };
    check_all(t, table, COUNT_OF(table));
}

static void reads_weeks(Test *t)
{
    static const char *const table[][2] = {
        {"48", "week 0 48 bare"},
        {"W48", "week 0 48"},
        {"w 48", "week 0 48"},
        {"2026-W15", "week 2026 15"},
        {"2026W15", "week 2026 15"},
        {"W15 2026", "week 2026 15"},
        {"нед 36", "week 0 36"},
        {"36 нед", "week 0 36"},
        {"36 нед.", "week 0 36"},
        {"нед. 36", "week 0 36"},
        {"36-я неделя", "week 0 36"},
        {"Неделя 36", "week 0 36"},
        {"Week 1", "week 0 1"},
        {"KW 5", "none"},
        {"Неделя 36 2026", "week 2026 36"},
    };
    check_all(t, table, COUNT_OF(table));
}

static void reads_months(Test *t)
{
    static const char *const table[][2] = {
        {"2025-01", "month 2025-01"},   {"01.2026", "month 2026-01"}, {"январь 2026", "month 2026-01"},
        {"янв 26", "month 2026-01"},    {"Jan-26", "month 2026-01"},  {"июнь", "month 0-06"},
        {"Sept 2026", "month 2026-09"}, {"МАЙ", "month 0-05"},
    };
    check_all(t, table, COUNT_OF(table));
}

static void refuses_the_rest(Test *t)
{
    static const char *const table[][2] = {
        {"", "none"},           {"Имя", "none"},
        {"31.02", "none"},      {"2026-13-01", "none"},
        {"54", "none"},         {"0", "none"},
        {"29.02.2026", "none"}, {"W0", "none"},
        {"марафон", "none"},    {"148", "none"},
        {"15-21", "none"},      {"июн июл", "none"},
        {"1969-01-01", "none"}, {"99999", "none"},
        {"%", "none"},          {"итого июнь", "none"},
        {"21-15 июн", "none"},  {"Week", "none"},
        {"….", "none"},         {"1 2 3 4 5 6 7 8 9 1 2 3 4 5 6 7 8 9", "none"},
    };
    check_all(t, table, COUNT_OF(table));
}

static void gives_the_day(Test *t)
{
    static const struct {
        const char *text;
        int year;
        const char *day;
    } table[] = {
        {"15.06", 2026, "2026-06-15"},
        {"15.06.2025", 2026, "2025-06-15"},
        {"W1", 2026, "2025-12-29"},
        {"W53", 2026, "2026-12-28"},
        {"W53", 2027, ""},
        {"29.02", 2026, ""},
        {"2026-W15", 2020, "2026-04-06"},
        {"июнь", 2026, "2026-06-01"},
    };
    Arena arena;
    arena_init(&arena, 0);
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        WeekHead head;
        CHECK(t, week_head_parse(table[i].text, &head));
        CHECK_STR(t, day_iso(&arena, week_head_day(&head, table[i].year)), table[i].day);
    }
    arena_finish(&arena);
}

static void takes_a_date_cell(Test *t)
{
    WeekHead head;
    Cell cell = {.text = "anything", .kind = CELL_DATE, .number = 20619.5};
    CHECK(t, week_head_of_cell(&cell, &head));
    CHECK_INT(t, head.kind, HEAD_DAY);
    CHECK_INT(t, head.year * 10000 + head.month * 100 + head.day, 20260615);
    cell = (Cell){.text = "W48", .kind = CELL_TEXT};
    CHECK(t, week_head_of_cell(&cell, &head));
    CHECK_INT(t, head.week, 48);
    cell = (Cell){.text = "7.5", .kind = CELL_NUMBER, .number = 7.5};
    CHECK(t, !week_head_of_cell(&cell, &head));
    CHECK_INT(t, head.kind, HEAD_NONE);
}

TEST_SUITE("formats: heads of weeks", {"days with and without a year are read", reads_days},
           {"a range gives its first day", reads_ranges}, {"ISO weeks are read in both languages", reads_weeks},
           {"months are told from weeks and days", reads_months},
           {"impossible dates and other words are refused", refuses_the_rest},
           {"a head gives its day in the year that it lacks", gives_the_day},
           {"a cell with a date format is its day", takes_a_date_cell});

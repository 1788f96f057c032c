/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/test.h"
#include "formats/number.h"

/* What an amount is, in short: "20 plain", "20% ", "480 min?", "nothing", "refused". */
static const char *said(const char *text, char *room, size_t size)
{
    Amount amount;
    if (!amount_parse(text, &amount))
        return "refused";
    if (amount.kind == AMOUNT_NONE)
        return "nothing";
    const char *mark = amount.tentative ? "?" : "";
    if (amount.kind == AMOUNT_HOURS)
        snprintf(room, size, "%" PRId64 " min%s", amount.minutes.n, mark);
    else
        snprintf(room, size, "%" PRId64 "%s%s", amount.thousandths, amount.kind == AMOUNT_PERCENT ? "%" : "", mark);
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

static void reads_numbers(Test *t)
{
    static const char *const table[][2] = {
        {"20", "20000"},      {" 20 ", "20000"}, {"0,2", "200"},        {"0.2", "200"},          {"37.5", "37500"},
        {"0", "0"},           {"20%", "20000%"}, {"20 %", "20000%"},    {"20\u00a0%", "20000%"}, {"12,5%", "12500%"},
        {"33.3333", "33333"}, {"0.0006", "1"},   {"28.49999", "28500"}, {"9999", "9999000"},
    };
    check_all(t, table, COUNT_OF(table));
}

static void reads_hours(Test *t)
{
    static const char *const table[][2] = {
        {"8ч", "480 min"},        {"8 ч", "480 min"},    {"8 Ч.", "480 min"},      {"8h", "480 min"},
        {"8 hours", "480 min"},   {"6,5 ч", "390 min"},  {"1:30", "90 min"},       {"01:30:00", "90 min"},
        {"1 ч 30 мин", "90 min"}, {"1ч30", "90 min"},    {"1h 30m", "90 min"},     {"90 мин", "90 min"},
        {"90m", "90 min"},        {"0,333 ч", "20 min"}, {"40 часов", "2400 min"}, {"8:00 ч", "480 min"},
    };
    check_all(t, table, COUNT_OF(table));
}

static void reads_the_question_mark(Test *t)
{
    static const char *const table[][2] = {
        {"20?", "20000?"}, {"20 ?", "20000?"}, {"20%?", "20000%?"}, {"8 ч ?", "480 min?"}, {"1ч 30?", "90 min?"},
    };
    check_all(t, table, COUNT_OF(table));
}

static void knows_nothing_from_zero(Test *t)
{
    static const char *const table[][2] = {
        {"", "nothing"}, {"  ", "nothing"}, {"-", "nothing"}, {"—", "nothing"}, {" -- ", "nothing"}, {"н/д", "nothing"},
    };
    check_all(t, table, COUNT_OF(table));
}

static void refuses_the_rest(Test *t)
{
    static const char *const table[][2] = {
        {"Отпуск", "refused"},
        {"20 Клиент", "refused"},
        {"-20", "refused"},
        {"3D", "refused"},
        {"1:60", "refused"},
        {"1:300", "refused"},
        {"10000", "refused"},
        {"200 ч", "refused"},
        {"20%%", "refused"},
        {"1,2,3", "refused"},
        {"99999999999999999999", "refused"},
        {"?", "refused"},
        {"8ч 15 штук", "refused"},
        {"0x10", "refused"},
    };
    check_all(t, table, COUNT_OF(table));
}

static void leaves_the_rest(Test *t)
{
    static const char *const table[][2] = {
        {"20% Клиент А; 30% Клиент Б", "Клиент А; 30% Клиент Б"},
        {"8 ч: макеты", ": макеты"},
        {"20; 30", "; 30"},
        {"20? тендер", "тендер"},
        {"60+20", "+20"},
        {"8 часть", "часть"},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        Amount amount;
        const char *rest = "";
        CHECK(t, amount_prefix(table[i][0], &amount, &rest));
        CHECK_STR(t, rest, table[i][1]);
    }
    Amount amount;
    const char *rest;
    CHECK(t, !amount_prefix("3D-ролик", &amount, &rest));
    CHECK(t, !amount_prefix("Клиент", &amount, &rest));
}

TEST_SUITE("formats: amounts in plan cells",
           {"bare numbers, shares and percents are read to a thousandth", reads_numbers},
           {"hours are read as people write them", reads_hours},
           {"a question mark makes an amount tentative", reads_the_question_mark},
           {"an empty cell and a dash are no value, not zero", knows_nothing_from_zero},
           {"words, negative and absurd amounts are refused", refuses_the_rest},
           {"an amount in front of words leaves the words", leaves_the_rest});

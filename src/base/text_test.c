/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/test.h"
#include "base/text.h"

static Arena arena;

static void start(void)
{
    arena_finish(&arena);
    arena_init(&arena, 0);
}

static void knows_utf8(Test *t)
{
    static const char *const wrong[] = {"\x80",  "\xc3",     "\xc0\xaf",         "\xed\xa0\x80", "\xf5\x80\x80\x80",
                                        "a\xff", "\xe2\x82", "\xf4\x90\x80\x80", "\xe0\x80\xaf"};
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        CHECK(t, !text_is_utf8(wrong[i], strlen(wrong[i])));
    CHECK(t, text_is_utf8("", 0) && text_is_utf8("Ёж \U0001f389", strlen("Ёж \U0001f389")));
    CHECK(t, !text_is_utf8("a\0b", 3));
}

static void cleans_what_was_typed(Test *t)
{
    static const struct {
        const char *typed;
        bool lines;
        const char *wanted; /* NULL: refused */
    } cases[] = {
        {"  Анна \u00a0", false, "Анна"},
        {"\ufeffname\t", false, "name"},
        {"a  b", false, "a  b"},
        {"e\u0301", false, "\u00e9"},
        {"и\u0306", false, "й"},
        {"a\tb", false, NULL},
        {"a\nb", false, NULL},
        {"a\nb\tc", true, "a\nb\tc"},
        {"a\x01", true, NULL},
        {"a\x7f"
         "b",
         true, NULL},
        {"\xc3(", false, NULL},
        {"", false, ""},
        {" \n\t ", false, ""},
    };
    start();
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        CHECK_STR(t, text_clean(&arena, cases[i].typed, cases[i].lines), cases[i].wanted);
}

static void folds_for_search(Test *t)
{
    static const char *const pairs[][2] = {
        {"Ёлка", "елка"},
        {"ЁЖ и Ёж", "еж и еж"},
        {"  A\u00a0 b\u2009\u202f c ", "a b c"},
        {"ẞ STRASSE", "ss strasse"},
        {"", ""},
        {"Й", "й"},
        {"a\n\tb", "a b"},
    };
    start();
    for (size_t i = 0; i < COUNT_OF(pairs); i++)
        CHECK_STR(t, text_fold(&arena, pairs[i][0]), pairs[i][1]);
}

static void sorts_as_a_reader_expects(Test *t)
{
    static const char *const order[] = {"",       "1",   "10",       "Андреев", "Еж", "Ёжиков",
                                        "Ельцов", "Жук", "Яковлева", "Abel",    "Zoe"};
    start();
    for (size_t i = 1; i < COUNT_OF(order); i++)
        CHECK(t, strcmp(text_sort_key(&arena, order[i - 1]), text_sort_key(&arena, order[i])) < 0);
    CHECK(t, strcmp(text_sort_key(&arena, "анна"), text_sort_key(&arena, "Борис")) < 0);
}

static void reads_whole_numbers(Test *t)
{
    static const char *const wrong[] = {
        "", "-", "+", "1.0", "1,0", " 1", "1 ", "0x1", "1e3", "--1", "9223372036854775808", "99999999999999999999"};
    int64_t number = 7;
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        CHECK(t, !text_int(wrong[i], &number));
    CHECK(t, text_int("9223372036854775807", &number) && number == INT64_MAX);
    CHECK(t, text_int("-42", &number) && number == -42);
    CHECK(t, text_int("+007", &number) && number == 7);
}

static void reads_decimals(Test *t)
{
    static const struct {
        const char *text;
        int scale;
        int64_t wanted;
    } good[] = {
        {"37,5", 2, 3750}, {"37.5", 1, 375}, {"0,01", 2, 1}, {"-0,5", 2, -50},
        {"5", 2, 500},     {"5,", 2, 500},   {",5", 2, 50},  {"92233720368547758,07", 2, INT64_MAX},
    };
    static const struct {
        const char *text;
        int scale;
    } wrong[] = {{"", 2},
                 {",", 2},
                 {"1,234", 2},
                 {"1,2,3", 2},
                 {"1.2.3", 2},
                 {"1 200", 2},
                 {"92233720368547758,08", 2},
                 {"922337203685477580", 2},
                 {"1,5", 0},
                 {"NaN", 2}};
    int64_t number = 0;
    for (size_t i = 0; i < COUNT_OF(good); i++) {
        CHECK(t, text_decimal(good[i].text, good[i].scale, &number));
        CHECK_INT(t, number, good[i].wanted);
    }
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        CHECK(t, !text_decimal(wrong[i].text, wrong[i].scale, &number));
}

static void takes_initials(Test *t)
{
    start();
    CHECK_STR(t, text_initials(&arena, "Анна Воронова"), "АВ");
    CHECK_STR(t, text_initials(&arena, "  Ёж  "), "Ё");
    CHECK_STR(t, text_initials(&arena, "Jean Paul Gaultier"), "JP");
    CHECK_STR(t, text_initials(&arena, ""), "");
    CHECK_STR(t, text_initials(&arena, "\U0001f389 x"), "\U0001f389x");
}

static void cuts_and_measures(Test *t)
{
    start();
    CHECK_INT(t, text_length("Ёж \U0001f389"), 4);
    CHECK_STR(t, text_trim(&arena, "\u00a0 a b \u202f\n"), "a b");
    CHECK(t, text_is_blank(" \u00a0\t\n") && text_is_blank("") && !text_is_blank(" . "));
    CHECK(t, text_starts("takt", "ta") && !text_starts("t", "ta") && text_starts("", ""));
    CHECK(t, text_ends("takt", "kt") && !text_ends("t", "kt") && text_ends("a", ""));
    TextList parts = text_split(&arena, "a,,b,", ',');
    CHECK_INT(t, parts.count, 4);
    CHECK_STR(t, parts.items[1], "");
    CHECK_STR(t, parts.items[2], "b");
    CHECK_INT(t, text_split(&arena, "", ',').count, 1);
    CHECK_STR(t, text_hex(&arena, (const unsigned char *)"\x00\xff\x1a", 3), "00ff1a");
}

TEST_SUITE("base: text", {"only well-formed UTF-8 is taken", knows_utf8},
           {"what was typed is trimmed, normalised or refused", cleans_what_was_typed},
           {"search takes ё for е and capitals for small letters", folds_for_search},
           {"names sort as a Russian reader expects", sorts_as_a_reader_expects},
           {"whole numbers are read to the last digit", reads_whole_numbers},
           {"decimals are read without rounding", reads_decimals}, {"initials are two first letters", takes_initials},
           {"texts are cut and measured", cuts_and_measures});

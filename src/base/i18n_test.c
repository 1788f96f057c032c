/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/embedded.h"
#include "base/i18n.h"
#include "base/test.h"

static void has_every_russian_text(Test *t)
{
    int missing = 0;
    for (size_t i = 0; i < msgids_all_count; i++) {
        if (i18n_has(LANG_RU, msgids_all[i]))
            continue;
        printf("    po/ru.po lacks \"%s\"\n", msgids_all[i]);
        missing++;
    }
    CHECK(t, msgids_all_count > 0);
    CHECK_INT(t, missing, 0);
}

static void takes_the_right_form(Test *t)
{
    static const struct {
        int64_t n;
        int form;
    } cases[] = {{0, 2},   {1, 0},   {2, 1},   {4, 1},  {5, 2},  {10, 2},  {11, 2},       {12, 2},
                 {14, 2},  {15, 2},  {20, 2},  {21, 0}, {22, 1}, {25, 2},  {100, 2},      {101, 0},
                 {111, 2}, {112, 2}, {121, 0}, {-1, 0}, {-2, 1}, {-11, 2}, {INT64_MIN, 2}};
    static const char *const russian[] = {"%d час", "%d часа", "%d часов"};
    Ctx cx = {.lang = LANG_RU};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        CHECK_INT(t, i18n_form_ru(cases[i].n), cases[i].form);
        CHECK_STR(t, trn(&cx, "%d hour", "%d hours", cases[i].n), russian[cases[i].form]);
    }
    cx.lang = LANG_EN;
    CHECK_STR(t, trn(&cx, "%d hour", "%d hours", 1), "%d hour");
    CHECK_STR(t, trn(&cx, "%d hour", "%d hours", 0), "%d hours");
    CHECK_STR(t, trn(&cx, "%d hour", "%d hours", 21), "%d hours");
}

static void translates(Test *t)
{
    static const char unknown[] = "a text that no catalogue has";
    Ctx cx = {.lang = LANG_RU};
    CHECK_STR(t, tr(&cx, "Monday"), "понедельник");
    CHECK_STR(t, tr(&cx, unknown), unknown);
    CHECK_STR(t, tr(&cx, ""), "");
    CHECK(t, !i18n_has(LANG_RU, unknown) && i18n_has(LANG_EN, unknown));
    cx.lang = LANG_EN;
    CHECK_STR(t, tr(&cx, "Monday"), "Monday");
}

static void chooses_a_language(Test *t)
{
    static const struct {
        const char *text;
        Lang lang;
    } cases[] = {
        {"ru", LANG_RU},
        {"en", LANG_EN},
        {"en-GB,en;q=0.9", LANG_EN},
        {"ru-RU,ru;q=0.9,en-US;q=0.8", LANG_RU},
        {"en-US,en;q=0.9,ru;q=0.8", LANG_EN},
        {"de", LANG_RU},
        {"", LANG_RU},
        {NULL, LANG_RU},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        CHECK_INT(t, lang_of(cases[i].text), cases[i].lang);
    CHECK_STR(t, lang_word(LANG_RU), "ru");
    CHECK_STR(t, lang_word(LANG_EN), "en");
}

/* Every argument that an English text takes is taken by the Russian one too, of the same kind. */
static void keeps_the_arguments(Test *t)
{
    int wrong = 0;
    for (size_t i = 0; i < msgids_all_count; i++) {
        const char *english = msgids_all[i];
        const char *russian = tr_lang(LANG_RU, english);
        int strings = 0, numbers = 0;
        for (const char *c = english; (c = strstr(c, "%s")); c++)
            strings++;
        for (const char *c = russian; (c = strstr(c, "%s")); c++)
            strings--;
        for (const char *c = english; (c = strstr(c, "%d")); c++)
            numbers++;
        for (const char *c = russian; (c = strstr(c, "%d")); c++)
            numbers--;
        /* a form for one thing may leave its number out */
        if (strings || (numbers && strchr(russian, '%') && strchr(english, '%'))) {
            printf("    \"%s\" and \"%s\" take different arguments\n", english, russian);
            wrong++;
        }
    }
    CHECK_INT(t, wrong, 0);
}

TEST_SUITE("base: translations", {"the Russian catalogue is complete", has_every_russian_text},
           {"Russian texts take the arguments of the English ones", keeps_the_arguments},
           {"numbers take the right form", takes_the_right_form}, {"a text that is missing stays English", translates},
           {"the language follows what the browser prefers", chooses_a_language});

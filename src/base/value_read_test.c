/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/test.h"
#include "base/text.h"
#include "base/value_read.h"

static const char *const state_words[] = {"open", "done", NULL};

typedef struct {
    Id id;
    const char *text, *lines, *must, *password;
    int64_t number;
    int count;
    bool flag;
    Day day;
    Minutes spent;
    Money sum;
    Instant at;
    int state;
    TextList words;
} Form;
SHAPE_STATIC(Form, FIELD(Form, id), FIELD(Form, text, .max = 5), FIELD(Form, lines, .lines = true),
             FIELD(Form, must, .required = true), FIELD(Form, password, .secret = true),
             FIELD(Form, number, .nullable = true), FIELD(Form, count, .min = 1, .max = 9), FIELD(Form, flag),
             FIELD(Form, day), FIELD(Form, spent), FIELD(Form, sum), FIELD(Form, at),
             FIELD_WORD(Form, state, state_words), FIELD(Form, words));

typedef struct {
    Arena arena;
    Ctx cx;
} Desk;

static Ctx *desk_init(Desk *desk)
{
    arena_init(&desk->arena, 0);
    desk->cx = (Ctx){.arena = &desk->arena, .today = DAY(20621), .person_name = "", .lang = LANG_EN};
    return &desk->cx;
}

typedef struct {
    const char *field, *typed;
    int64_t wanted;
} Number;

static void reads_numbers_and_days(Test *t)
{
    static const Number cases[] = {
        {"id", "7", 7},
        {"id", "", 0},
        {"number", " -12 ", -12},
        {"number", "", NOT_SET},
        {"count", "1", 1},
        {"count", "9", 9},
        {"flag", "1", 1},
        {"flag", "on", 1},
        {"flag", "true", 1},
        {"flag", "0", 0},
        {"flag", "false", 0},
        {"flag", "", 0},
        {"day", "2026-06-17", 20621},
        {"day", " 17.06.2026 ", 20621},
        {"day", "1.1.1970", 0},
        {"day", "", INT64_MIN},
        {"spent", "90", 90},
        {"sum", "1200,50", 120050},
        {"sum", "-0.5", -50},
        {"sum", " 7 ", 700},
        {"at", "2026-06-17T06:40:00Z", 1781678400},
        {"state", "done", 1},
        {"state", "", 0},
    };
    Desk desk;
    Ctx *cx = desk_init(&desk);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Form form = {.flag = true, .state = 1, .number = 5};
        const Field *field = shape_field(&Form_shape, cases[i].field);
        CHECK_OK(t, value_read(cx, field, cases[i].typed, &form));
        if (field_int(field, &form) != cases[i].wanted)
            test_fail(t, __FILE__, __LINE__, "%s of \"%s\" is %lld", cases[i].field, cases[i].typed,
                      (long long)field_int(field, &form));
    }
    arena_finish(&desk.arena);
}

static void reads_texts(Test *t)
{
    static const struct {
        const char *field, *typed, *wanted;
    } cases[] = {
        {"text", "  Ёжик ", "Ёжик"}, {"text", "12345", "12345"},     {"text", " \u00a0 ", ""},
        {"lines", "a\nb\n", "a\nb"}, {"password", " a b ", " a b "}, {"must", "x", "x"},
    };
    Desk desk;
    Ctx *cx = desk_init(&desk);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Form form = {.text = "old"};
        const Field *field = shape_field(&Form_shape, cases[i].field);
        CHECK_OK(t, value_read(cx, field, cases[i].typed, &form));
        CHECK_STR(t, field_text(field, &form), cases[i].wanted);
    }
    arena_finish(&desk.arena);
}

static void refuses_what_does_not_fit(Test *t)
{
    static const struct {
        const char *field, *typed;
    } cases[] = {
        {"id", "-1"},
        {"id", "x"},
        {"id", "1.5"},
        {"text", "123456"},
        {"text", "a\tb"},
        {"text", "\xff"},
        {"lines", "a\x01"},
        {"must", ""},
        {"must", " \n "},
        {"password", "\xff"},
        {"number", "1 2"},
        {"number", "9223372036854775808"},
        {"count", "0"},
        {"count", "10"},
        {"count", "99999999999"},
        {"flag", "yes"},
        {"day", "31.06.2026"},
        {"day", "2026-02-29"},
        {"day", "17.06.26"},
        {"day", "17.06.2026 x"},
        {"day", "tomorrow"},
        {"spent", "1:30"},
        {"sum", "1,005"},
        {"sum", "a"},
        {"sum", "92233720368547758,08"},
        {"at", "2026-06-17"},
        {"at", "17.06.2026 9:40"},
        {"state", "Done"},
        {"state", "0"},
        {"words", "x"},
    };
    Desk desk;
    Ctx *cx = desk_init(&desk);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Form form = {.text = "old"};
        const Field *field = shape_field(&Form_shape, cases[i].field);
        Err *err = value_read(cx, field, cases[i].typed, &form);
        if (!err || err->kind != ERR_INPUT || strcmp(err->field, cases[i].field) != 0)
            test_fail(t, __FILE__, __LINE__, "%s takes \"%s\"", cases[i].field, cases[i].typed);
    }
    arena_finish(&desk.arena);
}

static void counts_characters_not_bytes(Test *t)
{
    Desk desk;
    Ctx *cx = desk_init(&desk);
    Form form = {0};
    CHECK_OK(t, value_read(cx, shape_field(&Form_shape, "text"), "ёёёёё", &form));
    char *long_text = arena_alloc(cx->arena, 402);
    memset(long_text, 'a', 200);
    CHECK_OK(t, value_read(cx, shape_field(&Form_shape, "lines"), long_text, &form));
    long_text[200] = 'a';
    CHECK_ERR(t, value_read(cx, shape_field(&Form_shape, "lines"), long_text, &form), ERR_INPUT, "lines");
    arena_finish(&desk.arena);
}

static void finds_names_in_lists(Test *t)
{
    CHECK(t, names_have("day note spent", "day") && names_have("day note spent", "note"));
    CHECK(t, names_have("day note spent", "spent") && names_have(NULL, "anything"));
    CHECK(t, !names_have("", "day") && !names_have("today days", "day") && !names_have("a day_b", "day"));
    CHECK(t, names_have("today day", "day") && names_have("days day", "day"));
}

TEST_SUITE("base: reading values", {"numbers, days and words are read as people type them", reads_numbers_and_days},
           {"texts are trimmed, passwords are not", reads_texts},
           {"what does not fit is refused at its field", refuses_what_does_not_fit},
           {"limits count characters", counts_characters_not_bytes},
           {"a name is found in a list of names", finds_names_in_lists});

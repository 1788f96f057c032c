/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/json.h"
#include "base/test.h"
#include "base/value_read.h"

static const char *const state_words[] = {"open", "done", NULL};

typedef struct {
    const char *name;
    Minutes spent;
} Leaf;
SHAPE_STATIC(Leaf, FIELD(Leaf, name), FIELD(Leaf, spent));

typedef struct {
    Id id;
    const char *text, *lines, *password, *inner;
    int64_t number, unset;
    int count;
    bool flag;
    Day day;
    Minutes spent;
    Money sum;
    Instant at;
    int state;
    LIST_OF(Leaf) leaves;
    const Leaf *one;
    TextList words;
} Tree;
SHAPE_STATIC(Tree, FIELD(Tree, id), FIELD(Tree, text, .max = 10), FIELD(Tree, lines, .lines = true, .max = 1000),
             FIELD(Tree, password, .secret = true), FIELD(Tree, inner, .hidden = true), FIELD(Tree, number),
             FIELD(Tree, unset, .nullable = true), FIELD(Tree, count, .min = -5, .max = 5), FIELD(Tree, flag),
             FIELD(Tree, day), FIELD(Tree, spent), FIELD(Tree, sum, .right = "tree.costs"), FIELD(Tree, at),
             FIELD_WORD(Tree, state, state_words), FIELD_LIST(Tree, leaves, Leaf), FIELD_ONE(Tree, one, Leaf),
             FIELD(Tree, words));

#define SETTABLE "id text lines number unset count flag day spent sum at state"

typedef struct {
    Arena arena;
    Ctx cx;
} Desk;

static Ctx *desk_init(Desk *desk)
{
    arena_init(&desk->arena, 0);
    desk->cx = (Ctx){.arena = &desk->arena, .person_name = "", .lang = LANG_EN, .root = true};
    return &desk->cx;
}

static const char *written(Ctx *cx, const Tree *tree)
{
    Buf buf = {0};
    json_write(cx, &buf, IN(Tree, tree));
    const char *copy = arena_strdup(cx->arena, buf.data);
    buf_finish(&buf);
    return copy;
}

static Err *read(Ctx *cx, const char *text, Tree *tree)
{
    struct json_t *json;
    TRY(json_parse(cx, text, strlen(text), &json));
    Err *err = json_read(cx, json, ONE(Tree, tree), SETTABLE, NULL);
    json_drop(json);
    return err;
}

static Tree full(void)
{
    static Leaf leaves[] = {{"a\"", {30}}, {"<b>", {0}}};
    static const char *words[] = {"x", "y\n"};
    return (Tree){.id = {7},
                  .text = "Ёж",
                  .lines = "a\nb",
                  .password = "hush",
                  .inner = "in",
                  .number = INT64_MAX,
                  .unset = NOT_SET,
                  .count = -5,
                  .flag = true,
                  .day = {20000},
                  .spent = {90},
                  .sum = {-150},
                  .at = {1781678400},
                  .state = 1,
                  .leaves = {leaves, 2},
                  .one = leaves,
                  .words = {words, 2}};
}

static void writes_every_kind(Test *t)
{
    Desk desk;
    Ctx *cx = desk_init(&desk);
    Tree tree = full();
    CHECK_STR(t, written(cx, &tree),
              "{\"id\":7,\"text\":\"Ёж\",\"lines\":\"a\\nb\",\"number\":9223372036854775807,\"unset\":null,"
              "\"count\":-5,\"flag\":true,\"day\":\"2024-10-04\",\"spent\":90,"
              "\"sum\":{\"amount\":\"-1.50\",\"currency\":\"RUB\"},\"at\":\"2026-06-17T06:40:00Z\",\"state\":\"done\","
              "\"leaves\":[{\"name\":\"a\\\"\",\"spent\":30},{\"name\":\"\\u003cb>\",\"spent\":0}],"
              "\"one\":{\"name\":\"a\\\"\",\"spent\":30},\"words\":[\"x\",\"y\\n\"]}");
    Tree empty = {.day = DAY_NONE};
    CHECK_STR(t, written(cx, &empty),
              "{\"id\":null,\"text\":\"\",\"lines\":\"\",\"number\":0,\"unset\":0,\"count\":0,\"flag\":false,"
              "\"day\":null,\"spent\":0,\"sum\":{\"amount\":\"0.00\",\"currency\":\"RUB\"},\"at\":null,"
              "\"state\":\"open\",\"leaves\":[],\"one\":null,\"words\":[]}");
    arena_finish(&desk.arena);
}

static void goes_round(Test *t)
{
    Desk desk;
    Ctx *cx = desk_init(&desk);
    Tree tree = full();
    Tree back = {.text = "other", .unset = 5, .password = "hush", .inner = "in"};
    tree.leaves.count = 0;
    tree.one = NULL;
    tree.words.count = 0;
    const char *difference = json_difference(cx, &Tree_shape, &tree, NULL);
    CHECK(t, !strstr(difference, "hush") && !strstr(difference, "\"inner\""));
    CHECK_OK(t, read(cx, difference, &back));
    CHECK_STR(t, written(cx, &back), written(cx, &tree));
    CHECK(t, !json_difference(cx, &Tree_shape, &tree, &back));
    back.count = 4;
    back.text = "new";
    CHECK_STR(t, json_difference(cx, &Tree_shape, &back, &tree), "{\"text\":\"new\",\"count\":4}");
    CHECK_STR(t, json_difference(cx, &Tree_shape, &tree, &back), "{\"text\":\"Ёж\",\"count\":-5}");
    arena_finish(&desk.arena);
}

static void hides_what_needs_a_right(Test *t)
{
    static const Grant grants[] = {{"tree.costs", SCOPE_OWN}};
    Desk desk;
    Ctx *cx = desk_init(&desk);
    Tree tree = full();
    cx->root = false;
    CHECK(t, !strstr(written(cx, &tree), "sum"));
    CHECK(t, !strstr(written(cx, &tree), "password") && !strstr(written(cx, &tree), "inner"));
    cx->grants = (Grants){grants, 1};
    CHECK(t, strstr(written(cx, &tree), "\"sum\":{\"amount\":\"-1.50\"") != NULL);
    arena_finish(&desk.arena);
}

/* What is no JSON, or more of it than one should send. */
static void refuses_what_is_no_json(Test *t)
{
    static const char *const texts[] = {
        "",
        "{",
        "{\"a\":1,}",
        "{'a':1}",
        "nope",
        "{\"a\":1} x",
        "{\"text\":\"\xff\"}",
        "{\"text\":\"a\\u0000b\"}",
        "{\"number\":99999999999999999999}",
        "{\"text\":\"a\",\"text\":\"b\"}",
        "{\"number\":01}",
        "[1,2",
        "7",
    };
    Desk desk;
    Ctx *cx = desk_init(&desk);
    Tree tree = {0};
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        Err *err = read(cx, texts[i], &tree);
        if (!err || err->kind != ERR_BAD_REQUEST)
            test_fail(t, __FILE__, __LINE__, "\"%s\" gives %s", texts[i], err ? err_kind_word(err->kind) : "no error");
    }
    arena_finish(&desk.arena);
}

static void refuses_too_deep_or_too_many(Test *t)
{
    Desk desk;
    Ctx *cx = desk_init(&desk);
    struct json_t *json;
    Buf buf = {0};
    for (int depth = 32; depth <= 33; depth++) {
        buf_clear(&buf);
        for (int i = 0; i < depth; i++)
            buf_char(&buf, '[');
        for (int i = 0; i < depth; i++)
            buf_char(&buf, ']');
        Err *err = json_parse(cx, buf.data, buf.length, &json);
        CHECK(t, (err == NULL) == (depth == 32));
        if (!err)
            json_drop(json);
    }
    buf_clear(&buf);
    buf_text(&buf, "[0");
    for (int i = 0; i < 10001; i++)
        buf_text(&buf, ",0");
    buf_text(&buf, "]");
    CHECK_ERR(t, json_parse(cx, buf.data, buf.length, &json), ERR_BAD_REQUEST, "");
    buf_clear(&buf);
    buf_text(&buf, "[\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\\\"[[[[\"]"); /* brackets in a text nest nothing */
    CHECK_OK(t, json_parse(cx, buf.data, buf.length, &json));
    json_drop(json);
    buf_finish(&buf);
    arena_finish(&desk.arena);
}

static void refuses_members_that_do_not_belong(Test *t)
{
    static const struct {
        const char *text, *field;
    } cases[] = {
        {"{\"nobody\":1}", "nobody"},
        {"{\"password\":\"x\"}", "password"},
        {"{\"leaves\":[]}", "leaves"},
        {"{\"one\":{}}", "one"},
        {"{\"words\":[]}", "words"},
        {"[]", ""},
        {"{\"text\":7}", "text"},
        {"{\"text\":true}", "text"},
        {"{\"text\":[\"a\"]}", "text"},
        {"{\"text\":\"12345678901\"}", "text"},
        {"{\"text\":\"a\\tb\"}", "text"},
        {"{\"number\":1.5}", "number"},
        {"{\"number\":true}", "number"},
        {"{\"count\":\"1\"}", "count"},
        {"{\"count\":6}", "count"},
        {"{\"count\":-6}", "count"},
        {"{\"id\":-1}", "id"},
        {"{\"id\":\"7\"}", "id"},
        {"{\"flag\":1}", "flag"},
        {"{\"flag\":\"1\"}", "flag"},
        {"{\"day\":20000}", "day"},
        {"{\"day\":\"2026-06-31\"}", "day"},
        {"{\"at\":1781678400}", "at"},
        {"{\"at\":\"2026-06-17\"}", "at"},
        {"{\"spent\":\"90\"}", "spent"},
        {"{\"spent\":{\"amount\":\"1\",\"currency\":\"RUB\"}}", "spent"},
        {"{\"sum\":5}", "sum"},
        {"{\"sum\":{\"amount\":\"1.00\"}}", "sum"},
        {"{\"sum\":{\"amount\":\"1.00\",\"currency\":\"USD\"}}", "sum"},
        {"{\"sum\":{\"amount\":\"1.005\",\"currency\":\"RUB\"}}", "sum"},
        {"{\"state\":\"shut\"}", "state"},
        {"{\"state\":1}", "state"},
    };
    Desk desk;
    Ctx *cx = desk_init(&desk);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Tree tree = {.text = "kept"};
        Err *err = read(cx, cases[i].text, &tree);
        if (!err || err->kind != ERR_INPUT || strcmp(err->field, cases[i].field) != 0)
            test_fail(t, __FILE__, __LINE__, "%s gives %s on \"%s\"", cases[i].text,
                      err ? err_kind_word(err->kind) : "no error", err ? err->field : "");
        CHECK_STR(t, tree.text, "kept");
    }
    arena_finish(&desk.arena);
}

static void reports_all_at_once(Test *t)
{
    Desk desk;
    Ctx *cx = desk_init(&desk);
    Tree tree = {.spent = {5}};
    struct json_t *json;
    uint64_t seen = 0;
    static const char text[] = "{\"text\":7,\"count\":99,\"day\":null,\"nobody\":1,\"state\":\"done\"}";
    CHECK_OK(t, json_parse(cx, text, strlen(text), &json));
    Err *err = json_read(cx, json, ONE(Tree, &tree), SETTABLE, &seen);
    json_drop(json);
    int count = 0;
    for (const Err *one = err; one; one = one->next)
        count++;
    CHECK_INT(t, count, 3);
    CHECK_INT(t, tree.state, 1);
    CHECK_INT(t, tree.day.n, DAY_NONE.n);
    CHECK_INT(t, tree.spent.n, 5);
    CHECK(t, seen >> 1 & 1);     /* text */
    CHECK(t, !(seen >> 10 & 1)); /* spent was not sent */
    arena_finish(&desk.arena);
}

TEST_SUITE("base: JSON", {"every kind is written", writes_every_kind}, {"a record comes back as it went", goes_round},
           {"rights, secrets and page-only fields are left out", hides_what_needs_a_right},
           {"what is no JSON is refused", refuses_what_is_no_json},
           {"JSON too deep or too large is refused", refuses_too_deep_or_too_many},
           {"members that do not belong or fit are refused", refuses_members_that_do_not_belong},
           {"all that is wrong is reported at once", reports_all_at_once});

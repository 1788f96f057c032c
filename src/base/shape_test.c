/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/err.h"
#include "base/shape.h"
#include "base/test.h"

static const char *const mood_words[] = {"calm", "glad", NULL};

typedef struct {
    int number;
} Leaf;
SHAPE_STATIC(Leaf, FIELD(Leaf, number));

typedef struct {
    const char *text;
    int64_t number, nullable;
    int count;
    bool flag;
    Id id;
    Day day;
    Minutes spent;
    Money sum;
    Instant at;
    int mood;
    LIST_OF(Leaf) leaves;
    const Leaf *one;
} Tree;
SHAPE_STATIC(Tree, FIELD(Tree, text), FIELD(Tree, number), FIELD(Tree, nullable, .nullable = true), FIELD(Tree, count),
             FIELD(Tree, flag), FIELD(Tree, id), FIELD(Tree, day), FIELD(Tree, spent), FIELD(Tree, sum),
             FIELD(Tree, at), FIELD_WORD(Tree, mood, mood_words), FIELD_LIST(Tree, leaves, Leaf),
             FIELD_ONE(Tree, one, Leaf));

static const Field *field_of(const char *name)
{
    return shape_field(&Tree_shape, name);
}

/* Surrounded by ones, so that writing too much would show. */
static void sets_each_kind_of_number(Test *t)
{
    static const char *const names[] = {"number", "nullable", "count", "id", "day", "spent", "sum", "at", "mood"};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        Tree tree;
        memset(&tree, 0xff, sizeof tree);
        for (size_t other = 0; other < COUNT_OF(names); other++)
            field_set_int(field_of(names[other]), &tree, 1);
        field_set_int(field_of(names[i]), &tree, 0);
        for (size_t other = 0; other < COUNT_OF(names); other++)
            CHECK_INT(t, field_int(field_of(names[other]), &tree), other != i);
    }
    Tree tree = {0};
    field_set_int(field_of("flag"), &tree, 256);
    CHECK_INT(t, field_int(field_of("flag"), &tree), 1);
    CHECK_STR(t, field_text(field_of("mood"), &(Tree){.mood = 1}), "glad");
    CHECK_STR(t, field_text(field_of("text"), &tree), "");
}

static void knows_what_is_not_set(Test *t)
{
    static const char *const names[] = {"nullable", "id", "day", "at"};
    Tree tree = {.text = "x", .nullable = 1, .id = {1}, .day = {0}, .at = {1}};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        CHECK(t, !field_is_null(field_of(names[i]), &tree));
        field_set_null(field_of(names[i]), &tree);
        CHECK(t, field_is_null(field_of(names[i]), &tree));
    }
    field_set_null(field_of("text"), &tree);
    CHECK_STR(t, tree.text, "");
    field_set_null(field_of("number"), &tree);
    CHECK_INT(t, tree.number, 0);
    CHECK(t, !field_is_null(field_of("number"), &tree));
}

static void fills_what_a_reader_left_out(Test *t)
{
    Tree tree = {.number = 5};
    shape_blank(&Tree_shape, &tree);
    CHECK_STR(t, tree.text, "");
    CHECK(t, !day_is_set(tree.day));
    CHECK_INT(t, tree.number, 5);
}

static void finds_records_behind_fields(Test *t)
{
    Leaf leaves[] = {{1}, {2}};
    const void *items;
    Tree tree = {.leaves = {leaves, 2}, .one = &leaves[1]};
    CHECK_INT(t, field_items(field_of("leaves"), &tree, &items), 2);
    CHECK(t, items == leaves);
    CHECK_INT(t, field_items(field_of("one"), &tree, &items), 1);
    CHECK(t, items == &leaves[1]);
    tree = (Tree){.text = ""};
    CHECK_INT(t, field_items(field_of("leaves"), &tree, &items), 0);
    CHECK_INT(t, field_items(field_of("one"), &tree, &items), 0);
    CHECK(t, !field_of("nothing"));
}

static void knows_words(Test *t)
{
    int value = 7;
    CHECK(t, word_value(mood_words, "glad", &value) && value == 1);
    CHECK(t, !word_value(mood_words, "Glad", &value) && value == 1);
    CHECK(t, !word_value(mood_words, "", &value));
}

/* ---- who acts, what follows, what is wrong ---- */

static void reaches_as_far_as_the_grant(Test *t)
{
    static const Grant grants[] = {{"plan.read", SCOPE_ALL}, {"plan.write", SCOPE_TEAM}};
    Ctx cx = {.grants = {grants, 2}};
    CHECK_INT(t, cx_scope(&cx, "plan.write"), SCOPE_TEAM);
    CHECK_INT(t, cx_scope(&cx, "plan"), SCOPE_NONE);
    CHECK_INT(t, cx_scope(&cx, "money.read"), SCOPE_NONE);
    cx.root = true;
    CHECK_INT(t, cx_scope(&cx, "money.read"), SCOPE_ALL);
}

static Err *nothing(Ctx *cx UNUSED, void *arg UNUSED)
{
    return NULL;
}

static void keeps_the_order_of_what_follows(Test *t)
{
    Arena arena;
    int marks[3];
    arena_init(&arena, 0);
    Ctx cx = {.arena = &arena};
    for (int i = 0; i < 3; i++)
        cx_after(&cx, nothing, &marks[i]);
    int count = 0;
    for (const After *after = cx.after; after; after = after->next)
        CHECK(t, after->arg == &marks[count++]);
    CHECK_INT(t, count, 3);
    arena_finish(&arena);
}

static void joins_errors(Test *t)
{
    Arena arena;
    arena_init(&arena, 0);
    Ctx cx = {.arena = &arena};
    Err *first = err_new(&cx, ERR_INPUT, "day", "%d %s", 1, "x");
    Err *second = err_new(&cx, ERR_INPUT, NULL, "two");
    CHECK(t, !err_join(NULL, NULL) && err_join(NULL, first) == first && err_join(first, NULL) == first);
    CHECK(t, err_join(first, second) == first && first->next == second && !second->next);
    CHECK_STR(t, first->text, "1 x");
    CHECK_STR(t, second->field, "");
    CHECK_STR(t, err_kind_word(ERR_CONFLICT), "conflict");
    CHECK_INT(t, err_fault(&cx, "x")->kind, ERR_FAULT);
    arena_finish(&arena);
}

TEST_SUITE("base: shapes", {"a number goes into its field and no other", sets_each_kind_of_number},
           {"what is not set is known", knows_what_is_not_set},
           {"days and texts that nobody set are empty", fills_what_a_reader_left_out},
           {"lists and records are found", finds_records_behind_fields}, {"words are known exactly", knows_words},
           {"a right reaches as far as it was granted", reaches_as_far_as_the_grant},
           {"what follows a request keeps its order", keeps_the_order_of_what_follows},
           {"errors join and keep their sentence", joins_errors});

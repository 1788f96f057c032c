/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "db/db_fixture.h"
#include "db/history.h"
#include "db/history.sql.h"
#include "db/setting.h"
#include "db/setting.sql.h"

typedef LIST_OF(Change) ChangeList;

static Id add_change(Test *t, Ctx *cx, int64_t person_id)
{
    Change change = {.at = cx->now, .person_id = ID(person_id), .through = "page", .action = "а", .request_id = ""};
    CHECK_OK(t, db_one(cx, &sql_change_add, IN(Change, &change), ONE(Change, &change)));
    CHECK(t, change.id.n > 0);
    CHECK_STR(t, change.action, "а"); /* RETURNING id leaves the rest */
    return change.id;
}

static void starts_empty(Test *t)
{
    Ctx cx;
    Change change;
    fixture_db(t, &cx);
    cx.person_id = ID(12);
    CHECK_OK(t, history_last_own(&cx, &change));
    CHECK_INT(t, change.id.n, 0);
    CHECK_OK(t, history_note(&cx, "thing", ID(7), &DbKey_shape, NULL, &(DbKey){.key = "x"}));
    CHECK_OK(t, history_last_own(&cx, &change));
    CHECK(t, change.id.n > 0);
}

static void reads_one_row(Test *t)
{
    Ctx cx;
    Change change = {0};
    bool found = true;
    fixture_db(t, &cx);
    Id id = add_change(t, &cx, 12);
    CHECK_OK(t, db_one(&cx, &sql_change_find, BY_ID(id), ONE(Change, &change)));
    CHECK_INT(t, change.person_id.n, 12);
    CHECK_INT(t, change.at.n, cx.now.n);
    CHECK_STR(t, change.through, "page");
    CHECK_STR(t, change.action, "а");
    CHECK_ERR(t, db_one(&cx, &sql_change_find, BY_ID(ID(424242)), ONE(Change, &change)), ERR_MISSING, "");
    CHECK_OK(t, db_find(&cx, &sql_change_find, BY_ID(ID(424242)), ONE(Change, &change), &found));
    CHECK(t, !found);
}

static void keeps_nothing_as_null(Test *t)
{
    Ctx cx;
    Change change = {.person_id = ID(99), .undoes_id = ID(99)};
    ChangeItemList items = {0};
    fixture_db(t, &cx);
    Id id = add_change(t, &cx, 0);
    CHECK_OK(t, db_one(&cx, &sql_change_find, BY_ID(id), ONE(Change, &change)));
    CHECK_INT(t, change.person_id.n, 0);
    CHECK_INT(t, change.undoes_id.n, 0);
    CHECK_OK(t, history_note(&cx, "thing", ID(7), &DbKey_shape, NULL, NULL));
    CHECK_OK(t, history_of_record(&cx, "thing", ID(7), &items));
    CHECK_STR(t, items.items[0].before, "");
}

static void stores_any_text_exactly(Test *t)
{
    static const char *const texts[] = {
        "", "'; DROP TABLE setting; --", "Ёлка \"и\" 'игла' \\ %s $1 :key", "\U0001f389", " blanks stay ", "-1"};
    Ctx cx;
    const char *value;
    fixture_db(t, &cx);
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        CHECK_OK(t, setting_set(&cx, "k", texts[i]));
        CHECK_OK(t, setting_get(&cx, "k", "absent", &value));
        CHECK_STR(t, value, texts[i]);
    }
}

static void lists_rows_in_order(Test *t)
{
    Ctx cx;
    ChangeItemList items = {0};
    fixture_db(t, &cx);
    for (int i = 0; i < 20; i++)
        CHECK_OK(t, history_note(&cx, "thing", ID(7), &DbKey_shape, NULL, &(DbKey){.id = ID(i + 1), .key = ""}));
    CHECK_OK(t, history_of_record(&cx, "thing", ID(7), &items));
    CHECK_INT(t, items.count, 20);
    for (size_t i = 1; i < items.count; i++)
        CHECK(t, items.items[i].id.n < items.items[i - 1].id.n);
}

typedef struct {
    const ChangeItem *row;
    int rows, stop_at;
    size_t most; /* bytes of the arena at once */
} Walk;

static Err *walk_row(Ctx *cx, void *arg)
{
    Walk *walk = arg;
    walk->rows++;
    arena_alloc(cx->arena, 40000);
    walk->most = MAX_OF(walk->most, cx->arena->total);
    return walk->rows == walk->stop_at ? err_new(cx, ERR_INPUT, "row", "enough") : NULL;
}

static void walks_rows_in_little_memory(Test *t)
{
    Ctx cx;
    ChangeItem item = {.noun = "thing", .record_id = ID(7)};
    ChangeItem row = {0};
    Walk walk = {.row = &row};
    fixture_db(t, &cx);
    for (int i = 0; i < 100; i++)
        CHECK_OK(t, history_note(&cx, "thing", ID(7), &DbKey_shape, NULL, &(DbKey){.key = ""}));
    size_t before = cx.arena->total;
    CHECK_OK(t,
             db_each(&cx, &sql_change_item_of_record, IN(ChangeItem, &item), ONE(ChangeItem, &row), walk_row, &walk));
    CHECK_INT(t, walk.rows, 100);
    CHECK(t, walk.most < before + 300000);
    walk = (Walk){.row = &row, .stop_at = 3};
    CHECK_ERR(t,
              db_each(&cx, &sql_change_item_of_record, IN(ChangeItem, &item), ONE(ChangeItem, &row), walk_row, &walk),
              ERR_INPUT, "row");
    CHECK_INT(t, walk.rows, 3);
}

static Err *nest(Ctx *cx, void *arg)
{
    ChangeItemList items = {0};
    return history_of_record(cx, "thing", *(Id *)arg, &items);
}

static void refuses_mistakes_of_ours(Test *t)
{
    Ctx cx;
    Id id = ID(7);
    Change change = {0};
    ChangeItem item = {.noun = "thing", .record_id = id};
    DbKey key = {0};
    fixture_db(t, &cx);
    CHECK_OK(t, history_note(&cx, "thing", id, &DbKey_shape, NULL, &(DbKey){.key = ""}));
    Err *err = db_exec(&cx, &sql_setting_put, BY_KEY("x"));
    CHECK_ERR(t, err, ERR_FAULT, "");
    CHECK(t, strstr(err->text, ":value") && strstr(err->text, "DbKey"));
    CHECK_ERR(t, db_exec(&cx, &sql_change_find, NOTHING_IN), ERR_FAULT, "");
    err = db_one(&cx, &sql_change_find, BY_ID(cx.change_id), ONE(DbKey, &key));
    CHECK_ERR(t, err, ERR_FAULT, "");
    CHECK(t, strstr(err->text, "gives at") != NULL);
    err = db_each(&cx, &sql_change_item_of_record, IN(ChangeItem, &item), ONE(ChangeItem, &item), nest, &id);
    CHECK_ERR(t, err, ERR_FAULT, "");
    CHECK(t, strstr(err->text, "inside itself") != NULL);
    /* and the statements still work */
    CHECK_OK(t, db_one(&cx, &sql_change_find, BY_ID(cx.change_id), ONE(Change, &change)));
    cx.db = NULL;
    CHECK_ERR(t, setting_set(&cx, "a", "b"), ERR_FAULT, "");
}

static void returns_to_a_savepoint(Test *t)
{
    Ctx cx;
    const char *value;
    fixture_db(t, &cx);
    CHECK_OK(t, setting_set(&cx, "k", "outer"));
    CHECK_OK(t, db_savepoint(&cx));
    CHECK_OK(t, db_savepoint(&cx));
    CHECK_OK(t, setting_set(&cx, "k", "inner"));
    db_rollback_to_savepoint(&cx);
    CHECK_OK(t, setting_get(&cx, "k", "", &value));
    CHECK_STR(t, value, "outer");
    CHECK_OK(t, setting_set(&cx, "k", "middle"));
    CHECK_OK(t, db_release(&cx));
    CHECK_OK(t, setting_get(&cx, "k", "", &value));
    CHECK_STR(t, value, "middle");
}

static void counts_changed_rows(Test *t)
{
    Ctx cx;
    int64_t changed = -1;
    DbKey key = {.key = "k"};
    fixture_db(t, &cx);
    CHECK_OK(t, db_change(&cx, &sql_setting_find, IN(DbKey, &key), &changed));
    ChangeItem item = {.change_id = add_change(t, &cx, 1), .noun = "n", .record_id = ID(1)};
    CHECK_OK(t, db_change(&cx, &sql_change_item_add, IN(ChangeItem, &item), &changed));
    CHECK_INT(t, changed, 1);
}

TEST_SUITE_DB("db: statements", {"a fixture is empty and migrated", starts_empty},
              {"what one test wrote is not there in the next", starts_empty},
              {"a row fills a struct by name", reads_one_row},
              {"an id of 0 is stored as NULL and comes back as 0", keeps_nothing_as_null},
              {"any text comes back as it was stored", stores_any_text_exactly},
              {"a list has its rows in order", lists_rows_in_order},
              {"a long result is walked in little memory", walks_rows_in_little_memory},
              {"names that do not fit and nested runs are faults", refuses_mistakes_of_ours},
              {"a savepoint takes back what came after it", returns_to_a_savepoint},
              {"changed rows are counted", counts_changed_rows});

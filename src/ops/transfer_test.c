/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "db/db_fixture.h"
#include "db/rows.h"
#include "ops/transfer.h"

/* Texts of any kind, empty ones beside NULL, references within a table and gaps in the ids. */
static const char some_rows[] =
    "INSERT INTO setting (key, value) VALUES ('agency.name', 'Полдень «№1» ''x'''), ('empty', '');"
    "INSERT INTO position (id, name, name_fold, sort) VALUES (7, 'Дизайнер', 'дизайнер', -3);"
    "INSERT INTO person (id, name, name_fold, name_sort, email_fold, position_id, created_at)"
    " VALUES (40, 'Анна', 'анна', 'a', NULL, 7, 9007199254740993), (41, 'Иван', 'иван', 'b', '', NULL, 0);"
    "INSERT INTO change (id, at, person_id, through, action, request_id, undoes_id)"
    " VALUES (3, 1, 40, 'page', 'x', 'r', NULL), (5, 2, NULL, 'page', 'y', 'r', 3), (9, 3, 40, 'api', 'z', 'r', 5);"
    "INSERT INTO change_item (id, change_id, noun, record_id, before, after)"
    " VALUES (1, 9, 'allocation', 2, NULL, '{}')";

static Err *run_command(Ctx *cx, void *arg)
{
    return db_command(cx, arg);
}

static Store *open_file(Test *t, Ctx *cx, const char *command)
{
    Store *store = NULL;
    StoreOptions options = {.url = fixture_new_file()};
    CHECK_OK(t, store_open(cx, &options, &store));
    CHECK_OK(t, store_write(store, cx, run_command, arena_strdup(cx->arena, command)));
    return store;
}

typedef struct {
    Digest person, change, setting;
} Digests;

static Err *read_digests(Ctx *cx, void *arg)
{
    Digests *digests = arg;
    TRY(transfer_digest(cx, "person", &digests->person));
    TRY(transfer_digest(cx, "change", &digests->change));
    return transfer_digest(cx, "setting", &digests->setting);
}

static void check_equal(Test *t, Ctx *cx, Store *a, Store *b)
{
    Digests one;
    Digests other;
    CHECK_OK(t, store_read(a, cx, read_digests, &one));
    CHECK_OK(t, store_read(b, cx, read_digests, &other));
    CHECK_INT(t, other.person.rows, 2);
    CHECK_INT(t, other.change.rows, 3);
    CHECK(t, digest_equal(&one.person, &other.person));
    CHECK(t, digest_equal(&one.change, &other.change));
    CHECK(t, digest_equal(&one.setting, &other.setting));
}

/* From a file to the engine that the suite is for, and back into another file. */
static void comes_back_equal(Test *t)
{
    Ctx cx;
    Store *back = NULL;
    Store *middle = fixture_store(t, &cx);
    Store *file = open_file(t, &cx, some_rows);
    StoreOptions options = {.url = fixture_new_file()};
    CHECK_OK(t, ops_copy(&cx, file, store_url(middle), NULL));
    check_equal(t, &cx, file, middle);
    CHECK_OK(t, ops_copy(&cx, middle, options.url, NULL));
    CHECK_OK(t, store_open(&cx, &options, &back));
    check_equal(t, &cx, file, back);
    store_close(back);
    store_close(file);
}

static Err *last_position(Ctx *cx UNUSED, const Row *row, void *arg)
{
    CHECK_STR(arg, row->names[0], "id");
    CHECK(arg, row->values[0].number == 7 || row->values[0].number == 8);
    return NULL;
}

static Err *read_positions(Ctx *cx, void *arg)
{
    return rows_each(cx, "position", last_position, arg);
}

static void counts_on(Test *t)
{
    Ctx cx;
    char add[] = "INSERT INTO position (name, name_fold) VALUES ('n', 'n')";
    Store *target = fixture_store(t, &cx);
    Store *file = open_file(t, &cx, some_rows);
    CHECK_OK(t, ops_copy(&cx, file, store_url(target), NULL));
    CHECK_OK(t, store_write(target, &cx, run_command, add));
    CHECK_OK(t, store_read(target, &cx, read_positions, t));
    store_close(file);
}

static void wants_an_empty_target(Test *t)
{
    Ctx cx;
    Store *target = fixture_store(t, &cx);
    Store *file = open_file(t, &cx, some_rows);
    CHECK_OK(t, ops_copy(&cx, file, store_url(target), NULL));
    CHECK_ERR(t, ops_copy(&cx, file, store_url(target), NULL), ERR_CONFLICT, "");
    check_equal(t, &cx, file, target);
    store_close(file);
}

static void misses_no_table(Test *t)
{
    Ctx cx;
    Store *target = fixture_store(t, &cx);
    Store *file = open_file(t, &cx, "CREATE TABLE forgotten (id INTEGER PRIMARY KEY)");
    CHECK_ERR(t, ops_copy(&cx, file, store_url(target), NULL), ERR_FAULT, "");
    store_close(file);
}

static void sees_each_difference(Test *t)
{
    Ctx cx;
    Digests before;
    Digests after;
    char change[] = "UPDATE person SET email_fold = NULL WHERE id = 41; UPDATE change SET undoes_id = 3 WHERE id = 9";
    (void)fixture_store(t, &cx);
    Store *file = open_file(t, &cx, some_rows);
    CHECK_OK(t, store_read(file, &cx, read_digests, &before));
    CHECK_OK(t, store_write(file, &cx, run_command, change));
    CHECK_OK(t, store_read(file, &cx, read_digests, &after));
    CHECK(t, !digest_equal(&before.person, &after.person));
    CHECK(t, !digest_equal(&before.change, &after.change));
    CHECK(t, digest_equal(&before.setting, &after.setting));
    store_close(file);
}

TEST_SUITE_DB("ops: copying a database", {"a copy and the copy of it are equal", comes_back_equal},
              {"new rows come behind the copied ones", counts_on},
              {"a target with rows in it is left alone", wants_an_empty_target},
              {"a table that the copy does not know stops it", misses_no_table},
              {"the hash tells NULL from an empty text and one number from another", sees_each_difference});

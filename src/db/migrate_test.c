/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include <unistd.h>

#include "db/db_fixture.h"
#include "db/migrate.h"

static Err *run_command(Ctx *cx, void *arg)
{
    return db_command(cx, arg);
}

/* Changes the database behind the program's back, then opens it anew. */
static Err *open_after(Test *t, Ctx *cx, const char *command)
{
    Store *again = NULL;
    Store *store = fixture_store(t, cx);
    CHECK_OK(t, store_write(store, cx, run_command, arena_strdup(cx->arena, command)));
    StoreOptions options = {.url = store_url(store), .writers = 1};
    Err *err = store_open(cx, &options, &again);
    if (!err)
        store_close(again);
    return err;
}

static Err *read_current(Ctx *cx, void *arg)
{
    return migrate_current(cx, arg);
}

static void applies_all_once(Test *t)
{
    Ctx cx;
    int number = 0;
    Store *store = fixture_store(t, &cx);
    CHECK_OK(t, store_read(store, &cx, read_current, &number));
    CHECK(t, migrate_newest() > 0);
    CHECK_INT(t, number, migrate_newest());
    CHECK_OK(t, open_after(t, &cx, "UPDATE setting SET value = value"));
}

static void refuses_a_newer_database(Test *t)
{
    Ctx cx;
    Err *err = open_after(t, &cx, "INSERT INTO migration (number, name, checksum, at) VALUES (9999, 'x', 'y', 0)");
    CHECK_ERR(t, err, ERR_FAULT, "");
    CHECK(t, strstr(err->text, "9999") && strstr(err->text, "newer program"));
}

static void refuses_a_changed_migration(Test *t)
{
    Ctx cx;
    Err *err = open_after(t, &cx, "UPDATE migration SET checksum = 'other' WHERE number = 1");
    CHECK_ERR(t, err, ERR_FAULT, "");
    CHECK(t, strstr(err->text, "0001") && strstr(err->text, "changed"));
}

/* The newest migration is forgotten, so it runs again and fails: its tables are there. */
static void keeps_a_copy_and_nothing_of_a_failure(Test *t)
{
    Ctx cx;
    Store *again = NULL;
    int number = 0;
    Store *store = fixture_store(t, &cx);
    char *forget = arena_printf(cx.arena, "DELETE FROM migration WHERE number = %d", migrate_newest());
    CHECK_OK(t, store_write(store, &cx, run_command, forget));
    StoreOptions options = {.url = store_url(store), .writers = 1};
    CHECK_ERR(t, store_open(&cx, &options, &again), ERR_FAULT, "");
    CHECK_OK(t, store_read(store, &cx, read_current, &number));
    CHECK(t, number < migrate_newest());
    if (store_engine(store) == ENGINE_SQLITE)
        CHECK_INT(
            t,
            access(arena_printf(cx.arena, "%s.before-%04d", store_url(store) + strlen("sqlite:"), migrate_newest()),
                   R_OK),
            0);
}

TEST_SUITE_DB("db: migrations", {"all are applied, once", applies_all_once},
              {"a database of a newer program is refused", refuses_a_newer_database},
              {"a migration that was changed after landing is refused", refuses_a_changed_migration},
              {"a failing migration leaves nothing and a copy is kept", keeps_a_copy_and_nothing_of_a_failure});

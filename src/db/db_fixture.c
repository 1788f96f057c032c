/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/day.h"
#include "base/log.h"
#include "db/db_fixture.h"
#include "db/engine.h"

/* What the running test uses; only its own thread makes and ends fixtures. */
static struct {
    Arena arena;
    Store *store;
    Db *db;
    char *dropped; /* the database of `store`, to be removed with it */
} current;

/* Made once for each engine: migrated and never written to, or only in transactions that are rolled back. */
static struct {
    Arena arena;
    const char *folder; /* NULL: not made yet */
    bool sqlite_made, postgres_made;
    int count;
} models;

static void set_clock(Ctx *cx, Arena *arena)
{
    Day day = day_from_ymd(2026, 6, 17);
    *cx = (Ctx){.arena = arena,
                .now = {day.n * 86400 + 6 * 3600 + 40 * 60},
                .today = day,
                .person_name = "",
                .root = true,
                .lang = LANG_EN,
                .request_id = "test",
                .through = "command",
                .action = "test"};
}

/* ---- names ---- */

static const char *sqlite_path(const char *name)
{
    return arena_printf(&models.arena, "%s/%s", models.folder, name);
}

static const char *postgres_name(const char *name)
{
    return arena_printf(&models.arena, "takt_test_%d_%s", (int)getpid(), name);
}

/* In a connection string the last dbname counts. */
static const char *postgres_url(const char *name)
{
    const char *server = getenv("TAKT_TEST_PG");
    return arena_printf(&models.arena, "%s%cdbname=%s", server, strchr(server, '?') ? '&' : '?', postgres_name(name));
}

/* ---- making and removing ---- */

static Err *on_server(Ctx *cx, const char *command)
{
    Db *db = NULL;
    Db *before = cx->db;
    TRY(postgres_open(cx, getenv("TAKT_TEST_PG"), false, &db));
    cx->db = db;
    Err *err = db_command(cx, command);
    cx->db = before;
    db_close(db);
    return err;
}

static Err *drop_postgres(Ctx *cx, const char *name)
{
    return on_server(cx, arena_printf(cx->arena, "DROP DATABASE IF EXISTS %s WITH (FORCE)", postgres_name(name)));
}

static Err *migrate(Ctx *cx, const char *url)
{
    Store *store = NULL;
    StoreOptions options = {.url = url, .writers = 1};
    log_level(LOG_WARN);
    TRY(store_open(cx, &options, &store));
    store_close(store);
    return NULL;
}

static Err *make_postgres_model(Ctx *cx)
{
    if (models.postgres_made)
        return NULL;
    TRY(on_server(cx, arena_printf(cx->arena, "CREATE DATABASE %s TEMPLATE template0", postgres_name("model"))));
    models.postgres_made = true;
    return migrate(cx, postgres_url("model"));
}

static Err *make_sqlite_model(Ctx *cx)
{
    if (models.sqlite_made)
        return NULL;
    models.sqlite_made = true;
    return migrate(cx, arena_printf(cx->arena, "sqlite:%s", sqlite_path("model.db")));
}

static Err *copy_file(Ctx *cx, const char *from, const char *to)
{
    char piece[1 << 16];
    size_t got;
    FILE *in = fopen(from, "rb");
    FILE *out = fopen(to, "wb");
    bool good = in && out;
    while (good && (got = fread(piece, 1, sizeof piece, in)) > 0)
        good = fwrite(piece, 1, got, out) == got;
    if (in)
        fclose(in);
    if (out)
        good = fclose(out) == 0 && good;
    return good ? NULL : err_fault(cx, "cannot copy %s to %s", from, to);
}

/* The models' things need a folder, and whatever is left goes when the program ends. */
static void remove_all(void);

static Err *prepare_models(Ctx *cx)
{
    if (models.folder)
        return NULL;
    arena_init(&models.arena, 0);
    const char *temp = getenv("TMPDIR");
    char *folder = arena_printf(&models.arena, "%s/takt-test-XXXXXX", temp ? temp : "/tmp");
    if (!mkdtemp(folder))
        return err_fault(cx, "cannot make %s: %s", folder, strerror(errno));
    models.folder = folder;
    atexit(remove_all);
    return NULL;
}

static void end_current(void)
{
    Ctx cx;
    store_close(current.store);
    set_clock(&cx, &current.arena);
    cx.db = current.db;
    if (current.db)
        db_rollback(&cx);
    db_close(current.db);
    cx.db = NULL;
    if (current.dropped && drop_postgres(&cx, current.dropped))
        fprintf(stderr, "the test database %s stays behind\n", current.dropped);
    free(current.dropped);
    current.store = NULL;
    current.db = NULL;
    current.dropped = NULL;
    arena_finish(&current.arena);
}

static void remove_all(void)
{
    Ctx cx;
    end_current();
    set_clock(&cx, &models.arena);
    if (models.postgres_made && drop_postgres(&cx, "model"))
        fprintf(stderr, "the test database %s stays behind\n", postgres_name("model"));
    DIR *folder = opendir(models.folder);
    for (struct dirent *entry; folder && (entry = readdir(folder));)
        unlink(sqlite_path(entry->d_name));
    if (folder)
        closedir(folder);
    rmdir(models.folder);
    arena_finish(&models.arena);
}

/* ---- what tests call ---- */

void fixture_cx(Test *t, Ctx *cx)
{
    end_current();
    arena_init(&current.arena, 0);
    set_clock(cx, &current.arena);
    CHECK_OK(t, prepare_models(cx));
}

static bool is_sqlite(const Test *t)
{
    assert(*t->engine); /* the suite must be a TEST_SUITE_DB */
    return strcmp(t->engine, "sqlite") == 0;
}

Store *fixture_store(Test *t, Ctx *cx)
{
    fixture_cx(t, cx);
    const char *name = arena_printf(cx->arena, "%d", ++models.count);
    StoreOptions options = {.writers = 4};
    if (is_sqlite(t)) {
        CHECK_OK(t, make_sqlite_model(cx));
        CHECK_OK(t, copy_file(cx, sqlite_path("model.db"), sqlite_path(name)));
        options.url = arena_printf(cx->arena, "sqlite:%s", sqlite_path(name));
    } else {
        CHECK_OK(t, make_postgres_model(cx));
        CHECK_OK(t, on_server(cx, arena_printf(cx->arena, "CREATE DATABASE %s TEMPLATE %s", postgres_name(name),
                                               postgres_name("model"))));
        current.dropped = strdup(name);
        options.url = postgres_url(name);
    }
    CHECK_OK(t, store_open(cx, &options, &current.store));
    return current.store;
}

const char *fixture_new_file(void)
{
    return arena_printf(&models.arena, "sqlite:%s/%d", models.folder, ++models.count);
}

void fixture_db(Test *t, Ctx *cx)
{
    fixture_cx(t, cx);
    if (is_sqlite(t)) {
        CHECK_OK(t, make_sqlite_model(cx));
        CHECK_OK(t, sqlite_open(cx, sqlite_path("model.db"), false, &current.db));
    } else {
        CHECK_OK(t, make_postgres_model(cx));
        CHECK_OK(t, postgres_open(cx, postgres_url("model"), false, &current.db));
    }
    cx->db = current.db;
    CHECK_OK(t, db_begin(cx, TX_WRITE));
}

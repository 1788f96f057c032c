/* SPDX-License-Identifier: MIT */
/* SQLite behind engine.h. Pragmas and their reasons: docs/architecture.md, "Storage". */
#include "base/base.h"

#include <sqlite3.h>

#include "base/text.h"
#include "db/engine.h"

#define BUSY_MS 5000
#define BUSY_PAUSE_MS 20

static sqlite3 *handle_of(const Db *db)
{
    return db->handle;
}

static Err *sqlite_error(Ctx *cx, const char *doing)
{
    sqlite3 *handle = handle_of(cx->db);
    int code = sqlite3_extended_errcode(handle);
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: {
        Err *err = err_new(cx, ERR_BUSY, "", "%s", _("The database is busy. Try again in a few seconds"));
        err->wait = 2;
        return err;
    }
    case SQLITE_FULL:
        return err_new(cx, ERR_FULL, "", "%s", _("The disk is full: nothing was saved. Free some space and repeat"));
    case SQLITE_CONSTRAINT:
        if (code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY)
            return err_new(cx, ERR_CONFLICT, "", "%s", _("There is one like this already"));
        if (code == SQLITE_CONSTRAINT_FOREIGNKEY)
            return err_new(cx, ERR_CONFLICT, "", "%s", _("Other records refer to this, or this to one that is gone"));
        break;
    default:
        break;
    }
    return err_fault(cx, "%s: %s (%d)", doing, sqlite3_errmsg(handle), code);
}

/* "FOR UPDATE" is PostgreSQL's; here the one writer thread already stands alone. */
static const char *text_for(Ctx *cx, const Sql *sql)
{
    const char *mark = strstr(sql->text, "@for_update");
    return mark ? arena_strndup(cx->arena, sql->text, (size_t)(mark - sql->text)) : sql->text;
}

/* `$n` is a name to SQLite, numbered by first appearance; embed numbers by first use too, so they agree. */
static Err *sqlite_prepare_it(Ctx *cx, const Sql *sql, Remembered *it, const Value *values UNUSED)
{
    if (it->handle)
        return NULL;
    sqlite3_stmt *statement;
    if (sqlite3_prepare_v3(handle_of(cx->db), text_for(cx, sql), -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL))
        return sqlite_error(cx, sql->name);
    if (sqlite3_bind_parameter_count(statement) != sql->param_count) {
        sqlite3_finalize(statement);
        return err_fault(cx, "statement %s: parameters are miscounted", sql->name);
    }
    it->handle = statement;
    return NULL;
}

static Err *sqlite_start(Ctx *cx, const Sql *sql, Remembered *it, const Value *values, Cursor *cursor)
{
    sqlite3_stmt *statement = it->handle;
    for (int i = 0; i < sql->param_count; i++) {
        int rc;
        if (values[i].kind == VALUE_NULL)
            rc = sqlite3_bind_null(statement, i + 1);
        else if (values[i].kind == VALUE_INT)
            rc = sqlite3_bind_int64(statement, i + 1, values[i].number);
        else
            rc = sqlite3_bind_text(statement, i + 1, values[i].text, -1, SQLITE_STATIC);
        if (rc)
            return sqlite_error(cx, sql->name);
    }
    cursor->handle = statement;
    return NULL;
}

static Err *sqlite_step_it(Ctx *cx, Cursor *cursor, bool *row)
{
    int rc = sqlite3_step(cursor->handle);
    *row = rc == SQLITE_ROW;
    if (rc != SQLITE_ROW && rc != SQLITE_DONE)
        return sqlite_error(cx, cursor->sql->name);
    return NULL;
}

static void sqlite_stop(Db *db UNUSED, Cursor *cursor)
{
    sqlite3_reset(cursor->handle);
    sqlite3_clear_bindings(cursor->handle);
}

static int sqlite_columns(const Cursor *cursor)
{
    return sqlite3_column_count(cursor->handle);
}

static const char *sqlite_column_name_of(const Cursor *cursor, int column)
{
    return sqlite3_column_name(cursor->handle, column);
}

static ValueKind sqlite_kind_of(const Cursor *cursor, int column)
{
    switch (sqlite3_column_type(cursor->handle, column)) {
    case SQLITE_NULL:
        return VALUE_NULL;
    case SQLITE_INTEGER:
        return VALUE_INT;
    case SQLITE_TEXT:
        return VALUE_TEXT;
    default:
        return VALUE_OTHER;
    }
}

/* NULL reads as 0, so the type is asked for then alone. */
static bool sqlite_number(const Cursor *cursor, int column, int64_t *number)
{
    *number = sqlite3_column_int64(cursor->handle, column);
    return *number != 0 || sqlite3_column_type(cursor->handle, column) != SQLITE_NULL;
}

static const char *sqlite_text(const Cursor *cursor, int column)
{
    return (const char *)sqlite3_column_text(cursor->handle, column);
}

static int64_t sqlite_changed(Db *db, const Cursor *cursor UNUSED)
{
    return sqlite3_changes(handle_of(db));
}

static Err *sqlite_command(Ctx *cx, const char *text)
{
    if (sqlite3_exec(handle_of(cx->db), text, NULL, NULL, NULL))
        return sqlite_error(cx, text_starts(text, "COMMIT") ? "commit" : "command");
    return NULL;
}

static Err *verify_with(Ctx *cx, const char *pragma, int *wrong)
{
    sqlite3_stmt *statement;
    if (sqlite3_prepare_v2(handle_of(cx->db), pragma, -1, &statement, NULL))
        return sqlite_error(cx, pragma);
    while (sqlite3_step(statement) == SQLITE_ROW) {
        const char *says = (const char *)sqlite3_column_text(statement, 0);
        if (says && strcmp(says, "ok") == 0)
            continue;
        printf("%s: %s\n", pragma, says ? says : "");
        ++*wrong;
    }
    return sqlite3_finalize(statement) ? sqlite_error(cx, pragma) : NULL;
}

static Err *sqlite_verify(Ctx *cx, int *wrong)
{
    TRY(verify_with(cx, "PRAGMA integrity_check", wrong));
    return verify_with(cx, "PRAGMA foreign_key_check", wrong);
}

static void sqlite_forget(Db *db UNUSED, Remembered *it)
{
    sqlite3_finalize(it->handle);
    it->handle = NULL;
}

static void sqlite_close_it(Db *db)
{
    sqlite3_close(handle_of(db));
}

static const Engine sqlite_engine = {
    .kind = ENGINE_SQLITE,
    .prepare = sqlite_prepare_it,
    .start = sqlite_start,
    .step = sqlite_step_it,
    .stop = sqlite_stop,
    .columns = sqlite_columns,
    .column_name = sqlite_column_name_of,
    .kind_of = sqlite_kind_of,
    .number = sqlite_number,
    .text = sqlite_text,
    .changed = sqlite_changed,
    .command = sqlite_command,
    .verify = sqlite_verify,
    .forget = sqlite_forget,
    .close = sqlite_close_it,
};

static const char writer_pragmas[] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                                     "PRAGMA wal_autocheckpoint=4000; PRAGMA journal_size_limit=67108864;"
                                     "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-32000;";
static const char reader_pragmas[] = "PRAGMA query_only=1; PRAGMA foreign_keys=ON; PRAGMA cache_size=-4000;";

/* Of two who turn a new file to WAL at once SQLite refuses one on the spot, whatever the timeout: it asks again. */
static Err *set_pragmas(Ctx *cx, const char *pragmas)
{
    const struct timespec pause = {.tv_nsec = BUSY_PAUSE_MS * 1000000L};
    Err *err = sqlite_command(cx, pragmas);
    for (int waited = 0; err && err->kind == ERR_BUSY && waited < BUSY_MS; waited += BUSY_PAUSE_MS) {
        nanosleep(&pause, NULL);
        err = sqlite_command(cx, pragmas);
    }
    return err;
}

Err *sqlite_open(Ctx *cx, const char *path, bool read_only, Db **opened)
{
    sqlite3 *handle = NULL;
    int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_READWRITE | (read_only ? 0 : SQLITE_OPEN_CREATE);
    if (sqlite3_open_v2(path, &handle, flags, NULL)) {
        Err *err = err_fault(cx, "cannot open %s: %s", path, handle ? sqlite3_errmsg(handle) : "no memory");
        sqlite3_close(handle);
        return err;
    }
    if (sqlite3_db_readonly(handle, "main") == 1) { /* SQLite would say so at the first write, and not of which file */
        sqlite3_close(handle);
        return err_fault(cx, "%s cannot be written; does it belong to somebody else?", path);
    }
    sqlite3_busy_timeout(handle, BUSY_MS);
    /* a plan holds for all values: otherwise a state that may have a partial index is planned anew at each run */
    sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_QPSG, 1, NULL);
    Db *db = db_new(&sqlite_engine, path);
    db->handle = handle;
    Db *before = cx->db;
    cx->db = db;
    Err *err = set_pragmas(cx, read_only ? reader_pragmas : writer_pragmas);
    cx->db = before;
    if (err)
        db_close(db);
    else
        *opened = db;
    return err;
}

/* SPDX-License-Identifier: MIT */
/* PostgreSQL behind engine.h: prepared statements with explicit types, results whole in memory. */
#include "base/base.h"

#include <libpq-fe.h>

#include "base/log.h"
#include "base/text.h"
#include "db/engine.h"

/* Object ids of int8 and text in pg_type; they are fixed. */
#define TYPE_INT8 20
#define TYPE_TEXT 25
#define PARAMS_MAX 64

static PGconn *connection_of(const Db *db)
{
    return db->handle;
}

static Err *away(Ctx *cx, const char *why)
{
    log_line(LOG_ERROR, cx->request_id, "PostgreSQL is away: %s", why);
    Err *err = err_new(cx, ERR_BUSY, "", "%s", _("The database cannot be reached. Try again in a few seconds"));
    err->wait = 5;
    return err;
}

static Err *postgres_error(Ctx *cx, const PGresult *result, const char *doing)
{
    PGconn *connection = connection_of(cx->db);
    const char *state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
    if (PQstatus(connection) == CONNECTION_BAD || !state || text_starts(state, "57P")) {
        cx->db->broken = true;
        return away(cx, PQerrorMessage(connection));
    }
    if (strcmp(state, "40001") == 0 || strcmp(state, "40P01") == 0)
        return err_new(cx, ERR_RETRY, "", "%s", PQresultErrorMessage(result));
    if (strcmp(state, "23505") == 0)
        return err_new(cx, ERR_CONFLICT, "", "%s", _("There is one like this already"));
    if (strcmp(state, "23503") == 0)
        return err_new(cx, ERR_CONFLICT, "", "%s", _("Other records refer to this, or this to one that is gone"));
    if (text_starts(state, "53"))
        return err_new(cx, ERR_FULL, "", "%s", _("The disk is full: nothing was saved. Free some space and repeat"));
    /* the primary message only: the detail holds values of the row */
    return err_fault(cx, "%s: %s (%s)", doing, PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY), state);
}

static Err *check(Ctx *cx, PGresult *result, const char *doing)
{
    ExecStatusType status = PQresultStatus(result);
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK)
        return NULL;
    Err *err = postgres_error(cx, result, doing);
    PQclear(result);
    return err;
}

static const char *text_for(Ctx *cx, const Sql *sql)
{
    const char *mark = strstr(sql->text, "@for_update");
    if (!mark)
        return sql->text;
    return arena_printf(cx->arena, "%.*sFOR UPDATE", (int)(mark - sql->text), sql->text);
}

static Err *postgres_prepare_it(Ctx *cx, const Sql *sql, Remembered *it, const Value *values)
{
    Oid types[PARAMS_MAX];
    if (it->handle)
        return NULL;
    for (int i = 0; i < sql->param_count && values; i++)
        types[i] = values[i].is_text ? TYPE_TEXT : TYPE_INT8;
    PGresult *result =
        PQprepare(connection_of(cx->db), sql->name, text_for(cx, sql), values ? sql->param_count : 0, types);
    TRY(check(cx, result, sql->name));
    PQclear(result);
    it->handle = it;
    return NULL;
}

static Err *postgres_start(Ctx *cx, const Sql *sql, Remembered *it UNUSED, const Value *values, Cursor *cursor)
{
    const char *texts[PARAMS_MAX];
    char numbers[PARAMS_MAX][24];
    for (int i = 0; i < sql->param_count; i++) {
        texts[i] = NULL;
        if (values[i].kind == VALUE_TEXT)
            texts[i] = values[i].text;
        if (values[i].kind == VALUE_INT) {
            snprintf(numbers[i], sizeof numbers[i], "%" PRId64, values[i].number);
            texts[i] = numbers[i];
        }
    }
    PGresult *result = PQexecPrepared(connection_of(cx->db), sql->name, sql->param_count, texts, NULL, NULL, 0);
    TRY(check(cx, result, sql->name));
    cursor->handle = result;
    cursor->row = -1;
    return NULL;
}

static Err *postgres_step(Ctx *cx UNUSED, Cursor *cursor, bool *row)
{
    cursor->row++;
    *row = cursor->row < PQntuples(cursor->handle);
    return NULL;
}

static void postgres_stop(Db *db UNUSED, Cursor *cursor)
{
    PQclear(cursor->handle);
}

static int postgres_columns(const Cursor *cursor)
{
    return PQnfields(cursor->handle);
}

static const char *postgres_column_name(const Cursor *cursor, int column)
{
    return PQfname(cursor->handle, column);
}

static bool postgres_is_null(const Cursor *cursor, int column)
{
    return PQgetisnull(cursor->handle, cursor->row, column) == 1;
}

static ValueKind postgres_kind_of(const Cursor *cursor, int column)
{
    if (postgres_is_null(cursor, column))
        return VALUE_NULL;
    switch (PQftype(cursor->handle, column)) {
    case TYPE_INT8:
        return VALUE_INT;
    case TYPE_TEXT:
        return VALUE_TEXT;
    default:
        return VALUE_OTHER;
    }
}

static bool postgres_number(const Cursor *cursor, int column, int64_t *number)
{
    if (postgres_is_null(cursor, column))
        return false;
    *number = strtoll(PQgetvalue(cursor->handle, cursor->row, column), NULL, 10);
    return true;
}

static const char *postgres_text(const Cursor *cursor, int column)
{
    return postgres_is_null(cursor, column) ? NULL : PQgetvalue(cursor->handle, cursor->row, column);
}

static int64_t postgres_changed(Db *db UNUSED, const Cursor *cursor)
{
    int64_t count = 0;
    return text_int(PQcmdTuples(cursor->handle), &count) ? count : 0;
}

static Err *postgres_command(Ctx *cx, const char *text)
{
    PGresult *result = PQexec(connection_of(cx->db), text);
    TRY(check(cx, result, "command"));
    PQclear(result);
    return NULL;
}

static Err *postgres_verify(Ctx *cx UNUSED, int *wrong UNUSED)
{
    return NULL;
}

static void postgres_forget(Db *db UNUSED, Remembered *it)
{
    it->handle = NULL;
}

static void postgres_close(Db *db)
{
    PQfinish(connection_of(db));
}

static const Engine postgres_engine = {
    .kind = ENGINE_POSTGRES,
    .prepare = postgres_prepare_it,
    .start = postgres_start,
    .step = postgres_step,
    .stop = postgres_stop,
    .columns = postgres_columns,
    .column_name = postgres_column_name,
    .kind_of = postgres_kind_of,
    .number = postgres_number,
    .text = postgres_text,
    .changed = postgres_changed,
    .command = postgres_command,
    .verify = postgres_verify,
    .forget = postgres_forget,
    .close = postgres_close,
};

static void note_notice(void *arg UNUSED, const char *message)
{
    log_line(LOG_DEBUG, NULL, "PostgreSQL: %s", message);
}

/* A server that is starting or in recovery answers but must not be written to. */
static Err *settle(Ctx *cx, bool read_only)
{
    TRY(postgres_command(cx,
                         "SET lock_timeout = '5s'; SET client_min_messages = warning; SET synchronous_commit = on"));
    if (read_only)
        return postgres_command(cx, "SET default_transaction_read_only = on");
    PGresult *result = PQexec(connection_of(cx->db), "SELECT pg_is_in_recovery()");
    TRY(check(cx, result, "recovery"));
    bool in_recovery = strcmp(PQgetvalue(result, 0, 0), "t") == 0;
    PQclear(result);
    return in_recovery ? away(cx, "the server is in recovery and cannot be written to") : NULL;
}

Err *postgres_open(Ctx *cx, const char *url, bool read_only, Db **opened)
{
    PGconn *connection = PQconnectdb(url);
    if (PQstatus(connection) != CONNECTION_OK) {
        Err *err = away(cx, PQerrorMessage(connection));
        PQfinish(connection);
        return err;
    }
    PQsetNoticeProcessor(connection, note_notice, NULL);
    Db *db = db_new(&postgres_engine, url);
    db->handle = connection;
    Db *before = cx->db;
    cx->db = db;
    Err *err = settle(cx, read_only);
    cx->db = before;
    if (err)
        db_close(db);
    else
        *opened = db;
    return err;
}

/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/buf.h"
#include "db/engine.h"
#include "db/rows.h"

/* As many as the engines bind. */
#define COLUMNS_MAX 64

struct RowWriter {
    const char *table;
    Sql sql;
    Remembered it;
};

static Err *check_name(Ctx *cx, const char *name)
{
    if (!*name || name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_")])
        return err_fault(cx, "%s is no name of a table or column", name);
    return NULL;
}

/* PostgreSQL's nameless statement is replaced by the next one, so that none stays with a pooled connection. */
static Sql statement(Ctx *cx, const char *table, const char *text, int params)
{
    return (Sql){.name = db_engine(cx->db) == ENGINE_POSTGRES ? "" : table,
                 .file = "db/rows.c",
                 .text = text,
                 .param_count = params};
}

/* ---- reading ---- */

static Err *read_values(Ctx *cx, const Cursor *cursor, Row *row)
{
    const Engine *engine = cx->db->engine;
    for (int i = 0; i < row->count; i++) {
        Value *value = &row->values[i];
        *value = (Value){.kind = engine->kind_of(cursor, i)};
        if (value->kind == VALUE_OTHER)
            return err_fault(cx, "the column %s is neither a number nor a text", row->names[i]);
        value->is_text = value->kind == VALUE_TEXT;
        if (value->kind == VALUE_TEXT)
            value->text = engine->text(cursor, i);
        else if (value->kind == VALUE_INT)
            engine->number(cursor, i, &value->number);
    }
    return NULL;
}

static void read_names(Ctx *cx, const Cursor *cursor, Row *row)
{
    row->count = cx->db->engine->columns(cursor);
    row->names = arena_new_array(cx->arena, const char *, (size_t)row->count + 1);
    row->values = arena_new_array(cx->arena, Value, (size_t)row->count + 1);
    for (int i = 0; i < row->count; i++)
        row->names[i] = cx->db->engine->column_name(cursor, i);
}

static Err *run_select(Ctx *cx, const Sql *sql, Err *(*take)(Ctx *cx, const Row *row, void *arg), void *arg)
{
    const Engine *engine = cx->db->engine;
    Remembered it = {0};
    Cursor cursor = {.sql = sql};
    Row row = {0};
    bool more = true;
    TRY(engine->prepare(cx, sql, &it, NULL));
    Err *err = engine->start(cx, sql, &it, NULL, &cursor);
    if (!err) {
        read_names(cx, &cursor, &row);
        while (!err && more) {
            err = engine->step(cx, &cursor, &more);
            if (!err && more)
                err = read_values(cx, &cursor, &row);
            if (!err && more)
                err = take(cx, &row, arg);
        }
        engine->stop(cx->db, &cursor);
    }
    engine->forget(cx->db, &it);
    return err;
}

Err *rows_each(Ctx *cx, const char *table, Err *(*row)(Ctx *cx, const Row *row, void *arg), void *arg)
{
    TRY(check_name(cx, table));
    Sql sql = statement(cx, table, arena_printf(cx->arena, "SELECT * FROM \"%s\" ORDER BY 1", table), 0);
    return run_select(cx, &sql, row, arg);
}

static Err *take_name(Ctx *cx, const Row *row, void *arg)
{
    TableNames *names = arg;
    *(const char **)list_push(cx->arena, names) = arena_strdup(cx->arena, row->values[0].text);
    return NULL;
}

Err *rows_tables(Ctx *cx, TableNames *names)
{
    const char *text = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY 1";
    if (db_engine(cx->db) == ENGINE_POSTGRES)
        text = "SELECT CAST(tablename AS text) FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1";
    Sql sql = statement(cx, "tables", text, 0);
    *names = (TableNames){0};
    return run_select(cx, &sql, take_name, names);
}

/* ---- writing ---- */

RowWriter *rows_writer(Ctx *cx, const char *table)
{
    RowWriter *writer = arena_new(cx->arena, RowWriter);
    writer->table = table;
    return writer;
}

static Err *prepare_insert(Ctx *cx, RowWriter *writer, const Row *row)
{
    Buf text = {0};
    Err *err = check_name(cx, writer->table);
    if (row->count > COLUMNS_MAX)
        err = err_fault(cx, "the table %s has too many columns", writer->table);
    buf_printf(&text, "INSERT INTO \"%s\" (", writer->table);
    for (int i = 0; i < row->count && !err; i++) {
        err = check_name(cx, row->names[i]);
        buf_printf(&text, "%s\"%s\"", i ? ", " : "", row->names[i]);
    }
    buf_text(&text, ") VALUES (");
    for (int i = 0; i < row->count; i++)
        buf_printf(&text, "%s$%d", i ? ", " : "", i + 1);
    buf_char(&text, ')');
    writer->sql = statement(cx, writer->table, arena_strdup(cx->arena, text.data), row->count);
    buf_finish(&text);
    /* without values: the engine takes the types of the columns, so a NULL needs none */
    return err ? err : cx->db->engine->prepare(cx, &writer->sql, &writer->it, NULL);
}

Err *rows_insert(Ctx *cx, RowWriter *writer, const Row *row)
{
    const Engine *engine = cx->db->engine;
    Cursor cursor = {.sql = &writer->sql};
    bool more = true;
    if (!writer->it.handle)
        TRY(prepare_insert(cx, writer, row));
    TRY(engine->start(cx, &writer->sql, &writer->it, row->values, &cursor));
    Err *err = NULL;
    while (!err && more)
        err = engine->step(cx, &cursor, &more);
    engine->stop(cx->db, &cursor);
    return err;
}

void rows_writer_end(Ctx *cx, RowWriter *writer)
{
    cx->db->engine->forget(cx->db, &writer->it);
}

static Err *note_id(Ctx *cx UNUSED, const Row *row UNUSED, void *arg)
{
    *(bool *)arg = true;
    return NULL;
}

Err *rows_count_on(Ctx *cx, const char *table)
{
    bool counts = false;
    if (db_engine(cx->db) == ENGINE_SQLITE)
        return NULL; /* takes the highest id itself */
    TRY(check_name(cx, table));
    Sql sql = statement(cx, table,
                        arena_printf(cx->arena,
                                     "SELECT CAST(column_name AS text) FROM information_schema.columns"
                                     " WHERE table_schema = current_schema() AND table_name = '%s'"
                                     " AND column_name = 'id' AND is_identity = 'YES'",
                                     table),
                        0);
    TRY(run_select(cx, &sql, note_id, &counts));
    if (!counts)
        return NULL;
    return db_command(cx, arena_printf(cx->arena,
                                       "SELECT setval(pg_get_serial_sequence('%s', 'id'), max(id)) FROM \"%s\""
                                       " HAVING max(id) IS NOT NULL",
                                       table, table));
}

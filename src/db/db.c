/* SPDX-License-Identifier: MIT */
/* The part of running a statement that both engines share: names to fields, rows to structs. */
#include "base/base.h"

#include "base/hooks.h"
#include "db/db.h"
#include "db/engine.h"

SHAPE(DbKey, FIELD(DbKey, id), FIELD(DbKey, day), FIELD(DbKey, key));

EngineKind db_engine(const Db *db)
{
    return db->engine->kind;
}

Db *db_new(const Engine *engine, const char *url)
{
    Db *db = calloc(1, sizeof *db);
    assert(db);
    db->engine = engine;
    db->remembered = calloc((size_t)sql_all_count + 1, sizeof *db->remembered);
    assert(db->remembered);
    arena_init(&db->arena, 0);
    db->url = arena_strdup(&db->arena, url);
    return db;
}

void db_close(Db *db)
{
    if (!db)
        return;
    for (int i = 0; i < sql_all_count; i++)
        db->engine->forget(db, &db->remembered[i]);
    db->engine->close(db);
    free(db->remembered);
    arena_finish(&db->arena);
    free(db);
}

/* ---- parameters ---- */

static Err *map_params(Ctx *cx, const Sql *sql, const Shape *shape, Remembered *it)
{
    it->params = arena_new_array(&cx->db->arena, const Field *, (size_t)sql->param_count + 1);
    for (int i = 0; i < sql->param_count; i++) {
        it->params[i] = shape ? shape_field(shape, sql->params[i]) : NULL;
        if (!it->params[i])
            return err_fault(cx, "statement %s (%s) needs :%s, which %s does not have", sql->name, sql->file,
                             sql->params[i], shape ? shape->name : "no struct");
    }
    it->in_shape = shape;
    return NULL;
}

static Value value_of(const Field *field, const void *record)
{
    bool is_text = field->kind == KIND_TEXT || field->kind == KIND_WORD;
    Value value = {.is_text = is_text};
    if (field_is_null(field, record))
        return value;
    value.kind = is_text ? VALUE_TEXT : VALUE_INT;
    if (is_text)
        value.text = field_text(field, record);
    else
        value.number = field_int(field, record);
    return value;
}

static Err *gather(Ctx *cx, const Sql *sql, In in, Remembered *it, Value *values)
{
    if (it->in_shape != in.shape || !it->params)
        TRY(map_params(cx, sql, in.shape, it));
    for (int i = 0; i < sql->param_count; i++)
        values[i] = value_of(it->params[i], in.data);
    return NULL;
}

#define PARAMS_MAX 64

static Err *start(Ctx *cx, const Sql *sql, In in, Cursor *cursor, Remembered **remembered)
{
    Value values[PARAMS_MAX];
    Db *db = cx->db;
    if (!db)
        return err_fault(cx, "statement %s without a database", sql->name);
    if (sql->param_count > PARAMS_MAX)
        return err_fault(cx, "statement %s has too many parameters", sql->name);
    Remembered *it = &db->remembered[sql->index];
    if (it->running)
        return err_fault(cx, "statement %s runs inside itself", sql->name);
    TRY(gather(cx, sql, in, it, values));
    TRY(db->engine->prepare(cx, sql, it, values));
    *cursor = (Cursor){.sql = sql};
    TRY(db->engine->start(cx, sql, it, values, cursor));
    it->running = true;
    *remembered = it;
    return NULL;
}

static void stop(Ctx *cx, Cursor *cursor, Remembered *it)
{
    it->running = false;
    cx->db->engine->stop(cx->db, cursor);
}

/* ---- rows ---- */

static Err *map_columns(Ctx *cx, const Cursor *cursor, const Shape *shape, Remembered *it)
{
    const Engine *engine = cx->db->engine;
    it->column_count = engine->columns(cursor);
    it->columns = arena_new_array(&cx->db->arena, const Field *, (size_t)it->column_count + 1);
    for (int i = 0; i < it->column_count; i++) {
        const char *name = engine->column_name(cursor, i);
        it->columns[i] = shape_field(shape, name);
        if (!it->columns[i])
            return err_fault(cx, "statement %s (%s) gives %s, which %s does not have", cursor->sql->name,
                             cursor->sql->file, name, shape->name);
    }
    it->out_shape = shape;
    return NULL;
}

static Err *read_word(Ctx *cx, const Field *field, const char *word, void *record)
{
    int value;
    if (!word_value(field->words, word, &value))
        return err_fault(cx, "the database holds the word %s in %s, which this program does not know", word,
                         field->name);
    field_set_int(field, record, value);
    return NULL;
}

static Err *read_column(Ctx *cx, const Cursor *cursor, int column, const Field *field, void *record)
{
    const Engine *engine = cx->db->engine;
    bool is_text = field->kind == KIND_TEXT || field->kind == KIND_WORD;
    const char *text = is_text ? engine->text(cursor, column) : NULL;
    int64_t number = 0;
    if (is_text ? !text : !engine->number(cursor, column, &number))
        field_set_null(field, record);
    else if (field->kind == KIND_TEXT)
        field_set_text(field, record, *text ? arena_strdup(cx->arena, text) : "");
    else if (field->kind == KIND_WORD)
        return read_word(cx, field, text, record);
    else
        field_set_int(field, record, number);
    return NULL;
}

static Err *read_row(Ctx *cx, const Cursor *cursor, const Shape *shape, Remembered *it, void *record)
{
    if (it->out_shape != shape || !it->columns)
        TRY(map_columns(cx, cursor, shape, it));
    for (int i = 0; i < it->column_count; i++)
        TRY(read_column(cx, cursor, i, it->columns[i], record));
    return NULL;
}

/* ---- the five ways ---- */

Err *db_change(Ctx *cx, const Sql *sql, In in, int64_t *changed)
{
    Cursor cursor;
    Remembered *it;
    bool row = true;
    Err *err = NULL;
    TRY(start(cx, sql, in, &cursor, &it));
    while (!err && row)
        err = cx->db->engine->step(cx, &cursor, &row);
    if (!err)
        *changed = cx->db->engine->changed(cx->db, &cursor);
    stop(cx, &cursor, it);
    return err;
}

Err *db_exec(Ctx *cx, const Sql *sql, In in)
{
    int64_t changed;
    return db_change(cx, sql, in, &changed);
}

Err *db_find(Ctx *cx, const Sql *sql, In in, Out out, bool *found)
{
    Cursor cursor;
    Remembered *it;
    *found = false;
    TRY(start(cx, sql, in, &cursor, &it));
    Err *err = cx->db->engine->step(cx, &cursor, found);
    if (!err && *found) {
        err = read_row(cx, &cursor, out.shape, it, out.data);
        bool more = true; /* run to the end: an INSERT … RETURNING is done only then */
        while (!err && more)
            err = cx->db->engine->step(cx, &cursor, &more);
    }
    stop(cx, &cursor, it);
    if (!err)
        shape_blank(out.shape, out.data);
    return err;
}

Err *db_one(Ctx *cx, const Sql *sql, In in, Out out)
{
    bool found;
    TRY(db_find(cx, sql, in, out, &found));
    if (!found)
        return err_new(cx, ERR_MISSING, "", "%s", _("There is no such thing, or it is not yours to see"));
    return NULL;
}

Err *db_all(Ctx *cx, const Sql *sql, In in, Out out)
{
    Cursor cursor;
    Remembered *it;
    bool row = true;
    Err *err = NULL;
    TRY(start(cx, sql, in, &cursor, &it));
    while (!err) {
        err = cx->db->engine->step(cx, &cursor, &row);
        if (err || !row)
            break;
        void *record = arena_list_push(cx->arena, out.items, out.count, out.shape->size);
        err = read_row(cx, &cursor, out.shape, it, record);
        shape_blank(out.shape, record);
    }
    stop(cx, &cursor, it);
    return err;
}

Err *db_all_kept(Ctx *cx, Shelf *shelf, const char *key, const Sql *sql, In in, Out out)
{
    Shared *shared = shelf_get(shelf, key);
    if (shared) {
        void *items = shape_unpack(shared, out.count);
        memcpy(out.items, &items, sizeof items);
        arena_defer(cx->arena, shared_drop, shared);
        return NULL;
    }
    void *items;
    TRY(db_all(cx, sql, in, out));
    memcpy(&items, out.items, sizeof items);
    shared = shape_pack(out.shape, items, *out.count);
    shelf_put(shelf, key, shared);
    shared_drop(shared);
    return NULL;
}

Err *db_each(Ctx *cx, const Sql *sql, In in, Out out, Err *(*row)(Ctx *cx, void *arg), void *arg)
{
    Cursor cursor;
    Remembered *it;
    bool more = true;
    Err *err = NULL;
    TRY(start(cx, sql, in, &cursor, &it));
    while (!err) {
        ArenaMark mark = arena_mark(cx->arena);
        err = cx->db->engine->step(cx, &cursor, &more);
        if (err || !more)
            break;
        err = read_row(cx, &cursor, out.shape, it, out.data);
        shape_blank(out.shape, out.data);
        if (!err)
            err = row(cx, arg);
        if (!err)
            arena_rewind(cx->arena, mark);
    }
    stop(cx, &cursor, it);
    return err;
}

Err *db_prepare(Ctx *cx, const Sql *sql)
{
    return cx->db->engine->prepare(cx, sql, &cx->db->remembered[sql->index], NULL);
}

Err *db_verify(Ctx *cx, int *wrong)
{
    return cx->db->engine->verify(cx, wrong);
}

Err *db_command(Ctx *cx, const char *text)
{
    return cx->db->engine->command(cx, text);
}

/* ---- transactions ---- */

Err *db_begin(Ctx *cx, TxKind kind)
{
    Db *db = cx->db;
    const char *text = kind == TX_READ ? "BEGIN" : "BEGIN IMMEDIATE";
    if (db->engine->kind == ENGINE_POSTGRES)
        text = kind == TX_READ ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" : "BEGIN";
    TRY(db->engine->command(cx, text));
    db->in_transaction = true;
    db->reads_only = kind == TX_READ;
    db->depth = 0;
    return NULL;
}

bool db_is_snapshot(const Db *db)
{
    return db && db->in_transaction && db->reads_only;
}

Shelf *db_shelf(const Ctx *cx)
{
    return cx->hooks && db_is_snapshot(cx->db) ? cx->hooks->shelf : NULL;
}

Err *db_commit(Ctx *cx)
{
    TRY(cx->db->engine->command(cx, "COMMIT"));
    cx->db->in_transaction = false;
    return NULL;
}

void db_rollback(Ctx *cx)
{
    Db *db = cx->db;
    if (!db->in_transaction)
        return;
    db->in_transaction = false;
    db->depth = 0;
    if (!db->broken && db->engine->command(cx, "ROLLBACK"))
        db->broken = true;
}

Err *db_savepoint(Ctx *cx)
{
    Db *db = cx->db;
    TRY(db->engine->command(cx, arena_printf(cx->arena, "SAVEPOINT s%d", db->depth)));
    db->depth++;
    return NULL;
}

Err *db_release(Ctx *cx)
{
    Db *db = cx->db;
    TRY(db->engine->command(cx, arena_printf(cx->arena, "RELEASE SAVEPOINT s%d", db->depth - 1)));
    db->depth--;
    return NULL;
}

void db_rollback_to_savepoint(Ctx *cx)
{
    Db *db = cx->db;
    const char *name = arena_printf(cx->arena, "s%d", db->depth - 1);
    db->depth--;
    if (db->engine->command(cx, arena_printf(cx->arena, "ROLLBACK TO SAVEPOINT %s", name)) ||
        db->engine->command(cx, arena_printf(cx->arena, "RELEASE SAVEPOINT %s", name)))
        db->broken = true;
}

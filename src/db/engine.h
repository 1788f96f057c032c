/* SPDX-License-Identifier: MIT */
/* What an engine must do; known to db/ alone. */
#ifndef DB_ENGINE_H
#define DB_ENGINE_H

#include "db/db.h"
#include "db/rows.h"

/* A running statement. `handle` is the engine's. */
typedef struct {
    const Sql *sql;
    void *handle;
    int row; /* PostgreSQL: the row we stand at */
} Cursor;

/* What a connection remembers of one statement. */
typedef struct {
    void *handle;          /* SQLite: the prepared statement; PostgreSQL: not NULL once it is prepared */
    const Shape *in_shape; /* of params */
    const Field **params;
    const Shape *out_shape; /* of columns */
    const Field **columns;
    int column_count;
    bool running; /* a cursor stands on it: a nested run of the same statement is a mistake */
} Remembered;

typedef struct Engine {
    EngineKind kind;
    Err *(*prepare)(Ctx *cx, const Sql *sql, Remembered *it, const Value *values);
    Err *(*start)(Ctx *cx, const Sql *sql, Remembered *it, const Value *values, Cursor *cursor);
    Err *(*step)(Ctx *cx, Cursor *cursor, bool *row);
    void (*stop)(Db *db, Cursor *cursor);
    int (*columns)(const Cursor *cursor);
    const char *(*column_name)(const Cursor *cursor, int column);
    ValueKind (*kind_of)(const Cursor *cursor, int column);
    bool (*number)(const Cursor *cursor, int column, int64_t *number); /* false: NULL */
    const char *(*text)(const Cursor *cursor, int column);             /* NULL: NULL */
    int64_t (*changed)(Db *db, const Cursor *cursor);
    Err *(*command)(Ctx *cx, const char *text);
    Err *(*verify)(Ctx *cx, int *wrong);
    void (*forget)(Db *db, Remembered *it);
    void (*close)(Db *db);
} Engine;

struct Db {
    const Engine *engine;
    void *handle;           /* sqlite3 * or PGconn * */
    Remembered *remembered; /* by Sql.index */
    Arena arena;            /* of the maps in remembered */
    const char *url;
    bool in_transaction;
    bool reads_only; /* the transaction is a snapshot */
    int depth;       /* savepoints open */
    bool broken;     /* the connection was lost: reopen before use */
};

/* Opens a connection; the url is "sqlite:PATH" or "postgresql://…". read_only connections refuse writes. */
MUST_USE Err *sqlite_open(Ctx *cx, const char *path, bool read_only, Db **db);
MUST_USE Err *postgres_open(Ctx *cx, const char *url, bool read_only, Db **db);
Db *db_new(const Engine *engine, const char *url);
void db_close(Db *db);

#endif

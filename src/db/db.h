/* SPDX-License-Identifier: MIT */
/*
 * One database connection and the five ways to run a statement. Parameters come from the `in` struct by name,
 * columns go to the `out` struct by name; no positions anywhere. Both engines take the same text.
 */
#ifndef DB_DB_H
#define DB_DB_H

#include "base/err.h"
#include "base/shape.h"
#include "db/sql.h"

typedef struct Db Db;

typedef enum { ENGINE_SQLITE, ENGINE_POSTGRES } EngineKind;

EngineKind db_engine(const Db *db);

/* Runs a statement whose rows nobody needs. */
MUST_USE Err *db_exec(Ctx *cx, const Sql *sql, In in);

/* Like db_exec; says how many rows it changed. */
MUST_USE Err *db_change(Ctx *cx, const Sql *sql, In in, int64_t *changed);

/*
 * Fills the struct from the first row; only the columns that came back are written, so RETURNING id fills the id
 * and leaves the rest. ERR_MISSING when there is no row.
 */
MUST_USE Err *db_one(Ctx *cx, const Sql *sql, In in, Out out);

/* Like db_one, but no row is not an error: *found says. */
MUST_USE Err *db_find(Ctx *cx, const Sql *sql, In in, Out out, bool *found);

/* Appends every row to the list, in cx->arena. */
MUST_USE Err *db_all(Ctx *cx, const Sql *sql, In in, Out out);

/*
 * Like db_all into an empty list, but the rows stay on the shelf (db_shelf) under the key, which says all that they
 * depend on: a revision that every change moves, and what was asked. Others may look at them: they are not to be
 * changed.
 */
MUST_USE Err *db_all_kept(Ctx *cx, Shelf *shelf, const char *key, const Sql *sql, In in, Out out);

/*
 * Calls row() once per row; out is one struct that is overwritten each time. Its texts, and all that row() takes from
 * cx->arena, are given back after each row. For results too long to keep.
 */
MUST_USE Err *db_each(Ctx *cx, const Sql *sql, In in, Out out, Err *(*row)(Ctx *cx, void *arg), void *arg);

/* A statement's only argument is often an id or a day. */
typedef struct {
    Id id;
    Day day;
    const char *key;
} DbKey;
extern const Shape DbKey_shape;
#define BY_ID(value) IN(DbKey, (&(DbKey){.id = (value), .day = DAY_NONE, .key = ""}))
#define BY_KEY(text) IN(DbKey, (&(DbKey){.day = DAY_NONE, .key = (text)}))

/* ---- transactions: the dispatcher's and the command line's business, see store.h ---- */

typedef enum { TX_READ, TX_WRITE } TxKind;
MUST_USE Err *db_begin(Ctx *cx, TxKind kind);
/* Whether what is read here is committed and stands still: only that may be kept for others. NULL is no snapshot. */
bool db_is_snapshot(const Db *db);
/* Where what cx reads may be kept and taken from; NULL when it may not, or there is no shelf. */
Shelf *db_shelf(const Ctx *cx);
MUST_USE Err *db_commit(Ctx *cx);
/* Never fails as far as the caller is concerned: a connection that cannot roll back is closed. */
void db_rollback(Ctx *cx);
MUST_USE Err *db_savepoint(Ctx *cx);
MUST_USE Err *db_release(Ctx *cx);
void db_rollback_to_savepoint(Ctx *cx);

/* Runs text that no feature owns: DDL of migrations, pragmas. Never with a person's input. */
MUST_USE Err *db_command(Ctx *cx, const char *text);

/*
 * Asks the engine whether the file and its foreign keys are sound; prints what is not and adds how much to *wrong.
 * PostgreSQL watches over both itself: nothing is asked there.
 */
MUST_USE Err *db_verify(Ctx *cx, int *wrong);

/* Prepares a statement without running it; for the test that tries every statement. */
MUST_USE Err *db_prepare(Ctx *cx, const Sql *sql);

#endif

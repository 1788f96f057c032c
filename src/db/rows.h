/* SPDX-License-Identifier: MIT */
/*
 * Whole tables without structs, for what copies a database. Table names must be constants of the program and columns
 * come from the engine's catalogue; anything but small letters, digits and underscores in them is refused.
 */
#ifndef DB_ROWS_H
#define DB_ROWS_H

#include "db/db.h"

typedef enum { VALUE_NULL, VALUE_INT, VALUE_TEXT, VALUE_OTHER } ValueKind;

/* A parameter as the engine binds it, or a column as it gives it. */
typedef struct {
    ValueKind kind;
    bool is_text; /* the parameter's type also when it is NULL */
    int64_t number;
    const char *text;
} Value;

/* Names and texts are the engine's: good until the next row. */
typedef struct {
    int count;
    const char **names;
    Value *values;
} Row;

typedef struct {
    const char **items;
    size_t count;
} TableNames;

/* Every table that the engine knows in this database. */
MUST_USE Err *rows_tables(Ctx *cx, TableNames *names);

/* Calls row() for each row of the table, by its first column. ERR_FAULT for columns that are neither int nor text. */
MUST_USE Err *rows_each(Ctx *cx, const char *table, Err *(*row)(Ctx *cx, const Row *row, void *arg), void *arg);

typedef struct RowWriter RowWriter;

/* Inserts rows as they are, ids too. Nothing else may run on the connection until rows_writer_end. */
MUST_USE Err *rows_insert(Ctx *cx, RowWriter *writer, const Row *row);
RowWriter *rows_writer(Ctx *cx, const char *table);
void rows_writer_end(Ctx *cx, RowWriter *writer);

/* After rows came with their ids: lets PostgreSQL go on counting behind the highest. */
MUST_USE Err *rows_count_on(Ctx *cx, const char *table);

#endif

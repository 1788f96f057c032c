/* SPDX-License-Identifier: MIT */
/* A named statement, compiled from a .sql file at build (tools/embed). */
#ifndef DB_SQL_H
#define DB_SQL_H

#include "base/base.h"

/*
 * The text is the same for both engines: `:name` of the file has become $1, $2, … by first use, and params holds
 * the names in that order. index counts all statements of the program from 0 (a place in a cache of prepared ones).
 */
typedef struct {
    const char *name; /* "time_entry_add", unique in the program */
    const char *file; /* "time/entry.sql" */
    const char *text;
    const char *const *params; /* param_count names; NULL when there are none */
    int param_count;
    int index;
} Sql;

/* Every statement of the program, sorted by file, as they stand in it. */
extern const Sql *const sql_all[];
extern const int sql_all_count;

#endif

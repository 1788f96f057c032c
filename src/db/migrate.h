/* SPDX-License-Identifier: MIT */
/*
 * The schema: one ordered list of migrations/NNNN-what.sql, compiled in, never edited once landed. DDL is one text
 * for both engines with words that are substituted: @id @int @text @blob @strict.
 */
#ifndef DB_MIGRATE_H
#define DB_MIGRATE_H

#include "db/db.h"

/*
 * Applies what is missing, each migration in a transaction; another process that starts meanwhile waits. A SQLite
 * file with data is copied beside itself first (PATH.before-NNNN). ERR_FAULT when the database is newer than the
 * program or a landed migration was changed. `target` is the file's path or the connection string.
 */
MUST_USE Err *migrate_up(Ctx *cx, const char *target);

/* Number of the newest migration in the program. */
int migrate_newest(void);

/* Number of the newest migration in the database; 0 when it is empty. */
MUST_USE Err *migrate_current(Ctx *cx, int *number);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * Databases for tests, of the engine that the test is for. Nothing has to be given back: the next fixture, or the end
 * of the program, removes what the last one made, also when the test failed half-way.
 */
#ifndef DB_DB_FIXTURE_H
#define DB_DB_FIXTURE_H

#include "base/test.h"
#include "db/store.h"

/*
 * A fresh migrated database behind a store. Fills *cx: it acts as root, in English, at 2026-06-17 09:40 in Moscow;
 * its arena lives until the next fixture. Writes go through store_write, reads through store_read.
 */
Store *fixture_store(Test *t, Ctx *cx);

/*
 * A migrated database as cx->db, inside a transaction that is never committed; cx otherwise as in fixture_store. The
 * cheap way to try rules: they can be called as they are. Row ids need not start at 1. On PostgreSQL a failing
 * statement ends the transaction, so wrap one that should fail in db_savepoint and db_rollback_to_savepoint.
 */
void fixture_db(Test *t, Ctx *cx);

/* The URL of an SQLite file that is not there yet, beside the other databases and removed with them. */
const char *fixture_new_file(void);

/* The same Ctx without a database. */
void fixture_cx(Test *t, Ctx *cx);

#endif

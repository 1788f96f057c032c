/* SPDX-License-Identifier: MIT */
/*
 * The database of an agency: connections for reading, and the way to write. SQLite has one writer thread that
 * commits what has queued with one sync (group commit); PostgreSQL a pool of connections, a transaction each.
 * Who writes does not know which.
 */
#ifndef DB_STORE_H
#define DB_STORE_H

#include "db/db.h"

typedef struct Store Store;

typedef struct WriteJob WriteJob;
/* A change to make: run() in a transaction of its own (or a savepoint of the batch), then done(). */
struct WriteJob {
    WriteJob *next;                  /* of the queue */
    Ctx *cx;                         /* its db is set for the run; its arena is rewound before a repeat */
    Err *(*run)(Ctx *cx, void *arg); /* only SQL: no network, no password hashing, no long work */
    void *arg;
    Err *err;                    /* the outcome: NULL after a commit that is on disk */
    void (*done)(WriteJob *job); /* called on the writer's thread; must be quick */
};

typedef struct {
    const char *url;  /* "sqlite:PATH" or "postgresql://…" */
    int writers;      /* connections for writing on PostgreSQL; 0: 8 */
    bool allow_older; /* leave migrations alone (commands that only look) */
} StoreOptions;

/* Opens, brings the schema up to date (see migrate.h) and starts the writer. ERR_FAULT says what is wrong. */
MUST_USE Err *store_open(Ctx *cx, const StoreOptions *options, Store **store);
/* Ends what is queued, then closes. */
void store_close(Store *store);

/*
 * What a server keeps in memory would grow stale beside another one: claims the database for this process until it
 * ends, however it ends. ERR_FAULT when another server has it. Commands need no claim.
 */
MUST_USE Err *store_serve_alone(Store *store, Ctx *cx);

EngineKind store_engine(const Store *store);
const char *store_url(const Store *store);

/* A connection for reading, from a pool that grows as needed. NULL with an error when the database is away. */
MUST_USE Err *store_reader(Store *store, Ctx *cx, Db **db);
void store_reader_back(Store *store, Db *db);

/* Runs read() in one snapshot. */
MUST_USE Err *store_read(Store *store, Ctx *cx, Err *(*read)(Ctx *cx, void *arg), void *arg);

/* Queues the job. Every job is answered by done(), also when the store closes. */
void store_submit(Store *store, WriteJob *job);

/* Queues and waits: for the command line, jobs and tests. cx_after work runs too. */
MUST_USE Err *store_write(Store *store, Ctx *cx, Err *(*run)(Ctx *cx, void *arg), void *arg);

/* Runs what cx_after left, in a transaction of its own. Called by store_write and the dispatcher. */
MUST_USE Err *store_write_after(Ctx *cx, void *arg);

#endif

/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/log.h"
#include "base/text.h"
#include "db/engine.h"
#include "db/migrate.h"
#include "db/store.h"
#include "db/topics.h"

#define BATCH_MAX 256
#define WRITERS_MAX 16
#define READERS_KEPT 16
#define TRIES 5

struct Store {
    EngineKind kind;
    char *url;
    const char *target; /* path or connection string inside url */
    pthread_mutex_t lock;
    pthread_cond_t wake;
    WriteJob *first, **end;
    bool closing;
    pthread_t threads[WRITERS_MAX];
    int thread_count;
    pthread_mutex_t readers_lock;
    Db *readers[READERS_KEPT];
    int reader_count;
    Db *alone; /* PostgreSQL: holds the lock of store_serve_alone */
    int alone_fd;
};

EngineKind store_engine(const Store *store)
{
    return store->kind;
}

const char *store_url(const Store *store)
{
    return store->url;
}

static Err *connection_open(Store *store, Ctx *cx, bool read_only, Db **db)
{
    if (store->kind == ENGINE_SQLITE)
        return sqlite_open(cx, store->target, read_only, db);
    return postgres_open(cx, store->target, read_only, db);
}

/* ---- the queue ---- */

void store_submit(Store *store, WriteJob *job)
{
    job->next = NULL;
    pthread_mutex_lock(&store->lock);
    *store->end = job;
    store->end = &job->next;
    pthread_cond_signal(&store->wake);
    pthread_mutex_unlock(&store->lock);
}

/* Takes up to `most` jobs; waits while there are none; NULL when the store closes and all is done. */
static WriteJob *take(Store *store, int most)
{
    pthread_mutex_lock(&store->lock);
    while (!store->first && !store->closing)
        pthread_cond_wait(&store->wake, &store->lock);
    WriteJob *jobs = store->first;
    WriteJob **cut = &store->first;
    for (int i = 0; i < most && *cut; i++)
        cut = &(*cut)->next;
    store->first = *cut;
    *cut = NULL;
    if (!store->first)
        store->end = &store->first;
    pthread_mutex_unlock(&store->lock);
    return jobs;
}

/* Before a repeat: nothing of the first try may shine through. */
static void forget_try(Ctx *cx, ArenaMark mark)
{
    arena_rewind(cx->arena, mark);
    cx->change_id = ID(0);
    cx->after = NULL;
    if (cx->topics)
        *cx->topics = (Topics){0};
}

static void answer(WriteJob *jobs)
{
    while (jobs) {
        WriteJob *next = jobs->next; /* a job may be gone as soon as it is answered */
        jobs->done(jobs);
        jobs = next;
    }
}

Err *store_write_after(Ctx *cx, void *arg UNUSED)
{
    After *after = cx->after;
    cx->after = NULL;
    for (; after; after = after->next)
        TRY(after->run(cx, after->arg));
    return NULL;
}

/* ---- SQLite: one thread, one sync for all that waits ---- */

static void run_in_savepoint(Db *db, WriteJob *job)
{
    Ctx *cx = job->cx;
    cx->db = db;
    Err *err = db_savepoint(cx);
    if (!err)
        err = job->run(cx, job->arg);
    if (err) {
        db_rollback_to_savepoint(cx);
        if (cx->topics)
            *cx->topics = (Topics){0};
    } else {
        err = db_release(cx);
    }
    job->err = err;
}

static void run_batch(Db *db, WriteJob *jobs)
{
    Ctx *first = jobs->cx;
    first->db = db;
    Err *err = db_begin(first, TX_WRITE);
    for (WriteJob *job = jobs; job && !err; job = job->next)
        run_in_savepoint(db, job);
    first->db = db;
    if (!err)
        err = db_commit(first);
    if (!err)
        return;
    /* nothing of the batch is on disk: every job hears it, with a text of its own arena */
    db_rollback(first);
    for (WriteJob *job = jobs; job; job = job->next) {
        if (job->err && job->err != err)
            continue;
        job->err = err_new(job->cx, err->kind, err->field, "%s", err->text);
        job->err->wait = err->wait;
    }
}

static void run_afters(Db *db, WriteJob *jobs)
{
    for (WriteJob *job = jobs; job; job = job->next) {
        if (!job->cx->after)
            continue;
        WriteJob after = {.cx = job->cx, .run = store_write_after};
        run_batch(db, &after);
        if (after.err)
            log_line(LOG_ERROR, job->cx->request_id, "what follows a request failed: %s", after.err->text);
    }
}

typedef struct {
    Store *store;
    Db *db;
} Writer;

static void *sqlite_writer(void *arg)
{
    Writer *writer = arg;
    for (;;) {
        WriteJob *jobs = take(writer->store, BATCH_MAX);
        if (!jobs)
            break;
        run_batch(writer->db, jobs);
        run_afters(writer->db, jobs);
        answer(jobs);
    }
    db_close(writer->db);
    free(writer);
    return NULL;
}

/* ---- PostgreSQL: a pool, one transaction a job ---- */

static Err *run_alone(Db *db, WriteJob *job)
{
    Ctx *cx = job->cx;
    cx->db = db;
    Err *err = db_begin(cx, TX_WRITE);
    if (!err)
        err = job->run(cx, job->arg);
    if (!err)
        err = db_commit(cx);
    if (err)
        db_rollback(cx);
    return err;
}

static void pause_with_jitter(int attempt)
{
    unsigned seed = (unsigned)time(NULL) ^ (unsigned)(uintptr_t)&attempt;
    usleep((useconds_t)((1 << attempt) * 5000 + rand_r(&seed) % 10000));
}

static bool worth_another_try(const Db *db, const Err *err)
{
    return err && (err->kind == ERR_RETRY || (err->kind == ERR_BUSY && db && db->broken));
}

static void run_with_retries(Writer *writer, WriteJob *job)
{
    ArenaMark mark = arena_mark(job->cx->arena);
    for (int attempt = 0;; attempt++) {
        job->err = NULL;
        if (writer->db && writer->db->broken) {
            db_close(writer->db);
            writer->db = NULL;
        }
        if (!writer->db)
            job->err = connection_open(writer->store, job->cx, false, &writer->db);
        if (!job->err)
            job->err = run_alone(writer->db, job);
        if (attempt + 1 >= TRIES || !worth_another_try(writer->db, job->err))
            break;
        forget_try(job->cx, mark);
        pause_with_jitter(attempt);
    }
    if (job->err && job->err->kind == ERR_RETRY) {
        Ctx *cx = job->cx;
        job->err = err_new(cx, ERR_BUSY, "", "%s", _("The database is busy. Try again in a few seconds"));
        job->err->wait = 2;
    }
    if (job->err && job->cx->topics)
        *job->cx->topics = (Topics){0};
}

static void *postgres_writer(void *arg)
{
    Writer *writer = arg;
    for (;;) {
        WriteJob *job = take(writer->store, 1);
        if (!job)
            break;
        run_with_retries(writer, job);
        if (job->cx->after) {
            WriteJob after = {.cx = job->cx, .run = store_write_after};
            run_with_retries(writer, &after);
            if (after.err)
                log_line(LOG_ERROR, job->cx->request_id, "what follows a request failed: %s", after.err->text);
        }
        answer(job);
    }
    db_close(writer->db);
    free(writer);
    return NULL;
}

/* ---- waiting for one write ---- */

typedef struct {
    WriteJob job;
    pthread_mutex_t lock;
    pthread_cond_t done;
    bool finished;
} WaitedJob;

static void tell_waiter(WriteJob *job)
{
    WaitedJob *waited = (WaitedJob *)job;
    pthread_mutex_lock(&waited->lock);
    waited->finished = true;
    pthread_cond_signal(&waited->done);
    pthread_mutex_unlock(&waited->lock);
}

Err *store_write(Store *store, Ctx *cx, Err *(*run)(Ctx *cx, void *arg), void *arg)
{
    WaitedJob waited = {.job = {.cx = cx, .run = run, .arg = arg, .done = tell_waiter}};
    pthread_mutex_init(&waited.lock, NULL);
    pthread_cond_init(&waited.done, NULL);
    store_submit(store, &waited.job);
    pthread_mutex_lock(&waited.lock);
    while (!waited.finished)
        pthread_cond_wait(&waited.done, &waited.lock);
    pthread_mutex_unlock(&waited.lock);
    pthread_cond_destroy(&waited.done);
    pthread_mutex_destroy(&waited.lock);
    cx->db = NULL;
    return waited.job.err;
}

/* ---- reading ---- */

Err *store_reader(Store *store, Ctx *cx, Db **db)
{
    Db *kept = NULL;
    pthread_mutex_lock(&store->readers_lock);
    if (store->reader_count > 0)
        kept = store->readers[--store->reader_count];
    pthread_mutex_unlock(&store->readers_lock);
    if (kept) {
        *db = kept;
        return NULL;
    }
    return connection_open(store, cx, true, db);
}

void store_reader_back(Store *store, Db *db)
{
    pthread_mutex_lock(&store->readers_lock);
    if (!db->broken && store->reader_count < READERS_KEPT) {
        store->readers[store->reader_count++] = db;
        db = NULL;
    }
    pthread_mutex_unlock(&store->readers_lock);
    db_close(db);
}

static Err *read_once(Store *store, Ctx *cx, Err *(*read)(Ctx *cx, void *arg), void *arg, bool *broken)
{
    Db *db = NULL;
    *broken = false;
    TRY(store_reader(store, cx, &db));
    cx->db = db;
    Err *err = db_begin(cx, TX_READ);
    if (!err)
        err = read(cx, arg);
    db_rollback(cx); /* nothing was written: the cheap way to end a snapshot */
    *broken = db->broken;
    cx->db = NULL;
    store_reader_back(store, db);
    return err;
}

Err *store_read(Store *store, Ctx *cx, Err *(*read)(Ctx *cx, void *arg), void *arg)
{
    bool broken;
    Err *err = NULL;
    /* a server that came back leaves every kept connection broken: each is dropped once */
    for (int attempt = 0; attempt <= READERS_KEPT; attempt++) {
        ArenaMark mark = arena_mark(cx->arena);
        err = read_once(store, cx, read, arg, &broken);
        if (!err || !broken)
            break;
        if (attempt < READERS_KEPT)
            arena_rewind(cx->arena, mark);
    }
    return err;
}

/* ---- opening and closing ---- */

/* A signal that comes before somebody waits for it must find the main thread, not end the program in a writer. */
static int create_deaf(pthread_t *thread, void *(*body)(void *), void *arg)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int rc = pthread_create(thread, NULL, body, arg);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return rc;
}

static Err *start_writers(Store *store, Ctx *cx, int writers, Db *db)
{
    int count = store->kind == ENGINE_SQLITE ? 1 : MIN_OF(writers ? writers : 8, WRITERS_MAX);
    for (int i = 0; i < count; i++) {
        Writer *writer = calloc(1, sizeof *writer);
        assert(writer);
        *writer = (Writer){.store = store, .db = i == 0 ? db : NULL};
        void *(*body)(void *) = store->kind == ENGINE_SQLITE ? sqlite_writer : postgres_writer;
        if (create_deaf(&store->threads[i], body, writer))
            return err_fault(cx, "cannot start a thread: %s", strerror(errno));
        store->thread_count++;
    }
    return NULL;
}

static Err *parse_url(Ctx *cx, Store *store)
{
    if (text_starts(store->url, "sqlite:")) {
        store->kind = ENGINE_SQLITE;
        store->target = store->url + strlen("sqlite:");
    } else if (text_starts(store->url, "postgresql://") || text_starts(store->url, "postgres://")) {
        store->kind = ENGINE_POSTGRES;
        store->target = store->url;
    } else {
        return err_fault(cx, "the database must be sqlite:PATH or postgresql://…, not %s", store->url);
    }
    return NULL;
}

static Err *open_and_migrate(Ctx *cx, const StoreOptions *options, Store *store)
{
    Db *db = NULL;
    TRY(parse_url(cx, store));
    TRY(connection_open(store, cx, false, &db));
    cx->db = db;
    Err *err = options->allow_older ? NULL : migrate_up(cx, store->target);
    cx->db = NULL;
    if (!err)
        return start_writers(store, cx, options->writers, db);
    db_close(db);
    return err;
}

Err *store_open(Ctx *cx, const StoreOptions *options, Store **opened)
{
    Store *store = calloc(1, sizeof *store);
    assert(store);
    pthread_mutex_init(&store->lock, NULL);
    pthread_mutex_init(&store->readers_lock, NULL);
    pthread_cond_init(&store->wake, NULL);
    store->end = &store->first;
    store->alone_fd = -1;
    store->url = strdup(options->url);
    assert(store->url);
    Err *err = open_and_migrate(cx, options, store);
    if (err)
        store_close(store);
    else
        *opened = store;
    return err;
}

/* ---- one server ---- */

#define SERVES_ALREADY "another Takt serves this database; stop that one first"
#define ALONE_TRIES 25
#define ALONE_PAUSE_US 100000

/* Of this database and program alone; the number has no meaning. */
static const char take_postgres_lock[] = "DO $$ BEGIN IF NOT pg_try_advisory_lock(71604127) THEN "
                                         "RAISE EXCEPTION '" SERVES_ALREADY "'; END IF; END $$";

static Err *lock_postgres(Store *store, Ctx *cx)
{
    Db *before = cx->db;
    if (!store->alone)
        TRY(connection_open(store, cx, false, &store->alone));
    cx->db = store->alone;
    Err *err = db_command(cx, take_postgres_lock);
    cx->db = before;
    return err;
}

/* SQLite's own locks are of another kind (fcntl), so this one on the same file does not meet them. */
static Err *lock_sqlite(Store *store, Ctx *cx)
{
    if (store->alone_fd < 0)
        store->alone_fd = open(store->target, O_RDONLY | O_CLOEXEC);
    if (store->alone_fd < 0 || flock(store->alone_fd, LOCK_EX | LOCK_NB) == 0)
        return NULL; /* what cannot even be opened is told by who needs it */
    return err_fault(cx, "%s", SERVES_ALREADY);
}

Err *store_serve_alone(Store *store, Ctx *cx)
{
    Err *err = NULL;
    for (int attempt = 0; attempt < ALONE_TRIES; attempt++) { /* one that was killed a moment ago may still hold it */
        if (attempt)
            usleep(ALONE_PAUSE_US);
        err = store->kind == ENGINE_POSTGRES ? lock_postgres(store, cx) : lock_sqlite(store, cx);
        if (!err)
            return NULL;
    }
    return err;
}

void store_close(Store *store)
{
    if (!store)
        return;
    pthread_mutex_lock(&store->lock);
    store->closing = true;
    pthread_cond_broadcast(&store->wake);
    pthread_mutex_unlock(&store->lock);
    for (int i = 0; i < store->thread_count; i++)
        pthread_join(store->threads[i], NULL);
    for (int i = 0; i < store->reader_count; i++)
        db_close(store->readers[i]);
    db_close(store->alone);
    if (store->alone_fd >= 0)
        close(store->alone_fd); /* last: closing a file drops every fcntl lock that this process has on it */
    pthread_cond_destroy(&store->wake);
    pthread_mutex_destroy(&store->lock);
    pthread_mutex_destroy(&store->readers_lock);
    free(store->url);
    free(store);
}
